package ui

import (
	"slices"
	"strings"

	"hubwatch/ui/theme"
)

// tree shows nodes below each other, with a cursor. Only the lines in view are
// broken and drawn, however many nodes there are and however long they are:
// the view is a node and the lines of it above the screen, never a line
// number.
//
// What a person opened and closed is kept by path, so that it outlives the
// nodes, which are made anew when the task changes.
type tree struct {
	theme *theme.Theme
	roots []*node
	flat  []*node // what is not inside a closed node, in order

	cursor int // in flat
	top    int // the first node in view, in flat
	skip   int // lines of it above the view

	level         int // nodes below it are open
	deepest       int // at this level all nodes are
	folds         map[string]bool
	width, height int

	sought  string
	matches []*node // what has it, in order
}

// load puts other nodes in place. The cursor stays on its node, on the same
// line of the screen; rename tells how a path of the old nodes is called now.
func (t *tree) load(roots []*node, rename func(string) string) {
	path, row := "", 0
	if len(t.flat) > 0 {
		path, row = rename(t.current().path()), max(0, t.begin())
	}
	t.roots = roots
	t.flatten()
	t.cursor, t.top, t.skip = 0, 0, 0
	if path != "" {
		t.seek(path)
		t.place(row)
	}
	if t.sought != "" {
		t.search(t.sought)
	}
}

// flatten finds out anew which nodes are not inside a closed one.
func (t *tree) flatten() {
	t.flat = t.flat[:0]
	for _, n := range t.roots {
		t.flat = append(t.flat, n)
		t.flat = t.open(t.flat, n)
	}
}

// open appends what is visible below n, and opens what is to be open.
func (t *tree) open(flat []*node, n *node) []*node {
	if n.grow == nil {
		return flat
	}
	if n.open = t.opens(n); !n.open {
		return flat
	}
	kids := n.children()
	flat = slices.Grow(flat, len(kids))
	for _, kid := range kids {
		flat = append(flat, kid)
		flat = t.open(flat, kid)
	}
	return flat
}

// opens tells whether a node is to be open.
func (t *tree) opens(n *node) bool {
	if len(t.folds) > 0 {
		if open, said := t.folds[n.path()]; said {
			return open
		}
	}
	return n.level < t.level || t.level >= t.deepest
}

// current is the node under the cursor, nil if there is none.
func (t *tree) current() *node {
	if t.cursor < len(t.flat) {
		return t.flat[t.cursor]
	}
	return nil
}

// resize must be called before anything is drawn.
func (t *tree) resize(width, height int) {
	if height = max(1, height); t.width != width || t.height != height {
		t.width, t.height = width, height
		t.reveal()
	}
}

// fold opens every node above a level and closes the others. The cursor of a
// node that is not visible any more goes to the one that it is inside of.
func (t *tree) fold(level int) {
	n, row := t.current(), max(0, t.begin())
	t.level, t.folds = level, nil
	t.flatten()
	for p := n; p != nil; p = p.parent {
		if !p.open {
			n = p
		}
	}
	t.cursor = max(0, slices.Index(t.flat, n))
	t.place(row)
}

// set opens or closes the node under the cursor.
func (t *tree) set(open bool) {
	n := t.current()
	if n == nil || n.grow == nil || n.open == open {
		return
	}
	if t.folds == nil {
		t.folds = map[string]bool{}
	}
	t.folds[n.path()] = open
	n.open = open
	end := t.cursor + 1
	for end < len(t.flat) && t.flat[end].level > n.level {
		end++
	}
	t.flat = slices.Replace(t.flat, t.cursor+1, end, t.open(nil, n)...)
	t.reveal()
}

// toggle opens the node under the cursor if it is closed, or closes it.
func (t *tree) toggle() {
	if n := t.current(); n != nil {
		t.set(!n.open)
	}
}

// in opens the node under the cursor, or goes to its first child.
func (t *tree) in() {
	n := t.current()
	switch {
	case n == nil || n.grow == nil:
	case !n.open:
		t.set(true)
	case t.cursor+1 < len(t.flat) && t.flat[t.cursor+1].parent == n:
		t.to(t.cursor + 1)
	}
}

// out closes the node under the cursor, or goes to its parent.
func (t *tree) out() {
	n := t.current()
	switch {
	case n == nil:
	case n.grow != nil && n.open:
		t.set(false)
	case n.parent != nil:
		t.to(t.indexOf(n.parent))
	}
}

// indexOf finds a node that is in flat, above the cursor most likely.
func (t *tree) indexOf(n *node) int {
	for i := min(t.cursor, len(t.flat)-1); i >= 0; i-- {
		if t.flat[i] == n {
			return i
		}
	}
	return max(0, slices.Index(t.flat, n))
}

// sibling goes to the next or previous node that is not deeper than this one.
func (t *tree) sibling(by int) {
	n := t.current()
	for i := t.cursor + by; n != nil && i >= 0 && i < len(t.flat); i += by {
		if t.flat[i].level <= n.level {
			t.to(i)
			return
		}
	}
}

// seek goes to the node of that path, or as near as there is one, and opens
// what is around it.
func (t *tree) seek(path string) {
	if n := descend(t.roots, path, path); n != nil {
		t.show(n)
	}
}

// descend finds the node that is nearest to a path; rest is what of the path
// is left at these nodes. Only the nodes on the way are made.
func descend(nodes []*node, path, rest string) *node {
	for _, n := range nodes {
		step, from := n.step, rest
		if own, ok := strings.CutPrefix(step, "/"); ok {
			step, from = own, path
		}
		left, ok := strings.CutPrefix(from, step)
		switch {
		case !ok || left != "" && left[0] != '.' && left[0] != '[':
		case left == "":
			return n
		default:
			if below := descend(n.children(), path, left); below != nil {
				return below
			}
			return n
		}
	}
	for _, n := range nodes { // a section whose children are members of the answer itself
		if kids := n.kids; len(kids) > 0 && strings.HasPrefix(kids[0].step, "/") {
			if below := descend(kids, path, rest); below != nil {
				return below
			}
		}
	}
	return nil
}

// show goes to a node and opens all those it is inside of.
func (t *tree) show(n *node) {
	i := slices.Index(t.flat, n)
	if i < 0 {
		if t.folds == nil {
			t.folds = map[string]bool{}
		}
		for p := n.parent; p != nil; p = p.parent {
			t.folds[p.path()] = true
		}
		t.flatten()
		i = slices.Index(t.flat, n)
	}
	t.to(i)
}

// lines draws the view, pointed with the cursor in it.
func (t *tree) lines(pointed bool) []string {
	lines := make([]string, 0, t.height)
	for i := t.top; i < len(t.flat) && len(lines) < t.height; i++ {
		drawn := t.flat[i].lines(t.theme, t.width, pointed && i == t.cursor, t.sought)
		if i == t.top {
			drawn = drawn[min(t.skip, len(drawn)):]
		}
		lines = append(lines, drawn[:min(len(drawn), t.height-len(lines))]...)
	}
	for len(lines) < t.height {
		lines = append(lines, "")
	}
	return lines
}
