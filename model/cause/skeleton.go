package cause

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// gap is what stands in a skeleton for a name, a number or anything else that
// differs from task to task, of any number of words.
const gap = markName

// token is a part of a masked message: a word, a mark or a sign.
type token struct {
	start, end int    // where it stands in the message
	fold       string // without case and punctuation; "" if it is part of a gap
	role       role
	before     byte // what stands between it and the token before it
}

// skeleton is a masked message with its gaps: what is left of it are the words
// that the sentence was written with, as far as one message can tell.
type skeleton struct {
	text   string // the folded words, a gap for all between two of them
	masked string
	gaps   []span // where each gap is in masked
}

// span is from where to where a gap goes.
type span struct{ start, end int }

// fill is what stands in the i-th gap.
func (s *skeleton) fill(i int) string { return s.masked[s.gaps[i].start:s.gaps[i].end] }

// part is a word of a skeleton, or a gap.
type part struct {
	word string // gap for a gap
	role role
}

// wholeSign is put before a message of which all words stay, foreignSign before
// one in another language.
const (
	wholeSign   = "="
	foreignSign = "~"
)

// besideSign is put before a word that is said of the name before it in
// brackets, or behind a dash.
const besideSign = "("

// settleRoles gives every word the role that it has between the others, by
// nothing but the words.
func settleRoles(parts []part) {
	for i := range parts {
		p := &parts[i]
		if p.isGap() {
			continue
		}
		p.role = roleMeaning
		if known, ok := roles[p.word]; ok {
			p.role = known
		}
		switch {
		case strings.HasPrefix(p.word, besideSign):
			p.role = roleWeak
		case p.role == roleMeaning && i+1 < len(parts) && (i == 0 || parts[i-1].role != roleHard):
			if next := parts[i+1]; (next.isGap() || roles[next.word] == roleObject) && attributes[p.word] {
				p.role = roleWeak
			}
		}
	}
}

// isGap tells whether the part is a gap.
func (p part) isGap() bool { return p.role == roleName }

// skeletonOf finds the gaps of a masked message.
func (r *wordReader) skeletonOf(masked string) *skeleton {
	s := &skeleton{masked: masked}
	parts := r.partsOf(masked, &s.gaps)
	n := len(parts)
	for _, p := range parts {
		n += len(p.word)
	}
	text := make([]byte, 0, n)
	for i, p := range parts {
		if i > 0 {
			text = append(text, ' ')
		}
		text = append(text, p.word...)
	}
	s.text = string(text)
	return s
}

// partsOf are the parts of a masked message, until the next call. Where its
// gaps are is appended to gaps.
func (r *wordReader) partsOf(masked string, gaps *[]span) []part {
	r.text, r.tokens, r.parts = masked, r.tokens[:0], r.parts[:0]
	r.read()
	r.decide()
	switch {
	case r.english():
	case r.foreign():
		r.parts = append(r.parts, part{foreignSign, roleHard})
	default:
		if masked != "" {
			r.parts = append(r.parts, part{wholeSign + " " + fold(masked), roleHard})
		}
		return r.parts
	}
	counted := false // a number stands before
	for i := 0; i < len(r.tokens); i++ {
		t := r.tokens[i]
		if t.role != roleName {
			if counted && t.role == roleObject {
				t.fold = string(singular([]byte(t.fold)))
			}
			r.parts, counted = append(r.parts, part{t.fold, t.role}), counted && attributes[t.fold]
			continue
		}
		end := i
		for end+1 < len(r.tokens) && r.tokens[end+1].role == roleName {
			end++
		}
		at := around(masked, t.start, r.tokens[end].end)
		fill := masked[at.start:at.end]
		counted = strings.HasSuffix(fill, markN) || strings.HasSuffix(fill, markID)
		r.parts, *gaps = append(r.parts, part{word: gap}), append(*gaps, at)
		i = end
	}
	return r.parts
}

