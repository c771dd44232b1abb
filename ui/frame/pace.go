package frame

import (
	"fmt"

	"hubwatch/model"
	"hubwatch/ui/screen"
)

// paceText is how much of the quota the checks use, in at most room cells, the
// most important first.
func paceText(e *screen.Env, room int) string {
	switch {
	case e.Pace().Held:
		return e.Theme.Stale.Paint("paused")
	case e.Replay != nil:
		return e.Theme.Stale.Paint("replay")
	case e.Poller() != "":
		return e.Theme.Stale.Paint("following")
	case e.Budget == nil:
		return ""
	case e.List().Len() > 0 && e.List().Settled() == e.List().Len() && e.List().InFlight() == 0:
		return e.Theme.Faint.Paint("all settled, nothing asked")
	}
	b := e.Budget()
	if b.Window == 0 {
		return ""
	}
	text := ""
	for i, part := range paceParts(e, b) {
		if i > 0 {
			part = "  " + part
		}
		if e.Theme.Width(text)+e.Theme.Width(part) <= room {
			text += part
		}
	}
	return e.Theme.Faint.Paint(text)
}

// paceParts is the requests of the window against the limit, why it is slow
// when it is, how many more the migration takes, and the part of the day's requests
// that everybody, and we, have used.
func paceParts(e *screen.Env, b model.Budget) []string {
	parts := []string{model.Plural(b.Sent, "request") + " in " + model.Span(b.Window)}
	if b.Limit > 0 {
		parts[0] = fmt.Sprintf("%d/%d requests in %s", b.Sent, b.Limit, model.Span(b.Window))
	}
	if every := e.List().Interval(); b.Why != "" && every > 0 {
		parts = append(parts, "slowed to "+model.Age(every)+": "+b.Why)
	} else if b.Why != "" {
		parts = append(parts, "slowed: "+b.Why)
	}
	if more, ok := e.More(); ok {
		parts = append(parts, "about "+model.Thousands(roughly(more))+" more")
	}
	if b.DayLimit > 0 {
		used, ours := b.DayLimit-b.DayRemaining, min(b.DaySent, b.DayLimit-b.DayRemaining)
		parts = append(parts, fmt.Sprintf("day %d%% used, %d%% by us", 100*used/b.DayLimit, 100*ours/b.DayLimit))
	}
	return parts
}

// roughly is a number without more digits than a forecast has in truth: two.
func roughly(n int) int {
	unit := 1
	for n/unit >= 100 {
		unit *= 10
	}
	return (n + unit/2) / unit * unit
}
