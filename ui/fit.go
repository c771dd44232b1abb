package ui

import "strings"

// width is how many cells s takes on this terminal. s may be styled.
func (l *looks) width(s string) int {
	if ascii(s) {
		return len(s)
	}
	return l.method.StringWidth(s)
}

// fit makes s exactly n cells wide: it cuts the end off, or pads it.
func (l *looks) fit(s string, n int) string {
	w := l.width(s)
	if w > n {
		s = l.method.Truncate(s, n, l.ellipsis())
		w = l.width(s)
	}
	return s + spaces(n-w)
}

// upTo cuts the end off s if it is wider than n cells.
func (l *looks) upTo(s string, n int) string {
	if l.width(s) > n {
		return l.fit(s, n)
	}
	return s
}

// fitRight is fit with the padding on the left.
func (l *looks) fitRight(s string, n int) string {
	w := l.width(s)
	if w > n {
		return l.fit(s, n)
	}
	return spaces(n-w) + s
}

// fitTail is fit that keeps the end: what tells IDs and paths apart.
func (l *looks) fitTail(s string, n int) string {
	w := l.width(s)
	if w > n && n > 0 {
		for cut := w - n + 1; w > n; cut++ { // a wide character is cut whole or not at all
			short := l.method.TruncateLeft(s, cut, l.ellipsis())
			if w = l.width(short); w <= n {
				s = short
			}
		}
	}
	return s + spaces(n-w)
}

// wrap breaks text into lines of at most n cells, at spaces where it can.
func (l *looks) wrap(text string, n int) []string {
	if n < 1 {
		return nil
	}
	return strings.Split(l.method.Wrap(text, n, "/,;"), "\n")
}

const blanks = "                                                                "

func spaces(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(blanks):
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// ascii tells whether s is ASCII without control characters, so that its
// length is its width.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
