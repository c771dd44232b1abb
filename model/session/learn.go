package session

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/plan"
)

// learn takes in a task that is new or has changed, for all that is kept beside
// the watchlist.
func (s *Session) learn(t *model.Task) {
	if t != nil {
		s.tracker.Apply(t)
		s.learnCause(t)
		s.learnEarlier(t.ID)
		s.flow.learn(t)
		s.peers.Learn(t)
		s.catchUp.learn(t)
		s.learnColumns(t)
	}
}

// learnColumns takes in which columns of the plan a task has.
func (s *Session) learnColumns(t *model.Task) {
	for _, f := range t.Plan {
		if key := string(f.Key); !slices.Contains(s.columns, key) {
			s.columns = append(s.columns, key)
		}
	}
}

// learnCause takes in why a task has a problem, unless a later attempt has put
// it right.
func (s *Session) learnCause(t *model.Task) {
	if s.tracker.PutRight(t) {
		s.causes.forget(t.ID)
	} else {
		s.causes.learn(t)
	}
}

// learnEarlier takes in what has become of the attempts before that task at the
// same folder.
func (s *Session) learnEarlier(id model.TaskID) {
	for {
		at, several := s.tracker.Attempt(id)
		if id = at.Before; !several || id == "" {
			return
		}
		if t := s.list.Task(id); t != nil {
			s.learnCause(t)
		}
	}
}

// forget takes out a task that is watched no more.
func (s *Session) forget(id model.TaskID) {
	s.causes.forget(id)
	at, _ := s.tracker.Attempt(id)
	s.tracker.Remove(id)
	if t := s.list.Task(at.Before); t != nil {
		s.learnCause(t)
		s.learnEarlier(t.ID)
	}
	s.flow.Ends.Forget(id)
	s.peers.Forget(id)
	s.catchUp.forget(id)
}

// replan takes in a new plan, if there is one.
func (s *Session) replan(ch *Changes, p *plan.Plan) {
	if p == nil {
		return
	}
	if more := len(p.Unplaced) - len(s.plan.Unplaced); more > 0 && len(s.plan.Rows) > 0 {
		ch.Said = append(ch.Said, model.Plural(more, "task")+" of the plan have no row: which is theirs cannot be told")
	}
	s.plan = *p
	s.tracker = plan.Track(&s.plan, s.list.Tasks())
	for _, t := range s.list.Tasks() {
		if s.tracker.PutRight(t) == s.causes.groups.Has(t.ID) { // else nothing changes
			s.learnCause(t)
		}
	}
}

// takeWrong takes in which orders of answers were seen to be wrong: their tasks
// have lost their rows.
func (s *Session) takeWrong(ch *Changes) {
	all := s.list.TakeWrong()
	if len(all) == 0 {
		return
	}
	for _, wrong := range all {
		s.plan.Unplace(wrong.Order)
		ch.Said = append(ch.Said, wrong.String())
	}
	s.tracker = plan.Track(&s.plan, s.list.Tasks())
	for _, t := range s.list.Tasks() {
		s.learnCause(t)
	}
	ch.Anew = true
}
