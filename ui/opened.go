package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/screen"
)

// openTask shows a task.
func (a *app) openTask(t *model.Task) tea.Cmd {
	if t == nil {
		return nil
	}
	if a.task.ID() == "" {
		a.depart(false)
	}
	if a.task.ID() != t.ID {
		a.task.Open(t.ID)
		a.table.Hold(t.ID)
	}
	a.layout()
	return a.do(a.task.Want())
}

// stepTask opens another task of the table.
func (a *app) stepTask(ask screen.Step) tea.Cmd {
	if !ask.ToDo {
		return a.openTask(a.table.Step(ask.By))
	}
	t := a.table.StepProblem(ask.By)
	if t == nil {
		a.say("nothing shown in the table is to do")
		return nil
	}
	return a.openTask(t)
}
