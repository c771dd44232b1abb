package session

import (
	"time"

	"hubwatch/model"
)

// forecast tracks how many requests tasks have taken recently, to tell how many
// more the migration will take. The zero value has seen no request.
type forecast struct {
	all, again cost
	looks      cost      // first looks, and tasks that had ended by then
	seconds    float64   // in which all that was
	at         time.Time // of the last request
	looking    bool      // a first look took most of them, or left few for others
	lookedAt   time.Time // when one last did
	begun      time.Time // since when that is so, or not
	next       time.Time
}

// cost counts recent requests and the tasks that ended meanwhile. all counts
// every request, again only those that were not the first for a task.
type cost struct{ requests, ends float64 }

// ended notes that a task has ended.
func (c *cost) ended() { c.requests, c.ends = c.requests*fade, 1+c.ends*fade }

// of returns how many requests n tasks cost. ok is false while too few have
// ended to tell.
func (c *cost) of(tasks float64) (requests float64, ok bool) {
	return tasks * c.requests / max(1, c.ends), c.ends >= fewEnds
}

const (
	forecastEvery = 5 * time.Second // between two words to the limiter
	costOver      = 60              // tasks after which what one of them has cost has faded to a third
	fade          = 1 - 1.0/costOver
	fewEnds       = 8 // tell what a task costs
	seeStart      = 3 // checks of a task until it is known to have started
)

// checked counts a check of a task; t is nil if it is no longer watched. first
// means that nothing was known about the task before, looking that the first
// round of checks is under way.
func (f *forecast) checked(t *model.Task, first, looking bool, now time.Time) {
	f.request(first, looking, now)
	over := t != nil && t.Frozen()
	if first && t.State() != model.StateUnchecked {
		f.looks.requests = 1 + f.looks.requests*fade
		f.looks.ends *= fade
		if over {
			f.looks.ends++
		}
	}
	if over && !first {
		f.again.ended()
	}
	if over && (!first || t.Report != nil && t.OurTime(t.Report.CompletedAt).After(f.begun)) {
		f.all.ended()
		f.seconds *= fade
	}
}

// request counts a request of any kind. Requests of the first round of checks
// say nothing about later ones, and neither do those in the window after it, in
// which few are left.
func (f *forecast) request(first, looking bool, now time.Time) {
	if looking {
		f.lookedAt = now
	}
	looking = now.Sub(f.lookedAt) < paceOver
	if looking != f.looking || f.begun.IsZero() {
		*f = forecast{looking: looking, lookedAt: f.lookedAt, begun: now, at: now, looks: f.looks, next: f.next}
	}
	f.seconds += max(0, now.Sub(f.at).Seconds())
	f.at = now
	f.all.requests++
	if !first {
		f.again.requests++
	}
}

// unasked reports whether nothing is known about a task.
func (k *Known) unasked(id model.TaskID) bool {
	t := k.list.Task(id)
	return t != nil && t.State() == model.StateUnchecked
}

// More estimates how many more requests it takes until all tasks have ended:
// one for each task never checked, and for each open one what tasks have cost
// recently, at least one. ok is false while there is no basis for it, while little is known
// about half of the tasks, and when nothing ends.
func (k *Known) More() (requests int, ok bool) {
	f, unasked := &k.forecast, float64(k.list.Count(model.StateUnchecked))
	if k.Settled() || k.Stalled() != "" || 2*int(unasked) > k.list.Total() {
		return 0, false
	}
	open := float64(k.list.Total()-k.list.Settled()) - unasked
	if f.looks.requests > 0 {
		open += unasked * (1 - f.looks.ends/f.looks.requests)
	}
	few := f.all.requests / max(1, f.seconds) / model.MostChecks(time.Second)
	full := open - min(open, few)/2 // the last few do not use up the pace
	again, ok := f.again.of(full)
	again += unasked
	if all, known := f.all.of(full); ok && known && f.looking {
		// What a first look takes is free for other checks after it, as far as there
		// is something to ask.
		_, ran := k.flow.Ends.Times()
		again = max(again, min(all, unasked+full*(seeStart+model.MostChecks(ran.Median))))
	}
	return max(int(again), k.list.Total()-k.list.Settled()), ok
}

// expect tells the limiter, from time to time, how long the work will take.
func (s *Session) expect(now time.Time, limits Limiter) {
	if now.Before(s.forecast.next) {
		return
	}
	s.forecast.next = now.Add(forecastEvery)
	left, _ := s.list.Left()
	limits.Expect(left)
}
