package tree

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// Drawing is a node's text broken into lines, kept because long texts take
// long to break.
type Drawing struct {
	width  int
	method ansi.Method
	open   bool
	head   string   // cut where it is longer than the line
	below  bool     // the text begins on the line below the head
	at     int      // the column of the text
	Parts  []string // the lines
	left   []string // what stands in front of each, all of one width; nil for nothing
}

// shown returns the text as drawn: all of it, or its beginning while the node
// is closed.
func (n *Node) shown(room int) string {
	switch {
	case n.Say != nil:
		return n.Say()
	case n.Grow == nil || n.open:
		return n.Text.Head(LongestShown).Block()
	}
	return Beginning(n.Text, room).Line()
}

// Beginning returns enough of t for that many cells, so that a text of 100 kB
// need not be cleaned to draw its first words.
func Beginning(t model.Text, room int) model.Text { return t.Head(8*max(room, 0) + 64) }

// LongestShown is how much of a text is shown, in bytes. The pager and copies
// have all of it.
const LongestShown = 16 << 10

// Long reports whether the node has more text than is shown.
func (n *Node) Long() bool { return n.Say == nil && len(n.Text) > LongestShown }

// indent returns the column of the node's sign that shows whether it is open.
func (n *Node) indent() int {
	switch {
	case n.Closer:
		return n.Parent.indent()
	case n.Nested:
		return 2 + 2*min(int(n.level), deepestIndent)
	}
	return 2 + 2*min(max(0, int(n.level)-1), deepestIndent)
}

// deepestIndent is the level from which nodes are indented no further; an
// answer may be nested arbitrarily deep.
const deepestIndent = 8

const (
	signCells = 2  // the sign and a blank
	margin    = 1  // at the right
	textCells = 16 // text narrower than this goes below its head
)

// height returns how many lines the node takes.
func (n *Node) height(l *theme.Theme, width int) int {
	return len(n.Draw(l, width).Parts)
}

// Draw breaks the node's text into lines for a width.
func (n *Node) Draw(l *theme.Theme, width int) *Drawing {
	if d := n.drawn; d != nil && d.width == width && d.method == l.Method && d.open == n.open && n.Say == nil {
		return d
	}
	d := &Drawing{width: width, method: l.Method, open: n.open, at: n.indent() + signCells}
	if n.Head != "" {
		d.head = n.Head
		if l.Width(d.head) > width-d.at {
			d.head = l.Fit(d.head, width-d.at)
		}
		d.at += l.Width(d.head) + 1
	}
	room := width - d.at - margin
	text := n.shown(room)
	switch {
	case n.Grow != nil && !n.open:
		d.Parts = []string{n.closed(l, text, room)}
	case n.Beside != nil:
		d.columns(n, l, room)
	default:
		if room < textCells && n.Head != "" && l.Width(text) > room {
			d.at, d.below = n.indent()+signCells+1, true
			d.Parts = append(d.Parts, "")
		}
		cells := max(1, min(width-d.at-margin, ProseCells))
		d.Parts = append(d.Parts, l.Wrap(text, cells)...)
		if n.Long() {
			d.Parts = append(d.Parts, l.Wrap(l.Ellipsis()+" and "+model.Plural(len(n.Text)-LongestShown, "byte")+" more", cells)...)
		}
	}
	n.drawn = d
	return d
}

// leastColumn is how narrow two columns may be side by side.
const leastColumn = 24

