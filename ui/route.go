package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/digest"
	"hubwatch/ui/frame"
	"hubwatch/ui/job"
	"hubwatch/ui/keys"
	"hubwatch/ui/picker"
	"hubwatch/ui/screen"
	"hubwatch/ui/sheet"
	"hubwatch/ui/theme"
)

// key routes a key press to whatever has the keyboard, or turns it into an action.
func (a *app) key(msg tea.KeyPressMsg) tea.Cmd {
	press, known := a.Keys.Find(msg, a.front.Here())
	typed := a.typing() && msg.Text != "" // a letter, whatever it does elsewhere
	switch {
	case press.Action == keys.QuitNow && (!typed || a.small()), press.Action == keys.Suspend && !typed:
		return a.act(press)
	case a.small():
		if press.Action == keys.Quit && !a.typing() {
			return a.quit()
		}
		return nil
	}
	a.Note = screen.Note{} // it was read
	if in := a.input(); in != nil {
		if _, helping := in.(*sheet.Help); press.Action == keys.Help && !typed && !helping {
			return a.act(press)
		}
		return a.do(in.Key(msg))
	}
	if a.polling.Finding() && keys.InSheet(msg) == keys.Leave {
		a.polling.StopFinding()
		return nil
	}
	if !known {
		a.unbound(msg)
		return nil
	}
	return a.act(press)
}

// unbound tells the user, once for each key, that it does nothing.
func (a *app) unbound(msg tea.KeyPressMsg) {
	key := model.Text(msg.String()).Line()
	if a.memory.unbound[key] {
		return
	}
	if a.memory.unbound == nil {
		a.memory.unbound = map[string]bool{}
	}
	a.memory.unbound[key] = true
	a.say("%q does nothing here; %s shows the keys", key, a.Keys.Name(keys.Help))
}

// act carries out an action from a key or the palette: here if it works on
// every screen, or else in the screen in front.
func (a *app) act(p keys.Press) tea.Cmd {
	if a.Keys.Entry(p.Action).Edits && a.refusesEdit() {
		return nil
	}
	if cmd, known := a.everywhere(p.Action); known {
		return cmd
	}
	return a.do(a.front.Screen().Do(p))
}

// everywhere carries out the actions that work the same on every screen.
func (a *app) everywhere(does keys.Action) (cmd tea.Cmd, known bool) {
	switch does {
	case keys.Palette:
		a.openSheet(picker.NewPalette(a.Env, a.front.Here()))
	case keys.Clear:
		return nil, a.closeNotice()
	case keys.Mouse:
		a.switchMouse()
	case keys.Colours:
		a.openSheet(picker.NewColours(a.Env, a.colours(), theme.All(), func() string { return a.told.Words(a.Theme.Colors) }))
	case keys.Redraw:
		return tea.ClearScreen, true
	case keys.Away:
		a.openSheet(sheet.NewPace(a.Env))
	case keys.Help:
		a.openSheet(sheet.NewHelp(a.Env, a.front.Here()))
	case keys.Add:
		if s := a.adding(); s != nil {
			a.openSheet(s)
		}
	case keys.Label:
		if tasks := a.front.Screen().Tasks(); len(tasks) > 0 {
			a.openSheet(sheet.NewLabel(a.Env, tasks))
		}
	case keys.Claim:
		return a.claim(), true
	case keys.Drop:
		return a.drop(a.front.Screen().Tasks()...), true
	case keys.Undo:
		return a.undrop(), true
	case keys.Check:
		a.checkNow(a.front.Screen().Tasks()...)
	case keys.Token:
		a.openSheet(sheet.NewToken(a.Env, a.NoToken))
	case keys.Pause:
		a.polling.Pause()
	case keys.CheckAll:
		return a.checkAllNow(), true
	case keys.Times:
		a.Times = a.Times.Next()
		a.say("times are %s", a.Times)
	case keys.Suspend:
		return a.lendTerminal(job.Stop()), true
	case keys.QuitNow:
		return a.quit(), true
	default:
		return nil, false
	}
	return a.pollDue(), true
}

// closeNotice closes the notice that the user may close, and reports whether
// there was one.
func (a *app) closeNotice() bool {
	switch {
	case frame.Ended(a.Env) && !a.EndRead:
		a.EndRead = true
	case !a.Away.Empty():
		a.Away = digest.Digest{}
	default:
		return false
	}
	return true
}
