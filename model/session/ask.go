package session

import (
	"time"

	"hubwatch/model"
)

// Due returns what to ask HubSpot now. Its tasks count as in flight until Observe
// brings the answers, its searches until Found does, and its looks until Looked
// does. Nothing is due while another process is the one to ask. Tasks in shown are
// on a screen and are checked sooner. limits keeps the requests within HubSpot's
// limits; if it is nil, checks are picked without regard to them.
func (s *Session) Due(now time.Time, shown []model.TaskID, limits Limiter) Requests {
	if !s.MayAsk(now) {
		return Requests{}
	}
	s.list.Show(shown, now)
	if limits != nil {
		if s.heir {
			limits.Inherit()
			s.heir = false
		}
		s.pace.Turns(limits.Budget())
		s.expect(now, limits)
	}
	searches, looks := s.searches(now), s.looks(now)
	due := Requests{s.list.Due(now, &s.pace), searches, looks}
	if hurried := s.pace.Hurried(); limits != nil {
		limits.Hurry(hurried)
	}
	return due
}

// NextAt returns when to call Due again; the zero time if passing time alone
// will not make another task due.
func (s *Session) NextAt(now time.Time) time.Time {
	if !s.pace.Open(now, s.list.InFlight()) {
		return time.Time{}
	}
	return s.list.NextAt(now, &s.pace)
}

// Observe records the outcome of one check. random is in [0,1) and spreads the
// probes during an outage.
func (s *Session) Observe(o model.Observation, random float64) Changes {
	var ch Changes
	first := s.unasked(o.ID)
	events := s.list.Apply(o)
	s.pace.Observe(o, &s.list, random)
	t := s.list.Task(o.ID)
	s.forecast.checked(t, first, s.flow.Looking.Unasked > 0, o.At)
	s.learn(t)
	s.takeWrong(&ch)
	s.outbox.taught(o.ID, events)
	s.happened(&ch, events)
	if t != nil {
		ch.Tasks = []*model.Task{t}
	}
	s.learnReplaced(&ch)
	return ch
}

// Want has tasks checked as soon as the limits allow, because the user wants to
// know now.
func (s *Session) Want(tasks ...*model.Task) {
	s.pace.Resume()
	for _, t := range tasks {
		s.list.Want(t.ID)
	}
}

// WantOpen is Want for every open task, and returns how many there are.
func (s *Session) WantOpen() int {
	s.pace.Resume()
	s.foresight.wanted = true
	n := 0
	for _, t := range s.list.Tasks() {
		if !t.State().Final() && !t.Replaced() && s.list.Want(t.ID) {
			n++
		}
	}
	return n
}

// WantRefused is Want for the tasks that HubSpot refused to tell about. It is
// called when the token has changed.
func (s *Session) WantRefused() {
	s.pace.Resume()
	for _, t := range s.list.Tasks() {
		if t.Err != nil && (t.Err.Kind == model.KindAuth || t.Err.Kind == model.KindPermission) {
			s.list.Want(t.ID)
		}
	}
}

// Hold pauses polling for the user, or lets it go on. Tasks the user asks for
// are checked even while it is paused.
func (s *Session) Hold(held bool, now time.Time) {
	if s.pace.Held = held; held {
		s.flow.Held = now
	}
}
