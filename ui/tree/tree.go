// Package tree shows nodes below each other, which can be folded and searched.
// It draws only the lines in view, however many nodes there are and however
// long they are.
package tree

import (
	"slices"
	"strings"

	"hubwatch/ui/theme"
)

// Tree shows nodes below each other, with a cursor. Only the lines in view are
// broken and drawn, because the view is stored as a node and the number of its
// lines above the screen, never as a line number.
//
// What the user folds and unfolds is kept by path. It outlives the nodes, which
// are rebuilt when the task changes.
type Tree struct {
	Theme *theme.Theme
	Roots []*Node
	Flat  []*Node // what is not inside a closed node, in order

	Cursor int // in flat
	Top    int // the first node in view, in flat
	Skip   int // lines of it above the view

	Level         int // nodes below it are open; 0 opens those that are not folded by themselves
	Deepest       int // at this level all nodes are
	Folds         map[string]bool
	Width, Height int

	Sought  string
	Matches []*Node // what has it, in order
}

// Load replaces the nodes. The cursor stays on its node, on the same line of
// the screen; rename maps a path of the old nodes to the new ones.
func (t *Tree) Load(roots []*Node, rename func(string) string) {
	path, row := "", 0
	if len(t.Flat) > 0 {
		path, row = rename(t.Current().Path()), max(0, t.begin())
	}
	t.Roots = roots
	t.flatten()
	t.Cursor, t.Top, t.Skip = 0, 0, 0
	if path != "" {
		t.Seek(path)
		t.place(row)
	}
	if t.Sought != "" {
		t.Search(t.Sought)
	}
}

// flatten works out again which nodes are not inside a closed one.
func (t *Tree) flatten() {
	t.Flat = t.Flat[:0]
	for _, n := range t.Roots {
		t.Flat = append(t.Flat, n)
		t.Flat = t.open(t.Flat, n)
	}
}

// open appends what is visible below n, and opens what is to be open.
func (t *Tree) open(flat []*Node, n *Node) []*Node {
	if n.Grow == nil {
		return flat
	}
	if n.open = t.opens(n); !n.open {
		return flat
	}
	kids := n.Children()
	flat = slices.Grow(flat, len(kids))
	for _, kid := range kids {
		flat = append(flat, kid)
		flat = t.open(flat, kid)
	}
	return flat
}

// opens reports whether a node is to be open.
func (t *Tree) opens(n *Node) bool {
	if len(t.Folds) > 0 {
		if open, said := t.Folds[n.Path()]; said {
			return open
		}
	}
	if t.Level == 0 {
		return !n.Folded
	}
	return int(n.level) < t.Level || t.Level >= t.Deepest
}

// Current returns the node under the cursor, nil if there is none.
func (t *Tree) Current() *Node {
	if t.Cursor < len(t.Flat) {
		return t.Flat[t.Cursor]
	}
	return nil
}

// Resize sets the size of the view. It must be called before anything is drawn.
func (t *Tree) Resize(width, height int) {
	if height = max(1, height); t.Width != width || t.Height != height {
		t.Width, t.Height = width, height
		t.reveal()
	}
}

// Fold opens every node above a level and closes the others. If the cursor's
// node is no longer visible, the cursor goes to the one that contains it.
func (t *Tree) Fold(level int) {
	n, row := t.Current(), max(0, t.begin())
	t.Level, t.Folds = level, nil
	t.flatten()
	for p := n; p != nil; p = p.Parent {
		if !p.open {
			n = p
		}
	}
	t.Cursor = max(0, slices.Index(t.Flat, n))
	t.place(row)
}

// set opens or closes the node under the cursor.
func (t *Tree) set(open bool) {
	n := t.Current()
	if n == nil || n.Grow == nil || n.open == open {
		return
	}
	if t.Folds == nil {
		t.Folds = map[string]bool{}
	}
	t.Folds[n.Path()] = open
	n.open = open
	end := t.Cursor + 1
	for end < len(t.Flat) && t.Flat[end].level > n.level {
		end++
	}
	t.Flat = slices.Replace(t.Flat, t.Cursor+1, end, t.open(nil, n)...)
	t.reveal()
}

