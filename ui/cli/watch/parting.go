package watch

import (
	"fmt"
	"strings"

	"hubwatch/model"
	"hubwatch/model/session"
)

// Parting returns how far a migration is, and the command to run next, which
// begins with again; "" to name none. An empty watchlist gives nothing.
func Parting(known *session.Known, again string) string {
	list, todo := known.List(), known.ToDo().Total()
	total, ok := list.Total(), list.Count(model.StateOK)
	if total == 0 {
		return ""
	}
	open := total - list.Settled()
	what, next := "task", "report > report.md"
	if len(known.Columns()) > 0 { // there is a plan, which names them
		what, next = "folder", "rerun -o csv > rerun.csv"
	}
	parts := []string{fmt.Sprintf("%s of %s arrived", model.Thousands(ok), model.Plural(total, what))}
	switch {
	case ok < total:
	case total == 1:
		parts[0] = "1 " + what + " arrived"
	default:
		parts[0] = "all " + model.Plural(total, what) + " arrived"
	}
	if todo > 0 {
		parts = append(parts, model.Thousands(todo)+" to do again")
	}
	if open > 0 {
		parts, next = append(parts, model.Thousands(open)+" on their way"), "wait"
	}
	text := strings.Join(parts, ", ")
	if again != "" && todo+open > 0 {
		text += ": " + again + " " + next
	}
	return text
}
