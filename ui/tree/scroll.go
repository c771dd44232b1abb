package tree

import "math"

// How a tree moves its cursor and its view. Nothing here looks at more nodes
// than there are lines on the screen.

// To puts the cursor on a node of flat.
func (t *Tree) To(i int) {
	t.Cursor = max(0, min(i, len(t.Flat)-1))
	t.reveal()
}

// Whole is further than any tree is long.
const Whole = math.MaxInt32

// Move moves the cursor by nodes if by is 1 or -1, or by lines within a node that
// does not fit on the screen. [Whole] goes to the end. Any other number scrolls by
// that many lines and takes the cursor along. Negative numbers go back.
func (t *Tree) Move(by int) {
	switch {
	case by <= -Whole:
		t.To(0)
	case by >= Whole:
		t.To(len(t.Flat))
	case by < -1 || by > 1:
		t.page(by)
	case by > 0 && t.bottom() > t.Height:
		t.Down(1)
	case by < 0 && t.Cursor == t.Top && t.Skip > 0:
		t.Up(1)
	default:
		t.To(t.Cursor + by)
	}
}

// bottom returns the line of the view, from 0, below the cursor's node.
func (t *Tree) bottom() int {
	if t.Cursor >= len(t.Flat) {
		return 0
	}
	return t.begin() + t.tall(t.Cursor)
}

// begin returns the line of the view where the cursor's node begins: negative
// if that is above it.
func (t *Tree) begin() int {
	row := -t.Skip
	for i := t.Top; i < t.Cursor && row < t.Height; i++ {
		row += t.tall(i)
	}
	return row
}

func (t *Tree) tall(i int) int { return t.Flat[i].height(t.Theme, t.Width) }

// page scrolls by lines, and the cursor goes along. Where there is no more to
// scroll it goes to the end.
func (t *Tree) page(by int) {
	row, top, skip := max(0, t.begin()), t.Top, t.Skip
	if by > 0 {
		t.Down(by)
	} else {
		t.Up(-by)
	}
	if t.Top == top && t.Skip == skip {
		t.To(by * len(t.Flat))
		return
	}
	t.Cursor = t.Top
	for left := row + t.Skip; t.Cursor < len(t.Flat)-1 && left >= t.tall(t.Cursor); t.Cursor++ {
		left -= t.tall(t.Cursor)
	}
}

// Scroll scrolls the view by lines. The cursor stays, unless it would leave the
// view.
func (t *Tree) Scroll(by int) {
	if by > 0 {
		t.Down(by)
	} else {
		t.Up(-by)
	}
	t.Cursor = max(t.Cursor, t.Top)
	for t.Cursor > t.Top && t.begin() >= t.Height {
		t.Cursor--
	}
}

// Click puts the cursor on the node at a line of the view, or folds or unfolds
// the node that has it.
func (t *Tree) Click(row int) {
	if row < 0 || row >= t.Height {
		return
	}
	for i, y := t.Top, -t.Skip; i < len(t.Flat); i++ {
		if y += t.tall(i); row >= y {
			continue
		}
		if i == t.Cursor {
			t.Toggle()
		}
		t.Cursor = i
		return
	}
}

// Down scrolls the view by lines, but not beyond the last one.
func (t *Tree) Down(n int) {
	t.Skip += n
	for t.Top < len(t.Flat) && t.Skip >= t.tall(t.Top) {
		t.Skip -= t.tall(t.Top)
		t.Top++
	}
	if t.Top == len(t.Flat) {
		t.Skip = 0
	}
	t.fill()
}

// Up scrolls the view back by lines.
func (t *Tree) Up(n int) {
	t.Skip -= n
	for t.Skip < 0 && t.Top > 0 {
		t.Top--
		t.Skip += t.tall(t.Top)
	}
	t.Skip = max(0, t.Skip)
	t.fill()
}

// fill scrolls back if the view reaches beyond the last line.
func (t *Tree) fill() {
	left := -t.Skip
	for i := t.Top; i < len(t.Flat); i++ {
		if left += t.tall(i); left >= t.Height {
			return
		}
	}
	t.upTo(t.Height - left)
}

// reveal scrolls no more than it must to show the cursor's node, its beginning
// if it is too long.
func (t *Tree) reveal() {
	t.Cursor = max(0, min(t.Cursor, len(t.Flat)-1))
	if len(t.Flat) == 0 {
		t.Top, t.Skip = 0, 0
		return
	}
	t.Top = min(t.Top, len(t.Flat)-1)
	t.Skip = min(t.Skip, max(0, t.tall(t.Top)-1)) // it has fewer lines in a wider view
	switch {
	case t.Cursor <= t.Top:
		t.Top, t.Skip = t.Cursor, 0
	case t.bottom() > t.Height:
		t.place(max(0, t.Height-t.tall(t.Cursor)))
	}
	t.fill()
}

// place scrolls so that the cursor's node begins on that line of the view, if
// there is enough above it.
func (t *Tree) place(row int) {
	t.Top, t.Skip = t.Cursor, 0
	t.upTo(row)
	t.fill()
}

// upTo scrolls back by at most n lines.
func (t *Tree) upTo(n int) {
	for n > 0 && (t.Skip > 0 || t.Top > 0) {
		if t.Skip == 0 {
			t.Top--
			t.Skip = t.tall(t.Top)
		}
		step := min(n, t.Skip)
		t.Skip, n = t.Skip-step, n-step
	}
}
