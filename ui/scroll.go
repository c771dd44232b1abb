package ui

// How a tree moves its cursor and its view. Nothing here looks at more nodes
// than there are lines on the screen.

// to puts the cursor on a node of flat.
func (t *tree) to(i int) {
	t.cursor = max(0, min(i, len(t.flat)-1))
	t.reveal()
}

// move goes a node further. In a node that does not fit on the screen it goes
// a line further.
func (t *tree) move(by int) {
	switch {
	case by > 0 && t.bottom() > t.height:
		t.down(1)
	case by < 0 && t.cursor == t.top && t.skip > 0:
		t.up(1)
	default:
		t.to(t.cursor + by)
	}
}

// bottom is the line of the view, from 0, below the cursor's node.
func (t *tree) bottom() int {
	if t.cursor >= len(t.flat) {
		return 0
	}
	return t.begin() + t.tall(t.cursor)
}

// begin is the line of the view where the cursor's node begins: negative if
// that is above it.
func (t *tree) begin() int {
	row := -t.skip
	for i := t.top; i < t.cursor && row < t.height; i++ {
		row += t.tall(i)
	}
	return row
}

func (t *tree) tall(i int) int { return t.flat[i].height(t.theme, t.width) }

// page scrolls by screens, and the cursor goes along. Where there is no more
// to scroll it goes to the end.
func (t *tree) page(by int) {
	row, top, skip := max(0, t.begin()), t.top, t.skip
	if by > 0 {
		t.down(by * t.height)
	} else {
		t.up(-by * t.height)
	}
	if t.top == top && t.skip == skip {
		t.to(by * len(t.flat))
		return
	}
	t.cursor = t.top
	for left := row + t.skip; t.cursor < len(t.flat)-1 && left >= t.tall(t.cursor); t.cursor++ {
		left -= t.tall(t.cursor)
	}
}

// scroll moves the view by lines. The cursor stays, unless it would leave it.
func (t *tree) scroll(by int) {
	if by > 0 {
		t.down(by)
	} else {
		t.up(-by)
	}
	t.cursor = max(t.cursor, t.top)
	for t.cursor > t.top && t.begin() >= t.height {
		t.cursor--
	}
}

// click puts the cursor on the node at that line of the view, or opens or
// closes it if the cursor is there.
func (t *tree) click(row int) {
	if row < 0 || row >= t.height {
		return
	}
	for i, y := t.top, -t.skip; i < len(t.flat); i++ {
		if y += t.tall(i); row >= y {
			continue
		}
		if i == t.cursor {
			t.toggle()
		}
		t.cursor = i
		return
	}
}

// down scrolls the view by lines, but not beyond the last one.
func (t *tree) down(n int) {
	t.skip += n
	for t.top < len(t.flat) && t.skip >= t.tall(t.top) {
		t.skip -= t.tall(t.top)
		t.top++
	}
	if t.top == len(t.flat) {
		t.skip = 0
	}
	t.fill()
}

// up scrolls the view back by lines.
func (t *tree) up(n int) {
	t.skip -= n
	for t.skip < 0 && t.top > 0 {
		t.top--
		t.skip += t.tall(t.top)
	}
	t.skip = max(0, t.skip)
	t.fill()
}

// fill scrolls back if the view reaches beyond the last line.
func (t *tree) fill() {
	left := -t.skip
	for i := t.top; i < len(t.flat); i++ {
		if left += t.tall(i); left >= t.height {
			return
		}
	}
	for left = t.height - left; left > 0 && (t.skip > 0 || t.top > 0); {
		if t.skip == 0 {
			t.top--
			t.skip = t.tall(t.top)
		}
		step := min(left, t.skip)
		t.skip, left = t.skip-step, left-step
	}
}

// reveal scrolls no more than it must to show the cursor's node, its beginning
// if it is too long.
func (t *tree) reveal() {
	t.cursor = max(0, min(t.cursor, len(t.flat)-1))
	if len(t.flat) == 0 {
		t.top, t.skip = 0, 0
		return
	}
	switch {
	case t.cursor <= t.top:
		t.top, t.skip = t.cursor, 0
	case t.bottom() > t.height:
		t.place(max(0, t.height-t.tall(t.cursor)))
	}
	t.fill()
}

// place scrolls so that the cursor's node begins on that line of the view, if
// there is enough above it.
func (t *tree) place(row int) {
	t.top, t.skip = t.cursor, 0
	t.upTo(row)
	t.fill()
}

// upTo scrolls back by at most n lines.
func (t *tree) upTo(n int) {
	for n > 0 && t.top > 0 {
		t.top--
		t.skip = t.tall(t.top)
		step := min(n, t.skip)
		t.skip, n = t.skip-step, n-step
	}
}
