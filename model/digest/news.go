package digest

import (
	"slices"
	"time"

	"hubwatch/model"
)

// News is the tasks that have changed since the user last saw them. The zero
// value is none.
type News struct {
	shown map[model.TaskID]time.Time // when each came to the screen; zero if it has not yet
}

// lookLongEnough is how long a row must be on the screen before a user who
// looks has seen it.
const lookLongEnough = 4 * time.Second

// Add notes that a task has changed.
func (n *News) Add(id model.TaskID) {
	if n.shown == nil {
		n.shown = map[model.TaskID]time.Time{}
	}
	n.shown[id] = time.Time{}
}

// Has reports whether a task has changed and was not seen since.
func (n *News) Has(id model.TaskID) bool {
	_, ok := n.shown[id]
	return ok
}

// Len returns how many tasks are new.
func (n *News) Len() int { return len(n.shown) }

// Show tells which tasks are on the screen while the user looks. It returns
// those that have been there for long enough and are no longer new.
func (n *News) Show(ids []model.TaskID, now time.Time) []model.TaskID {
	var seen []model.TaskID
	for _, id := range ids {
		since, ok := n.shown[id]
		switch {
		case !ok:
		case since.IsZero():
			n.shown[id] = now
		case now.Sub(since) >= lookLongEnough:
			delete(n.shown, id)
			seen = append(seen, id)
		}
	}
	return seen
}

// IDs lists the tasks that are new, in the order of their IDs.
func (n *News) IDs() []model.TaskID {
	ids := make([]model.TaskID, 0, len(n.shown))
	for id := range n.shown {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}
