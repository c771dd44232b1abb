package ui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
)

// footer is the hint line. The help key stands at the right and is the last to
// go; a note takes the place of the hints for a while.
func (a *app) footer() string {
	help := a.hint(a.keys.Help) + " "
	room := a.width - a.looks.width(help)
	if a.note != "" && a.now.Before(a.noteUntil) {
		return a.looks.notice.paint(a.looks.fit(" "+a.note, room)) + help
	}
	var left strings.Builder
	used := 1
	left.WriteByte(' ')
	if n := len(a.table.changed); n > 0 && a.task == nil {
		s := fmt.Sprintf("%d changed, g sorts  ", n)
		left.WriteString(a.looks.notice.paint(s))
		used += len(s)
	}
	for _, b := range a.keys.ShortHelp() {
		if !b.Enabled() {
			continue
		}
		h := a.hint(b)
		w := a.looks.width(h) + 2
		if used+w > room {
			break
		}
		left.WriteString(h + "  ")
		used += w
	}
	return left.String() + spaces(room-used) + help
}

func (a *app) hint(b key.Binding) string {
	h := b.Help()
	return a.looks.key.paint(h.Key) + " " + a.looks.faint.paint(h.Desc)
}
