package table

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/order"
	"hubwatch/ui/frame"
	"hubwatch/ui/page"
	"hubwatch/ui/row"
	"hubwatch/ui/theme"
)

// tabLabel is a tab in the line of tabs, and the columns between which it
// stands, brackets included.
type tabLabel struct {
	tab      int
	text     string
	from, to int
}

// bracketCells is what a tab has around its text.
const bracketCells = 2

// tabLine returns the tabs with their counts, and what polling costs.
func (t *Screen) tabLine() string {
	labels, right := t.tabLabels()
	l := page.Line{Theme: t.Theme}
	for _, label := range labels {
		l.To(label.from)
		before, after, ink := " ", " ", t.Theme.Faint
		if label.tab == t.inFront {
			ink = t.Theme.Title.On(t.Theme.Selected)
			if t.Theme.Selected == (theme.Ink{}) {
				before, after = "[", "]"
			}
		}
		l.Put(ink, before+label.text+after)
	}
	l.To(t.Width - 1 - t.Theme.Width(right.Text))
	l.Put(right.Ink, right.Text)
	return l.String()
}

// tabLabels returns the tabs in words, the others shortened if there is no
// room, or only the one in front; and what fits beside them about the cost.
func (t *Screen) tabLabels() ([]tabLabel, frame.Remark) {
	costs := frame.Cost(t.Env)
	if len(costs) == 0 {
		costs = []frame.Remark{{}}
	}
	long, short, tight := t.labelsWith(t.longTab, 1), t.labelsWith(t.shortTab, 1), t.labelsWith(t.shortTab, 0)
	for _, try := range []struct {
		labels []tabLabel
		costs  []frame.Remark
	}{{long, costs}, {short, costs}, {short, []frame.Remark{{}}}, {tight, []frame.Remark{{}}}} {
		for _, cost := range try.costs {
			room := t.Width - try.labels[len(try.labels)-1].to // the last of it stays blank
			if n := t.Theme.Width(cost.Text); n == 0 && room > 0 || n+1 < room {
				return try.labels, cost
			}
		}
	}
	text := t.Theme.UpTo(t.frontTab(), t.Width-1-bracketCells)
	return []tabLabel{{t.inFront, text, 1, 1 + bracketCells + t.Theme.Width(text)}}, frame.Remark{}
}

// labelsWith returns the tabs, all but the one in front written in the given
// way, with that many cells between them.
func (t *Screen) labelsWith(others func(int, *tab) string, gap int) []tabLabel {
	labels, at := make([]tabLabel, 0, len(t.tabs)), 1
	for i, v := range t.tabs {
		text := others(i, v)
		if i == t.inFront {
			text = t.frontTab()
		}
		end := at + bracketCells + t.Theme.Width(text)
		labels = append(labels, tabLabel{i, text, at, end})
		at = end + gap
	}
	return labels
}

func (t *Screen) longTab(i int, v *tab) string {
	return fmt.Sprintf("%d %s %s", i+1, v.Name, model.Thousands(t.counted(v)))
}

func (t *Screen) shortTab(i int, v *tab) string {
	return fmt.Sprintf("%d:%s", i+1, model.Thousands(t.counted(v)))
}

// counted returns what the tab counts: its tasks, and in the tab of what is to
// do also the rows of the plan that HubSpot refused to start, which have none.
func (t *Screen) counted(v *tab) int {
	if v.Tab == toDoTab {
		return v.count + t.ToDo().Refused
	}
	return v.count
}

// counting returns how many of the rows count, or all of them if none does,
// because then the user is looking for those.
func (t *Screen) counting() int {
	n := len(t.rows)
	if t.List().Replaced() == 0 {
		return n
	}
	for _, r := range t.rows {
		n -= frame.Count(r.Task.Replaced())
	}
	return cmp.Or(n, len(t.rows))
}

// frontTab returns the tab in front with its filter, and its order if no
// heading shows it.
func (t *Screen) frontTab() string {
	v := t.tab()
	parts := []string{t.longTab(t.inFront, v)}
	if v.narrowed() {
		parts[0] = fmt.Sprintf("%d %s %s of %s", t.inFront+1, v.Name, model.Thousands(t.counting()), model.Thousands(t.counted(v)))
		parts = append(parts, "/"+v.filter)
	}
	return strings.Join(append(parts, t.orderText()...), " ")
}

// orderText names the order if no heading shows it, and it is not the usual one.
func (t *Screen) orderText() []string {
	v := t.tab()
	usual := v.order == order.All[0].Name && !v.reverse
	f := t.shape()
	if usual || f.headings && slices.ContainsFunc(t.layout(f.width), func(c row.Column) bool { return c.Name == v.order }) {
		return nil
	}
	if v.reverse {
		return []string{"by " + v.order + " reversed"}
	}
	return []string{"by " + v.order}
}
