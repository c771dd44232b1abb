package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/screen"
)

// wheelLines is how many lines one turn of the wheel scrolls.
const wheelLines = 3

// switchMouse turns the dashboard's use of the mouse off or on.
func (a *app) switchMouse() {
	if a.mouse = !a.mouse; a.mouse {
		a.say("the mouse moves the cursor")
	} else {
		a.say("the mouse is the terminal's own again")
	}
}

// onMouse handles clicks, the wheel and drags. Everything can be done with keys
// too.
func (a *app) onMouse(msg tea.MouseMsg) tea.Cmd {
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
		a.front.Table.Drag(m.X)
	case tea.MouseReleaseMsg:
		a.front.Table.Release()
	}
	return nil
}

// wheel scrolls what has the keyboard, or the screen in front.
func (a *app) wheel(by int) {
	in := a.input()
	if in == nil {
		a.front.Screen().Wheel(by)
	} else if w, ok := in.(screen.Wheeler); ok {
		w.Wheel(by)
	}
}

// click clicks on what has the keyboard, if it can be clicked on, or on the
// screen in front.
func (a *app) click(x, y int) tea.Cmd {
	if in := a.input(); in != nil {
		sheet, ok := in.(interface {
			Click(x, y int) []screen.Intent
		})
		if !ok {
			return nil
		}
		return a.do(sheet.Click(x, y))
	}
	return a.do(a.front.Screen().Click(x, y))
}
