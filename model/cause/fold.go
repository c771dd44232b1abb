package cause

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold returns a masked message without what makes no difference: case, spaces,
// punctuation, singular or plural. Two messages have the same cause if their
// folds are equal.
func fold(masked string) string {
	f := folder{out: make([]byte, 0, len(masked)+8)}
	for i := 0; i < len(masked); {
		if c := masked[i]; isLatin(rune(c)) {
			f.letter(rune(c | 0x20))
			i++
			continue
		}
		i += f.other(masked[i:])
	}
	f.endWord()
	return strings.TrimSuffix(string(f.out), " ")
}

// folder writes words one by one, with a space between them.
type folder struct {
	out     []byte
	start   int  // where the word begins that is being written
	last    rune // the last letter of it
	counted bool // a number stands before it
}

// other handles what s starts with, which is not a plain letter, and returns
// its length.
func (f *folder) other(s string) int {
	if s[0] == '<' {
		if text := markAt(s); text != "" {
			f.mark(text)
			return len(text)
		}
	}
	if strings.HasPrefix(s, "(s)") {
		return len("(s)")
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == ' ' && f.inWord() && spaceless(f.last):
	case r == '\'' || r == '’':
	case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
		f.letter(unicode.ToLower(r))
	case strings.ContainsRune("<>≤≥≠", r):
		f.endWord()
		f.whole(string(r))
	default:
		f.endWord()
	}
	return n
}

func (f *folder) inWord() bool { return len(f.out) > f.start }

// letter goes on with the word, or begins one where the script changes.
func (f *folder) letter(r rune) {
	if f.inWord() && spaceless(f.last) != spaceless(r) {
		f.endWord()
	}
	f.last = r
	f.out = utf8.AppendRune(f.out, r)
}

// mark writes a mark. An ID may be as short as a number.
func (f *folder) mark(text string) {
	f.endWord()
	number := text == markN || text == markID
	if number {
		text = markN
	}
	f.whole(strings.ToLower(text))
	f.counted = number
}

// whole writes a word at once.
func (f *folder) whole(word string) {
	f.out = append(append(f.out, word...), ' ')
	f.start = len(f.out)
}

// endWord ends the word that is being written.
func (f *folder) endWord() {
	if !f.inWord() {
		return
	}
	word := f.out[f.start:]
	if f.counted {
		word = singular(word)
	}
	switch string(word) {
	case "were":
		word = append(word[:0], "was"...)
	case "are":
		word = append(word[:0], "is"...)
	case "have":
		word = append(word[:0], "has"...)
	}
	f.out = append(f.out[:f.start+len(word)], ' ')
	f.start, f.counted = len(f.out), false
}

// singular returns the singular of a word, well enough for comparing. It
// overwrites word.
func singular(word []byte) []byte {
	n := len(word)
	switch {
	case string(word) == "children":
		return word[:len("child")]
	case n > 4 && string(word[n-3:]) == "ies":
		return append(word[:n-3], 'y')
	case n > 3 && word[n-1] == 's' && word[n-2] != 's':
		return word[:n-1]
	}
	return word
}
