package ui

import (
	"encoding/json"
	"time"

	"hubwatch/model"
	"hubwatch/ui/table"
)

// remembered is how the user looks at the watchlist, as the store keeps it.
// Anything missing or invalid is as at the first start.
type remembered struct {
	table.Remembered
	LookedAt time.Time      `json:"lookedAt"`
	New      []model.TaskID `json:"new,omitempty"`
}

// memory is what the dashboard itself remembers about the user.
type memory struct {
	saveAt  time.Time       // when it is saved next
	unbound map[string]bool // keys of which was said that they do nothing
}

// viewData returns the user's present view of the watchlist as JSON.
func (a *app) viewData() []byte {
	data, _ := json.Marshal(remembered{a.front.Table.Remembered(), a.person.LookedAt, a.News.IDs()}) // it has no kind of value that could fail
	return data
}

// recall returns how the table was left. What has changed since is new.
func (a *app) recall(data []byte) table.Remembered {
	var r remembered
	if json.Unmarshal(data, &r) != nil {
		return table.Remembered{}
	}
	a.person.Recall(r.LookedAt, r.New)
	return r.Remembered
}

const (
	viewSoon  = 2 * time.Second // after a key
	viewEvery = time.Minute     // while nobody touches anything
)

// viewToSave returns the view if it is time to save it, nil if not.
func (a *app) viewToSave() []byte {
	if a.Now.Before(a.memory.saveAt) {
		return nil
	}
	a.memory.saveAt = a.Now.Add(viewEvery)
	return a.viewData()
}

// saveViewSoon schedules the view to be saved.
func (a *app) saveViewSoon() {
	if at := a.Now.Add(viewSoon); at.Before(a.memory.saveAt) {
		a.memory.saveAt = at
	}
}
