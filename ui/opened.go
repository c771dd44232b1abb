package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// openTask shows a task.
func (a *app) openTask(t *model.Task) tea.Cmd {
	if t == nil {
		return nil
	}
	if a.task.ID() != t.ID {
		a.task.Open(t.ID)
		a.table.Hold(t.ID)
	}
	a.layout()
	return a.do(a.task.Want())
}

// stepTask opens the next or previous task of the table.
func (a *app) stepTask(by int) tea.Cmd {
	return a.openTask(a.table.Step(by))
}

// stepProblem opens the next task that a person should look at.
func (a *app) stepProblem() tea.Cmd {
	t := a.table.StepProblem()
	if t == nil {
		a.say("nothing shown in the table is to do")
		return nil
	}
	return a.openTask(t)
}
