package table

import (
	"slices"

	"hubwatch/model/order"
	"hubwatch/ui/frame"
	"hubwatch/ui/row"
	"hubwatch/ui/screen"
)

// zone is what a click is on.
type zone int

// The zones.
const (
	nowhere zone = iota
	onTab
	onRow
	onHeading
	onSplit // the line between the rows and the side
)

// zoneAt returns what stands in a cell of the screen, and which tab, row or
// column it is.
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

// Click puts the cursor on a row, or opens it if it is there, or brings a tab
// to the front, or sorts by a column, or takes hold of the line before the side.
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

// sortByColumn sorts by a column, or the other way round if that is the order.
func (t *Screen) sortByColumn(c row.Column) {
	if slices.ContainsFunc(t.orders(), func(o order.Order) bool { return o.Name == c.Name }) {
		t.sortBy(c.Name)
	}
}

// Drag moves the line before the side to a column, if it was taken hold of.
func (t *Screen) Drag(x int) {
	if t.split.dragged {
		t.split.side = max(leastSide, t.Width-x-1)
	}
}

// Release lets go of that line.
func (t *Screen) Release() { t.split.dragged = false }

// Wheel moves the cursor.
func (t *Screen) Wheel(by int) { t.move(by) }
