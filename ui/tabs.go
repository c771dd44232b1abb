package ui

import (
	"fmt"
	"strings"
)

// tabs is the line of tabs with their counts, and the order if it is not the
// usual one. The front tab is never left out.
func (a *app) tabs() string {
	right := a.orderText()
	room := a.width - 1 - a.looks.width(right)
	for _, draw := range []func(int, *view) string{longTab, shortTab} {
		var b strings.Builder
		used := 0
		for i, v := range a.table.views {
			text := draw(i, v)
			ink := a.looks.faint
			if i == a.table.at {
				text, ink = "["+longTab(i, v)+"]", a.looks.title
			}
			used += a.looks.width(text) + 2
			b.WriteString(ink.paint(text) + "  ")
		}
		if used-2 <= room {
			return join2(" "+b.String(), a.looks.faint.paint(right), a.width, &a.looks)
		}
	}
	front := " " + a.looks.title.paint("["+longTab(a.table.at, a.table.view())+"]")
	return join2(front, a.looks.faint.paint(right), a.width, &a.looks)
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
