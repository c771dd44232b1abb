package ui

import "hubwatch/ui/theme"

// look is how everything is drawn at first.
func (o *Options) look() theme.Look {
	on := theme.GroundOf(o.Background)
	if on == theme.Either {
		on = theme.GroundBy(o.ColorFGBG)
	}
	return theme.Look{Name: o.Theme, On: on, Colors: o.Colors, ASCII: o.ASCII}
}

// wear draws everything in another look from now on.
func (a *app) wear(look theme.Look) {
	l, err := theme.New(look)
	if err != nil || look == a.Theme.Look {
		return
	}
	l.Method, l.Only = a.Theme.Method, a.Theme.Only
	l.Tint(a.opt.Color)
	*a.Theme = l // in place: others hold it
	a.resize(a.Width, a.Height)
}

// drawsOn takes in what the terminal says that it draws on.
func (a *app) drawsOn(dark bool) {
	if a.opt.Background == "dark" || a.opt.Background == "light" {
		return // the person knows better
	}
	look := a.Theme.Look
	if look.On = theme.Light; dark {
		look.On = theme.Dark
	}
	a.wear(look)
}
