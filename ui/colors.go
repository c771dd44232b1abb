package ui

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"hubwatch/ui/fault"
	"hubwatch/ui/outside"
	"hubwatch/ui/screen"
	"hubwatch/ui/terminal"
	"hubwatch/ui/theme"
)

// drawing is what decides how everything is drawn, and when.
type drawing struct {
	colours   screen.Colours // as the person has it
	heard     theme.Ground   // what the terminal says that it draws on
	mouse     bool           // clicks and the wheel are the dashboard's
	tty       *terminal.Terminal
	lastFrame lastFrame
}

// look is how everything is drawn at first.
func (o *Options) look() theme.Look {
	on := theme.GroundOf(o.Background)
	if on == theme.Either {
		on, _ = o.groundTold()
	}
	return theme.Look{Name: o.Theme, On: on, Colors: o.Colors, ASCII: o.ASCII}
}

// ground is what everything is drawn on, and who says so.
func (a *app) ground() (on theme.Ground, who string) {
	if on = theme.GroundOf(a.colours.Background); on != theme.Either {
		return on, "as you set it"
	}
	if a.heard != theme.Either {
		return a.heard, "the terminal says"
	}
	return a.opt.groundTold()
}

// groundTold is what the environment tells of what everything is drawn on, and how.
func (o *Options) groundTold() (on theme.Ground, who string) {
	if o.Getenv == nil {
		return theme.Either, "inks for both"
	}
	switch on = theme.GroundBy(o.Getenv("COLORFGBG")); {
	case on != theme.Either:
		return on, "COLORFGBG says"
	case o.Getenv("TERM") == "linux":
		return theme.Dark, "as the console is"
	}
	return on, "inks for both"
}

// groundWords is what everything is drawn on, and who says so, in words.
func (a *app) groundWords() string {
	if c := a.Theme.Colors; c == colorprofile.ASCII || c == colorprofile.NoTTY {
		return "no hue is sent (NO_COLOR)"
	}
	on, who := a.ground()
	return "background: " + on.String() + ", " + who
}

// draws has everything drawn in these colors from now on.
func (a *app) draws(c screen.Colours) {
	a.colours = c
	look := a.Theme.Look
	if look.Name != "none" { // which has none, whatever is wanted
		look.Name = c.Theme
	}
	look.On, _ = a.ground()
	l, err := theme.New(look)
	if err != nil || look == a.Theme.Look {
		return
	}
	l.Method, l.Only, l.Linkless = a.Theme.Method, a.Theme.Only, a.Theme.Linkless
	l.Tint(a.opt.Color)
	*a.Theme = l // in place: others hold it
	a.resize(a.Width, a.Height)
}

// drawsOn takes in what the terminal says that it draws on.
func (a *app) drawsOn(dark bool) {
	if a.heard = theme.Light; dark {
		a.heard = theme.Dark
	}
	a.draws(a.colours)
}

// recolor does what a person asks for: it tries colors, or keeps them.
func (a *app) recolor(ask screen.Colours) tea.Cmd {
	c, keep := screen.Colours{Theme: ask.Theme, Background: ask.Background}, a.opt.KeepColours
	a.draws(c)
	switch {
	case !ask.Keep:
		return nil
	case keep == nil:
		a.say("%s, until you leave", c.Theme)
		return nil
	}
	return fault.Guarded(func() tea.Msg {
		said, path, err := keep(c.Theme, c.Background)
		if err != nil {
			said = c.Theme + " is not kept: " + err.Error()
		}
		return outside.Done{Text: said, Path: path}
	})
}
