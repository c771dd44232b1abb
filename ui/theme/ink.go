package theme

import "github.com/charmbracelet/x/ansi"

// An Ink draws text in one style. It is the style's escape sequences, made
// once, because styling each cell anew costs more than the rest of a frame.
// The zero ink draws plain text.
type Ink struct {
	open  string
	alone bool   // it inverts what lies on it, so that no other ink could be read there
	link  string // the address that the text leads to; "" for none
}

const reset = "\x1b[m"

// Paint is the text in that ink.
func (i Ink) Paint(s string) string {
	switch {
	case s == "":
		return s
	case i.link != "":
		link := i.link
		i.link = ""
		return ansi.SetHyperlink(link) + i.Paint(s) + ansi.ResetHyperlink()
	case i.open == "":
		return s
	}
	return i.open + s + reset
}

// On is the ink on another one's ground. Plain text has the color of the ground's
// own text there, and where the ground inverts, everything has.
func (i Ink) On(under Ink) Ink {
	if under.alone {
		under.link = i.link
		return under
	}
	return Ink{open: under.open + i.open, link: i.link}
}

// Linked is an ink whose text leads to an address, on terminals that have links; the
// theme "none" has none. The address must have been checked; "" is none.
func (l *Theme) Linked(ink Ink, url string) Ink {
	if !l.Linkless && l.Name != "none" {
		ink.link = url
	}
	return ink
}
