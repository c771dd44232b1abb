package intake

import "strings"

// parser reads everything written with names, quotes and brackets: JSON and
// what other languages print of the same, YAML, logfmt and lists. It never
// fails: what makes no sense is words. It takes lines, and returns a record
// when one is complete.
type parser struct {
	stack []*node // the record, and the brackets that are open in it
	line  int
	size  int  // bytes of the record
	depth int  // of strings within strings
	place *int // of the last value

	text     string // of the line
	at       int
	fresh    int         // how many brackets were open when the line began
	broken   bool        // a quote of the line is not closed
	unclosed [kinds]bool // no closing quote of the kind follows in the line
	heading  string      // the name at the end of the line before, of what follows it
	complete func(*node) // takes records
}

const (
	maxDepth   = 200 // brackets within brackets
	maxStrings = 8   // strings within strings
	maxRecord  = 8 << 20
)

// open reports whether a record has begun and not ended.
func (p *parser) open() bool { return len(p.stack) > 1 }

// top returns the innermost bracket that is open.
func (p *parser) top() *node { return p.stack[len(p.stack)-1] }

// read reads one line.
func (p *parser) read(line int, text string) {
	if len(p.stack) == 0 {
		p.begin(line, text)
	}
	p.recover(line, text)
	p.line, p.text, p.at, p.broken, p.unclosed = line, text, 0, false, [kinds]bool{}
	p.fresh = len(p.stack)
	p.size += len(text)
	p.lineBegins()
	for p.at < len(p.text) {
		p.step()
	}
	p.lineEnds()
}

// begin begins a record. One that the line before has named goes on with it.
func (p *parser) begin(line int, text string) {
	n := &node{line: line, place: p.next()}
	if text = strings.TrimSpace(text); p.heading != "" && text != "" && strings.IndexByte("{\"<", text[0]) >= 0 {
		n.has, n.key, n.at = true, p.heading, line
	}
	if text != "" {
		p.heading = ""
	}
	p.stack = append(p.stack[:0], n)
}

// recover closes what a cut-off value has left open, so that it does not
// swallow what follows: a line that begins with a brace, where a name should
// be, begins anew.
func (p *parser) recover(line int, text string) {
	if !p.open() {
		return
	}
	top := p.top()
	begins := strings.HasPrefix(text, "{") && top.open == '{' && !(top.has && len(top.run) == 0)
	if begins || p.size > maxRecord || strings.TrimSpace(text) == "" && p.prose() {
		p.end()
		p.begin(line, text)
	}
}

// prose reports whether all that is open looks like brackets of free text.
func (p *parser) prose() bool {
	for _, n := range p.stack[1:] {
		if n.has || len(n.pairs) > 0 || len(n.run)+len(n.items) == 0 {
			return false
		}
	}
	return true
}

// lineBegins ends what the line before has left, unless a bracket goes on with it.
func (p *parser) lineBegins() {
	top := p.top()
	next := strings.TrimLeft(p.text, " \t")
	if !p.open() || top.has && (strings.HasPrefix(next, "(") || strings.HasPrefix(next, "{")) {
		return
	}
	top.flush()
}

// lineEnds ends the record, unless brackets are open that go on.
func (p *parser) lineEnds() {
	if len(p.stack) > p.fresh && !p.goesOn() {
		p.closeTo(p.fresh)
	}
	if !p.open() {
		p.end()
	}
}

// goesOn reports whether the brackets that the line has opened go on after it.
func (p *parser) goesOn() bool {
	text := strings.TrimRight(p.text, " \t")
	if text == "" {
		return false
	}
	switch text[len(text)-1] {
	case '{', '[', '(':
		return true
	case '>':
		return strings.HasSuffix(text, "=>")
	case ',', ':', '=':
		return p.top().open != '(' || p.top().has || len(p.top().pairs) > 0
	}
	return false
}

// end gives the record.
func (p *parser) end() {
	if len(p.stack) == 0 {
		return
	}
	p.closeTo(1)
	record := p.stack[0]
	p.stack, p.size = p.stack[:0], 0
	if record.has && len(record.run) == 0 {
		p.heading = record.key
	}
	record.end()
	p.complete(record)
}

// closeTo closes brackets that nothing else has closed.
func (p *parser) closeTo(n int) {
	for len(p.stack) > n {
		p.top().cut = true
		p.close()
	}
}

func (p *parser) close() {
	n := p.top()
	n.end()
	p.stack = p.stack[:len(p.stack)-1]
	if text, ok := n.bytes(); ok {
		p.add(p.inner(text))
		return
	}
	p.add(value{line: n.line, place: n.place, node: n})
}

func (p *parser) add(v value) {
	top := p.top()
	top.run = append(top.run, v)
}

// next returns the place of the next value.
func (p *parser) next() int {
	*p.place++
	return *p.place
}

// step reads what stands at p.at.
func (p *parser) step() {
	c := p.text[p.at]
	switch {
	case c == ' ' || c >= '\t' && c <= '\f':
		p.at++
	case c == '"' || c == '\'' || c == '\\' || c >= 0x80:
		if !p.quote() {
			p.other()
		}
	case c == '{' || c == '[' || c == '(':
		p.at++
		if len(p.stack) <= maxDepth && !(c == '[' && !p.open() && p.first() && !strings.HasPrefix(p.text[p.at:], "[")) {
			p.stack = append(p.stack, &node{open: c, line: p.line, place: p.next()})
		}
	case c == '}' || c == ']' || c == ')':
		p.at++
		p.shut(c)
	case c == ',' || c == ';' || c == '|' || c == '&':
		p.at++
		p.top().end()
	case c == ':' || c == '=':
		p.at++
		if p.at < len(p.text) && p.text[p.at] == '>' {
			p.at++
		}
		p.top().name(p.line)
	case c == '<' && p.element():
		// it is read
	default:
		p.other()
	}
}

// first reports whether nothing precedes p.at in the record: a list that begins
// there counts like its items.
func (p *parser) first() bool {
	top := p.top()
	return !top.has && len(top.run)+len(top.items)+len(top.pairs) == 0
}

// shut closes the last bracket of a kind, and those within it.
func (p *parser) shut(c byte) {
	open := map[byte]byte{'}': '{', ']': '[', ')': '('}[c]
	for i := len(p.stack) - 1; i > 0; i-- {
		if p.stack[i].open == open {
			p.closeTo(i + 1)
			p.close()
			return
		}
	}
}

// element reads <name>text</name> as a pair.
func (p *parser) element() bool {
	rest := p.text[p.at+1:]
	name, rest, ok := strings.Cut(rest, ">")
	if !ok || name == "" || len(name) > maxKey || !letter(name[0]) {
		return false
	}
	text, rest, ok := strings.Cut(rest, "<")
	if !ok || strings.Contains(name, " ") || len(text) > maxKey || !strings.HasPrefix(rest, "/"+name+">") || strings.TrimSpace(text) == "" {
		return false
	}
	top := p.top()
	switch text := strings.TrimSpace(text); {
	case name == "key": // of a property list: its value is the next element
		top.end()
		top.has, top.key, top.at = true, text, p.line
	case top.has && len(top.run) == 0:
		p.add(p.inner(text))
	default:
		top.end()
		top.pairs = append(top.pairs, pair{name, plainKey(name), p.line, []value{p.inner(text)}})
	}
	p.at = len(p.text) - len(rest) + len(name) + 2
	return true
}

func letter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
