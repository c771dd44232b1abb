package cause

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hubwatch/model"
)

const (
	maxMessage = 64 << 10 // bytes of a message that are looked at
	maxMasked  = 600      // bytes of a masked message that are kept
)

// What stands in a masked message for the parts that differ from task to task.
const (
	markName  = "<name>"  // quoted text
	markID    = "<id>"    // a task ID, a UUID, a long number
	markN     = "<n>"     // a number
	markTime  = "<time>"  // an instant or a duration
	markPath  = "<path>"  // a path or a file name
	markURL   = "<url>"   // a web address
	markEmail = "<email>" // an e-mail address
	markData  = "<data"   // JSON or a printed map, followed by its keys
)

var marks = [...]string{markName, markID, markN, markTime, markPath, markURL, markEmail}

// Mask returns the message with everything that differs from task to task
// replaced by what it is: quoted text by <name>, IDs by <id>, numbers by <n>,
// and so on. What is left is the sentence that HubSpot's program was written
// with. Only the first 64 kB are read and the first 600 bytes kept. The result
// is safe to print, and masking it again changes nothing.
func Mask(message model.Text) string { return mask(message, false) }

// mask masks a message. codes keeps the short numbers behind the words code and
// error: those that differ mean different things.
func mask(message model.Text, codes bool) string {
	s := harmless(message)
	for range maxPasses {
		masked := harmless(model.Text(pass(s, codes)))
		if masked == s || settled(masked) {
			return masked
		}
		s = masked
	}
	return s
}

// settled reports whether another pass certainly changes nothing: there are words,
// marks and spaces, and nothing that could be a part of something to be masked.
func settled(masked string) bool {
	for i := 0; i < len(masked); i++ {
		switch c := masked[i]; {
		case isLatin(rune(c)), c == ' ', c == ',', c == ':', c == ';', c == '!', c == '(', c == ')':
		case c == '-' && i > 0 && isLatin(rune(masked[i-1])) && i+1 < len(masked) && isLatin(rune(masked[i+1])):
		case c >= 0xc3 && c <= 0xed: // of a letter, since what is not common was looked at
			r, n := utf8.DecodeRuneInString(masked[i:])
			if !unicode.IsLetter(r) || !common(masked[i:i+n]) {
				return false
			}
			i += n - 1
		case c == '.' && (i+1 == len(masked) || masked[i+1] == ' '):
		case c == '<':
			text := markAt(masked[i:])
			if text == "" {
				return false
			}
			i += len(text) - 1
		default:
			return false
		}
	}
	return !strings.Contains(masked, "AAAA")
}

// maxPasses is how many passes are made over a message at most. The second pass
// only changes contrived messages.
const maxPasses = 8

func pass(s string, codes bool) string {
	m := masker{in: s, out: make([]byte, 0, min(len(s), maxMasked)+8), codes: codes}
	m.mail = strings.Contains(s, "@")
	m.web = strings.Contains(s, "://") || strings.Contains(s, "www.")
	for m.pos < len(m.in) && !m.full {
		m.step()
	}
	return strings.TrimRight(string(m.out), " ")
}

// masker walks through a message once. Context to the left is looked up in what
// was written, so that a second pass sees the same.
type masker struct {
	in   string
	pos  int
	out  []byte
	full bool // nothing more fits

	codes     bool // short numbers behind the words code and error stay
	mail, web bool // there may be an e-mail or a web address

	marked, before mark // the last two marks written
	word           string
	unclosed       map[rune]bool // quotes that are not closed any more
}

// mark is a placeholder that was written, and where.
type mark struct {
	text       string
	start, end int
}

func (m *masker) step() {
	r, n := utf8.DecodeRuneInString(m.in[m.pos:])
	switch {
	case isLatin(r) && m.letters():
	case r == ' ':
		m.pos++
		m.space()
	case r == '<' && m.markAhead() != "":
		text := m.markAhead()
		m.pos += len(text)
		m.put(text)
	case isQuote(r) && m.quoted(r, n):
	case (r == '{' || r == '[') && m.data():
	case m.path(), m.address():
	case isWord(r):
		end := wordEnd(m.in, m.pos)
		w := m.in[m.pos:end]
		m.pos = end
		m.classify(w)
	default:
		m.pos += n
		m.write(string(r))
	}
}

