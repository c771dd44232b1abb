package model

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Text is text that somebody else wrote: HubSpot, or a user by way of HubSpot.
// It is kept exactly as it came, so that exports lose nothing, and must not
// reach a terminal that way: print it with [Text.Line] or [Text.Block]. Package
// fmt uses Line by itself. A conversion to string gives the raw text and is for
// exports and the clipboard only.
type Text string

// String returns [Text.Line], so that printing a Text by accident does no harm.
func (t Text) String() string { return t.Line() }

// Line returns the text made safe for one line of a terminal: control
// characters become their visible pictures, line breaks and odd spaces become
// spaces, bidirectional overrides, C1 controls, private characters and broken
// UTF-8 become U+FFFD, and characters without a width disappear.
func (t Text) Line() string { return clean(string(t), false) }

// Block is like [Text.Line] but keeps line feeds, for a place with several
// lines.
func (t Text) Block() string { return clean(string(t), true) }

// Head returns the beginning of the text, at most n bytes. Cleaning megabytes
// takes long, and few places have room for them.
func (t Text) Head(n int) Text {
	if len(t) <= n {
		return t
	}
	for i := n; i >= 0 && i > n-utf8.UTFMax; i-- {
		if utf8.RuneStart(t[i]) {
			return t[:i]
		}
	}
	return t[:n] // in broken UTF-8
}

// Tail returns the end of the text, at most n bytes.
func (t Text) Tail(n int) Text {
	from := max(0, len(t)-n)
	for i := from; i < len(t) && i < from+utf8.UTFMax; i++ {
		if from == 0 || utf8.RuneStart(t[i]) {
			return t[i:]
		}
	}
	return t[from:] // in broken UTF-8, or nothing
}

// short is how much of a text a sentence quotes, in bytes.
const short = 2000

// maxMarks is how many combining marks one letter may carry. Real scripts need
// at most three; a pile of them would draw over the lines above.
const maxMarks = 4

func clean(s string, block bool) string {
	if plain(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	marks, base := 0, false
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r == utf8.RuneError && n == 1 {
			b.WriteRune(unicode.ReplacementChar)
			marks, base = 0, true
			continue
		}
		if r == '\r' && i < len(s) && s[i] == '\n' {
			continue // the line feed that follows says it all
		}
		if unicode.In(r, unicode.Mn, unicode.Me) {
			if marks++; !base || marks > maxMarks || invisible(r) {
				continue
			}
			b.WriteRune(r)
			continue
		}
		if r = safe(r, block); r >= 0 {
			b.WriteRune(r)
			marks, base = 0, r != '\n' && r != ' '
		}
	}
	return b.String()
}

// plain reports whether s is printable ASCII throughout, as most text is.
func plain(s string) bool {
	for i := range len(s) {
		if s[i] < 0x20 || s[i] > 0x7e {
			return false
		}
	}
	return true
}

// safe returns what to show for r: itself, a replacement, or -1 for nothing.
func safe(r rune, block bool) rune {
	switch {
	case r == '\n' && block:
		return r
	case r == '\n', r == '\r', r == '\t', r == 0x85, r == 0x2028, r == 0x2029:
		return ' '
	case r < 0x20:
		return 0x2400 + r // the picture of the control character
	case r == 0x7f:
		return 0x2421
	case r < 0x7f:
		return r
	case r < 0xa0, unicode.Is(unicode.Bidi_Control, r), unicode.Is(unicode.Co, r),
		unicode.Is(unicode.Noncharacter_Code_Point, r):
		return unicode.ReplacementChar
	case unicode.Is(unicode.Zs, r), blank(r):
		return ' '
	case unicode.Is(unicode.Cf, r), invisible(r):
		return -1
	}
	return r
}

// blank reports whether r is a letter or symbol that draws nothing.
func blank(r rune) bool {
	switch r {
	case 0x115f, 0x1160, 0x2800, 0x3164, 0xffa0:
		return true
	}
	return false
}

// invisible reports whether r only changes how its neighbours are drawn.
func invisible(r rune) bool {
	return unicode.Is(unicode.Variation_Selector, r) ||
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r)
}

// Printable reports whether r may reach a terminal as it is.
func Printable(r rune) bool { return safe(r, false) == r }
