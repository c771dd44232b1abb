package session

import (
	"time"

	"hubwatch/model"
)

// catchUp is the tasks that went on when they were last asked, before the session
// began: nobody knows what has become of them. The zero value is none.
type catchUp struct {
	since map[model.TaskID]time.Time // when each of them had been asked
	of    int
}

// begin takes in a task as it was left.
func (c *catchUp) begin(t *model.Task) {
	if t.Frozen() || t.Replaced() {
		return
	}
	if c.since == nil {
		c.since = map[model.TaskID]time.Time{}
	}
	c.since[t.ID] = t.CheckedAt()
	c.of++
}

// vain is how many checks without an answer count as one: what cannot be learned
// is not waited for.
const vain = 2

// learn takes in a task that is new or has changed.
func (c *catchUp) learn(t *model.Task) {
	if t.Replaced() {
		c.forget(t.ID) // it is not asked for now
		return
	}
	if at, open := c.since[t.ID]; open && (t.CheckedAt().After(at) || t.AskedAt.After(at) && t.Failures >= vain) {
		delete(c.since, t.ID)
	}
}

// forget takes out a task that is no longer watched.
func (c *catchUp) forget(id model.TaskID) {
	if _, open := c.since[id]; open {
		delete(c.since, id)
		c.of--
	}
}

// CatchingUp returns how many of the tasks that went on when the session began
// have been asked since; ok is false when all have.
func (k *Known) CatchingUp() (asked, of int, ok bool) {
	left := len(k.catchUp.since)
	return k.catchUp.of - left, k.catchUp.of, left > 0
}
