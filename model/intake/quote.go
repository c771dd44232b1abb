package intake

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unicode/utf8"
)

// kinds is how many kinds of quotes there are: the two straight ones behind up
// to seven backslashes, doubled ones, and the typographic ones.
const (
	escapes = 8
	doubled = 2 * escapes
	curly   = doubled + 2
	kinds   = curly + len(typographic)
)

// typographic is the quotes of typesetters: those that open, and those that
// close them.
var typographic = [...]struct{ open, close string }{
	{"“„‟”", "”“\""}, {"‘‚‛’", "’‘'"}, {"«", "»"}, {"»", "«"}, {"‹", "›"}, {"「", "」"}, {"『", "』"}, {"＂", "＂"},
}

// quote reads a quoted string at p.at. A quote that none closes in its line is
// skipped like a blank. ok is false if there is no quote.
func (p *parser) quote() (ok bool) {
	rest := p.text[p.at:]
	slashes := len(rest) - len(strings.TrimLeft(rest, `\`))
	if slashes < len(rest) && (rest[slashes] == '"' || rest[slashes] == '\'') {
		p.straight(rest[slashes], slashes)
		return true
	}
	if slashes > 0 {
		p.at += slashes - 1
		return false
	}
	r, n := utf8.DecodeRuneInString(rest)
	for i, kind := range typographic {
		if n > 1 && strings.ContainsRune(kind.open, r) {
			p.typographic(curly+i, n, kind.close)
			return true
		}
	}
	return false
}

// straight reads a string in straight quotes behind a number of backslashes.
func (p *parser) straight(q byte, slashes int) {
	start := p.at + slashes + 1
	kind := min(slashes, escapes-1)
	if q == '\'' {
		kind += escapes
	}
	run := 1
	for slashes == 0 && start-1+run < len(p.text) && p.text[start-1+run] == q {
		run++
	}
	switch {
	case p.afterWord(), p.unclosed[kind] && run != 2, run > 3 && run%2 == 0:
		p.at = start - 1 + run
		p.broken = p.broken || q == '"' && run == 1
		return
	case run == 2:
		p.pairOfQuotes(q)
		return
	}
	end := p.closing(q, slashes, start)
	if end < 0 {
		p.unclosed[kind] = true
		p.broken = p.broken || q == '"'
		p.at = start
		return
	}
	text := p.text[start:end]
	p.at = end + slashes + 1
	if slashes == 0 {
		text = strings.ReplaceAll(text, string([]byte{q, q}), string(q))
	}
	p.add(p.inner(unescape(text)))
}

// pairOfQuotes reads an empty string, or one in doubled quotes.
func (p *parser) pairOfQuotes(q byte) {
	start, kind := p.at+2, doubled
	if q == '\'' {
		kind++
	}
	p.at = start
	next := p.text[start:]
	if next == "" || strings.IndexByte(" \t,;:=}])|", next[0]) >= 0 {
		p.add(value{line: p.line, place: p.next(), quoted: true})
		return
	}
	end := -1
	if !p.unclosed[kind] {
		end = strings.Index(next, string([]byte{q, q}))
	}
	if end < 0 {
		p.unclosed[kind] = true
		return
	}
	p.at = start + end + 2
	p.add(p.inner(unescape(next[:end])))
}

// typographic reads a string in curly quotes.
func (p *parser) typographic(kind, size int, closers string) {
	start := p.at + size
	after := p.afterWord()
	p.at = start
	if after || p.unclosed[kind] {
		return
	}
	for from := start; ; {
		end := strings.IndexAny(p.text[from:], closers)
		if end < 0 {
			p.unclosed[kind] = true
			return
		}
		end += from
		_, n := utf8.DecodeRuneInString(p.text[end:])
		if next := p.text[end+n:]; next != "" && idPart(next[0]) {
			from = end + n // an apostrophe
			continue
		}
		p.at = end + n
		p.add(p.inner(p.text[start:end]))
		return
	}
}

// afterWord reports whether p.at comes right after a word, so that a quote there is
// an apostrophe or an inch. Prefixes of strings, such as b"…", are no words.
func (p *parser) afterWord() bool {
	before := p.text[:p.at]
	return before != "" && idPart(before[len(before)-1]) && !(strings.IndexByte("bBuUrRfFL", before[len(before)-1]) >= 0 && (len(before) == 1 || !idPart(before[len(before)-2])))
}

// closing returns where the quote stands that closes a string; its backslashes
// begin there. It is -1 if there is none.
func (p *parser) closing(q byte, slashes, start int) int {
	for from := start; ; {
		i := strings.IndexByte(p.text[from:], q)
		if i < 0 {
			return -1
		}
		i += from
		before := i
		for before > start && p.text[before-1] == '\\' {
			before--
		}
		switch have := i - before; {
		case slashes > 0 && have < slashes:
			return -1 // it belongs to the string around this one
		case slashes > 0 && have > slashes, slashes == 0 && have%2 == 1:
			from = i + 1 // within this one
		case slashes == 0 && i+1 < len(p.text) && p.text[i+1] == q:
			from = i + 2 // doubled
		case q == '\'' && i+1 < len(p.text) && idPart(p.text[i+1]):
			from = i + 1 // an apostrophe
		default:
			return i - slashes
		}
	}
}

// inner returns the value of a string: one word, or what is in it.
func (p *parser) inner(text string) value {
	v := value{text: strings.Trim(text, " \t\u00a0\u200b\ufeff"), line: p.line, place: p.next(), quoted: true}
	plain, coded := decoded(v.text)
	switch {
	case coded:
		v.node = p.within(plain)
	case onlyIDChars(v.text):
		// a word
	case !hasDigit(text) && !strings.Contains(text, "AAAA"), strings.Contains(v.text, "://") && !strings.ContainsAny(v.text, " \t\n\"'{}<>[]"):
		// no task is in it, or it is one address
	default:
		v.node = p.within(text)
	}
	if strings.HasSuffix(v.text, "...") {
		v.cut = severed
	} else if strings.HasSuffix(v.text, "…") || strings.HasPrefix(v.text, "…") {
		v.cut = severed
	}
	return v
}

// within reads a text within the text.
func (p *parser) within(text string) *node {
	if p.depth >= maxStrings {
		return nil
	}
	n := &node{open: '"', line: p.line, place: p.next()}
	child := parser{depth: p.depth + 1, place: p.place, complete: func(record *node) {
		n.items = append(n.items, value{line: record.line, place: record.place, node: record})
	}}
	for line := range strings.Lines(text) {
		child.read(p.line, plainLine(strings.TrimRight(line, "\r\n")))
	}
	child.end()
	return n
}

// decoded returns the JSON object in a word of base64.
func decoded(word string) (string, bool) {
	if !strings.HasPrefix(word, "eyJ") || len(word) < 16 {
		return "", false
	}
	plain, err := base64.RawStdEncoding.DecodeString(strings.NewReplacer("-", "+", "_", "/", "=", "").Replace(word))
	return string(plain), err == nil && utf8.Valid(plain)
}

// unescape takes away the backslashes of a string.
func unescape(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		i++
		switch c := text[i]; {
		case c == 'n', c == 'r':
			b.WriteByte('\n')
		case c == 't':
			b.WriteByte('\t')
		case c == 'u', c == 'x':
			r, n := escapedRune(text[i:])
			b.WriteRune(r)
			i += n - 1
		case idPart(c):
			b.WriteByte('\\') // a path of Windows
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// escapedRune returns the character of u0041 or x41, and how long its escape is.
func escapedRune(text string) (rune, int) {
	digits := map[byte]int{'u': 4, 'x': 2}[text[0]]
	if len(text) <= digits {
		return rune(text[0]), 1
	}
	n, err := strconv.ParseUint(text[1:1+digits], 16, 32)
	if err != nil {
		return rune(text[0]), 1
	}
	return rune(n), 1 + digits
}
