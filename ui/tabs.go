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
	room := a.width - 1 - a.theme.Width(right)
	for _, draw := range []func(int, *view) string{longTab, shortTab} {
		var b strings.Builder
		used := 0
		for i, v := range a.table.views {
			text := draw(i, v)
			ink := a.theme.Faint
			if i == a.table.at {
				text, ink = "["+longTab(i, v)+"]", a.theme.Title
			}
			used += a.theme.Width(text) + 2
			b.WriteString(ink.Paint(text) + "  ")
		}
		if used-2 <= room {
			return theme.Join(" "+b.String(), a.theme.Faint.Paint(right), a.width, &a.theme)
		}
	}
	front := " " + a.theme.Title.Paint("["+longTab(a.table.at, a.table.view())+"]")
	return theme.Join(front, a.theme.Faint.Paint(right), a.width, &a.theme)
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