// letters writes the word that starts here if it is plainly a word, as most are.
func (m *masker) letters() bool {
	end := m.pos + 1
	for end < len(m.in) && isLatin(rune(m.in[end])) {
		end++
	}
	if m.mail || m.web || !wordEnds(m.in[end:]) || strings.HasPrefix(m.in[m.pos:end], "AAAA") {
		return false
	}
	w := m.in[m.pos:end]
	m.pos = end
	m.plain(w)
	return true
}

// wordEnds reports whether a word of plain letters certainly ends before s.
func wordEnds(s string) bool {
	switch {
	case s == "":
		return true
	case s[0] == '.':
		return len(s) == 1 || s[1] == ' '
	}
	return s[0] == ' ' || s[0] == ',' || s[0] == ';' || s[0] == ')'
}

// space writes one space, and none at the start or after another.
func (m *masker) space() {
	if len(m.out) > 0 && m.out[len(m.out)-1] != ' ' {
		m.write(" ")
	}
}

// write writes text as it is, or nothing more if it does not fit.
func (m *masker) write(text string) {
	if m.full = m.full || len(m.out)+len(text) > maxMasked; !m.full {
		m.out = append(m.out, text...)
	}
}

// put writes a mark. A list of equal marks becomes one, because the length of a
// list differs too.
func (m *masker) put(text string) {
	m.word = ""
	if m.marked.text == text && separates(m.out[m.marked.end:]) {
		m.out = m.out[:m.marked.end]
		return
	}
	start := len(m.out)
	if m.write(text); !m.full {
		m.before, m.marked = m.marked, mark{text, start, len(m.out)}
	}
}

// takeBack removes the last mark.
func (m *masker) takeBack() {
	m.out = m.out[:m.marked.start]
	m.marked, m.before = m.before, mark{}
}

// separates reports whether text only separates the items of a list.
func separates(text []byte) bool {
	words := strings.FieldsFunc(string(text), func(r rune) bool { return strings.ContainsRune(" ,;&、", r) })
	return !slices.ContainsFunc(words, func(w string) bool { return w != "and" && w != "or" })
}

// left returns the last character written, 0 at the start.
func (m *masker) left() rune {
	if len(m.out) == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRune(m.out)
	return r
}

// markAhead returns the mark that is in the text literally, or "".
func (m *masker) markAhead() string { return markAt(m.in[m.pos:]) }

func markAt(s string) string {
	for _, text := range marks {
		if strings.HasPrefix(s, text) {
			return text
		}
	}
	if strings.HasPrefix(s, markData) {
		for i := len(markData); i < len(s); i++ {
			switch c := s[i]; {
			case c == '>':
				return s[:i+1]
			case c != ' ' && c != '=' && c != '_' && !('a' <= c|0x20 && c|0x20 <= 'z'):
				return ""
			}
		}
	}
	return ""
}

// harmless returns the start of a message as one line without colors, control
// characters and full-width forms.
func harmless(message model.Text) string {
	s := string(message.Head(maxMessage))
	if common(s) {
		return s
	}
	s = model.Text(withoutColors(s)).Line()
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 0xff01 && r <= 0xff5e:
			return r - 0xfee0
		case r >= 0x2400 && r <= 0x2421, r == unicode.ReplacementChar:
			return ' '
		case unicode.IsDigit(r):
			return '0'
		}
		return r
	}, s)
	return model.Text(s).Line() // a mark may have lost its letter
}

// withoutColors returns s without the sequences that color a terminal.
func withoutColors(s string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(s, "\x1b[")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		s = strings.TrimLeft(after, "0123456789;:<=>?")
		if s != "" && s[0] >= 0x40 && s[0] < 0x7f {
			s = s[1:]
		}
	}
}

// common reports whether s is of printable ASCII and common letters throughout,
// which are harmless as they are.
func common(s string) bool {
	for _, r := range s {
		switch {
		case r >= 0x20 && r <= 0x7e:
		case r >= 0xc0 && r <= 0x17f, r >= 0x391 && r <= 0x3c9 && r != 0x3a2, r >= 0x410 && r <= 0x44f: // Latin, Greek, Cyrillic
		case r >= 0x4e00 && r <= 0x9fa5, r >= 0x3041 && r <= 0x3096, r >= 0x30a1 && r <= 0x30fa, r >= 0xac00 && r <= 0xd7a3: // Chinese, Japanese, Korean
		default:
			return false
		}
	}
	return true
}
