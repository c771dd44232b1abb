package theme

// An Ink draws text in one style. It is the style's escape sequences, made
// once, because styling each cell again costs more than the rest of a frame.
// The zero ink draws plain text.
type Ink struct {
	open  string
	alone bool   // it inverts what lies on it, so that no other ink could be read there
	link  string // the address that the text leads to; "" for none
}

const reset = "\x1b[m"

// What begins a link, ends its address, and ends the link.
const (
	linkBegin = "\x1b]8;;"
	linkTo    = "\a"
	linkEnd   = linkBegin + linkTo
)

// Paint returns the text in that ink.
func (i Ink) Paint(s string) string {
	switch {
	case s == "", i.open == "" && i.link == "":
		return s
	case i.link == "":
		return i.open + s + reset
	}
	return string(i.Append(nil, Ink{}, s))
}

// Append appends the text in that ink on another one's ground to b.
func (i Ink) Append(b []byte, under Ink, s string) []byte {
	if s == "" {
		return b
	}
	if i.link != "" {
		b = append(append(append(b, linkBegin...), i.link...), linkTo...)
	}
	b = append(b, under.open...)
	if !under.alone {
		b = append(b, i.open...)
	}
	b = append(b, s...)
	if under.open != "" || i.open != "" {
		b = append(b, reset...)
	}
	if i.link != "" {
		b = append(b, linkEnd...)
	}
	return b
}

// On returns the ink on another one's ground. Plain text has the color of the
// ground's own text there, and where the ground inverts, everything has.
func (i Ink) On(under Ink) Ink {
	if under.alone {
		under.link = i.link
		return under
	}
	return Ink{open: under.open + i.open, link: i.link}
}

// Linked returns an ink whose text leads to an address, on terminals that have
// links; the theme "none" has none. The address must have been checked; "" is
// none.
func (l *Theme) Linked(ink Ink, url string) Ink {
	if !l.Linkless && l.Name != "none" {
		ink.link = url
	}
	return ink
}
