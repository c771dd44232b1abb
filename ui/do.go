package ui

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/exchange"
	"hubwatch/ui/fault"
	"hubwatch/ui/keys"
	"hubwatch/ui/outside"
	"hubwatch/ui/picker"
	"hubwatch/ui/screen"
)

// do carries out the intents of screens and sheets.
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
		return a.act(ask.Press)
	case screen.Run:
		return runCmd(ask)
	case screen.Add:
		return a.addFound(ask)
	case screen.Describe:
		return a.describe(ask)
	case screen.Login:
		return a.opt.Login.Start(a.ctx, ask)
	case screen.Narrow:
		a.front.Narrow(ask.Filter)
	case screen.Tab:
		a.front.ShowTab(ask.Number)
	case screen.Open:
		return a.do(a.front.Open(ask.Task))
	case screen.Groups:
		a.front.OpenGroups(ask.Of)
	case screen.Quit:
		return a.quit()
	case screen.Step:
		return a.do(a.front.Step(ask))
	case screen.Leave:
		a.front.Back()
	case screen.OpenSheet:
		a.openSheet(ask.Sheet)
	case screen.Mark:
		a.say("%s", a.front.Table.MarkAll(ask.IDs))
	case screen.Rerun:
		a.offerRerun(ask)
	case screen.Read:
		return a.read(ask)
	case screen.Colours:
		return a.recolor(ask)
	default:
		return a.outside().Do(a.ctx, ask)
	}
	return nil
}

// ranMsg says that background work is done. Sent by runCmd.
type ranMsg struct{ then func() []screen.Intent }

// runCmd does work in the background and answers with a ranMsg.
func runCmd(ask screen.Run) tea.Cmd {
	return fault.Guarded(func() tea.Msg { return ranMsg{ask.Work()} })
}

// read reads the last answer about a task, off the event loop.
func (a *app) read(ask screen.Read) tea.Cmd {
	ctx, load, id := a.ctx, a.opt.Raw, ask.Task.ID
	if load == nil {
		return a.do(ask.Then(nil, nil))
	}
	return runCmd(screen.Run{Work: func() func() []screen.Intent {
		ctx, cancel := context.WithTimeout(ctx, exchange.Limit)
		defer cancel()
		body, err := load(ctx, id)
		return func() []screen.Intent { return ask.Then(body, err) }
	}})
}

// outside returns what carries out intents about the clipboard, browser, pager
// and files.
func (a *app) outside() outside.Outside {
	o := outside.Outside{Desk: a.opt.Desk, Menu: a.Keys.Name(keys.CopyMenu), Lend: a.lendTerminal}
	if !a.tty.Mute() {
		o.Clipboard = a.tty.Clipboard
	}
	return o
}

// done reports the outcome of such an intent.
func (a *app) done(msg outside.Done) tea.Cmd {
	a.sayWhere(model.Text(msg.Text).Line(), model.Text(msg.Path).Line())
	return msg.Then
}

// offerRerun opens the list of forms in which a re-run can be written.
func (a *app) offerRerun(ask screen.Rerun) {
	var s *picker.Picker
	if a.opt.Desk != nil {
		s = picker.NewRerun(a.Env, ask, a.opt.API)
	}
	if s == nil {
		a.say("there is nothing to write")
		return
	}
	a.openSheet(s)
}

// addFound adds the tasks the user has agreed to.
func (a *app) addFound(ask screen.Add) tea.Cmd {
	added := a.add(ask.Found)
	a.say("added %d, %d already watched%s", added, len(ask.Found)-added, ask.Besides)
	return tea.Batch(a.exchange(), a.pollDue())
}

// describe stores the user's label and note for tasks.
func (a *app) describe(ask screen.Describe) tea.Cmd {
	ch := a.session.Describe(ask.Tasks, ask.Label, ask.Note)
	a.announce(ch)
	if len(ch.Tasks) > 1 {
		a.say("described %s", model.Named(ch.Tasks))
	}
	return a.exchange()
}

// openSheet puts a sheet on top. It has the keyboard until it is closed or
// another sheet is opened.
func (a *app) openSheet(s screen.Sheet) {
	a.sheets = append(a.sheets, s)
	s.Layout()
}

// input returns what has the keyboard instead of the screen in front, nil if
// nothing has.
func (a *app) input() screen.Input {
	if n := len(a.sheets); n > 0 {
		return a.sheets[n-1]
	}
	return a.front.Screen().Input()
}

// typing reports whether letters go into a line of input.
func (a *app) typing() bool {
	in := a.input()
	return in != nil && in.Typing()
}