// around is a gap with the brackets that its name has at its ends.
func around(masked string, start, end int) span {
	for _, pair := range [...]string{"()", "[]"} {
		fill := masked[start:end]
		switch open := strings.Count(fill, pair[:1]) - strings.Count(fill, pair[1:]); {
		case open > 0 && strings.HasPrefix(masked[end:], pair[1:]):
			end++
		case open < 0 && strings.HasSuffix(masked[:start], pair[:1]):
			start--
		}
	}
	return span{start, end}
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

// single is the token of a word as the vocabulary has it.
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

// known is the role of a word in the vocabulary. Its fold is left in r.buf.
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

// same is one word for forms of it that make no difference.
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
	if domains[w[strings.LastIndexByte(w, '.')+1:]] {
		return false
	}
	for part := range strings.SplitSeq(w, ".") {
		if roles[part] != roleName {
			return true
		}
	}
	return false
}

// domains are the last parts of names of hosts.
var domains = map[string]bool{
	"com": true, "net": true, "org": true, "io": true, "dev": true, "app": true, "cloud": true, "eu": true, "uk": true, "de": true, "fr": true,
	"es": true, "it": true, "nl": true, "se": true, "jp": true, "cn": true, "br": true, "us": true, "co": true, "ai": true, "example": true,
	"internal": true, "local": true, "localdomain": true, "lan": true, "corp": true, "test": true, "invalid": true, "home": true, "svc": true,
}

// decide gives every token the role that it has where it stands.
func (r *wordReader) decide() {
	r.paths()
	aside := false // in brackets, or behind a dash, that belong to a name
	for i := range r.tokens {
		t := &r.tokens[i]
		w := r.text[t.start:t.end]
		named := i > 0 && r.tokens[i-1].role <= roleObject
		aside = named && t.before&(beforeOpen|beforeSpaced) != 0 || aside && t.before&beforeClose == 0 && t.before&insideOpen != 0
		switch {
		case t.role == roleName && i > 0 && r.tellsMeaning(i, w):
			t.role, t.fold = roleMeaning, strings.ToLower(w)
		case r.glued(i):
			t.role = roleName
		case t.role == roleName || t.role == roleMeaning && isIdentifier(w):
		case r.inName(i, w):
			t.role = roleName
		case aside:
			if t.role = r.beside(i); t.role == roleWeak {
				t.fold = besideSign + t.fold
			}
		}
	}
	for i := 1; i+1 < len(r.tokens); i++ {
		if t := &r.tokens[i]; t.role == roleWeak && r.tokens[i-1].role == roleName && r.tokens[i+1].role == roleName && joining[t.fold] {
			t.role = roleName
		}
	}
}

// paths makes names of the words of a path with spaces, of which masking finds
// the first only.
func (r *wordReader) paths() {
	for i := range r.tokens {
		if r.text[r.tokens[i].start:r.tokens[i].end] != markPath {
			continue
		}
		end := i
		for j := i + 1; j < min(len(r.tokens), i+maxPathWords); j++ {
			if strings.Contains(r.text[r.tokens[j-1].end:r.tokens[j].end], "/") {
				end = j
			}
		}
		for j := i + 1; j <= end; j++ {
			r.tokens[j].role = roleName
		}
	}
}

// maxPathWords is how many words a path may have.
const maxPathWords = 16

// glued tells whether the i-th token is one word with a mark beside it.
func (r *wordReader) glued(i int) bool {
	t := &r.tokens[i]
	if i > 0 && r.mark(i-1) && glue(r.text[r.tokens[i-1].end:t.start]) {
		return true
	}
	return i+1 < len(r.tokens) && r.mark(i+1) && glue(r.text[t.end:r.tokens[i+1].start])
}

// mark tells whether the i-th token is a mark.
func (r *wordReader) mark(i int) bool {
	return r.text[r.tokens[i].start] == '<' && r.tokens[i].end-r.tokens[i].start > 1
}

// glue tells whether text holds a word together.
func glue(text string) bool { return text == "" || len(text) == 1 && strings.Contains("-_./", text) }

