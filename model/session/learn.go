package session

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/plan"
)

// learn brings everything kept beside the watchlist up to date with a task that
// is new or has changed.
func (s *Session) learn(t *model.Task) {
	if t != nil {
		s.learnCause(t)
		s.flow.learn(t)
		s.peers.Learn(t)
		s.catchUp.learn(t)
		s.learnColumns(t)
	}
}

// learnReplaced does the same for tasks that began or ceased to count because
// of a later attempt.
func (s *Session) learnReplaced(ch *Changes) {
	for _, t := range s.list.TakeReplaced() {
		if s.list.Task(t.ID) == t {
			s.learn(t)
			ch.Tasks = append(ch.Tasks, t)
		}
	}
}

// learnColumns adds the plan columns of a task to those known.
func (s *Session) learnColumns(t *model.Task) {
	for _, f := range t.Plan {
		if key := string(f.Key); !slices.Contains(s.columns, key) {
			s.columns = append(s.columns, key)
		}
	}
}

// learnCause updates the causes with a task, unless it is replaced.
func (s *Session) learnCause(t *model.Task) {
	if t.Replaced() {
		s.causes.forget(t.ID)
	} else {
		s.causes.learn(t)
	}
}

// forget takes out a task that is no longer watched.
func (s *Session) forget(id model.TaskID) {
	s.causes.forget(id)
	s.flow.Ends.Forget(id)
	s.peers.Forget(id)
	s.catchUp.forget(id)
}

// replan switches to a new plan, if there is one.
func (s *Session) replan(ch *Changes, p *plan.Plan) {
	if p == nil {
		return
	}
	if more := len(p.Unplaced) - len(s.plan.Unplaced); more > 0 && len(s.plan.Rows) > 0 {
		ch.Said = append(ch.Said, model.Plural(more, "task")+" of the plan have no row: which is theirs cannot be told")
	}
	s.plan = *p
	s.tracker = plan.Track(&s.plan, &s.list)
	s.foresight.wanted = true
}

// takeWrong reports the joins by order that were disproved; their tasks have
// lost their rows.
func (s *Session) takeWrong(ch *Changes) {
	all := s.list.TakeWrong()
	if len(all) == 0 {
		return
	}
	for _, wrong := range all {
		s.plan.Unplace(wrong.Order)
		ch.Said = append(ch.Said, wrong.String())
	}
	s.tracker = plan.Track(&s.plan, &s.list)
	for _, t := range s.list.Tasks() {
		s.learnCause(t)
	}
	ch.Anew = true
}
