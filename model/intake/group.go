package intake

import (
	"slices"
	"strings"
)

// group collects consecutive lines of one name and value each: an object, as
// YAML and lists of properties write it.
type group struct {
	node *node // nil if there is none
	text string
}

// maxGroup is how many lines an object of lines has at most.
const maxGroup = 200

// takes reports whether a record is a line of one name and value, which begins a
// group or continues this one.
func (g *group) takes(n *node) bool {
	return len(n.items) == 0 && len(n.pairs) == 1 && !digit(n.pairs[0].key[0])
}

// add adds a line. One that begins an object again ends the one before.
func (g *group) add(r *Reader, n *node) {
	again := g.node != nil && slices.ContainsFunc(g.node.pairs, func(p pair) bool { return p.plain == n.pairs[0].plain })
	if again || strings.HasPrefix(strings.TrimLeft(r.text, " \t"), "- ") || g.node != nil && len(g.node.pairs) >= maxGroup {
		g.flush(r)
	}
	if g.node == nil {
		g.node, g.text = &node{line: n.line, place: n.place}, r.text
	}
	g.node.pairs = append(g.node.pairs, n.pairs[0])
	if r.stream && g.complete() {
		g.flush(r)
	}
}

// complete reports whether what is there is an answer, so that a stream need
// not wait for more.
func (g *group) complete() bool {
	p := g.node.pairs[len(g.node.pairs)-1]
	if taskName(p.plain) && p.filled() {
		return true
	}
	_, _, ok := linked(&p)
	return ok || slices.ContainsFunc(p.values, func(v value) bool { return v.node != nil })
}

// flush gives the object.
func (g *group) flush(r *Reader) {
	if n := g.node; n != nil {
		g.node = nil
		r.find(n, g.text)
	}
}
