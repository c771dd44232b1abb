package ui

import (
	"fmt"
	"strings"

	"hubwatch/ui/keys"
	"hubwatch/ui/theme"
)

// footer is the hint line. The help key stands at the right and is the last to
// go; a note takes the room it needs before the hints, for a while.
func (a *app) footer() string {
	help := a.Theme.Hint(a.Keys.Entry(keys.Help).Key, a.Keys.Entry(keys.Help).Does) + " "
	room := a.Width - a.Theme.Width(help)
	var left strings.Builder
	used := 1
	left.WriteByte(' ')
	if s := a.notes.shown(a.Now, room-1, a.Theme); s != "" {
		used += a.Theme.Width(s)
		left.WriteString(a.Theme.Notice.Paint(s) + theme.Spaces(min(2, room-used)))
		used += min(2, room-used)
	} else if s := a.pending(); s != "" && a.task == nil {
		left.WriteString(a.Theme.Notice.Paint(s))
		used += a.Theme.Width(s)
	}
	for _, e := range a.Keys.Hints(a.here()) {
		h := a.Theme.Hint(e.Key, e.Does)
		w := a.Theme.Width(h) + 2
		if used+w > room {
			break
		}
		left.WriteString(h + "  ")
		used += w
	}
	return left.String() + theme.Spaces(room-used) + help
}

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
