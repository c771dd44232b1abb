package intake

import (
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// other reads a word, or skips a character that is part of none.
func (p *parser) other() {
	start := p.at
	for p.at < len(p.text) {
		n := p.wordChar(start)
		if n == 0 {
			break
		}
		p.at += n
	}
	if p.at == start {
		p.at += p.skip()
		return
	}
	cut := whole
	switch rest := p.text[p.at:]; {
	case p.broken && rest == "" && (p.open() || p.top().has), strings.HasSuffix(p.text[:p.at], "..."):
		cut = severed
	case strings.HasPrefix(rest, "…"):
		cut = trailing
	}
	if text := p.text[start:p.at]; p.at == len(p.text) && strings.HasSuffix(text, "-") && encodedBegins(text) && !encoded(text) {
		cut = severed // it goes on in the next line
	}
	if before := p.text[:start]; strings.HasSuffix(before, "…") || strings.HasPrefix(p.text[start:], "...") {
		cut = severed
	}
	p.word(p.text[start:p.at], cut)
}

// skip returns how long what stands at p.at and is part of no word is.
func (p *parser) skip() int {
	rest := p.text[p.at:]
	if len(rest) > 1 && rest[0] == '\\' && strings.IndexByte("nrt", rest[1]) >= 0 {
		return 2
	}
	r, n := utf8.DecodeRuneInString(rest)
	switch r {
	case '：', '＝':
		p.top().name(p.line)
	case '，', '；', '、':
		p.top().end()
	}
	return n
}

// wordChar returns how many bytes at p.at go on with the word that begins at
// start; 0 if it ends.
func (p *parser) wordChar(start int) int {
	c := p.text[p.at]
	switch {
	case idPart(c), strings.IndexByte("_-.~/@+%$#?", c) >= 0:
		return 1
	case c >= 0x80:
		if r, n := utf8.DecodeRuneInString(p.text[p.at:]); unicode.IsLetter(r) {
			return n
		}
		return 0
	case c < ' ' && (c < '\t' || c > '\f'):
		if p.at > start { // within a word it is damage
			return 1
		}
		return 0
	case c == '\\':
		if next := p.text[p.at+1:]; next != "" && idPart(next[0]) && strings.IndexByte("nrtu", next[0]) < 0 {
			return 1 // a path of Windows
		}
		return 0
	case c == ':':
		return p.colon(start)
	}
	return 0
}

// colon is wordChar for a colon, which is part of a URL or a time.
func (p *parser) colon(start int) int {
	word, rest := p.text[start:p.at], p.text[p.at+1:]
	switch {
	case strings.HasPrefix(rest, "//"):
		end := strings.IndexAny(rest, " \t\"'`<>(){}[]|,;\\\u00a0\u200b\u201c\u201d\u2018\u2019")
		if end < 0 {
			end = len(rest)
		}
		return 1 + end
	case word != "" && rest != "" && digit(word[len(word)-1]) && digit(rest[0]) && digit(word[0]):
		return 1
	}
	return 0
}

func digit(c byte) bool { return c >= '0' && c <= '9' }

// word adds a bare word, without the punctuation around it.
func (p *parser) word(text string, cut cut) {
	if strings.Contains(text, "%22") || strings.Contains(text, "%2F") || strings.Contains(text, "%2f") {
		if plain, ok := unescapeURL(text); ok {
			p.add(p.inner(plain))
			return
		}
	}
	if parts := asciiParts(text); len(parts) > 0 {
		for _, part := range parts {
			p.add(value{text: part, line: p.line, place: p.next(), cut: cut})
		}
		return
	}
	for _, part := range wordParts(text) {
		if part = trimWord(part); part != "" {
			p.add(value{text: part, line: p.line, place: p.next(), cut: cut})
		}
	}
}

// asciiParts returns what may be IDs in a word that has letters of other
// scripts, as where no space stands between words.
func asciiParts(text string) []string {
	foreign := func(r rune) bool { return r >= utf8.RuneSelf }
	if !strings.ContainsFunc(text, foreign) || strings.ContainsFunc(text, lookalike) {
		return nil
	}
	var parts []string
	for _, part := range strings.FieldsFunc(text, foreign) {
		if part = trimWord(part); len(part) > 5 && hasDigit(part) || encoded(part) {
			parts = append(parts, part)
		}
	}
	return parts
}

// lookalike reports whether a letter is from a script with letters that look
// like ours: a word with one is not split.
func lookalike(r rune) bool {
	return unicode.In(r, unicode.Cyrillic, unicode.Greek)
}

// wordParts cuts a word with slashes or plus signs into its parts if one is an
// ID, unless it is the path of something else.
func wordParts(text string) []string {
	if strings.ContainsAny(text, `/\+`) && !strings.Contains(text, "/tasks/") && !strings.Contains(text, "://") && !otherPath().MatchString(text) {
		if parts := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(`/\+`, r) }); slices.ContainsFunc(parts, encoded) {
			return parts
		}
	}
	if len(text) == 23 && (text[11] == '-' || text[11] == '_') && encoded(text[:11]) && encoded(text[12:]) {
		return []string{text[:11], text[12:]}
	}
	return []string{text}
}

// otherPath is the path of something whose ID looks like HubSpot's: a space of
// Google Chat, and what is in it.
var otherPath = pattern(`(?i)(^|/)(spaces?|rooms?|dm)/`)

// trimWord returns a word without the punctuation and the emphasis around it.
func trimWord(text string) string {
	text = strings.TrimFunc(text, func(r rune) bool { return r < ' ' || strings.ContainsRune(".?~+", r) })
	if sure(text) {
		return text
	}
	if bare := strings.Trim(text, "-_#$@/%"); sure(bare) {
		return bare
	}
	return strings.Trim(text, "-_")
}

// kernel returns the one word in a text that is an ID beyond doubt, without what stands
// around it; the text itself if there is none, or several.
func kernel(text string) string {
	if sure(text) {
		return text
	}
	id := text
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r >= utf8.RuneSelf || r != '_' && r != '-' && !idPart(byte(r)) }) {
		switch part = trimWord(part); {
		case !sure(part):
		case id != text && id != part:
			return text
		default:
			id = part
		}
	}
	return id
}

// unescapeURL returns text with the escapes of URLs taken away.
func unescapeURL(text string) (string, bool) {
	plain, err := url.PathUnescape(text)
	return plain, err == nil && plain != text
}
