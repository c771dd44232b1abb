package model

import "fmt"

// Ordered reports whether only the order of HubSpot's answers says which row of
// the plan the task is, and its own result has not confirmed it.
func (t *Task) Ordered() bool { return t.Order != "" && t.result() != t.Planned().FolderID }

// Misplaced reports whether the order of HubSpot's answers gave the task the
// row of another folder: its result says so.
func (t *Task) Misplaced() bool {
	if t.Order == "" {
		return false
	}
	planned := t.Planned().FolderID
	return planned != "" && t.result() != "" && t.result() != planned
}

// Folder returns the ID of the folder that the task is about, as far as that is
// certain: by its result, else by its row of the plan; "" if it is not.
func (t *Task) Folder() Text {
	if id := t.result(); id != "" {
		return id
	}
	if t.Order != "" {
		return ""
	}
	return t.Planned().FolderID
}

// result returns the ID of the folder that came out, "" if none did.
func (t *Task) result() Text {
	if t.Report == nil || t.Report.Result == nil {
		return ""
	}
	return t.Report.Result.ID
}

// WrongOrder says that the result of a task has shown that a join by the order
// of HubSpot's answers was wrong.
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

// Wrong says what a misplaced task shows.
func (t *Task) Wrong() WrongOrder {
	return WrongOrder{Order: t.Order, Task: t.ID, Planned: t.Planned().FolderID, Actual: t.result()}
}

// unplace takes the rows back from all tasks of a join that a misplaced task of
// it shows to be wrong.
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

// TakeWrong returns the joins by order that were seen to be wrong since it was
// last asked.
func (w *Watchlist) TakeWrong() []WrongOrder {
	wrong := w.wrong
	w.wrong = nil
	return wrong
}
