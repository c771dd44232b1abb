package ui

import (
	"fmt"
	"strings"

	"hubwatch/ui/theme"
)

// tabLabel is a tab in the line of tabs, and the columns from and before which
// it stands.
type tabLabel struct {
	tab      int
	text     string
	from, to int
}

// tabs is the line of tabs with their counts, and the order if it is not the
// usual one.
func (a *app) tabs() string {
	var b strings.Builder
	b.WriteByte(' ')
	labels := a.tabLabels()
	for _, label := range labels {
		ink := a.Theme.Faint
		if label.tab == a.table.at {
			ink = a.Theme.Title
		}
		b.WriteString(ink.Paint(label.text))
		if len(labels) > 1 {
			b.WriteString("  ")
		}
	}
	return theme.Join(b.String(), a.Theme.Faint.Paint(a.orderText()), a.Width, a.Theme)
}

// tabLabels is the tabs in words, in short if they do not fit so, or at last the
// one in front.
func (a *app) tabLabels() []tabLabel {
	room := a.Width - 1 - a.Theme.Width(a.orderText())
	for _, draw := range []func(int, *view) string{longTab, shortTab} {
		labels, column := make([]tabLabel, 0, len(a.table.views)), 1
		for i, v := range a.table.views {
			text := draw(i, v)
			if i == a.table.at {
				text = "[" + longTab(i, v) + "]"
			}
			width := a.Theme.Width(text)
			labels = append(labels, tabLabel{i, text, column, column + width})
			column += width + 2
		}
		if column-3 <= room {
			return labels
		}
	}
	text := "[" + longTab(a.table.at, a.table.view()) + "]"
	return []tabLabel{{a.table.at, text, 1, 1 + a.Theme.Width(text)}}
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