// Toggle opens the node under the cursor if it is closed, or closes it.
func (t *Tree) Toggle() {
	if n := t.Current(); n != nil {
		t.set(!n.open)
	}
}

// In opens the node under the cursor, or goes to its first child.
func (t *Tree) In() {
	n := t.Current()
	switch {
	case n == nil || n.Grow == nil:
	case !n.open:
		t.set(true)
	case t.Cursor+1 < len(t.Flat) && t.Flat[t.Cursor+1].Parent == n:
		t.To(t.Cursor + 1)
	}
}

// Out closes the node under the cursor, or goes to its parent.
func (t *Tree) Out() {
	n := t.Current()
	switch {
	case n == nil:
	case n.Grow != nil && n.open:
		t.set(false)
	case n.Parent != nil:
		t.To(t.indexOf(n.Parent))
	}
}

// indexOf finds a node that is in flat, above the cursor most likely.
func (t *Tree) indexOf(n *Node) int {
	for i := min(t.Cursor, len(t.Flat)-1); i >= 0; i-- {
		if t.Flat[i] == n {
			return i
		}
	}
	return max(0, slices.Index(t.Flat, n))
}

// Sibling goes to the next or previous node that is not deeper than the current
// one.
func (t *Tree) Sibling(by int) {
	n := t.Current()
	for i := t.Cursor + by; n != nil && i >= 0 && i < len(t.Flat); i += by {
		if t.Flat[i].level <= n.level {
			t.To(i)
			return
		}
	}
}

// Seek goes to the node at a path, or the nearest there is, and opens the nodes
// around it.
func (t *Tree) Seek(path string) {
	if n := Descend(t.Roots, path, path); n != nil {
		t.show(n)
	}
}

// Descend finds the node nearest to a path; rest is the part of the path below
// it. Only the nodes on the way are made.
func Descend(nodes []*Node, path, rest string) *Node {
	for _, n := range nodes {
		step, from := n.Step, rest
		if own, ok := strings.CutPrefix(step, "/"); ok {
			step, from = own, path
		}
		left, ok := strings.CutPrefix(from, step)
		switch {
		case !ok || left != "" && left[0] != '.' && left[0] != '[':
		case left == "":
			return n
		default:
			if below := Descend(n.Children(), path, left); below != nil {
				return below
			}
			return n
		}
	}
	for _, n := range nodes { // a section whose children are members of the answer itself
		if kids := n.kids; len(kids) > 0 && strings.HasPrefix(kids[0].Step, "/") {
			if below := Descend(kids, path, rest); below != nil {
				return below
			}
		}
	}
	return nil
}

// show goes to a node and opens all those it is inside of.
func (t *Tree) show(n *Node) {
	i := slices.Index(t.Flat, n)
	if i < 0 {
		if t.Folds == nil {
			t.Folds = map[string]bool{}
		}
		for p := n.Parent; p != nil; p = p.Parent {
			t.Folds[p.Path()] = true
		}
		t.flatten()
		i = slices.Index(t.Flat, n)
	}
	t.To(i)
}

// Lines draws the view, pointed with the cursor in it.
func (t *Tree) Lines(pointed bool) []string {
	lines := make([]string, 0, t.Height)
	for i := t.Top; i < len(t.Flat) && len(lines) < t.Height; i++ {
		drawn := t.Flat[i].lines(t.Theme, t.Width, pointed && i == t.Cursor, t.Sought)
		if i == t.Top {
			drawn = drawn[min(t.Skip, len(drawn)):]
		}
		lines = append(lines, drawn[:min(len(drawn), t.Height-len(lines))]...)
	}
	for len(lines) < t.Height {
		lines = append(lines, "")
	}
	return lines
}
