package frame

import (
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/progress"
	"hubwatch/ui/screen"
)

// leftText is how long it still takes in a few words, "" if there is nothing to
// say.
func leftText(e *screen.Env) string {
	end, verdict := e.Flow().Estimate, e.Verdict()
	if look := e.Flow().Looking; e.Replay != nil || verdict == 0 && look.Left == 0 {
		return ""
	} else if verdict == 0 {
		return "first look " + rangeText(look.Left, look.Left)
	}
	switch verdict {
	case progress.Stalled:
		return "stalled for " + model.Age(end.Quiet)
	case progress.Ranged:
		since := max(0, e.Now.Sub(e.Flow().Heard))
		return rangeText(end.From-since, end.To-since) + " left"
	case progress.TooFew, progress.Done:
	}
	return ""
}

// rangeText is a range of time without more digits than it has in truth.
func rangeText(from, to time.Duration) string {
	unit, name := time.Second, "s"
	switch {
	case to >= 48*time.Hour:
		unit, name = 24*time.Hour, "d"
	case to >= 3*time.Hour:
		unit, name = time.Hour, "h"
	case to >= 2*time.Minute:
		unit, name = time.Minute, "m"
	default:
		from, to = from.Truncate(5*time.Second), (to + 4*time.Second).Truncate(5*time.Second)
	}
	low, high := int(max(0, from)/unit), int((max(unit, to)+unit-1)/unit)
	switch {
	case low == high:
		return fmt.Sprintf("~%d%s", high, name)
	case low == 0:
		return fmt.Sprintf("under %d%s", high, name)
	}
	return fmt.Sprintf("%d-%d%s", low, high, name)
}

// basisText says what the end is told by, or why it is not told.
func basisText(e *screen.Env) string {
	end, verdict := e.Flow().Estimate, e.Verdict()
	if e.Replay != nil && verdict != progress.Done {
		return ""
	}
	if n := e.Flow().Looking.Unasked; n > 0 && verdict != progress.Done {
		all := e.List().Len()
		return "no estimate yet: " + model.Thousands(all-n) + " of " + model.Thousands(all) + " asked"
	}
	switch verdict {
	case progress.TooFew:
		return fmt.Sprintf("no estimate yet: %d of %d finishes", end.Basis, progress.Fewest)
	case progress.Ranged:
		return fmt.Sprintf("by the last %d finishes", end.Basis)
	case progress.Stalled:
		return "usually " + model.Span(end.Usual) + " pass at most"
	case progress.Done:
		return "all done"
	}
	return ""
}

const (
	rateSpan   = 2 * time.Minute // over which finishes per minute are counted
	sparkSpan  = time.Minute     // of one cell of the sparkline
	sparkCells = 20
)

// flowText is how fast tasks end, how long they wait and run, and when all is
// done, in a line of at most room cells: what does not fit is left out.
func flowText(e *screen.Env, room int) string {
	now := e.Flow().AsOf
	if now.IsZero() {
		return ""
	}
	f := e.Flow()
	if e.Verdict() == progress.Done {
		now = f.Ends.Last() // what it was like, not that nothing ends any more
	}
	parts := []string{
		e.Theme.Value.Paint(fmt.Sprintf("%.0f/min", f.Ends.PerMinute(now, rateSpan))),
		e.Theme.States[model.StateOK].Ink.Paint(e.Theme.Spark(f.Ends.Throughput(now, sparkSpan, sparkCells))),
	}
	if left := leftText(e); left != "" {
		parts = append(parts, e.Theme.Value.Paint(left))
	}
	parts = append(parts, e.Theme.Faint.Paint(basisText(e)))
	waited, ran := f.Ends.Times()
	for _, s := range []struct {
		word string
		span progress.Span
	}{{"ran", ran}, {"waited", waited}} {
		if s.span.Of > 0 {
			parts = append(parts, e.Theme.Faint.Paint(fmt.Sprintf("%s %s, 95%% under %s", s.word, model.Span(s.span.Median), model.Span(s.span.P95))))
		}
	}
	text, used := "", 0
	for _, part := range parts {
		w := e.Theme.Width(part) + 2
		if used+w <= room && strings.TrimSpace(part) != "" {
			text, used = text+part+"  ", used+w
		}
	}
	return text
}
