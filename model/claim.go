package model

import (
	"slices"
	"time"
)

// ClaimTime is how long a claim lasts after its owner's last sign of life.
const ClaimTime = 30 * time.Minute

// Claim says that a user is working on a cause or a task, so that nobody else
// starts on it too.
type Claim struct {
	Cause string // the ID of a cause; "" for a task
	Task  TaskID // "" for a cause
	Title Text   // what the cause or the task is called
	Who   Text
	Since time.Time
	Alive time.Time // the last sign of life of who has it
}

// same reports whether two claims are on the same cause or task, whoever owns them.
func (c Claim) same(other Claim) bool { return c.Cause == other.Cause && c.Task == other.Task }

// over reports whether a claim has expired for lack of a sign of life.
func (c Claim) over(now time.Time) bool { return now.Sub(c.Alive) >= ClaimTime }

// event returns the event that a claim begins or ends.
func (c Claim) event(kind EventKind, now time.Time) Event {
	return Event{At: now, ID: c.Task, Kind: kind, Cause: Text(c.Cause), Told: c.Title, Who: c.Who}
}

// Claims lists who is on what, the oldest claim first. The zero value is empty.
type Claims []Claim

// Of returns the claim on a cause or task; false if there is none.
func (cs Claims) Of(cause string, task TaskID) (Claim, bool) {
	i := slices.IndexFunc(cs, func(c Claim) bool { return c.same(Claim{Cause: cause, Task: task}) })
	if i < 0 {
		return Claim{}, false
	}
	return cs[i], true
}

// Current returns the claims that have not expired.
func (cs Claims) Current(now time.Time) Claims {
	return slices.DeleteFunc(slices.Clone(cs), func(c Claim) bool { return c.over(now) })
}

// ClaimChange is a user's change to the claims. The zero value only ends
// expired ones.
type ClaimChange struct {
	Take  []Claim // each with its Who; what another user is on stays theirs
	Give  []Claim // only what Who has is given up
	Alive Text    // who gives a sign of life; "" for nobody
}

// aliveEvery is how precisely the last sign of life is kept.
const aliveEvery = time.Minute

// Apply returns the claims after a change, and the events of it. changed
// reports whether the claims or their times differ from before.
func (cs Claims) Apply(change ClaimChange, now time.Time) (after Claims, events []Event, changed bool) {
	for _, c := range cs {
		given := slices.ContainsFunc(change.Give, func(g Claim) bool { return g.same(c) && g.Who == c.Who })
		switch {
		case given || c.over(now):
			events, changed = append(events, c.event(EventReleased, now)), true
			continue
		case c.Who == change.Alive && now.Sub(c.Alive) >= aliveEvery:
			c.Alive, changed = now, true
		}
		after = append(after, c)
	}
	for _, c := range change.Take {
		if _, taken := after.Of(c.Cause, c.Task); taken {
			continue
		}
		c.Since, c.Alive = now, now
		after, changed = append(after, c), true
		events = append(events, c.event(EventClaimed, now))
	}
	return after, events, changed
}
