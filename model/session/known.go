package session

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/outlook"
	"hubwatch/model/plan"
)

// Known is the read-only half of a session. What its methods return is valid
// until the session changes, and must not be modified.
type Known struct {
	list      model.Watchlist
	pace      model.Pace
	plan      plan.Plan
	tracker   *plan.Tracker
	causes    Causes
	contrasts contrasts
	peers     model.Peers
	flow      Flow
	forecast  forecast
	catchUp   catchUp
	recent    []model.Event
	columns   []string
	share     share
	people    people
	outbox    outbox
	outlook   outlook.Outlook
}

// maxRecent is how many of the last events are remembered.
const maxRecent = 200

// List returns the watchlist.
func (k *Known) List() *model.Watchlist { return &k.list }

// Pace reports whether tasks may be checked now, and why not.
func (k *Known) Pace() *model.Pace { return &k.pace }

// Tracker returns how the plan and the watchlist fit together.
func (k *Known) Tracker() *plan.Tracker { return k.tracker }

// Causes returns why tasks have a problem.
func (k *Known) Causes() *Causes { return &k.causes }

// Peers returns the measure of what is slow, a few seconds old at most.
func (k *Known) Peers() *model.Peers { return &k.peers }

// Flow returns how fast the migration goes.
func (k *Known) Flow() *Flow { return &k.flow }

// Recent returns the latest events, newest last.
func (k *Known) Recent() []model.Event { return k.recent }

// Columns returns the columns of the migration plan that tasks have or had, in
// the order in which they appeared.
func (k *Known) Columns() []string { return k.columns }

// Settled reports whether no task that counts is left to be checked.
func (k *Known) Settled() bool { return k.list.Settled() == k.list.Total() }

// ToDo counts what must be done again: tasks by state, and rows of the plan
// that HubSpot refused to start. The zero value is nothing.
type ToDo struct{ failed, canceled, elsewhere, missing, Refused int }

// Total returns how many folders that is.
func (d ToDo) Total() int { return d.failed + d.canceled + d.elsewhere + d.missing + d.Refused }

// ToDo returns what must be done again; see [model.Task.ToDo].
func (k *Known) ToDo() ToDo {
	d := ToDo{
		failed: k.list.Count(model.StateErrors), canceled: k.list.Count(model.StateCanceled),
		elsewhere: k.list.Count(model.StateElsewhere), missing: k.list.Count(model.StateMissing),
	}
	if len(k.plan.Rows) > 0 {
		d.Refused = len(k.tracker.Coverage().Refused)
	}
	return d
}

// PlanColumns returns the columns of the migration plan that tasks have, in the
// order in which they came.
func PlanColumns(tasks []*model.Task) []string {
	var columns []string
	for _, t := range tasks {
		for _, f := range t.Plan {
			if key := string(f.Key); !slices.Contains(columns, key) {
				columns = append(columns, key)
			}
		}
	}
	return columns
}
