package ui

import (
	"fmt"
	"strings"

	"hubwatch/ui/theme"
)

// tabs is the line of tabs with their counts, and the order if it is not the
// usual one. The front tab is never left out.
func (a *app) tabs() string {
	right := a.orderText()
	room := a.Width - 1 - a.Theme.Width(right)
	for _, draw := range []func(int, *view) string{longTab, shortTab} {
		var b strings.Builder
		used := 0
		for i, v := range a.table.views {
			text := draw(i, v)
			ink := a.Theme.Faint
			if i == a.table.at {
				text, ink = "["+longTab(i, v)+"]", a.Theme.Title
			}
			used += a.Theme.Width(text) + 2
			b.WriteString(ink.Paint(text) + "  ")
		}
		if used-2 <= room {
			return theme.Join(" "+b.String(), a.Theme.Faint.Paint(right), a.Width, a.Theme)
		}
	}
	front := " " + a.Theme.Title.Paint("["+longTab(a.table.at, a.table.view())+"]")
	return theme.Join(front, a.Theme.Faint.Paint(right), a.Width, a.Theme)
}

func longTab(i int, v *view) string  { return fmt.Sprintf("%d %s %d", i+1, v.Name, v.count) }
func shortTab(i int, v *view) string { return fmt.Sprintf("%d:%d", i+1, v.count) }

// orderText names the order, "" for the usual one.
func (a *app) orderText() string {
	v := a.table.view()
	switch {
	case v.reverse:
		return "by " + v.order + ", reversed "
	case v.order != orders[0].name:
		return "by " + v.order + " "
	}
	return ""
}
