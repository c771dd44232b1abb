package theme

import "strings"

// LongestLine is how much of a text is drawn in one line, in bytes: more than
// any screen is wide.
const LongestLine = 2000

// Width returns how many cells s takes on this terminal. s may be styled.
func (l *Theme) Width(s string) int {
	if ascii(s) {
		return len(s)
	}
	return l.Method.StringWidth(s)
}

// Fit cuts or pads s to exactly n cells.
func (l *Theme) Fit(s string, n int) string {
	w := l.Width(s)
	if w > n {
		s = l.Method.Truncate(s, n, l.Ellipsis())
		w = l.Width(s)
	}
	return s + Spaces(n-w)
}

// UpTo cuts s to at most n cells.
func (l *Theme) UpTo(s string, n int) string {
	if l.Width(s) > n {
		return l.Fit(s, n)
	}
	return s
}

// FitRight is Fit with the padding on the left.
func (l *Theme) FitRight(s string, n int) string {
	w := l.Width(s)
	if w > n {
		return l.Fit(s, n)
	}
	return Spaces(n-w) + s
}

// FitTail is Fit that keeps the end, which is what tells IDs and paths apart.
func (l *Theme) FitTail(s string, n int) string {
	w := l.Width(s)
	if w > n && n > 0 {
		for cut := w - n + 1; w > n; cut++ { // a wide character is cut whole or not at all
			short := l.Method.TruncateLeft(s, cut, l.Ellipsis())
			if w = l.Width(short); w <= n {
				s = short
			}
		}
	}
	return s + Spaces(n-w)
}

// TailUpTo cuts s to at most n cells and keeps its end.
func (l *Theme) TailUpTo(s string, n int) string {
	if l.Width(s) > n {
		return l.FitTail(s, n)
	}
	return s
}

const blanks = "                                                                "

// Spaces returns n blanks, none if n is negative.
func Spaces(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(blanks):
		return blanks[:n]
	}
	return strings.Repeat(" ", n)
}

// ascii reports whether s is ASCII without control characters, so that its
// length is its width.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

// maxValue is how much of a value is written among others, in cells.
const maxValue = 40

// Cut returns a text short enough to be listed among others; paths keep their end.
func (l *Theme) Cut(s string) string {
	switch {
	case l.Width(s) <= maxValue:
		return s
	case strings.HasPrefix(s, "/"):
		return l.FitTail(s, maxValue)
	}
	return l.Fit(s, maxValue)
}

// Join puts left and right at the two ends of a line of n cells. If both do not
// fit, right is left out, and left is cut only if it is too long alone.
func Join(left, right string, n int, l *Theme) string {
	lw, rw := l.Width(left), l.Width(right)
	if lw+rw+1 > n {
		return l.Fit(left, n)
	}
	return left + Spaces(n-lw-rw) + right
}
