package table

import (
	"hubwatch/ui/screen"
	"hubwatch/ui/sheet"
)

// split is how the user divides the screen between the rows and the details of
// the task under the cursor.
type split struct {
	hidden  bool  // what is known is not shown
	side    int   // cells of the side, as a user dragged it; 0 is the usual
	dragged bool  // the line before it follows the mouse
	journal *bool // what happened last is shown; nil is as the height has it
}

const (
	sideFrom   = 144 // screens of that width have a side
	sideHeight = 20  // if they have that height
	sideShare  = 36  // percent of the width that it has
	mostSide   = 76  // cells it has at most, unless it is dragged
	leastSide  = 48
	tableShare = 60 // percent of the width that it leaves the table
)

// side returns the width of the details in cells, 0 if they are not shown.
func (t *Screen) side() int {
	if t.split.hidden || t.Width < sideFrom || t.Height < sideHeight {
		return 0
	}
	side := min(t.Width*sideShare/100, mostSide)
	if t.split.side > 0 {
		side = t.split.side
	}
	return max(leastSide, min(side, t.Width-1-(t.Width*tableShare+99)/100))
}

// journalShown reports whether the journal is shown below the rows.
func (t *Screen) journalShown() bool {
	switch {
	case t.Height < whyFrom:
		return false
	case t.split.journal != nil:
		return *t.split.journal
	}
	return t.Height >= journalFrom
}

// showJournal shows or hides the journal below the rows; without room there, it
// opens as a page.
func (t *Screen) showJournal() []screen.Intent {
	if t.Height < whyFrom {
		return []screen.Intent{screen.OpenSheet{Sheet: sheet.NewJournal(t.Env)}}
	}
	shown := !t.journalShown()
	t.split.journal = &shown
	return nil
}
