package ui

import (
	"encoding/json"
	"time"

	"hubwatch/model"
	"hubwatch/ui/table"
)

// remembered is how a user looks at the watchlist, as the store keeps it. What
// it does not name, or names wrongly, is as at the first start.
type remembered struct {
	table.Remembered
	LookedAt time.Time      `json:"lookedAt"`
	New      []model.TaskID `json:"new,omitempty"`
}

// memory is how a user looks at the watchlist, beyond what the screens know.
type memory struct {
	saveAt  time.Time       // when it is saved next
	unbound map[string]bool // keys of which was said that they do nothing
}

// viewData returns how the user looks at the watchlist now, as JSON.
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

// viewToSave returns the view for the store if it is time to save it, nil if
// not.
func (a *app) viewToSave() []byte {
	if a.Now.Before(a.memory.saveAt) {
		return nil
	}
	a.memory.saveAt = a.Now.Add(viewEvery)
	return a.viewData()
}

// saveViewSoon has the view saved soon.
func (a *app) saveViewSoon() {
	if at := a.Now.Add(viewSoon); at.Before(a.memory.saveAt) {
		a.memory.saveAt = at
	}
}
