package intake

import (
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cells"
)

// candidate is a piece of text that may be a task.
type candidate struct {
	text     string
	line     int
	place    int
	evidence evidence
	cut      cut
	alone    bool   // a bare word with nothing around it
	listed   bool   // a word beside an ID in a sentence
	key      string // what calls it a task's; "" if nothing does, or HubSpot itself says so
	why      string // why it is no task; "" if it can be one
	refuse   string // why it should be one and cannot
	label    model.Text
	folder   model.Text
	beside   []model.Text // the numbers that stand with it
}

// evidence is Evidence with one more kind, weaker than an answer and stronger
// than a word: the id of an object about which nothing else is known.
type evidence int

const (
	byWord evidence = iota
	byMember
	byColumn
	byAnswer
	byAddress
)

// finder finds candidates for tasks in records.
type finder struct {
	candidates []candidate
	failures   []Failure
	requests   []string // the folders of request bodies
	mentions   []Mention
	logs       bool // the record is one of a program's log
	namings    map[naming]string
}

// scope is the surroundings of a part of a record.
type scope struct {
	why    string // why an object of which nothing is known is no task here
	folder model.Text
	inside bool // within an answer, whose errors are no answers of their own
	key    string
	of     string // the name of the object
}

// find finds what is in a record.
func (f *finder) find(record *node) {
	f.candidates, f.failures, f.requests, f.mentions, f.logs = f.candidates[:0], nil, nil, nil, false
	f.alone(record)
	f.node(record, scope{})
	f.join()
}

// join assigns the folder of a record's only request to its only answer.
func (f *finder) join() {
	if len(f.requests) != 1 || len(f.failures) > 1 {
		return
	}
	ids := map[string]bool{}
	for i := range f.candidates {
		if c := &f.candidates[i]; c.evidence >= byAnswer && c.refuse == "" {
			ids[c.text] = true
		}
	}
	if len(ids)+len(f.failures) != 1 {
		return
	}
	for i := range f.candidates {
		if c := &f.candidates[i]; c.evidence >= byAnswer && c.folder == "" {
			c.folder = model.Text(f.requests[0])
		}
	}
	if len(f.failures) == 1 && f.failures[0].Folder == "" {
		f.failures[0].Folder = model.Text(f.requests[0])
	}
}

// node finds what is in a part of a record.
func (f *finder) node(n *node, s scope) {
	from := len(f.candidates)
	defer func() { f.stand(from, n.numbers()) }()
	if n.open != '"' && len(n.pairs) > 0 {
		if f.object(n, &s) {
			return
		}
	}
	for i := range n.pairs {
		key, from := n.pairs[i].key, len(f.candidates)
		f.pair(&n.pairs[i], s)
		if isFolderNumber(key) && len(n.items) == 0 {
			f.stand(from, []model.Text{model.Text(key)})
		}
	}
	items := len(f.candidates)
	if f.words(n.items, s); n.open == 0 {
		f.list(items, n.items)
	}
}

// list marks the words since from that stand beside an ID in a sentence, as in
// a list: with nothing between but a short word such as "and".
func (f *finder) list(from int, run []value) {
	last := -1 // the place of an ID of HubSpot's, if it is near
	for i, v := range run {
		switch {
		case last >= 0 && uuid(v.text):
			for k := range f.candidates[from:] {
				c := &f.candidates[from+k]
				c.listed = c.listed || c.place == v.place
			}
		case encoded(v.text):
			last = i
		case len(v.text) > 3 || hasDigit(v.text):
			last = -1
		}
	}
}

// object looks at what a node with names is; done tells that nothing more is
// to be found in it.
func (f *finder) object(n *node, s *scope) (done bool) {
	if folder := folderOf(n); folder != "" {
		s.folder = folder
	}
	switch {
	case !envelope(n) && f.answered(n, s):
	case envelope(n):
		if !s.inside {
			f.failures = append(f.failures, Failure{Line: n.pairs[0].line, Place: n.place, Message: model.Text(messageOf(n)), Folder: s.folder, answer: n.get("correlationid").text()})
		}
		return true
	case n.holds(levelNames) && n.holds(logNames), n.get("@mt", "@m") != nil:
		f.logs = true
		f.passID(n, "is the log's own")
	case n.get("id") != nil && n.holds(folderNames) && !encoded(n.get("id").text()):
		f.request(n)
	case n.get("id") != nil:
		f.member(n, *s)
	}
	return false
}

// folderOf returns the ID of the folder that an object says it is about, "" if it says
// none, or several: then it may be a line with several things in it.
func folderOf(n *node) model.Text {
	p := n.get("folderid", "folder")
	if p == nil || n.differ(p) {
		return ""
	}
	if v := p.values[0]; v.node != nil && v.node.get("id") != nil {
		p = v.node.get("id")
	}
	for _, v := range p.words() {
		if p.plain == "folder" && v.text != p.text() {
			return "" // a name with a number in it
		}
		if v.text != "" && len(v.text) <= 20 && strings.Trim(v.text, "0123456789") == "" {
			return model.Text(v.text)
		}
	}
	return ""
}

