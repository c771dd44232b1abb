package ui

import (
	"encoding/json"
	"time"

	"hubwatch/model"
)

// remembered is how a person looks at the watchlist, as the store keeps it.
// What it does not name, or names wrongly, is as at the first start.
type remembered struct {
	rememberedTable
	LookedAt time.Time      `json:"lookedAt"`
	New      []model.TaskID `json:"new,omitempty"`
}

// viewData is how the person looks at the watchlist now, as JSON.
func (a *app) viewData() []byte {
	data, _ := json.Marshal(remembered{a.table.Remembered(), a.person.lookedAt, a.person.news.IDs()}) // it has no kind of value that could fail
	return data
}

// recall is how the table was left. What has changed since is new.
func (a *app) recall(data []byte) rememberedTable {
	var r remembered
	if json.Unmarshal(data, &r) != nil {
		return rememberedTable{}
	}
	a.person.recall(r.LookedAt, r.New)
	return r.rememberedTable
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
