package ui

import (
	"fmt"

	"hubwatch/ui/keys"
)

// pending is what waits for the person: tasks that changed and would be
// elsewhere, and marks.
func (a *app) pending() string {
	s := ""
	if n := len(a.table.changed); n > 0 && a.groups == nil {
		s += fmt.Sprintf("+%d changed, %s sorts  ", n, a.Keys.Name(keys.First))
	}
	if n := len(a.table.marks.ids); n > 0 {
		s += fmt.Sprintf("%d marked", n)
		if hidden := n - a.table.markedRows(); hidden > 0 {
			s += fmt.Sprintf(" (%d not shown)", hidden)
		}
		s += "  "
	}
	return s
}
