package ui

import (
	"time"

	"hubwatch/model"
)

// timeStyle is how instants are shown.
type timeStyle int

const (
	timesLocal timeStyle = iota
	timesUTC
	timesRelative
	timeStyles // how many there are
)

func (c timeStyle) word() string {
	switch c {
	case timesLocal:
		return "local"
	case timesUTC:
		return "UTC"
	case timesRelative, timeStyles:
	}
	return "relative"
}

// when is an instant as the person wants to see them.
func (a *app) when(t time.Time) string {
	const layout = "2006-01-02 15:04:05"
	switch a.timeStyle {
	case timesLocal:
		return t.Local().Format(layout)
	case timesUTC:
		return t.UTC().Format(layout) + " UTC"
	case timesRelative, timeStyles:
	}
	if d := t.Sub(a.Now); d > 0 {
		return "in " + model.Span(d)
	}
	return model.Span(a.Now.Sub(t)) + " ago"
}

// cycleTimes goes on to the next way of showing instants.
func (a *app) cycleTimes() {
	a.timeStyle = (a.timeStyle + 1) % timeStyles
	a.say("times are %s", a.timeStyle.word())
}
