package model

import "time"

// Times says how points in time are shown. The zero value uses the machine's
// time zone.
type Times int

// The ways of showing instants, in the order in which a user goes through them.
const (
	TimesLocal Times = iota
	TimesUTC
	TimesRelative
	timesAll // how many there are
)

// Next returns the next way, in the order in which the user steps through them.
func (s Times) Next() Times { return (s + 1) % timesAll }

// String names the way for users.
func (s Times) String() string {
	switch s {
	case TimesLocal:
		return "local"
	case TimesUTC:
		return "UTC"
	case TimesRelative, timesAll:
	}
	return "relative"
}

// In returns a time in the zone that is shown: UTC, or that of the machine.
func (s Times) In(t time.Time) time.Time {
	if s == TimesUTC {
		return t.UTC()
	}
	return t.Local()
}

// Format returns a time in a layout, with its zone if that is UTC, even where
// times are relative: for what is read later.
func (s Times) Format(t time.Time, layout string) string {
	text := s.In(t).Format(layout)
	if s == TimesUTC {
		text += " UTC"
	}
	return text
}

// Clock returns a time of today in few words.
func (s Times) Clock(t, now time.Time) string {
	if s == TimesRelative {
		return Age(now.Sub(t)) + " ago"
	}
	return s.Format(t, "15:04")
}

// Show returns a time in words.
func (s Times) Show(t, now time.Time) string {
	if s != TimesRelative {
		return s.Format(t, time.DateTime)
	}
	if d := t.Sub(now); d > 0 {
		return "in " + Span(d)
	}
	return Span(now.Sub(t)) + " ago"
}

// Second returns a time of today, to the second.
func (s Times) Second(t, now time.Time) string {
	if s == TimesRelative {
		return Span(now.Sub(t)) + " ago"
	}
	return s.Format(t, time.TimeOnly)
}
