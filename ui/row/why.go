package row

import (
	"fmt"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// why returns the WHY cell of at most that many cells: who is on the task, and
// why it is in its state; "" if there is nothing to say.
func (r *Row) why(cells int) (string, theme.Ink) {
	claim, ok := r.ClaimOf(r.task.ID)
	if !ok || r.task.Replaced() {
		return r.because(cells)
	}
	tag := r.Tag(claim)
	text, ink := r.because(cells - r.Theme.Width(tag))
	if text == "" {
		return r.OnIt(claim), r.Theme.Notice
	}
	return tag + text, ink
}

// because returns why the task is in its state, without who is on it.
func (r *Row) because(cells int) (string, theme.Ink) {
	attempt, several := r.Tracker().Attempt(r.task.ID)
	switch {
	case r.task.Replaced():
		return fmt.Sprintf("attempt %d took its place", attempt.Of), r.Theme.Faint
	case r.state == model.StateElsewhere:
		return r.landed(cells), r.plain()
	case r.state.ToDo(), r.state == model.StateUnknown:
		return r.reason(), r.plain()
	case r.state == model.StatePending && r.foreseen() != "":
		return r.foreseen(), r.Theme.Stale
	case r.slow:
		return "slow: usually under " + model.Under(r.Peers().Usual()), r.Theme.Stale
	case r.stale && r.task.CheckedAt().IsZero():
		return "no answer: " + r.task.Reason(), r.Theme.Stale
	case r.stale:
		return "as of " + r.Times.Clock(r.task.CheckedAt(), r.now), r.Theme.Stale
	case several && attempt.Number > 1:
		return fmt.Sprintf("attempt %d", attempt.Number), r.Theme.Faint
	}
	return "", r.plain()
}

// foreseen returns what lint foresees for a task that has not started, "" for
// nothing.
func (r *Row) foreseen() string {
	if f, _, ok := r.Foreseen(r.task); ok {
		return "outlook: " + f.Short()
	}
	return ""
}

// reason returns the short name of the cause, or else what HubSpot says.
func (r *Row) reason() string {
	if r.short != "" {
		return r.short
	}
	switch r.state {
	case model.StateCanceled:
		return "HubSpot canceled it"
	case model.StateMissing:
		return "HubSpot knows no such task"
	default:
	}
	return r.task.Reason()
}

// landed says where a folder is that landed elsewhere than planned. The end of
// its path is kept.
func (r *Row) landed(cells int) string {
	for _, d := range r.task.Elsewhere() {
		if d.Column == model.ColumnName {
			return `landed as "` + d.Actual.Head(theme.LongestLine).Line() + `"`
		}
	}
	const in = "landed in "
	above, name := r.Theme.Path(r.task.Parent().Tail(theme.LongestLine).Line(), cells-len(in))
	return in + above + name
}
