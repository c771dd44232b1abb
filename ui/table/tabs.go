package table

import (
	"fmt"
	"strings"

	"hubwatch/model/order"
	"hubwatch/ui/theme"
)

// tabLabel is a tab in the line of tabs, and the columns from and before which
// it stands.
type tabLabel struct {
	tab      int
	text     string
	from, to int
}

// tabLine is the tabs with their counts, and the order if it is not the
// usual one.
func (t *Screen) tabLine() string {
	var b strings.Builder
	b.WriteByte(' ')
	labels := t.tabLabels()
	for _, label := range labels {
		ink := t.Theme.Faint
		if label.tab == t.inFront {
			ink = t.Theme.Title
		}
		b.WriteString(ink.Paint(label.text))
		if len(labels) > 1 {
			b.WriteString("  ")
		}
	}
	return theme.Join(b.String(), t.Theme.Faint.Paint(t.orderText()), t.Width, t.Theme)
}

// tabLabels is the tabs in words, in short if they do not fit so, or at last the
// one in front.
func (t *Screen) tabLabels() []tabLabel {
	room := t.Width - 1 - t.Theme.Width(t.orderText())
	for _, draw := range []func(int, *tab) string{longTab, shortTab} {
		labels, column := make([]tabLabel, 0, len(t.tabs)), 1
		for i, v := range t.tabs {
			text := draw(i, v)
			if i == t.inFront {
				text = "[" + longTab(i, v) + "]"
			}
			width := t.Theme.Width(text)
			labels = append(labels, tabLabel{i, text, column, column + width})
			column += width + 2
		}
		if column-3 <= room {
			return labels
		}
	}
	text := "[" + longTab(t.inFront, t.tab()) + "]"
	return []tabLabel{{t.inFront, text, 1, 1 + t.Theme.Width(text)}}
}

func longTab(i int, v *tab) string  { return fmt.Sprintf("%d %s %d", i+1, v.Name, v.count) }
func shortTab(i int, v *tab) string { return fmt.Sprintf("%d:%d", i+1, v.count) }

// orderText names the order, "" for the usual one.
func (t *Screen) orderText() string {
	v := t.tab()
	switch {
	case v.reverse:
		return "by " + v.order + ", reversed "
	case v.order != order.All[0].Name:
		return "by " + v.order + " "
	}
	return ""
}
