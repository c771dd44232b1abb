package tree

import (
	"strings"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// A Node is one entry of a [Tree]: a paragraph, and the nodes below it, which
// are made on demand. The fields that folding looks at come first: there may be
// hundreds of thousands of nodes.
type Node struct {
	Parent *Node
	Grow   func() []*Node // nil for a leaf
	kids   []*Node
	level  int32 // 0 for the roots
	order  int32 // among all nodes, since the last search; 0 if it did not see this one
	open   bool

	Folded             bool // closed as long as nobody has chosen a level
	Nested             bool // indented below its parent even if that is a root
	Closer             bool // the end of its parent, drawn as far to the left as that
	HeadTone, TextTone Tone

	Step   string // how it is reached from its parent: "[2]", ".code"; "/code" starts a path of its own
	Head   string // in front of the text, safe to print
	Text   model.Text
	Link   string        // the address that the text leads to, checked; "" for none
	Say    func() string // instead of text for what changes with the time, safe to print
	More   string        // behind the text while the node is closed, safe to print
	Copies func() string // what is copied instead of the text
	Beside *Columns      // drawn in place of the text while the node is open

	drawn *Drawing
}

// Columns is two texts side by side. A node with others below it has their
// headings.
type Columns struct {
	Left, Right model.Text // Right "" is the text of the node
	Same        bool       // the right one says only that it is as the left one
}

// Tone is an ink by its purpose, so that nodes need not be rebuilt when the
// colors change.
type Tone uint8

// The tones.
const (
	ToneText Tone = iota
	ToneValue
	ToneFaint
	ToneHeading
	ToneKey
	ToneBad
	ToneStale
	ToneNotice
	TonePath // a value whose slashes are dimmed
)

func (t Tone) ink(l *theme.Theme) theme.Ink {
	return *[...]*theme.Ink{
		ToneText: &l.Text, ToneValue: &l.Value, ToneFaint: &l.Faint, ToneHeading: &l.Heading, ToneKey: &l.Key,
		ToneBad: &l.States[model.StateErrors].Ink, ToneStale: &l.Stale, ToneNotice: &l.Notice, TonePath: &l.Value,
	}[t]
}

// Open reports whether what is below the node is in view.
func (n *Node) Open() bool { return n.open }

// Children makes the nodes below on the first call.
func (n *Node) Children() []*Node {
	if n.kids == nil && n.Grow != nil {
		n.kids = n.Grow()
		for _, kid := range n.kids {
			kid.Parent, kid.level = n, n.level+1
		}
	}
	return n.kids
}

// Path returns where the node is; the path in HubSpot's answer if it comes from
// there.
func (n *Node) Path() string {
	var steps []string
	for at := n; at != nil; at = at.Parent {
		steps = append(steps, at.Step)
		if strings.HasPrefix(at.Step, "/") {
			break
		}
	}
	var b strings.Builder
	for i := len(steps) - 1; i >= 0; i-- {
		b.WriteString(steps[i])
	}
	return strings.TrimPrefix(b.String(), "/")
}

// Value returns what copying the node copies: exactly what HubSpot sent, if it
// comes from there.
func (n *Node) Value() string {
	switch {
	case n.Copies != nil:
		return n.Copies()
	case n.Say != nil && n.Grow == nil:
		return n.Say()
	case n.Text != "" || n.Grow == nil:
		return string(n.Text)
	}
	var lines []string
	for _, kid := range n.Children() {
		lines = append(lines, strings.TrimSpace(strings.Join(strings.Fields(kid.Head), " ")+" "+kid.Value()))
	}
	return strings.Join(lines, "\n")
}

// Remark returns a node with a sentence of ours.
func Remark(step, text string) *Node {
	return &Node{Step: step, Text: model.Text(text), TextTone: ToneStale}
}
