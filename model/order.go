package model

import "fmt"

// Ordered reports whether the task has its row of the plan only by the order of
// HubSpot's answers, and its own result has not confirmed it.
func (t *Task) Ordered() bool { return t.Order != "" && t.result() != t.Planned().FolderID }

// Misplaced reports whether the task's own result shows that the order of
// HubSpot's answers gave it another folder's row.
func (t *Task) Misplaced() bool {
	if t.Order == "" {
		return false
	}
	planned := t.Planned().FolderID
	return planned != "" && t.result() != "" && t.result() != planned
}

// Folder returns the ID of the folder that the task is certainly about: from
// its result, or else from its row of the plan; "" if it is not certain.
func (t *Task) Folder() Text {
	if id := t.result(); id != "" {
		return id
	}
	if t.Order != "" {
		return ""
	}
	return t.Planned().FolderID
}

// result returns the ID of the folder in the task's result, "" if there is none.
func (t *Task) result() Text {
	if t.Report == nil || t.Report.Result == nil {
		return ""
	}
	return t.Report.Result.ID
}

// WrongOrder says that a task's result has disproved a join by the order of
// HubSpot's answers.
type WrongOrder struct {
	Order           string // names the join
	Task            TaskID
	Planned, Actual Text // the folder that the order told, and the one that it is
	Tasks           int  // how many had their rows by it; they have none now
}

// String returns the sentence for a user, safe to print.
func (w WrongOrder) String() string {
	return fmt.Sprintf("the order of the answers was wrong: %s is the folder %s, not %s; the rows that it gave to %s are taken back",
		w.Task, w.Actual.Line(), w.Planned.Line(), Plural(w.Tasks, "task"))
}

// Wrong returns what a misplaced task proves.
func (t *Task) Wrong() WrongOrder {
	return WrongOrder{Order: t.Order, Task: t.ID, Planned: t.Planned().FolderID, Actual: t.result()}
}

// unplace takes the rows away from all tasks of a join that a misplaced task
// has disproved.
func (w *Watchlist) unplace(t *Task) {
	if !t.Misplaced() {
		return
	}
	wrong := t.Wrong()
	for _, other := range w.tasks {
		if other.Order == wrong.Order {
			w.Assign(other.ID, nil, "")
			wrong.Tasks++
		}
	}
	w.wrong = append(w.wrong, wrong)
}

// TakeWrong returns the joins by order that were disproved since the last call.
func (w *Watchlist) TakeWrong() []WrongOrder {
	wrong := w.wrong
	w.wrong = nil
	return wrong
}
