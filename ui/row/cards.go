package row

import (
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// CardLines is how many lines a card has: what the task is called, and why it
// is in its state.
const CardLines = 2

const (
	cardIndent  = 4  // cells before the folder: the gutter and the glyph
	cardsAround = 11 // cells that the folder leaves to the others
)

// Card returns the two lines of a task.
func (r *Row) Card(selected bool, width int, thumbs [CardLines]string) []string {
	ends := width - 1
	l := r.begin(selected)
	l.To(GutterCells)
	l.Put(r.stateInk(), r.look.Glyph)
	l.To(cardIndent)
	r.drawFolder(&l, width-cardsAround)
	l.To(ends - sinceCells)
	r.drawSince(&l, sinceCells)
	l.To(ends)
	l.Put(r.Theme.Rule, thumbs[0])
	l.To(width)

	below := page.Line{Theme: r.Theme, Under: l.Under}
	below.To(cardIndent)
	below.Put(r.stateInk(), r.Theme.UpTo(r.word(), width-cardsAround))
	room := ends - below.At() - 2
	if r.fresh {
		room -= freshCells + 1
	}
	if text, ink := r.why(room); text != "" && room >= theme.LeastCut {
		below.Put(r.Theme.Faint, ": ")
		below.Put(ink, r.Theme.UpTo(text, room))
	}
	below.To(ends - freshCells)
	r.drawFresh(&below, freshCells)
	below.To(ends)
	below.Put(r.Theme.Rule, thumbs[1])
	below.To(width)
	return []string{l.String(), below.String()}
}
