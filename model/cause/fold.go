package cause

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold is a masked message without what makes no difference: case, spaces,
// punctuation, one or many. Two messages are of the same cause if their folds
// are equal.
func fold(masked string) string {
	f := folder{out: make([]byte, 0, len(masked)+8)}
	for i := 0; i < len(masked); {
		if masked[i] == '<' {
			if text := markAt(masked[i:]); text != "" {
				i += len(text)
				f.mark(text)
				continue
			}
		}
		if strings.HasPrefix(masked[i:], "(s)") {
			i += len("(s)")
			continue
		}
		r, n := utf8.DecodeRuneInString(masked[i:])
		i += n
		f.rune(r)
	}
	f.endWord()
	return string(f.out)
}

// folder writes words one by one.
type folder struct {
	out     []byte
	word    []byte
	counted bool // a number stands before the word
}

func (f *folder) mark(text string) {
	f.endWord()
	f.counted = text == markN || text == markID
	if f.counted {
		text = markN // a short ID looks like a number
	}
	f.append(strings.ToLower(text))
}

func (f *folder) rune(r rune) {
	switch {
	case r == '\'' || r == '’':
	case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
		if len(f.word) > 0 {
			last, _ := utf8.DecodeLastRune(f.word)
			if spaceless(last) != spaceless(r) {
				f.endWord()
			}
		}
		f.word = utf8.AppendRune(f.word, unicode.ToLower(r))
	case strings.ContainsRune("<>≤≥≠", r):
		f.endWord()
		f.append(string(r))
	case r != ' ' || !f.inSpaceless():
		f.endWord()
	}
}

// inSpaceless tells whether the word is of a script without spaces, where one
// makes no difference.
func (f *folder) inSpaceless() bool {
	last, _ := utf8.DecodeLastRune(f.word)
	return spaceless(last)
}

func (f *folder) endWord() {
	if len(f.word) == 0 {
		return
	}
	word := string(f.word)
	if f.counted {
		word = singular(word)
	}
	switch word {
	case "were":
		word = "was"
	case "are":
		word = "is"
	case "have":
		word = "has"
	}
	f.word, f.counted = f.word[:0], false
	f.append(word)
}

func (f *folder) append(word string) {
	if len(f.out) > 0 {
		f.out = append(f.out, ' ')
	}
	f.out = append(f.out, word...)
}

// singular is the word for one of several, well enough to be compared.
func singular(word string) string {
	switch {
	case word == "children":
		return "child"
	case len(word) > 4 && strings.HasSuffix(word, "ies"):
		return word[:len(word)-3] + "y"
	case len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss"):
		return word[:len(word)-1]
	}
	return word
}
