package table

import (
	"slices"
	"strings"

	"hubwatch/ui/frame"
)

// ShowTab brings another tab to the front, as it was left.
func (t *Screen) ShowTab(at int) {
	if at < 0 || at >= len(t.tabs) || at == t.inFront {
		return
	}
	t.tab().cursor = t.cursor
	t.inFront = at
	if own := t.tab().cursor; own != "" {
		t.cursor = own
	}
	t.marks.close()
	t.fill()
}

// filter filters the tab in front; "" shows everything again. The error is a
// [*query.Error]; an invalid filter applies up to its mistake.
func (t *Screen) filter(text string) error {
	v := t.tab()
	v.filter = strings.TrimRight(text, " ")
	err := v.read(t.Columns())
	t.fill()
	return err
}

// maxPast is how many filters are remembered.
const maxPast = 50

// remember puts a filter at the end of the history.
func (t *Screen) remember(text string) {
	if text == "" {
		return
	}
	t.past = slices.DeleteFunc(t.past, func(old string) bool { return old == text })
	t.past = append(t.past, text)
	t.past = t.past[max(0, len(t.past)-maxPast):]
}

// sortBy sorts the tab in front, or reverses its order if it has that one.
func (t *Screen) sortBy(name string) {
	v := t.tab()
	v.reverse = v.order == name && !v.reverse
	v.order = name
	t.fill()
}

// toDo shows the tab of what is to do, or the tab from before that again.
func (t *Screen) toDo() {
	if t.inFront == frame.ToDoTab-1 {
		t.ShowTab(t.before)
		return
	}
	t.before = t.inFront
	t.ShowTab(frame.ToDoTab - 1)
}
