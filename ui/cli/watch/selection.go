package watch

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/cli/output"
)

// Selection is the tasks of a watchlist that a command is about: those named
// on the command line, in that order, or all of them, also those that come
// while the command runs.
type Selection struct {
	*session.Session
	Named []model.TaskID // none is all
}

// Tasks lists the selected tasks that are watched.
func (s Selection) Tasks() []*model.Task {
	if len(s.Named) == 0 {
		return s.List().Tasks()
	}
	tasks := make([]*model.Task, 0, len(s.Named))
	for _, id := range s.Named {
		if t := s.List().Task(id); t != nil {
			tasks = append(tasks, t)
		}
	}
	return tasks
}

// Open lists the selected tasks that are still to be asked about.
func (s Selection) Open() []*model.Task {
	var open []*model.Task
	for _, t := range s.Tasks() {
		if !t.Frozen() {
			open = append(open, t)
		}
	}
	return open
}

// Transition is the line that says what newly became true of a task, "" for what
// is not worth one.
func (s Selection) Transition(e model.Event, colored bool) string {
	t := s.List().Task(e.ID)
	if e.Kind != model.EventState || t == nil || len(s.Named) > 0 && !slices.Contains(s.Named, e.ID) {
		return ""
	}
	return output.Transition(e, t, colored)
}
