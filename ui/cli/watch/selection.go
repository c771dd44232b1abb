package watch

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/session"
	"hubwatch/ui/cli/journal"
	"hubwatch/ui/cli/output"
)

// Selection is the tasks of a watchlist that a command is about: those named on
// the command line, in that order, or all of them, including those that are
// added while the command runs.
type Selection struct {
	*session.Session
	Named   []model.TaskID // none is all
	Planned bool           // only those for folders of the plan, started or not
}

// Whole reports whether the selection is the whole watchlist.
func (s Selection) Whole() bool { return len(s.Named) == 0 && !s.Planned }

// Unstarted returns the selected rows of the plan without a task: open ones,
// which somebody may still start, and those that HubSpot refused to start. Rows
// are selected with the whole watchlist, open ones only by the plan.
func (s Selection) Unstarted() (open, refused []*plan.Row) {
	if len(s.Named) > 0 {
		return nil, nil
	}
	cover := s.Tracker().Coverage()
	if s.Planned {
		open = slices.Concat(cover.NeverStarted, cover.Unsure)
	}
	return open, cover.Refused
}

// Tasks returns the selected tasks that are watched.
func (s Selection) Tasks() []*model.Task {
	switch {
	case s.Planned:
		return slices.DeleteFunc(slices.Clone(s.List().Tasks()), func(t *model.Task) bool { return !s.Tracker().Has(t) })
	case len(s.Named) == 0:
		return s.List().Tasks()
	}
	return s.List().Find(s.Named)
}

// Latest returns the selection with the attempts that count for the folders of
// its tasks.
func (s Selection) Latest() Selection {
	chosen := map[model.TaskID]bool{}
	for _, id := range s.Named {
		chosen[id] = true
	}
	named := slices.Clone(s.Named)
	for _, t := range s.List().Find(s.Named) {
		if by := t.ReplacedBy(); by != "" && !chosen[by] {
			chosen[by], named = true, append(named, by)
		}
	}
	s.Named = named
	return s
}

// Open returns the selected tasks that are still to be checked.
func (s Selection) Open() []*model.Task {
	return slices.DeleteFunc(slices.Clone(s.Tasks()), func(t *model.Task) bool { return t.Frozen() || t.Replaced() })
}

// Transition returns the line about an event, "" if it is not worth one.
func (s Selection) Transition(e model.Event, to *output.Terminal) string {
	t := s.List().Task(e.ID)
	if e.Kind != model.EventState || t == nil || t.Replaced() || len(s.Named) > 0 && !slices.Contains(s.Named, e.ID) {
		return ""
	}
	cause := ""
	if c := s.Causes().Of(t.ID); c != nil && e.To == model.StateErrors {
		cause = s.Causes().Short(c)
	}
	return journal.Transition(e, t, cause, to)
}
