package ui

import (
	"strings"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// A node is one entry of a [tree]: a paragraph, and the nodes below it, which
// are made when they are first wanted.
type node struct {
	step   string // how it is reached from its parent: "[2]", ".code"; "/code" starts a path of its own
	parent *node
	level  int  // 0 for the roots
	order  int  // among all nodes, since the last search; 0 if it did not see this one
	gap    bool // an empty line stands above it

	head   string // in front of the text, safe to print
	text   model.Text
	say    func() string // instead of text for what changes with the time, safe to print
	more   string        // behind the text while the node is closed, safe to print
	copies func() string // what is copied instead of the text
	nested bool          // indented below its parent even if that is a root
	closer bool          // the end of its parent, drawn as far to the left as that

	headTone, textTone tone

	grow func() []*node // nil for a leaf
	kids []*node
	open bool

	drawn *drawing
}

// A tone is an ink by its purpose, so that nodes need not be made anew when
// the colors change.
type tone uint8

const (
	toneText tone = iota
	toneValue
	toneFaint
	toneHeading
	toneKey
	toneBad
	toneStale
	toneNotice
	tonePath // a value whose slashes are dimmed
)

func (t tone) ink(l *theme.Theme) theme.Ink {
	switch t {
	case toneText:
		return l.Text
	case toneValue, tonePath:
		return l.Value
	case toneFaint:
		return l.Faint
	case toneHeading:
		return l.Heading
	case toneKey:
		return l.Key
	case toneBad:
		return l.States[model.StateErrors].Ink
	case toneStale:
		return l.Stale
	case toneNotice:
		return l.Notice
	}
	return l.Text
}

// children makes the nodes below on the first call.
func (n *node) children() []*node {
	if n.kids == nil && n.grow != nil {
		n.kids = n.grow()
		for _, kid := range n.kids {
			kid.parent, kid.level = n, n.level+1
		}
	}
	return n.kids
}

// path is where the node is, as in HubSpot's answer where it is from there.
func (n *node) path() string {
	var steps []string
	for at := n; at != nil; at = at.parent {
		steps = append(steps, at.step)
		if strings.HasPrefix(at.step, "/") {
			break
		}
	}
	var b strings.Builder
	for i := len(steps) - 1; i >= 0; i-- {
		b.WriteString(steps[i])
	}
	return strings.TrimPrefix(b.String(), "/")
}

// value is what the node is copied as: exactly what HubSpot sent, where it is
// from there.
func (n *node) value() string {
	switch {
	case n.copies != nil:
		return n.copies()
	case n.say != nil:
		return n.say()
	case n.text != "" || n.grow == nil:
		return string(n.text)
	}
	var lines []string
	for _, kid := range n.children() {
		lines = append(lines, strings.TrimSpace(strings.Join(strings.Fields(kid.head), " ")+" "+kid.value()))
	}
	return strings.Join(lines, "\n")
}
