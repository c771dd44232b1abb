// Package table is the first screen: which tasks are shown and in which order,
// the tabs, the filter, the marks, and what a click means. It sees what every
// screen sees and answers with intents.
package table

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/order"
	"hubwatch/model/query"
	"hubwatch/model/session"
	"hubwatch/ui/keys"
	"hubwatch/ui/row"
	"hubwatch/ui/screen"
	"hubwatch/ui/task"
)

// Screen is the list of tasks: the tabs, their filters and orders, the cursor,
// the marks, and the part in view.
//
// The cursor and the marks belong to tasks, not to lines. Until the user moves
// the cursor it stays on the first line, and rows move as their tasks change.
// From then on the order is held, so that nothing moves under the cursor, until
// the user returns to the top.
//
// A changed task is taken out and put in its place; the rows are sorted again
// only when the user picks another order, filter or tab.
type Screen struct {
	*screen.Env
	line    *filterLine // in which a filter is typed; nil if there is none
	tabs    []*tab
	inFront int    // the tab in front
	before  int    // the one that was before a user went to what is to do
	came    string // the filter with which a user came to the first tab from another screen
	facts   query.Facts

	rows    []order.Row
	cursor  model.TaskID // as the user left it; "" is the first row, whichever task that is
	index   int          // of the cursor in rows
	top     int          // the first row in view
	height  int          // lines for rows
	longest int          // cells of the longest path, or a little more than any screen shows
	changed map[model.TaskID]bool

	known   int                    // columns of the migration plan, when the filters were read
	in      map[*model.Task]uint16 // the tabs each task belongs to, a bit for each
	chosen  row.Choice
	marks   marks
	split   split
	preview task.Preview
	past    []string // filters that were used, the latest last
}

// New returns the table with our tabs and the user's, as they were left.
func New(e *screen.Env, saved []Tab, left Remembered) *Screen {
	t := &Screen{Env: e, preview: task.Preview{Env: e}, tabs: newTabs(saved), facts: e.Facts(e.Now), in: map[*model.Task]uint16{}, changed: map[model.TaskID]bool{}}
	t.facts.New = func(of *model.Task) bool { return e.News.Has(of.ID) }
	t.facts.Marked = func(of *model.Task) bool { return t.marks.has(of.ID) }
	t.recall(left)
	t.count()
	t.fill()
	return t
}

// Input returns the line in which a filter is typed, nil if there is none.
func (t *Screen) Input() screen.Input {
	if t.line == nil {
		return nil
	}
	return t.line
}

// Changed handles changes of the session.
func (t *Screen) Changed(ch session.Changes) {
	if ch.Anew || t.known != len(t.Columns()) {
		t.arrange()
	} else {
		for _, task := range ch.Tasks {
			t.update(task)
		}
	}
	if len(ch.Gone) > 0 {
		t.forget()
	}
}

// Seen notes that the user has seen what is new about tasks.
func (t *Screen) Seen(ids []model.TaskID) {
	for _, task := range t.List().Find(ids) {
		t.update(task)
	}
}

// Filtered reports whether the tasks shown were chosen by the user, with a tab
// or a filter, which may depend on more than the task itself.
func (t *Screen) Filtered() bool { return len(t.tabs) > len(ownTabs) || t.tab().narrowed() }

// Timed reports whether the tasks shown may change with time even if every task
// has settled.
func (t *Screen) Timed() bool {
	return slices.ContainsFunc(t.tabs[len(ownTabs):], (*tab).timed) || t.tab().found.Timed()
}

// now returns what filters may ask about a task besides itself, as of now.
func (t *Screen) now() *query.Facts {
	t.facts.Now = t.Now
	return &t.facts
}

// tab returns the tab in front.
func (t *Screen) tab() *tab { return t.tabs[t.inFront] }

// sorter returns the order of the tab in front.
func (t *Screen) sorter() order.Sorter {
	v := t.tab()
	for _, o := range t.orders() {
		if o.Name == v.order {
			return order.Sorter{Order: o, Reverse: v.reverse}
		}
	}
	return order.Sorter{Order: order.All[0], Reverse: v.reverse} // by a column of a plan that is gone
}

// orders returns the orders there are: ours and the columns of the plan.
func (t *Screen) orders() []order.Order {
	all := slices.Clone(order.All)
	for _, c := range t.Columns() {
		if !slices.ContainsFunc(all, func(o order.Order) bool { return o.Name == c }) {
			all = append(all, order.ByColumn(c))
		}
	}
	return all
}

// Place returns the table.
func (t *Screen) Place() keys.Place { return keys.Table }
