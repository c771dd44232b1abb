package table

import (
	"slices"

	"hubwatch/model/order"
	"hubwatch/ui/frame"
	"hubwatch/ui/row"
	"hubwatch/ui/screen"
)

// zone is a part of the screen that can be clicked on.
type zone int

// The zones.
const (
	nowhere zone = iota
	onTab
	onRow
	onHeading
	onSplit // the line between the rows and the side
)

// zoneAt returns what is in a cell of the screen, and which tab, row or column.
func (t *Screen) zoneAt(x, y int) (z zone, which int) {
	switch f := t.shape(); {
	case f.tabs && y == f.tabsAt:
		labels, _ := t.tabLabels()
		for _, label := range labels {
			if label.from <= x && x < label.to {
				return onTab, label.tab
			}
		}
	case y < f.rowsAt-frame.Count(f.headings) || y >= f.rowsAt+f.rows:
	case f.side > 0 && x == f.width:
		return onSplit, 0
	case y >= f.rowsAt && x < f.width:
		return onRow, t.rowAt(y - f.rowsAt)
	case f.headings && x < f.width:
		for i, c := range t.layout(f.width) {
			if c.At <= x && x < c.At+c.Cells {
				return onHeading, i
			}
		}
	}
	return nowhere, 0
}

// Click puts the cursor on a row, opens the row that has it, switches tabs,
// sorts by a column, or grabs the divider.
func (t *Screen) Click(x, y int) []screen.Intent {
	z, which := t.zoneAt(x, y)
	t.split.dragged = z == onSplit
	switch {
	case z == onTab:
		t.ShowTab(which)
	case z == onHeading:
		t.sortByColumn(t.layout(t.shape().width)[which])
	case z != onRow || which >= len(t.rows):
	case which == t.index && t.held():
		return t.open()
	default:
		t.move(which - t.index)
	}
	return nil
}

// sortByColumn sorts by a column, or reverses the order if it is sorted by it.
func (t *Screen) sortByColumn(c row.Column) {
	if slices.ContainsFunc(t.orders(), func(o order.Order) bool { return o.Name == c.Name }) {
		t.sortBy(c.Name)
	}
}

// Drag moves the divider to a column, if it was grabbed.
func (t *Screen) Drag(x int) {
	if t.split.dragged {
		t.split.side = max(leastSide, t.Width-x-1)
	}
}

// Release lets go of the divider.
func (t *Screen) Release() { t.split.dragged = false }

// Wheel moves the cursor.
func (t *Screen) Wheel(by int) { t.move(by) }
