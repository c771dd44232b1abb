package intake

import (
	"slices"
	"strings"

	"hubwatch/model"
)

// answered takes an answer of HubSpot's, or an object that names a task.
func (f *finder) answered(n *node, s *scope) bool {
	id, links := n.get("id"), n.get("links", "link")
	label := model.Text(n.get("label").text())
	took, beside := false, calledHubSpot(n)
	for i := range n.pairs {
		p := &n.pairs[i]
		switch {
		case !taskName(p.plain) || !p.filled():
		case beside != nil && beside != p:
			f.another(p, beside)
		default:
			took = f.named(p, byAnswer, label, s.folder) || took
		}
	}
	if took && !answeredIn(n.get("result")) {
		s.inside = true
		if result := n.get("result"); result != nil && s.folder == "" {
			f.resultFolder(result)
		}
		return true
	}
	if took {
		return false // what is in it is HubSpot's answer
	}
	if id == nil && links == nil || n.open == 0 && !n.mentions("links") {
		return false
	}
	if a, at, ok := linked(links); ok {
		f.locator(a, at, id, label, s)
		return true
	}
	if id == nil || links == nil && !n.mentions("links") || n.holds(folderNames) {
		return false
	}
	s.inside = true
	return f.named(id, byAnswer, label, s.folder)
}

// calledHubSpot returns the pair of an object that is called HubSpot's task ID,
// nil if there is none.
func calledHubSpot(n *node) *pair {
	for i := range n.pairs {
		if p := &n.pairs[i]; taskName(p.plain) && strings.Contains(p.plain, "hubspot") && p.filled() {
			return p
		}
	}
	return nil
}

// another skips what is called a task ID beside HubSpot's: another program's.
func (f *finder) another(p, beside *pair) {
	for _, v := range p.words() {
		if !encoded(v.text) {
			f.candidates = append(f.candidates, candidate{text: v.text, line: v.line, place: v.place, evidence: byMember, why: "is another program's, beside " + shownKey(beside.key)})
		}
	}
}

// answeredIn reports whether a result is HubSpot's answer with which a task
// began, not the folder that came out of one.
func answeredIn(result *pair) bool {
	if result == nil {
		return false
	}
	for _, v := range result.values {
		if v.node == nil {
			continue
		}
		if id := v.node.get("id"); id != nil && (encoded(id.text()) || v.node.get("links") != nil) {
			return true
		}
	}
	return false
}

// mentions reports whether there is a pair with the name, even an empty one.
func (n *node) mentions(plain string) bool {
	return slices.ContainsFunc(n.pairs, func(p pair) bool { return p.plain == plain })
}

// linked returns the first address of a task in a pair.
func linked(p *pair) (a address, at value, ok bool) {
	if p == nil {
		return address{}, value{}, false
	}
	for _, v := range p.values {
		if a, at, ok = addressIn(v); ok {
			return a, at, true
		}
	}
	return address{}, value{}, false
}

func addressIn(v value) (a address, at value, ok bool) {
	if a, ok = readAddress(v.text); ok && (a.other != "" || !placeholder(a.id)) {
		a.cut = max(a.cut, v.cut)
		return a, v, true
	}
	if v.node == nil || ownAnswer(v.node) {
		return address{}, value{}, false // or an answer of its own, behind one that was cut off
	}
	for _, p := range v.node.pairs {
		if a, at, ok = linked(&p); ok {
			return a, at, true
		}
	}
	for _, item := range v.node.items {
		if a, at, ok = addressIn(item); ok {
			return a, at, true
		}
	}
	return address{}, value{}, false
}

// locator takes an answer with an address, which decides over its id.
func (f *finder) locator(a address, at value, id *pair, label model.Text, s *scope) {
	s.inside = true
	own := ""
	if id != nil {
		if words := id.words(); len(words) > 0 {
			own, at = words[0].text, words[0]
		}
	}
	c := candidate{text: a.id, line: at.line, place: at.place, evidence: byAddress, cut: a.cut, label: label, folder: s.folder}
	switch {
	case a.other == elsewhere && own != "":
		c.text, c.evidence, c.cut = own, byAnswer, whole
	case a.other != "":
		c.refuse = a.other
		if own != "" {
			c.text = own
		}
	case own != "" && (a.cut != whole || !a.whole) && strings.HasPrefix(own, a.id):
		c.text, c.cut = own, whole
	}
	f.candidates = append(f.candidates, c)
}
