package page

import "hubwatch/ui/theme"

// Line is one line of the screen, painted from left to right. The zero value
// with a Theme is empty.
type Line struct {
	Theme *theme.Theme
	Under theme.Ink // what all of it lies on: the bar of a selection
	b     []byte
	at    int
}

// Put paints text where the line ends.
func (l *Line) Put(ink theme.Ink, text string) {
	if text != "" {
		l.b = ink.Append(l.b, l.Under, text)
		l.at += l.Theme.Width(text)
	}
}

// To moves on to a column, counted from 0; it does not move back.
func (l *Line) To(column int) {
	if column > l.at {
		l.b = theme.Ink{}.Append(l.b, l.Under, theme.Spaces(column-l.at))
		l.at = column
	}
}

// At returns the column where the line ends.
func (l *Line) At() int { return l.at }

// String returns the line with its styles.
func (l *Line) String() string { return string(l.b) }
