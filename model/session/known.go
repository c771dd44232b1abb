package session

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/outlook"
	"hubwatch/model/plan"
)

// Known is what a session knows, to be read. What it returns is good until the
// session is told something, and must not be changed.
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

// List returns the tasks.
func (k *Known) List() *model.Watchlist { return &k.list }

// Pace says whether anything may be asked now.
func (k *Known) Pace() *model.Pace { return &k.pace }

// Tracker tells how the plan and the watchlist fit together.
func (k *Known) Tracker() *plan.Tracker { return k.tracker }

// Causes returns why tasks have a problem.
func (k *Known) Causes() *Causes { return &k.causes }

// Peers returns what "slow" is measured against, as of a few seconds ago.
func (k *Known) Peers() *model.Peers { return &k.peers }

// Flow returns how fast tasks end.
func (k *Known) Flow() *Flow { return &k.flow }

// Recent returns what happened last, the latest last.
func (k *Known) Recent() []model.Event { return k.recent }

// Columns returns the columns of the migration plan that tasks have or had, in
// the order in which they came.
func (k *Known) Columns() []string { return k.columns }

// Settled reports whether nothing that counts is left to be asked about.
func (k *Known) Settled() bool { return k.list.Settled() == k.list.Total() }

// ToDo is what must be done again: tasks by the state that says so, and rows of the
// plan that HubSpot refused to start. The zero value is nothing.
type ToDo struct{ failed, canceled, elsewhere, missing, Refused int }

// Total returns how many folders these are.
func (d ToDo) Total() int { return d.failed + d.canceled + d.elsewhere + d.missing + d.Refused }

// ToDo returns what must be done again, as [model.Task.ToDo] says about tasks.
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
