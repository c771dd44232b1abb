package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/screen"
)

// wheelLines is how far a turn of the wheel goes.
const wheelLines = 3

// mouse is what a click, the wheel or a drag does: the same as keys would.
func (a *app) mouse(msg tea.MouseMsg) tea.Cmd {
	m := msg.Mouse()
	switch msg := msg.(type) {
	case tea.MouseWheelMsg:
		by := wheelLines
		if msg.Button == tea.MouseWheelUp {
			by = -by
		}
		a.wheel(by)
	case tea.MouseClickMsg:
		a.table.split.dragged = msg.Button == tea.MouseLeft && a.onSplit(m.X, m.Y)
		if msg.Button == tea.MouseLeft && !a.table.split.dragged {
			return a.click(m.X, m.Y)
		}
	case tea.MouseMotionMsg:
		if a.table.split.dragged {
			a.table.split.share = max(20, min(100-100*(m.X+1)/max(1, a.Width), 70))
		}
	case tea.MouseReleaseMsg:
		a.table.split.dragged = false
	}
	return nil
}

// wheel moves what is in front.
func (a *app) wheel(by int) {
	if in := a.input(); in != nil {
		if s, ok := in.(screen.Wheeler); ok {
			s.Wheel(by)
		}
		return
	}
	switch {
	case a.task != nil:
		a.task.front().Scroll(by)
	case a.groups != nil:
		a.groups.Wheel(by)
	default:
		a.table.move(by)
	}
}

// click puts the cursor on a row, or opens it if it is there, or brings a tab
// to the front.
func (a *app) click(x, y int) tea.Cmd {
	switch {
	case a.input() != nil:
		return nil
	case a.task != nil:
		a.task.front().Click(y - a.task.bodyAt)
		return nil
	case a.groups != nil:
		return a.do(a.groups.Click(x, y))
	}
	f := a.frame()
	first := f.header + f.filter + count(f.banner, f.tabs, f.headings)
	switch row := a.table.rowAt(y - first); {
	case f.rail && x <= railWidth:
		a.table.front(y - first + count(f.headings) - 1)
	case f.tabs && y == f.header+count(f.banner):
		a.clickTab(x)
	case y < first || y >= first+f.rows || row >= len(a.table.rows) || f.pane.right && x >= a.Width-f.pane.width-1:
	case row == a.table.index && a.table.held():
		a.openTask(a.table.current())
	default:
		a.table.move(row - a.table.index)
	}
	return nil
}

// clickTab brings the tab to the front that stands in that column.
func (a *app) clickTab(x int) {
	for _, label := range a.table.tabLabels() {
		if label.from-1 <= x && x <= label.to {
			a.table.front(label.tab)
			return
		}
	}
}

// onSplit tells whether the line between the table and the preview is there.
func (a *app) onSplit(x, y int) bool {
	p := a.frame().pane
	return p.right && a.task == nil && a.groups == nil && a.input() == nil && x == a.Width-p.width-1 && y > 0 && y < a.Height-1
}
