package table

import (
	"slices"

	"hubwatch/model"
	"hubwatch/model/query"
	"hubwatch/model/session"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/task"
)

// Screen is the list of tasks: the tabs, what they show and in which order, the
// cursor, the marks, and the part in view.
//
// The cursor and the marks belong to tasks, not to lines. Until a person moves
// the cursor, it stays on the first line and the order follows the tasks. From
// then on the order is held, so that nothing moves under the cursor, until the
// person returns to the top.
//
// One changed task is taken out and put in its place; the rows are sorted anew
// only when a person asks for another order, filter or tab.
type Screen struct {
	*screen.Env
	line    *filterLine // in which a filter is typed; nil if there is none
	tabs    []*tab
	inFront int // the tab in front
	facts   query.Facts

	rows    []placed
	cursor  model.TaskID // as the person left it; "" is the first row, whichever task that is
	index   int          // of the cursor in rows
	top     int          // the first row in view
	height  int          // lines for rows
	changed map[model.TaskID]bool

	known   int                     // columns of the migration plan, when the filters were read
	in      map[model.TaskID]uint16 // the tabs each task belongs to, a bit for each
	chosen  choice
	marks   marks
	split   split
	preview task.Preview
	past    []string // filters that were used, the latest last
}

// New has our tabs and the person's, as they were left.
func New(e *screen.Env, saved []Tab, left Remembered) *Screen {
	t := &Screen{Env: e, preview: task.Preview{Env: e}, tabs: newTabs(saved), facts: e.Facts(e.Now), in: map[model.TaskID]uint16{}, changed: map[model.TaskID]bool{}, chosen: choice{}}
	t.facts.New = func(of *model.Task) bool { return e.News.Has(of.ID) }
	t.facts.Marked = func(of *model.Task) bool { return t.marks.has(of.ID) }
	t.recall(left)
	t.count()
	t.fill()
	return t
}

// Input is the line in which a filter is typed, nil if there is none.
func (t *Screen) Input() screen.Input {
	if t.line == nil {
		return nil
	}
	return t.line
}

// Changed takes in what newly became true.
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

// Seen takes in that a person has seen what is new of tasks.
func (t *Screen) Seen(ids []model.TaskID) {
	for _, id := range ids {
		if task := t.List().Task(id); task != nil {
			t.update(task)
		}
	}
}

// Timed tells whether what is shown may change as time goes by though every
// task has settled.
func (t *Screen) Timed() bool {
	return slices.ContainsFunc(t.tabs[len(ownTabs):], (*tab).timed) || t.tab().found.Timed()
}

// now is what filters may ask of a task besides itself, at this moment.
func (t *Screen) now() *query.Facts {
	t.facts.Now = t.Now
	return &t.facts
}

// tab is the tab in front.
func (t *Screen) tab() *tab { return t.tabs[t.inFront] }

// held tells whether the order is held for the person.
func (t *Screen) held() bool { return t.cursor != "" }

// Current is the task under the cursor, nil if there is none.
func (t *Screen) Current() *model.Task {
	if t.index < len(t.rows) {
		return t.rows[t.index].task
	}
	return nil
}

// sorter is the order of the tab in front.
func (t *Screen) sorter() sorter {
	v := t.tab()
	for _, o := range t.orders() {
		if o.name == v.order {
			return sorter{o, v.reverse}
		}
	}
	return sorter{orders[0], v.reverse} // by a column of a plan that is gone
}

// orders are the ways to sort: ours and the columns of the plan.
func (t *Screen) orders() []order {
	all := slices.Clone(orders)
	for _, c := range t.Columns() {
		if !slices.ContainsFunc(all, func(o order) bool { return o.name == c }) {
			all = append(all, planOrder(c))
		}
	}
	return all
}

