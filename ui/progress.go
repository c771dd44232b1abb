package ui

import (
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/progress"
)

// flow is how fast the migration goes and when it may end.
type flow struct {
	ends     progress.Progress[model.TaskID]
	estimate progress.Estimate
	unasked  int       // tasks too many of which nothing is known yet for an estimate; 0 if they are few
	made     time.Time // when it was estimated
	asOf     time.Time // the latest answer it rests on, by HubSpot's clock
	heard    time.Time // the same by ours
}

// learn takes in a task that is new or has changed.
func (f *flow) learn(t *model.Task) {
	if at := t.Theirs(t.ReportAt); at.After(f.asOf) {
		f.asOf, f.heard = at, t.ReportAt
	}
	if r := t.Report; t.State().Final() {
		f.ends.Ended(t.ID, progress.Run{RequestedAt: r.RequestedAt, StartedAt: r.StartedAt, CompletedAt: r.CompletedAt})
	}
}

// estimateEvery is how often the end is estimated anew: less often when it is
// hours away.
const estimateEvery = 2 * time.Second

// due tells whether it is time for another estimate.
func (f *flow) due(now time.Time) bool {
	return now.Sub(f.made) >= max(estimateEvery, min(f.estimate.To/200, time.Minute))
}

// foresee estimates the end as of the latest answer: what has ended since is not
// known.
func (a *app) foresee() {
	f := &a.flow
	if !f.due(a.Now) {
		return
	}
	f.made = a.Now
	left := progress.Left{Tasks: a.list.Len() - a.list.Settled()}
	for _, t := range a.list.Tasks() {
		if t.State() == model.StateProcessing && !t.Report.StartedAt.IsZero() {
			left.Running = append(left.Running, max(0, f.asOf.Sub(t.Report.StartedAt)))
		}
	}
	f.estimate = f.ends.Estimate(f.asOf, left)
	if f.unasked = a.list.Count(model.StateUnchecked); f.unasked*20 < a.list.Len() {
		f.unasked = 0
	}
}

// settled tells whether nothing is left: the estimate may be older.
func (a *app) settled() bool { return a.list.Settled() == a.list.Len() }

// verdict is what can be said of the end.
func (a *app) verdict() progress.Verdict {
	if a.settled() {
		return progress.Done
	}
	return a.flow.estimate.Verdict
}

// leftText is how long it still takes in a few words, "" if there is nothing to
// say.
func (a *app) leftText() string {
	e := &a.flow.estimate
	if a.flow.unasked > 0 {
		return ""
	}
	switch a.verdict() {
	case progress.Stalled:
		return "stalled for " + ageText(e.Quiet)
	case progress.Ranged:
		if a.pace.Held || a.pace.Stopped() != nil {
			return ""
		}
		since := max(0, a.Now.Sub(a.flow.heard))
		return rangeText(e.From-since, e.To-since) + " left"
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
func (a *app) basisText() string {
	e := &a.flow.estimate
	if n := a.flow.unasked; n > 0 {
		return "no estimate yet: " + model.Plural(n, "task") + " not asked yet"
	}
	switch a.verdict() {
	case progress.TooFew:
		return fmt.Sprintf("no estimate yet: %d of %d finishes", e.Basis, progress.Fewest)
	case progress.Ranged:
		return fmt.Sprintf("by the last %d finishes", e.Basis)
	case progress.Stalled:
		return "the longest gap before was " + spanText(e.Usual)
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
func (a *app) flowText(room int) string {
	now := a.flow.asOf
	if now.IsZero() {
		return ""
	}
	f := &a.flow
	if a.verdict() == progress.Done {
		now = f.ends.Last() // what it was like, not that nothing ends any more
	}
	parts := []string{
		a.Theme.Value.Paint(fmt.Sprintf("%.0f/min", f.ends.PerMinute(now, rateSpan))),
		a.Theme.States[model.StateOK].Ink.Paint(a.Theme.Spark(f.ends.Throughput(now, sparkSpan, sparkCells))),
	}
	if left := a.leftText(); left != "" {
		parts = append(parts, a.Theme.Value.Paint(left))
	}
	parts = append(parts, a.Theme.Faint.Paint(a.basisText()))
	waited, ran := f.ends.Times()
	for _, s := range []struct {
		word string
		span progress.Span
	}{{"ran", ran}, {"waited", waited}} {
		if s.span.Of > 0 {
			parts = append(parts, a.Theme.Faint.Paint(fmt.Sprintf("%s %s, 95%% under %s", s.word, spanText(s.span.Median), spanText(s.span.P95))))
		}
	}
	text, used := "", 0
	for _, part := range parts {
		w := a.Theme.Width(part) + 2
		if used+w <= room && strings.TrimSpace(part) != "" {
			text, used = text+part+"  ", used+w
		}
	}
	return text
}
