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
		if msg.Button == tea.MouseLeft {
			return a.click(m.X, m.Y)
		}
	case tea.MouseMotionMsg:
		a.table.Drag(m.X)
	case tea.MouseReleaseMsg:
		a.table.Release()
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
	case a.task.ID() != "":
		a.task.Wheel(by)
	case a.groups != nil:
		a.groups.Wheel(by)
	default:
		a.table.Wheel(by)
	}
}

// click clicks on what is in front.
func (a *app) click(x, y int) tea.Cmd {
	switch {
	case a.input() != nil:
	case a.task.ID() != "":
		return a.do(a.task.Click(x, y))
	case a.groups != nil:
		return a.do(a.groups.Click(x, y))
	default:
		return a.do(a.table.Click(x, y))
	}
	return nil
}