// joining are the words that join two parts of one name, or two names.
var joining = map[string]bool{"and": true, "or": true, "of": true}

// tellsMeaning tells whether the unknown word w, the i-th, tells what is the
// case: it stands after "is" and the like, or is a participle.
func (r *wordReader) tellsMeaning(i int, w string) bool {
	if !small(w) {
		return false
	}
	before := r.tokens[i-1]
	if before.role == roleHard && beforeMeaning[before.fold] && before.end+1 == r.tokens[i].start {
		return true
	}
	return len(w) > 5 && strings.HasSuffix(w, "ed")
}

// small tells whether w is of small Latin letters.
func small(w string) bool { return strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" }

// inName tells whether the known word w, the i-th, is part of a name because it
// has a capital where the sentence would have none.
func (r *wordReader) inName(i int, w string) bool {
	if r.shout || w[0] < 'A' || w[0] > 'Z' {
		return false
	}
	if !r.begins(i) {
		return len(w) < 2 || !upperCase(w) || r.tokens[i].role < roleObject
	}
	next := i + 1
	if next < len(r.tokens) && r.tokens[next].fold == "of" {
		next++
	}
	return attributes[r.tokens[i].fold] && next < len(r.tokens) && r.capital(next)
}

// upperCase tells whether w is of capitals only.
func upperCase(w string) bool { return strings.ToUpper(w) == w }

// capital tells whether the i-th token has a capital or is no word.
func (r *wordReader) capital(i int) bool {
	c, _ := utf8.DecodeRuneInString(r.text[r.tokens[i].start:])
	return !unicode.IsLower(c)
}

// begins tells whether a sentence begins with the i-th token.
func (r *wordReader) begins(i int) bool {
	t := r.tokens[i]
	return i == 0 || t.before&beforeStop != 0 && r.text[t.start-1] == ' '
}

// beside is the role of the i-th token, which is said of the name before it: it
// belongs to the name, unless it says what is the case.
func (r *wordReader) beside(i int) role {
	t := r.tokens[i]
	began := r.tokens[i-1].role != roleName || t.before&(beforeOpen|beforeDash) != 0
	switch {
	case isDigit(rune(r.text[t.start])) || isIdentifier(r.text[t.start:t.end]):
		return t.role
	case t.role < roleMeaning, !began, t.role == roleHard && t.before&beforeOpen != 0:
		return roleName
	case t.role == roleHard:
		return roleHard
	}
	return roleWeak
}

// foreign gives the words of a message in another language the roles that their
// form tells: one with a capital inside a sentence is part of a name, and so are
// Latin words in a script without spaces. It tells whether any word stays.
func (r *wordReader) foreign() bool {
	if r.shout && !strings.ContainsFunc(r.text, spaceless) {
		return false
	}
	stays := false
	for i := range r.tokens {
		t := &r.tokens[i]
		w := r.text[t.start:t.end]
		if t.role != roleMeaning || !isIdentifier(w) && !isDigit(rune(w[0])) && w[0] != '<' {
			t.role = roleName
			if !r.mark(i) && r.staysForeign(i, w) {
				t.role, t.fold = roleMeaning, fold(w)
			}
		}
		stays = stays || t.role == roleMeaning && t.fold != ""
	}
	return stays
}

// staysForeign tells whether the word w, the i-th, stays.
func (r *wordReader) staysForeign(i int, w string) bool {
	c, _ := utf8.DecodeRuneInString(w)
	switch {
	case spaceless(c):
		return true
	case strings.ContainsFunc(r.text, spaceless), !unicode.IsLetter(c):
		return false
	}
	return r.begins(i) || !unicode.IsUpper(c)
}

// english tells whether the message is of words that the vocabulary has.
func (r *wordReader) english() bool {
	known := 0
	for _, t := range r.tokens {
		switch t.role {
		case roleMeaning, roleObject:
			known += 3
		case roleWeak, roleHard:
			known++
		case roleName:
		}
	}
	return known >= 3
}
