package session

import (
	"slices"
	"time"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// Dropped is a set of tasks dropped together, with what [Session.Undo] needs to
// restore them.
type Dropped struct {
	Tasks  []*model.Task
	Marked []model.TaskID // those that a user had marked
	places []int
}

// Add puts tasks on the watchlist. The new ones are in the changes.
func (s *Session) Add(found []intake.Found, now time.Time) Changes {
	ch := Changes{Anew: true}
	for _, f := range found {
		if s.list.Add(f.ID, f.Label, now) {
			s.list.Assign(f.ID, f.Row(), "")
			t := s.list.Task(f.ID)
			s.learn(t)
			ch.Tasks = append(ch.Tasks, t)
		}
	}
	s.edit(EditAdd, ch.Tasks...)
	s.learnReplaced(&ch)
	return ch
}

// Drop takes tasks off the watchlist; Undo restores them. Nothing changes in
// HubSpot.
func (s *Session) Drop(tasks []*model.Task, marked []model.TaskID) Changes {
	s.edit(EditDrop, tasks...)
	gone, ch := Dropped{Tasks: slices.Clone(tasks), Marked: marked}, Changes{}
	for _, t := range gone.Tasks {
		_, place := s.list.Drop(t.ID)
		gone.places = append(gone.places, place)
		s.forget(t.ID)
		ch.Gone = append(ch.Gone, t.ID)
	}
	s.undo = append(s.undo, gone)
	s.learnReplaced(&ch)
	return ch
}

// Undo restores the tasks that were dropped last; false if there are none.
func (s *Session) Undo() (Dropped, bool) {
	if len(s.undo) == 0 {
		return Dropped{}, false
	}
	last := s.undo[len(s.undo)-1]
	s.undo = s.undo[:len(s.undo)-1]
	for i, t := range slices.Backward(last.Tasks) { // the last one first: the places are as they were then
		s.list.Undrop(t, last.places[i])
		s.learn(s.list.Task(t.ID)) // another one, if it was added again
		s.outbox.mark(t.ID)        // the store may be another one, too
	}
	s.learnReplaced(&Changes{})
	s.edit(EditUndrop, last.Tasks...)
	return last, true
}

// Describe sets the label and the note of tasks; nil leaves one unchanged.
// Tasks that are not watched are skipped.
func (s *Session) Describe(tasks []*model.Task, label, note *model.Text) Changes {
	var ch Changes
	for _, chosen := range tasks {
		t := s.list.Task(chosen.ID)
		if t == nil {
			continue // somebody dropped it in the meantime
		}
		texts := [2]model.Text{t.Label, t.Note}
		for i, text := range [2]*model.Text{label, note} {
			if text != nil {
				texts[i] = *text
			}
		}
		s.list.Describe(t.ID, texts[0], texts[1])
		ch.Tasks = append(ch.Tasks, t)
	}
	s.edit(EditDescribe, ch.Tasks...)
	return ch
}

// edit queues a user's edit for the Keeper.
func (s *Session) edit(kind EditKind, tasks ...*model.Task) {
	if !s.outbox.kept || len(tasks) == 0 {
		return
	}
	copies := make([]*model.Task, 0, len(tasks))
	for _, t := range tasks {
		copies = append(copies, t.Copy())
	}
	s.outbox.edits = append(s.outbox.edits, Edit{Kind: kind, Tasks: copies})
	s.outbox.next = time.Time{} // at once
}
