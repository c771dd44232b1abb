// Package digest sums up what happened while the user looked elsewhere, and
// keeps what of it they have not seen yet.
package digest

import (
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
)

// Digest is what happened between two times, by our clock.
type Digest struct {
	From, To time.Time
	Done     int      // tasks that ended well
	ToDo     int      // tasks that must be done again
	Again    int      // attempts that were made again at folders
	Slow     int      // tasks that became slow
	Causes   []string // titles of why tasks failed that were not known before; safe to print
	Claims   []string // who began to be on what, in sentences; safe to print
	Tasks    Tasks    // which those were
}

// Tasks is which tasks a [Digest] counts, in the order of the watchlist.
type Tasks struct{ Done, ToDo, Again []model.TaskID }

// Cause is why a task has a problem: what tells it from other causes, and what
// to call it. The zero value is no cause.
type Cause struct{ ID, Title string }

// Since sums up what happened between from and to: which tasks ended then by
// HubSpot's times, whenever they were checked, and which are slow by answers
// since. cause returns why a task has a problem.
func Since(from, to time.Time, tasks []*model.Task, peers *model.Peers, cause func(*model.Task) Cause) Digest {
	d := Digest{From: from, To: to}
	known, fresh := map[string]bool{}, map[string]string{}
	var order []string
	later := map[model.TaskID]bool{} // attempts that count in the place of others
	for _, t := range tasks {
		if t.Replaced() {
			later[t.ReplacedBy()] = true
		}
	}
	for _, t := range tasks {
		if t.Replaced() {
			continue
		}
		if later[t.ID] && t.AddedAt.After(from) && !t.AddedAt.After(to) {
			d.Again++
			d.Tasks.Again = append(d.Tasks.Again, t.ID)
		}
		at := came(t)
		after := at.After(from) && !at.After(to)
		switch state := t.State(); {
		case at.After(to): // that is no news of the absence
		case state == model.StateOK && after:
			d.Done++
			d.Tasks.Done = append(d.Tasks.Done, t.ID)
		case t.ToDo():
			c := cause(t)
			switch {
			case !after:
				known[c.ID] = true
			case fresh[c.ID] == "":
				fresh[c.ID] = c.Title
				order = append(order, c.ID)
			}
			if after {
				d.ToDo++
				d.Tasks.ToDo = append(d.Tasks.ToDo, t.ID)
			}
		case !t.ReportAt.Before(to) && peers.Slow(t, to) && !peers.Slow(t, from):
			d.Slow++
		}
	}
	for _, id := range order {
		if id != "" && !known[id] {
			d.Causes = append(d.Causes, fresh[id])
		}
	}
	return d
}

// came returns when the task came into its state, by our clock: when HubSpot
// says that it ended, else when it was first seen.
func came(t *model.Task) time.Time {
	if t.State().Final() {
		return t.Entered()
	}
	return t.SeenAt
}

// Empty reports whether nothing happened.
func (d Digest) Empty() bool { return d.Done+d.ToDo+d.Slow+d.Again+len(d.Claims) == 0 }

// Words returns the digest in a line, safe to print, with its times as they are shown.
func (d Digest) Words(times model.Times, now time.Time) string {
	var parts []string
	if d.Done > 0 {
		parts = append(parts, model.Thousands(d.Done)+" done")
	}
	if d.ToDo > 0 {
		parts = append(parts, fmt.Sprintf("%s new to do", model.Thousands(d.ToDo))+d.causes())
	}
	if d.Again > 0 {
		parts = append(parts, fmt.Sprintf("%s tried again", model.Thousands(d.Again)))
	}
	if d.Slow > 0 {
		parts = append(parts, model.Thousands(d.Slow)+" became slow")
	}
	switch n := len(d.Claims); n {
	case 0:
	case 1:
		parts = append(parts, model.Clause(d.Claims[0]))
	default:
		parts = append(parts, fmt.Sprintf("%s, and %d more claims", model.Clause(d.Claims[0]), n-1))
	}
	return d.span(times, now) + ": " + strings.Join(parts, ", ")
}

// span returns the time that the digest is about.
func (d Digest) span(times model.Times, now time.Time) string {
	const clock = "15:04"
	from := times.In(d.From)
	switch {
	case times == model.TimesRelative:
		return "since " + times.Clock(from, now)
	case d.To.Sub(d.From) > 20*time.Hour:
		return "since " + from.Format("2 Jan ") + times.Clock(from, now)
	}
	return from.Format(clock) + "-" + times.Clock(d.To, now)
}

func (d Digest) causes() string {
	switch n := len(d.Causes); n {
	case 0:
		return ""
	case 1:
		return " (a new cause: " + model.Clause(d.Causes[0]) + ")"
	default:
		return fmt.Sprintf(" (%d new causes: %s, …)", n, model.Clause(d.Causes[0]))
	}
}
