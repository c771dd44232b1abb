package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/frame"
	"hubwatch/ui/pulse"
	"hubwatch/ui/terminal"
)

// takeTerminal takes over the terminal: its settings are saved, and it is asked
// for its properties.
func (a *app) takeTerminal() tea.Cmd {
	if a.voice != nil {
		return nil // nothing is drawn, nothing is asked
	}
	return tea.Batch(tea.Raw(a.tty.Enter()), a.tty.Ask(a.opt.Clock()))
}

// lendTerminal gives the terminal back while a command uses it.
func (a *app) lendTerminal(to tea.Cmd) tea.Cmd {
	return tea.Sequence(tea.Raw(a.tty.Leave()), to, tea.Raw(a.tty.Enter()))
}

// tellTerminal updates the terminal's title and progress, and asks it the
// remaining questions.
func (a *app) tellTerminal() tea.Cmd {
	if a.voice != nil {
		return nil
	}
	return tea.Batch(a.tty.AskLast(), a.tty.Title(a.Theme.Plain(frame.Title(a.Env)), a.Now))
}

// terminalSaid handles what the terminal reports about itself.
func (a *app) terminalSaid(msg tea.Msg) tea.Cmd {
	switch a.tty.Hear(msg) {
	case terminal.Nothing:
	case terminal.Hidden:
		a.person.Visible(false)
	case terminal.Shown:
		a.person.Visible(true)
	case terminal.Dark, terminal.Light:
		return a.tty.Ask(a.opt.Clock()) // what it draws on may be its own
	case terminal.Rested:
		return a.leave()
	}
	return nil
}

// personActive notes that somebody is there.
func (a *app) personActive() {
	a.person.Active()
	a.session.Active()
	a.tty.Show()
	a.pulse.In(pulse.Every) // it was calm
}

// leaveMsg ends the dashboard. Sent by [Run].
type leaveMsg struct{}

// quit ends the dashboard once the terminal has answered: a later answer would
// be typed into the next program.
func (a *app) quit() tea.Cmd {
	if rest := a.tty.Rest(a.opt.Clock()); rest != nil {
		return rest
	}
	return a.leave()
}

// leave ends the dashboard.
func (a *app) leave() tea.Cmd {
	a.stop()
	return tea.Quit
}
