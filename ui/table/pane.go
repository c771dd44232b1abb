package table

// split is how a person shares the screen between the rows and the preview.
type split struct {
	hidden  bool // the preview is switched off
	share   int  // percent of the width that it has on the right; 0 is the usual
	dragged bool // the line between them follows the mouse
}

// pane is where the preview stands: on the right it is beside the rows, else
// below them. The zero value is no preview.
type pane struct {
	width, height int
	right         bool
}

const (
	besideFrom = 120 // screens of that width have room for a preview on the right
	belowFrom  = 30  // and others of that height for one below
	tableKeeps = 80  // cells of the table that a preview on the right leaves it
)

// pane finds room for the preview on a screen whose rows and what is below
// them have that many lines.
func (t *Screen) pane(lines int) pane {
	switch {
	case t.split.hidden || t.Height < 20:
	case t.Width >= besideFrom:
		if share := t.split.share; share > 0 {
			return pane{t.Width * share / 100, lines, true}
		}
		return pane{min(t.Width*45/100, t.Width-tableKeeps-1), lines, true}
	case t.Width >= tableKeeps && t.Height >= belowFrom:
		return pane{t.Width, lines * 45 / 100, false}
	}
	return pane{}
}