// arrange looks at every task anew: which tabs it belongs to, whether it is
// shown, and unless the order is held, where. Held, new tasks are added at the
// end.
func (t *Screen) arrange() {
	if !t.held() {
		t.count()
		t.fill()
		return
	}
	var added []*model.Task
	for _, task := range t.List().Tasks() {
		if _, known := t.in[task.ID]; !known {
			added = append(added, task)
		}
	}
	t.count()
	s := t.sorter()
	for _, r := range t.rows {
		if !t.shows(r.task) || r.key != s.order.key(r.task) {
			t.changed[r.task.ID] = true
		}
	}
	for _, task := range added {
		if t.shows(task) {
			t.rows = append(t.rows, s.place(task))
		}
	}
}

// count finds out which tabs each task belongs to.
func (t *Screen) count() {
	t.readFilters()
	clear(t.in)
	for _, v := range t.tabs {
		v.count = 0
	}
	for _, task := range t.List().Tasks() {
		t.in[task.ID] = t.belongs(task)
	}
}

// belongs is the tabs a task belongs to, a bit for each, which are counted.
func (t *Screen) belongs(task *model.Task) uint16 {
	var in uint16
	for i, v := range t.tabs {
		if v.base.Match(task, t.now()) {
			in |= 1 << i
			v.count++
		}
	}
	return in
}

// readFilters reads the filters anew when the plan has more columns than before.
func (t *Screen) readFilters() {
	if t.known == len(t.Columns()) && len(t.in) > 0 {
		return
	}
	t.known = len(t.Columns())
	for _, v := range t.tabs {
		_ = v.read(t.Columns()) // it is said where the filter is shown
	}
}

// shows tells whether the tab in front shows the task.
func (t *Screen) shows(task *model.Task) bool {
	return t.in[task.ID]&(1<<t.inFront) != 0 && t.tab().narrows(task, t.now())
}

// fill puts what the tab in front shows in order.
func (t *Screen) fill() {
	s := t.sorter()
	t.rows = t.rows[:0]
	for _, task := range t.List().Tasks() {
		if t.shows(task) {
			t.rows = append(t.rows, s.place(task))
		}
	}
	s.sort(t.rows)
	clear(t.changed)
	t.seek()
}

// update takes in that one task is new or has changed. Held, no row moves: what
// would is remembered.
func (t *Screen) update(task *model.Task) {
	was, known := t.in[task.ID]
	for i, v := range t.tabs {
		if was&(1<<i) != 0 {
			v.count--
		}
	}
	t.in[task.ID] = t.belongs(task)
	s, shows := t.sorter(), t.shows(task)
	at := slices.IndexFunc(t.rows, func(r placed) bool { return r.task == task })
	switch {
	case at < 0 && !shows:
	case !t.held():
		if at >= 0 {
			t.rows = slices.Delete(t.rows, at, at+1)
		}
		if shows {
			t.rows = s.insert(t.rows, s.place(task))
		}
		t.seek()
	case !known && shows:
		t.rows = append(t.rows, s.place(task))
	case at < 0 || !shows || t.rows[at].key != s.order.key(task):
		t.changed[task.ID] = true
	}
}

// forget brings the rows up to date when tasks are gone or back. The cursor of
// a task that is gone stays on its line.
func (t *Screen) forget() {
	held := t.held()
	t.rows = slices.DeleteFunc(t.rows, func(r placed) bool { return t.List().Task(r.task.ID) != r.task })
	t.count()
	for id := range t.changed {
		if t.List().Task(id) == nil {
			delete(t.changed, id)
		}
	}
	t.marks.forget(func(id model.TaskID) bool { return t.List().Task(id) == nil })
	if held && t.List().Task(t.cursor) == nil {
		t.index = max(0, min(t.index, len(t.rows)-1))
		t.cursor = ""
		if len(t.rows) > 0 {
			t.cursor = t.rows[t.index].task.ID
		}
	}
	t.seek()
}

// seek finds the cursor's task again after the rows moved. While it is not
// shown the first row has the cursor, and it is found again when it is.
func (t *Screen) seek() {
	if !t.held() {
		t.index, t.top = 0, 0
		return
	}
	for i, r := range t.rows {
		if r.task.ID == t.cursor {
			t.index = i
			t.scroll()
			return
		}
	}
	t.index, t.top = 0, 0
}