// differ reports whether there is a pair of the same name with another text.
func (n *node) differ(p *pair) bool {
	return slices.ContainsFunc(n.pairs, func(other pair) bool {
		return other.plain == p.plain && other.filled() && other.text() != p.text()
	})
}

// named adds what a name says is a task.
func (f *finder) named(p *pair, e evidence, label, folder model.Text) bool {
	took := false
	for _, v := range p.words() {
		if cells.NoID(v.text) {
			continue
		}
		took = true
		c := namedCandidate(p.key, v, e, label, folder)
		if taskName(p.plain) {
			c.key = p.plain
		}
		f.candidates = append(f.candidates, c)
	}
	return took
}

func namedCandidate(key string, v value, e evidence, label, folder model.Text) candidate {
	c := candidate{text: v.text, line: v.line, place: v.place, evidence: e, cut: v.cut, label: label, folder: folder}
	if a, ok := readAddress(v.text); ok {
		c.text, c.refuse, c.cut = a.id, a.other, max(c.cut, a.cut)
		c.evidence = byAddress
	} else if c.cut != whole {
		c.text = strings.TrimRight(c.text, ".…")
	} else if c.text = kernel(v.text); c.text != v.text {
		return c
	} else if !hasDigit(v.text) && !encoded(v.text) && (!v.quoted || letters(v.text)) {
		c.why = "is a word, not the ID that " + shownKey(key) + " should be"
	}
	return c
}

// letters reports whether a word has nothing but letters.
func letters(s string) bool {
	return strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz") == ""
}

// request records a folder: the body of a request, or a listing.
func (f *finder) request(n *node) {
	for _, v := range n.get("id").words() {
		why := "is the ID of something with a name"
		f.mention(v)
		if strings.Trim(v.text, "0123456789") == "" {
			why = "is the ID of a folder"
			f.requests = append(f.requests, v.text)
		}
		f.candidates = append(f.candidates, candidate{text: v.text, line: v.line, place: v.place, evidence: byMember, why: why})
	}
}

// resultFolder records the folder in an answer about a task.
func (f *finder) resultFolder(p *pair) {
	for _, v := range p.values {
		if v.node != nil && v.node.get("id") != nil {
			f.requests = append(f.requests, v.node.get("id").text())
		}
	}
}

// passID skips the id of an object.
func (f *finder) passID(n *node, why string) {
	if p := n.get("id"); p != nil {
		for _, v := range p.words() {
			if encoded(v.text) {
				why = "" // nothing else looks like it
			}
			f.candidates = append(f.candidates, candidate{text: v.text, line: v.line, place: v.place, evidence: byMember, why: why})
		}
	}
}

// member adds the id of an object about which nothing else is known.
func (f *finder) member(n *node, s scope) {
	why := s.why
	if n.holds(otherNames) {
		why = "is the id of something else"
	}
	label := model.Text(n.get("label").text())
	for _, v := range n.get("id").words() {
		f.mention(v)
		c := namedCandidate("id", v, byMember, label, s.folder)
		switch {
		case c.why != "" || encoded(v.text):
		case n.open != '{' && uuid(v.text), others().MatchString(s.of):
			c.why = "is the id of something else" // of an invocation, as functions log it, or of a folder
		default:
			c.why = why
		}
		f.candidates = append(f.candidates, c)
	}
}

// behind finds the answers behind one that was cut off: they look like the
// value of its id or links.
func (f *finder) behind(p *pair) {
	for _, v := range p.values {
		if ownAnswer(v.node) {
			f.node(v.node, scope{})
		}
	}
}

// ownAnswer reports whether a node is an answer, not part of one.
func ownAnswer(n *node) bool {
	return n != nil && (n.get("id", "folderid", "taskid", "answer", "links") != nil || envelope(n))
}

// pair finds what is in a pair.
func (f *finder) pair(p *pair, s scope) {
	f.mention(value{text: p.key, line: p.line, place: p.place()})
	values := p.values
	switch {
	case taskName(p.plain), p.plain == "id" && p.filled(): // it was looked at with the object
		values = p.rest()
		f.behind(p)
	case s.inside && (p.plain == "links" || p.plain == "link"):
		f.behind(p)
		return
	case s.inside && (p.plain == "errors" || p.plain == "result"):
		return
	case requestNames[p.plain]:
		s.why = "is in " + shownKey(p.key)
	}
	if _, ok := readAddress(p.key); ok || sure(p.key) { // an address may have a query
		f.words([]value{{text: p.key, line: p.line}}, s)
	}
	s.key, s.of = p.key, p.plain
	f.words(values, s)
}

// rest returns what stands behind the one word that a pair names in free text.
func (p *pair) rest() []value {
	first := -1
	for i, v := range p.values {
		if v.node != nil || v.quoted {
			return nil
		}
		if first < 0 && hasDigit(v.text) {
			first = i
		}
	}
	return p.values[first+1:]
}
