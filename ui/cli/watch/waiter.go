package watch

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/ui/cli/exit"
)

// Waiter waits until the selected folders of a watcher are settled. The last
// attempt at each counts, whichever task was selected.
type Waiter struct {
	*Watcher
	Selection  Selection
	Tolerance  Tolerance
	FailFast   bool
	StuckAfter time.Duration // 0 is never
	Deadline   time.Time     // zero is never
	Bar        *Progress
	Line       func(model.Event) string // "" for what is not worth a line
	trouble    bool                     // it has been said that HubSpot cannot be reached
}

// Wait returns nil when every selected task is settled, or else why it ended
// before.
func (wt *Waiter) Wait(ctx context.Context) error {
	wt.learned = func(events []model.Event) {
		for _, e := range events {
			if text := wt.Line(e); text != "" {
				wt.Bar.line(text)
			}
		}
	}
	wt.Say = func(text string) { wt.Bar.line("hubwatch: " + text) }
	if rows, _ := wt.Selection.Unstarted(); len(rows) > 0 {
		wt.Say("waiting for " + unstarted(rows))
	}
	wt.shown = wt.Selection.Named
	if open := wt.Selection.Open(); len(open) > 0 {
		wt.List().Want(open[0].ID) // to see at once whether HubSpot can be asked
	}
	return wt.Run(ctx, wt.done)
}

// done reports whether the wait is over, and why if it ended early.
func (wt *Waiter) done(now time.Time) (bool, error) {
	sel := wt.Selection.Latest()
	tasks, open := sel.Tasks(), sel.Open()
	rows, _ := sel.Unstarted()
	c := wt.Tolerance.count(sel)
	if len(open)+len(rows) == 0 {
		if c.total == 0 {
			return true, exit.Usagef("nothing is left to wait for: the tasks were taken off the watchlist")
		}
		return true, nil
	}
	if wt.FailFast {
		if code := wt.failed(tasks, c); code != exit.OK {
			return true, exit.With(code, fmt.Errorf("ended early; not settled: %d of %d", c.open, c.total))
		}
	}
	if err := wt.Pace().Stopped(); err != nil {
		return true, err
	}
	if err := wt.health.lost(now); err != nil {
		return true, err
	}
	wt.mention(now)
	if !wt.Deadline.IsZero() && !now.Before(wt.Deadline) {
		return true, wt.late(c, rows, "the time is up")
	}
	if wt.StuckAfter > 0 && len(open) > 0 {
		if d := stuck(tasks, open); d >= wt.StuckAfter {
			why := fmt.Sprintf("stuck: nothing has started or ended at HubSpot for %v", d.Round(time.Second))
			return true, wt.late(c, rows, why)
		}
	}
	settled := c.total - c.open
	wt.Bar.Draw(now, settled, c.total, wt.progress(c, settled))
	return false, nil
}

// failed returns the exit code that the remaining tasks can no longer change,
// or exit.OK.
func (wt *Waiter) failed(tasks []*model.Task, c census) int {
	for _, t := range tasks {
		if !t.Replaced() && t.State() == model.StateMissing && t.Frozen() && !wt.Tolerance.Missing {
			return exit.Missing
		}
	}
	if wt.Tolerance.tooMany(c) {
		return exit.Errors
	}
	return exit.OK
}

// late returns the error of a wait that ends before the tasks do. While HubSpot
// cannot be reached nobody knows whether they have ended.
func (wt *Waiter) late(c census, rows []*plan.Row, why string) error {
	h := &wt.health
	switch {
	case h.why != nil && (!h.answered || wt.trouble):
		return exit.With(exit.Unreachable, fmt.Errorf("%s, and HubSpot cannot be asked: %w", why, h.why))
	case h.why == nil && !h.answered && wt.List().InFlight() > 0:
		return exit.With(exit.Unreachable, fmt.Errorf("%s, and HubSpot has not answered", why))
	}
	why = fmt.Sprintf("%s; not settled: %d of %d", why, c.open, c.total)
	if len(rows) > 0 {
		why += ", among them " + unstarted(rows)
	}
	return exit.With(exit.Pending, errors.New(why))
}

// unstarted names rows of the plan without a task.
func unstarted(rows []*plan.Row) string {
	const most = 3
	var names []string
	for _, r := range rows[:min(len(rows), most)] {
		names = append(names, fmt.Sprintf("%s (line %d)", r.Name().Line(), r.Line))
	}
	if n := len(rows) - len(names); n > 0 {
		names = append(names, model.Thousands(n)+" more")
	}
	return model.Plural(len(rows), "row") + " of the plan without a task: " + strings.Join(names, ", ")
}

// stuck returns for how long nothing had moved at HubSpot when each open task
// was last seen: by HubSpot's times, so that it does not matter when we looked.
// 0 means that some were not seen for too long, or never.
func stuck(tasks, open []*model.Task) time.Duration {
	var moved time.Time // when a task last started or ended
	for _, t := range tasks {
		if at := t.Entered(); at.After(moved) {
			moved = at
		}
	}
	seen := open[0].ReportAt
	for _, t := range open {
		if t.Report == nil || t.Err != nil {
			return 0
		}
		if t.ReportAt.Before(seen) {
			seen = t.ReportAt
		}
	}
	return max(0, seen.Sub(moved))
}

// longPause is the shortest pause worth a message.
const longPause = 5 * time.Second

// mention says when HubSpot cannot be reached, and when it can again.
func (wt *Waiter) mention(now time.Time) {
	err := wt.Pace().Outage()
	if pause, until := wt.Pace().Paused(now); err == nil && until.Sub(now) > longPause {
		err = pause
	}
	switch {
	case err != nil && !wt.trouble:
		wt.tell("waiting for HubSpot: " + err.Error())
	case err == nil && wt.trouble:
		wt.tell("HubSpot answers again")
	}
	wt.trouble = err != nil
}

// progress returns the text beside the bar.
func (wt *Waiter) progress(c census, settled int) string {
	text := fmt.Sprintf("%d of %d settled", settled, c.total)
	if c.bad > 0 {
		text += fmt.Sprintf(", %d to do again", c.bad)
	}
	if c.missing > 0 {
		text += fmt.Sprintf(", %d missing", c.missing)
	}
	switch {
	case wt.trouble:
		text += ", HubSpot cannot be asked"
	case wt.Poller() != "":
		text += ", following " + wt.Poller()
	}
	return text
}
