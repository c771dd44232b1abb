package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// key routes a key press: to what lies over the screen, then to what works on
// every screen, then to the screen in front.
func (a *app) key(msg tea.KeyPressMsg) tea.Cmd {
	k := &a.keys
	switch {
	case key.Matches(msg, k.QuitNow) && (!a.typing() || a.small() || key.Matches(msg, k.Interrupt)):
		return a.quit()
	case key.Matches(msg, k.Suspend):
		return tea.Suspend
	case a.small():
		if key.Matches(msg, k.Quit) && !a.typing() {
			return a.quit()
		}
		return nil
	}
	if in := a.input(); in != nil {
		return a.do(in.Key(msg))
	}
	if a.finding != nil && key.Matches(msg, k.Leave) {
		a.finding.stop()
		return nil
	}
	if cmd, known := a.anywhereKey(msg); known {
		return cmd
	}
	switch {
	case a.task != nil:
		return a.taskKey(msg)
	case a.groups != nil:
		return a.do(a.groups.key(msg))
	}
	return a.tableKey(msg)
}

// anywhereKey is the keys that work on every screen.
func (a *app) anywhereKey(msg tea.KeyPressMsg) (cmd tea.Cmd, known bool) {
	k := &a.keys
	switch {
	case key.Matches(msg, k.Palette):
		a.openPalette()
	case key.Matches(msg, k.Mouse):
		a.opt.Mouse = !a.opt.Mouse
		a.say("the mouse %s", map[bool]string{true: "moves the cursor", false: "is the terminal's own again"}[a.opt.Mouse])
	case key.Matches(msg, k.Redraw):
		return tea.ClearScreen, true
	case key.Matches(msg, k.Help):
		a.over(newHelp(&a.env, a.table.columns))
	case key.Matches(msg, k.Add):
		if s := a.adding(); s != nil {
			a.over(s)
		}
	case key.Matches(msg, k.Describe):
		if tasks := a.marked(a.front()); len(tasks) > 0 {
			a.over(newDescribe(&a.env, tasks))
		}
	case key.Matches(msg, k.Drop):
		return a.drop(a.marked(a.front())...), true
	case key.Matches(msg, k.Undo):
		return a.undrop(), true
	case key.Matches(msg, k.Refresh):
		return a.refresh(a.marked(a.front())...), true
	case key.Matches(msg, k.Token):
		a.over(newTokenSheet(&a.env, a.opt.NoToken))
	case key.Matches(msg, k.Pause):
		a.pause()
	case key.Matches(msg, k.RefreshAll):
		return a.refreshAll(), true
	case key.Matches(msg, k.Times):
		a.cycleTimes()
	case key.Matches(msg, k.Copy):
		return a.copyHere(), true
	case key.Matches(msg, k.CopyMenu):
		return a.openCopyMenu(), true
	case key.Matches(msg, k.Browse):
		return a.browse(), true
	default:
		return nil, false
	}
	return a.checks(), true
}

// front is the task that a key means: the open one, or the one under the
// cursor.
func (a *app) front() *model.Task {
	if a.task != nil {
		return a.List().Task(a.task.id)
	}
	return a.table.current()
}

// tableKey is a key for the table.
func (a *app) tableKey(msg tea.KeyPressMsg) tea.Cmd {
	k, t := &a.keys, &a.table
	by, moves := k.step(msg, t.page(), len(t.rows))
	switch {
	case key.Matches(msg, k.First):
		t.release(a.List())
	case moves:
		t.move(by)
	case key.Matches(msg, k.Open):
		a.openTask(t.current())
	case key.Matches(msg, k.PreviewDown):
		a.preview.scroll(+previewStep)
	case key.Matches(msg, k.PreviewUp):
		a.preview.scroll(-previewStep)
	case key.Matches(msg, k.Preview):
		a.preview.hidden = !a.preview.hidden
	case key.Matches(msg, k.Quit):
		return a.quit()
	case key.Matches(msg, k.Clear):
		a.clear()
	default:
		a.findKey(msg)
	}
	return nil
}