// move puts the cursor by that many rows further down.
func (t *Screen) move(by int) {
	if len(t.rows) == 0 {
		return
	}
	t.index = max(0, min(t.index+by, len(t.rows)-1))
	t.cursor = t.rows[t.index].task.ID
	t.scroll()
}

// problem puts the cursor on the next row (by = 1) or the previous one (-1)
// that needs a look, round the end; false if there is none.
func (t *Screen) problem(by int) bool {
	for i := 1; i <= len(t.rows); i++ {
		at := (t.index + by*i + len(t.rows)*2) % len(t.rows)
		if t.rows[at].task.State().Problem() {
			t.move(at - t.index)
			return true
		}
	}
	return false
}

// release returns to the first row and lets the order follow again.
func (t *Screen) release() {
	t.cursor = ""
	t.arrange()
}

func (t *Screen) resize(height int) {
	t.height = max(1, height)
	t.scroll()
}

// scroll moves the view no more than it must to show the cursor.
func (t *Screen) scroll() {
	t.top = min(t.top, t.index)
	if t.cards() {
		for t.top < t.index && t.used(t.top, t.index+1) > t.height {
			t.top++
		}
		return
	}
	t.top = max(t.top, t.index-t.height+1)
	t.top = max(0, min(t.top, len(t.rows)-t.height))
}

// used is how many lines the rows take from one up to another, counted up to
// more than there are.
func (t *Screen) used(from, to int) int {
	n := 0
	for i := to - 1; i >= from && n <= t.height; i-- {
		n += cardLines(t.rows[i].task)
	}
	return n
}

// Shown is the tasks of the rows in view.
func (t *Screen) Shown() []model.TaskID {
	rows := t.visible()
	ids := make([]model.TaskID, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.task.ID)
	}
	return ids
}

// visible is the rows in view.
func (t *Screen) visible() []placed {
	from := min(t.top, len(t.rows))
	if !t.cards() {
		return t.rows[from:min(t.top+t.height, len(t.rows))]
	}
	to := from
	for n := 0; to < len(t.rows) && n < t.height; to++ {
		n += cardLines(t.rows[to].task)
	}
	return t.rows[from:to]
}

// rowAt is the row in the given line of the view.
func (t *Screen) rowAt(line int) int {
	if !t.cards() {
		return t.top + line
	}
	at := t.top
	for ; at < len(t.rows) && line >= cardLines(t.rows[at].task); at++ {
		line -= cardLines(t.rows[at].task)
	}
	return at
}

// page is how many rows a page has.
func (t *Screen) page() int {
	if !t.cards() {
		return t.height
	}
	return max(1, len(t.visible())-1)
}

// Position is which of the tasks shown has the cursor, counted from 1, and how
// many there are.
func (t *Screen) Position() (at, of int) { return t.index + 1, len(t.rows) }

// Step moves the cursor by that many rows and is the task it is then on, nil if
// there is none.
func (t *Screen) Step(by int) *model.Task {
	t.move(by)
	return t.Current()
}

// StepProblem moves the cursor to the next row that needs a look and is its
// task, nil if there is none.
func (t *Screen) StepProblem() *model.Task {
	if !t.problem(+1) {
		return nil
	}
	return t.Current()
}

// Bring puts the cursor on the first of tasks that are back, with the marks they
// had.
func (t *Screen) Bring(back []*model.Task, marked []model.TaskID) {
	for _, id := range marked {
		t.marks.set(id, true)
	}
	t.cursor = back[0].ID
	t.count()
	t.fill()
}

// Hold puts the cursor on a task that is shown and holds the order.
func (t *Screen) Hold(id model.TaskID) {
	if t.cursor != id {
		t.cursor = id
		t.seek()
	}
}

// Place is the table.
func (t *Screen) Place() keys.Place { return keys.Table }
