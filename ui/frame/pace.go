package frame

import (
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/progress"
	"hubwatch/ui/screen"
)

// Figure is something measured, with its name.
type Figure struct{ Name, Text string }

const (
	rateSpan   = 2 * time.Minute // over which ends per minute are counted
	sparkSpan  = time.Minute     // of one cell of the sparkline
	sparkCells = 20
)

// Pace returns the figures of the migration and of polling that the header
// leaves out.
func Pace(e *screen.Env) []Figure {
	var all []Figure
	add := func(name, text string) {
		if text != "" {
			all = append(all, Figure{name, text})
		}
	}
	add("estimate", basisText(e))
	f := e.Flow()
	if now := f.AsOf; !now.IsZero() {
		if Ended(e) {
			now = f.Ends.Last() // what it was like, not that nothing ends any more
		}
		add("ends", fmt.Sprintf("%.0f a minute  %s", f.Ends.PerMinute(now, rateSpan), e.Theme.Spark(f.Ends.Throughput(now, sparkSpan, sparkCells))))
	}
	waited, ran := f.Ends.Times()
	add("waited", spanText(waited))
	add("ran", spanText(ran))
	if e.Budget == nil {
		return all
	}
	b := e.Budget()
	if b.Window > 0 && b.Limit > 0 {
		add("requests", fmt.Sprintf("%s of %s in %s", model.Thousands(b.Sent), model.Thousands(b.Limit), model.Span(b.Window)))
	} else if b.Window > 0 {
		add("requests", model.Plural(b.Sent, "request")+" in "+model.Span(b.Window))
	}
	if b.Why != "" {
		add("slowed", strings.TrimSuffix(slowTexts(e, b)[0], safeText))
	}
	if b.DayLimit > 0 {
		used, ours := b.DayLimit-b.DayRemaining, min(b.DaySent, b.DayLimit-b.DayRemaining)
		add("day", fmt.Sprintf("%s of %s requests used, %s by us", model.Thousands(used), model.Thousands(b.DayLimit), model.Thousands(ours)))
	}
	if more, ok := e.More(); ok {
		text := "about " + model.Plural(roughly(more), "request") + " until all has ended"
		if when, _ := pause(e, b, more); when != "" {
			text += "; past today's share, " + when + ": a guess by the estimate"
		}
		add("more", text)
	}
	add("leave", leaveText(e))
	return all
}

// leaveText says whether anybody needs to stay, and what happens otherwise; ""
// when everything has ended.
func leaveText(e *screen.Env) string {
	switch {
	case e.List().Len() == 0 || Ended(e) || e.Replay != nil:
		return ""
	case e.Poller() != "":
		return "safe: " + e.Poller() + " asks on"
	case e.Simulated:
		return "it ends the simulation, and nothing of it is kept"
	case staying(e):
		return "not yet: what is known is not saved, or HubSpot does not answer"
	}
	return "safe: HubSpot works on; what happened meanwhile is told when you come back"
}

// spanText returns how long a stage takes, from the tasks that have ended.
func spanText(s progress.Span) string {
	if s.Of == 0 {
		return ""
	}
	return model.Span(s.Median) + " in the middle, 95 of 100 under " + model.Span(s.P95)
}

// basisText says when everything may have ended and what the estimate rests on,
// or why there is none.
func basisText(e *screen.Env) string {
	end, left := e.Flow().Estimate, leftText(e)
	switch e.Verdict() {
	case progress.Ranged:
		return left + ", by the last " + model.Thousands(end.Basis) + " that ended"
	case progress.Stalled:
		return left + "; usually " + model.Span(end.Usual) + " pass at most"
	default:
		return left
	}
}
