package session

import (
	"time"

	"hubwatch/model"
)

// catchUp holds the tasks that were open when they were last checked, before the
// session began: nobody knows what has become of them. The zero value is empty.
type catchUp struct {
	since map[model.TaskID]time.Time // when each of them had been asked
	of    int
}

// begin adds a task as the last session left it.
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

// vain is how many checks without an answer count as one, so that tasks about
// which nothing can be learned do not hold up the rest.
const vain = 2

// learn updates what is still unknown after a task is new or has changed.
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

// CatchingUp returns how many of the tasks that were open when the session
// began have been checked since, and of how many; ok is false when all have.
func (k *Known) CatchingUp() (asked, of int, ok bool) {
	left := len(k.catchUp.since)
	return k.catchUp.of - left, k.catchUp.of, left > 0
}
