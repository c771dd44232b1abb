package ui

import (
	"encoding/json"
	"time"

	"hubwatch/model"
)

// remembered is how a person looks at the watchlist, as the store keeps it.
// What it does not name, or names wrongly, is as at the first start.
type remembered struct {
	Tab      string                   `json:"tab,omitempty"`
	Tabs     map[string]rememberedTab `json:"tabs,omitempty"`
	Columns  choice                   `json:"columns,omitempty"`
	Filters  []string                 `json:"filters,omitempty"` // the history
	LookedAt time.Time                `json:"lookedAt"`
	New      []model.TaskID           `json:"new,omitempty"`
}

// rememberedTab is what a person set in a tab.
type rememberedTab struct {
	Filter   string       `json:"filter,omitempty"`
	Problems bool         `json:"problems,omitempty"`
	Order    string       `json:"order,omitempty"`
	Reverse  bool         `json:"reverse,omitempty"`
	Cursor   model.TaskID `json:"cursor,omitempty"`
}

// view is how the person looks at the watchlist now, as JSON.
func (a *app) viewData() []byte {
	t := a.table
	r := remembered{Tab: t.view().Name, Tabs: map[string]rememberedTab{}, Columns: t.chosen, Filters: t.past, LookedAt: a.seen.lookedAt, New: a.seen.news.IDs()}
	for i, v := range t.views {
		tab := rememberedTab{v.filter, v.problems, v.order, v.reverse, v.cursor}
		if i == t.at {
			tab.Cursor = t.cursor
		}
		if tab != (rememberedTab{Order: orders[0].name}) {
			r.Tabs[v.Name] = tab
		}
	}
	data, _ := json.Marshal(r) // it has no kind of value that could fail
	return data
}

// recall puts the view back as it was left, and sums up what happened since.
func (a *app) recall(data []byte) {
	var r remembered
	if json.Unmarshal(data, &r) != nil {
		return
	}
	t := a.table
	for i, v := range t.views {
		if tab, ok := r.Tabs[v.Name]; ok {
			v.filter, v.problems, v.order, v.reverse, v.cursor = tab.Filter, tab.Problems, tab.Order, tab.Reverse, tab.Cursor
		}
		if v.Name == r.Tab {
			t.at = i
		}
	}
	t.cursor = t.view().cursor
	t.past = r.Filters
	if r.Columns != nil {
		t.chosen = r.Columns
	}
	for _, id := range r.New {
		if a.List().Task(id) != nil {
			a.seen.news.Add(id)
		}
	}
	if a.seen.lookedAt = r.LookedAt; r.LookedAt.IsZero() {
		return
	}
	for _, task := range a.List().Tasks() {
		if task.SeenAt.After(r.LookedAt) && task.State() != model.StateUnchecked {
			a.seen.news.Add(task.ID)
		}
	}
}

// keeping is when the view is kept next.
type keeping struct{ next time.Time }

const (
	keepSoon  = 2 * time.Second // after a key
	keepEvery = time.Minute     // while nobody touches anything
)

// keep is the view for the store if it is time to keep it, nil if not.
func (a *app) keep() []byte {
	if a.Now.Before(a.keeping.next) {
		return nil
	}
	a.keeping.next = a.Now.Add(keepEvery)
	return a.viewData()
}

// keepNext has the view kept soon.
func (a *app) keepNext() {
	if at := a.Now.Add(keepSoon); at.Before(a.keeping.next) {
		a.keeping.next = at
	}
}
