package cause

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a part of a masked message: a word, a mark or a sign.
type token struct {
	start, end int    // where it stands in the message
	fold       string // without case and punctuation; "" if it is part of a gap
	role       role
	before     byte // what stands between it and the token before it
}

// wordReader reads a masked message into tokens and decides on their roles. It
// keeps its room from message to message.
type wordReader struct {
	text   string
	tokens []token
	parts  []part
	before byte   // what stands before the next token
	shout  bool   // no word begins with a small letter, so that case tells nothing
	buf    []byte // the word that was looked up last, without case and apostrophes
}

// read finds the tokens.
func (r *wordReader) read() {
	r.shout, r.before = true, 0
	for i := 0; i < len(r.text); {
		c, n := rune(r.text[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(r.text[i:])
		}
		switch {
		case c == ' ':
			i++
		case isWord(c):
			end := wordEnd(r.text, i)
			r.word(i, end)
			i = end
		case c == '<' && markAt(r.text[i:]) != "":
			text := markAt(r.text[i:])
			t := token{start: i, end: i + len(text)}
			if strings.HasPrefix(text, markData) {
				t.fold, t.role = strings.ToLower(text), roleMeaning
			}
			r.append(t)
			i = t.end
		case c == '>' && i > 0 && (r.text[i-1] == '-' || r.text[i-1] == '='): // an arrow
			i++
		case strings.ContainsRune(".,:;!?()[]{}'\"`’‘“”«»„…-–—/\\|", c):
			i += n
			r.sign(c, i)
		case strings.ContainsRune("<>≤≥≠", c):
			r.append(token{start: i, end: i + n, fold: string(c), role: roleHard})
			i += n
		default:
			start := i
			for i += n; i < len(r.text); i += n {
				if c, n = utf8.DecodeRuneInString(r.text[i:]); c < utf8.RuneSelf || isWord(c) {
					break
				}
			}
			r.append(token{start: start, end: i})
		}
	}
}

// What may stand before a token.
const (
	beforeOpen   = 1 << iota // an opening bracket
	beforeClose              // a closing one
	beforeDash               // a dash
	beforeSpaced             // a dash with a space behind it
	beforeStop               // the end of a sentence, or a colon
	insideOpen               // of the brackets before, the last is an opening one
)

// sign takes in a sign that is no part of a word, and ends at end.
func (r *wordReader) sign(c rune, end int) {
	switch c {
	case '(', '[':
		r.before |= beforeOpen | insideOpen
	case ')', ']':
		r.before = r.before&^insideOpen | beforeClose
	case '-', '–', '—':
		r.before |= beforeDash
		if strings.HasPrefix(r.text[end:], " ") {
			r.before |= beforeSpaced
		}
	case '.', ':', ';', '!', '?':
		r.before |= beforeStop
	}
}

// append takes in a token.
func (r *wordReader) append(t token) {
	t.before = r.before
	r.tokens, r.before = append(r.tokens, t), r.before&insideOpen
}

// word takes in the word from start to end.
func (r *wordReader) word(start, end int) {
	w := r.text[start:end]
	if c, _ := utf8.DecodeRuneInString(w); unicode.IsLower(c) {
		r.shout = false
	}
	for i := range len(w) {
		if w[i] != '-' && w[i] != '/' {
			continue
		}
		if r.known(w[:i]) == roleName {
			break
		}
		r.append(r.single(start, start+i))
		r.word(start+i+1, end)
		return
	}
	r.append(r.single(start, end))
}

// single returns the token of a word as the vocabulary has it.
func (r *wordReader) single(start, end int) token {
	w := r.text[start:end]
	t := token{start: start, end: end, role: r.known(w)}
	switch {
	case t.role != roleName:
		if t.fold = w; string(r.buf) != w {
			t.fold = string(r.buf)
		}
		t.fold = same(t.fold)
	case isIdentifier(w):
		t.fold, t.role = strings.ToLower(w), roleMeaning
	}
	return t
}

// known returns the role of a word in the vocabulary. Its fold is left in
// r.buf.
func (r *wordReader) known(w string) role {
	if len(w) > maxKnownWord {
		return roleName
	}
	r.buf = r.buf[:0]
	for i := range len(w) {
		switch c := w[i]; {
		case isLatin(rune(c)):
			r.buf = append(r.buf, c|0x20)
		case c == '\'':
		case isDigit(rune(c)):
			r.buf = append(r.buf, c)
		case strings.HasPrefix(w[i:], "’"), i > 0 && strings.HasPrefix(w[i-1:], "’"), i > 1 && strings.HasPrefix(w[i-2:], "’"):
		default:
			return roleName
		}
	}
	if isDigit(rune(w[0])) && len(r.buf) == len(w) {
		return roleMeaning // a number that masking has left, such as an HTTP status
	}
	return roles[string(r.buf)]
}

// maxKnownWord is the longest word that is looked up, in bytes.
const maxKnownWord = 24

// same returns one word for forms of it that make no difference.
func same(w string) string {
	switch w {
	case "were":
		return "was"
	case "are":
		return "is"
	case "have":
		return "has"
	}
	return w
}

// isIdentifier tells whether a word is one of a program: parentFolderId,
// folder_id, files.ui_hidden.write.
func isIdentifier(w string) bool {
	if w[0] < 'a' || w[0] > 'z' {
		return false
	}
	camel, dots := false, false
	for i := range len(w) {
		switch c := w[i]; {
		case 'A' <= c && c <= 'Z':
			camel = camel || i > 2
		case c == '_':
			camel = true
		case c == '.':
			dots = true
		case c < 'a' || c > 'z':
			return false
		}
	}
	return !dots && camel || dots && isScope(w)
}

// isScope tells whether words with dots between them are those of a program
// and no host or user: files.ui_hidden.write.
func isScope(w string) bool {
	parts := strings.Split(w, ".")
	return !domains[parts[len(parts)-1]] && slices.ContainsFunc(parts, func(part string) bool { return roles[part] != roleName })
}

// domains are the last parts of names of hosts.
var domains = map[string]bool{
	"com": true, "net": true, "org": true, "io": true, "dev": true, "app": true, "cloud": true, "eu": true, "uk": true, "de": true, "fr": true,
	"es": true, "it": true, "nl": true, "se": true, "jp": true, "cn": true, "br": true, "us": true, "co": true, "ai": true, "example": true,
	"internal": true, "local": true, "localdomain": true, "lan": true, "corp": true, "test": true, "invalid": true, "home": true, "svc": true,
}
