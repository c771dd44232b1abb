package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/fault"
	"hubwatch/ui/outside"
	"hubwatch/ui/screen"
	"hubwatch/ui/terminal"
	"hubwatch/ui/theme"
)

// drawing is what decides how and when everything is drawn.
type drawing struct {
	themed    string     // the theme that the user has
	told      theme.Told // what is drawn on
	mouse     bool       // clicks and the wheel are the dashboard's
	tty       *terminal.Terminal
	lastFrame lastFrame
}

// colours returns the user's color settings.
func (a *app) colours() screen.Colours {
	return screen.Colours{Theme: a.themed, Background: a.told.Person}
}

// onBackground handles the terminal's report of its background color.
func (a *app) onBackground(dark bool) {
	if a.told.Terminal = theme.Light; dark {
		a.told.Terminal = theme.Dark
	}
	a.applyColors()
}

// applyColors redraws everything in the user's colors.
func (a *app) applyColors() {
	look := a.Theme.Look
	look.Name = a.themed
	look.On, _ = a.told.Ground()
	if a.Theme.Become(look) {
		a.resize(a.Width, a.Height)
	}
}

// recolor tries colors that the user picked, or keeps them.
func (a *app) recolor(ask screen.Colours) tea.Cmd {
	a.themed, a.told.Person = ask.Theme, ask.Background
	a.applyColors()
	keep := a.opt.KeepColours
	switch {
	case !ask.Keep:
		return nil
	case keep == nil:
		a.say("%s, until you leave", ask.Theme)
		return nil
	}
	return fault.Guarded(func() tea.Msg {
		said, path, err := keep(ask.Theme, ask.Background)
		if err != nil {
			said = ask.Theme + " is not kept: " + err.Error()
		}
		return outside.Done{Text: said, Path: path}
	})
}
