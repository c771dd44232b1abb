package cells

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Write returns records as CSV that [Records] and [Text] read back unchanged,
// whatever is in the cells. A cell that a spreadsheet would take for a formula,
// or that would be read as another text, begins with an apostrophe. Each record
// is one line: line feeds, and anything else that could affect a terminal, are
// written as \u000a; text that looked like that gets its backslash doubled.
func Write(records [][]string) []byte {
	var b strings.Builder
	for _, record := range records {
		for i, cell := range record {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(quoted(guard(cell)))
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// quoted returns a cell in quotes if it needs any.
func quoted(cell string) string {
	if strings.ContainsAny(cell, `"`+Separators) || Trim(cell) != cell || strings.HasPrefix(cell, "#") || strings.HasPrefix(cell, "sep=") {
		return `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
	}
	return cell
}

// guard returns a text as a cell that is safe to open in a spreadsheet and to
// print. [Text] gives the text again.
func guard(text string) string {
	if text = escape(text); needsGuard(text) {
		return "'" + text
	}
	return text
}

// formula begins what a spreadsheet would calculate.
const formula = "=+-@\uff1d\uff0b\uff0d\uff20|%"

// leadIn is what a spreadsheet skips before a formula.
const leadIn = " '\"\u00a0"

// needsGuard reports whether the text, or what is left of it behind
// apostrophes, would be read as something else.
func needsGuard(text string) bool {
	first := strings.TrimLeft(text, leadIn)
	return first != "" && strings.ContainsRune(formula, []rune(first)[0]) || Empty(first)
}

// unsafe reports whether a character is not to be written as it is.
func unsafe(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r == '\ufeff' ||
		r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r)
}

// escaped is an escape, behind the backslashes that belong to it.
var escaped = regexp.MustCompile(`\\+u[0-9a-f]{4}`)

// code returns the character of an escape's last four digits, -1 if it is none
// that is written so. A byte that is no UTF-8 has the codes from dc80.
func code(digits string) rune {
	n, err := strconv.ParseUint(digits, 16, 16)
	if r := rune(n); err == nil && (unsafe(r) || r >= 0xdc80 && r <= 0xdcff) {
		return r
	}
	return -1
}

// escape writes what is not to be written as it is. Of the backslashes before an
// escape there are an odd number, and before what only looks like one an even
// number.
func escape(s string) string {
	if !strings.ContainsFunc(s, unsafe) && !strings.Contains(s, `\u`) && utf8.ValidString(s) {
		return s
	}
	s = escaped.ReplaceAllStringFunc(s, func(m string) string {
		if code(m[len(m)-4:]) < 0 {
			return m
		}
		return strings.Repeat(`\`, len(m)-5) + m
	})
	var b strings.Builder
	slashes := 0
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		broken := r == utf8.RuneError && n == 1
		switch {
		case broken || unsafe(r):
			if broken {
				r = 0xdc00 + rune(s[i])
			}
			fmt.Fprintf(&b, `%s\u%04x`, strings.Repeat(`\`, slashes), r)
		default:
			b.WriteString(s[i : i+n])
		}
		if slashes++; r != '\\' {
			slashes = 0
		}
		i += n
	}
	return b.String()
}

// unescape returns what escape has written.
func unescape(s string) string {
	if !strings.Contains(s, `\u`) {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(m string) string {
		r, slashes := code(m[len(m)-4:]), len(m)-5
		switch {
		case r < 0:
			return m
		case slashes%2 == 0:
			return m[slashes/2:]
		case r >= 0xdc80 && r <= 0xdcff:
			return m[:slashes/2] + string([]byte{byte(r - 0xdc00)})
		}
		return m[:slashes/2] + string(r)
	})
}
