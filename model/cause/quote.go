package cause

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// closers are what closes each quote.
var closers = map[rune]string{
	'"': `"`, '`': "`", '\'': "'", '‘': "’", '“': "”", '„': "“”", '«': "»", '‹': "›",
	'「': "」", '『': "』", '《': "》", '〈': "〉",
}

func isQuote(r rune) bool {
	if r < utf8.RuneSelf {
		return r == '"' || r == '\'' || r == '`'
	}
	_, ok := closers[r]
	return ok
}

// quoted writes the mark for quoted text, if the quote r of n bytes opens one.
func (m *masker) quoted(r rune, n int) bool {
	if m.unclosed[r] || !opens(r, m.left()) {
		return false
	}
	end := closing(m.in, m.pos+n, r)
	if end < 0 {
		if m.unclosed == nil {
			m.unclosed = map[rune]bool{}
		}
		m.unclosed[r] = true
		return false
	}
	m.pos = end
	m.put(markName)
	return true
}

// opens reports whether the quote r opens a quotation behind that character. An
// apostrophe is inside or at the end of a word.
func opens(r, left rune) bool {
	return r != '\'' && r != '‘' || !touches(left)
}

// touches reports whether a quote next to r belongs to a word.
func touches(r rune) bool { return isWord(r) || r == '<' || r == '>' }

// closing returns where the text after the quote open ends, behind its closing
// quote; -1 if nothing closes it.
func closing(s string, from int, open rune) int {
	for i := from; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case r == '\\' && open == '"' && i < len(s):
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
		case !strings.ContainsRune(closers[open], r):
		case open != '\'' && open != '‘':
			return i
		case ends(s, i):
			if later := possessive(s, i, n); later > 0 {
				return later
			}
			return i
		}
	}
	return -1
}

// ends reports whether the apostrophe before i is at the end of a word.
func ends(s string, i int) bool {
	next, _ := utf8.DecodeRuneInString(s[i:])
	return i == len(s) || !touches(next)
}

// possessive returns where quoted text ends whose first apostrophe, n bytes
// before i, only marks a possession, as in 'Customers' assets'; 0 if it does
// not.
func possessive(s string, i, n int) int {
	if before, _ := utf8.DecodeLastRuneInString(s[:i-n]); before != 's' || !strings.HasPrefix(s[i:], " ") {
		return 0
	}
	left := ' '
	for j := i; j < len(s); {
		r, n := utf8.DecodeRuneInString(s[j:])
		j += n
		if r == '\'' || r == '’' {
			switch {
			case ends(s, j) && !unicode.IsSpace(left):
				return j
			case !isWord(left):
				return 0 // the next quoted text begins
			}
		}
		left = r
	}
	return 0
}
