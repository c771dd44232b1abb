package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/screen"
)

// do does what screens and sheets ask for.
func (a *app) do(asks []screen.Intent) tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(asks))
	for _, ask := range asks {
		cmds = append(cmds, a.doOne(ask))
	}
	return tea.Batch(cmds...)
}

func (a *app) doOne(ask screen.Intent) tea.Cmd {
	switch ask := ask.(type) {
	case screen.Close:
		a.sheets = slices.DeleteFunc(a.sheets, func(s screen.Sheet) bool { return s == ask.Sheet })
	case screen.Say:
		a.say("%s", ask.Text)
	case screen.Do:
		return a.key(ask.Key)
	case screen.Describe:
		return a.describe(ask)
	case screen.Login:
		return loginCmd(a.ctx, a.opt.Login, ask)
	case screen.Narrow:
		a.closeGroups()
		a.table.front(0, &a.list)
		a.narrow(ask.Filter)
	case screen.Write:
		return fileCmd(a.opt.Desk, ask.What, ask.Name, ask.Data)
	case screen.Evidence:
		return a.packEvidence(ask.Tasks)
	}
	return nil
}

// over lays a sheet over everything else. It has the keyboard until it is
// closed or another one lies over it.
func (a *app) over(s screen.Sheet) {
	a.sheets = append(a.sheets, s)
	s.Layout()
}

// input is what has the keyboard instead of the screen in front, nil if nothing
// has.
func (a *app) input() screen.Input {
	if n := len(a.sheets); n > 0 {
		return a.sheets[n-1]
	}
	return nil
}

// typing tells whether letters go into a line of input.
func (a *app) typing() bool {
	in := a.input()
	return in != nil && in.Typing() || a.intake != nil || a.filtering != nil ||
		a.task != nil && a.task.seeking != nil
}