// columns breaks two texts side by side. If there is no room for both, the
// right one goes below the left one, unless it says the same, each behind the
// heading of its column.
func (d *Drawing) columns(n *Node, l *theme.Theme, room int) {
	left, right := n.Beside.Left.Head(LongestShown).Block(), n.Beside.Right.Head(LongestShown).Block()
	if right == "" {
		right = n.shown(room)
	}
	cells := (room - 2) / 2
	switch {
	case cells >= leastColumn:
		cells = min(cells, ProseCells/2)
		lefts := l.Wrap(left, cells)
		d.Parts = l.Wrap(right, min(room-cells-2, ProseCells))
		for i := range max(len(lefts), len(d.Parts)) {
			if i >= len(d.Parts) {
				d.Parts = append(d.Parts, "")
			}
			if i >= len(lefts) {
				lefts = append(lefts, "")
			}
			d.left = append(d.left, l.Fit(lefts[i], cells+2))
		}
	case n.Grow != nil: // a heading without columns
		d.Parts = []string{""}
	case left == "":
		d.Parts = l.Wrap(right, max(1, room))
	default:
		if heads := n.Parent.Beside; heads != nil && !n.Beside.Same {
			left, right = heads.Left.Line()+" "+left, heads.Right.Line()+" "+right
		}
		d.Parts = l.Wrap(left, max(1, room))
		if !n.Beside.Same {
			d.Parts = append(d.Parts, l.Wrap(right, max(1, room))...)
		}
	}
}

// ProseCells is the maximum width of a paragraph; longer lines are hard to read.
const ProseCells = 120

// closed returns the line of a closed node: the beginning of the text, and what
// more there is. A short text is shown whole.
func (n *Node) closed(l *theme.Theme, text string, room int) string {
	cells, left := l.Width(text), room-l.Width(n.More)-2
	switch {
	case n.More == "", cells >= textCells && left < textCells:
	case cells < textCells:
		text = strings.TrimLeft(text+"  "+n.More, " ")
	default:
		text = strings.TrimRight(l.Fit(text, min(left, cells)), " ") + "  " + n.More
	}
	return strings.TrimRight(l.Fit(text, room), " ")
}

// lines draws the node. mark is what is looked for, "" for nothing.
func (n *Node) lines(l *theme.Theme, width int, current bool, mark string) []string {
	d := n.Draw(l, width)
	lines := make([]string, 0, len(d.Parts))
	under, pointer := theme.Ink{}, " "
	if current {
		under, pointer = l.Selected, l.Notice.On(l.Selected).Paint(l.Sign("▌", ">"))
	}
	for i, part := range d.Parts {
		lead := under.Paint(theme.Spaces(d.at - 1))
		if i == 0 {
			lead = n.lead(l, under)
		}
		if d.left != nil {
			ink := ToneText
			if n.Grow != nil {
				ink = n.TextTone
			}
			lead += n.paint(l, d.left[i], ink.ink(l).On(under), under, mark)
		}
		base := n.TextTone.ink(l).On(under)
		if n.Link != "" {
			base = l.Linked(l.Link, n.Link).On(under)
		}
		line := pointer + lead + n.paint(l, part, base, under, mark)
		if current {
			line += under.Paint(theme.Spaces(width - l.Width(line)))
		}
		lines = append(lines, line)
	}
	return lines
}

// lead returns what stands in front of the first line.
func (n *Node) lead(l *theme.Theme, under theme.Ink) string {
	sign := "  "
	switch {
	case n.Grow != nil && n.open:
		sign = l.Sign("▾ ", "- ")
	case n.Grow != nil:
		sign = l.Sign("▸ ", "+ ")
	}
	lead := under.Paint(theme.Spaces(n.indent()-1)) + l.Faint.On(under).Paint(sign) + n.HeadTone.ink(l).On(under).Paint(n.drawn.head)
	if n.Head != "" && !n.drawn.below && (n.drawn.Parts[0] != "" || n.drawn.left != nil) {
		lead += under.Paint(" ")
	}
	return lead
}

// paint gives a piece of a line its ink, and another to what is looked for.
func (n *Node) paint(l *theme.Theme, part string, base, under theme.Ink, mark string) string {
	split := l.Match
	if mark == "" && n.TextTone == TonePath {
		mark, split = "/", l.Faint.On(under)
	}
	var b strings.Builder
	for {
		from, to := find(part, mark)
		if from < 0 {
			return b.String() + base.Paint(part)
		}
		b.WriteString(base.Paint(part[:from]) + split.Paint(part[from:to]))
		part = part[to:]
	}
}
