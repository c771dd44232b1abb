package theme

// An Ink draws text in one style. It is the style's escape sequences, made
// once, because styling each cell anew costs more than the rest of a frame.
// The zero ink draws plain text.
type Ink struct {
	open  string
	alone bool // it inverts what lies on it, so that no other ink could be read there
}

const reset = "\x1b[m"

// Paint is the text in that ink.
func (i Ink) Paint(s string) string {
	if i.open == "" || s == "" {
		return s
	}
	return i.open + s + reset
}

// On is the ink on another one's ground. Plain text has the color of the ground's
// own text there, and where the ground inverts, everything has.
func (i Ink) On(under Ink) Ink {
	if under.alone {
		return under
	}
	return Ink{open: under.open + i.open}
}
