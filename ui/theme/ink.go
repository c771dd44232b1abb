package theme

// An Ink draws text in one style. It holds the style's escape sequences, made
// once, because styling each cell again would cost more than the rest of a
// frame. The zero ink draws plain text.
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

// Append appends text in this ink on another ink's ground to b.
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

// On returns the ink on another ink's ground. Plain text takes the color of the
// ground's own text there, and so does everything if the ground is inverted.
func (i Ink) On(under Ink) Ink {
	if under.alone {
		under.link = i.link
		return under
	}
	return Ink{open: under.open + i.open, link: i.link}
}

// Linked returns an ink whose text links to an address, on terminals that
// support links; the theme "none" has no links. The address must have been
// checked; "" is no link.
func (l *Theme) Linked(ink Ink, url string) Ink {
	if !l.Linkless && l.Name != "none" {
		ink.link = url
	}
	return ink
}
