package intake

import (
	"fmt"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cells"
)

// Table is what the columns of a CSV text hold: its header.
type Table struct {
	Columns []string // unlike each other
	means   []string // what hubwatch understands by them; "" is text
	task    int      // the column of the task ID, -1 if there is none
	loose   bool     // only a part of its name says so
	plain   int      // a column id that nothing has decided on yet, -1 if there is none
	folder  int      // the column of the folder's ID, -1 if there is none
	said    int      // a column called task, which may be for its ID, -1 if there is none
	folders bool     // a heading says that the table is about folders
}

// planPrefix is what the columns of the plan are called in the CSV that
// hubwatch writes of tasks.
const planPrefix = "plan."

// NewTable reads a header. The error says why it cannot be one, in words that
// follow "line 1". A header without a column that hubwatch knows gives a Table
// that is not [Table.Known].
func NewTable(header []string) (*Table, error) {
	t := &Table{task: -1, plain: -1, folder: -1, said: -1}
	first := map[string]int{}
	ours := isReport(header)
	for i, cell := range header {
		name, means := cells.Heading(cells.Text(cell)), ""
		if ours {
			name, means = reported(name)
		}
		if means == "" {
			means = model.PlanColumn(name)
		}
		if means == model.ColumnFolder && strings.EqualFold(name, "id") {
			means, t.plain = idColumn, i
		}
		at, twice := first[means]
		switch {
		case means == "":
			name = t.text(name, i)
		case !twice || means == ignored:
		case isNew(name) && !isNew(t.Columns[at]): // beside newName, name is what it is called before
			t.Columns[at], t.means[at] = t.unlike("old "+t.Columns[at]), ""
		case isNew(t.Columns[at]) && !isNew(name):
			name, means = t.unlike("old "+name), ""
		default:
			return nil, fmt.Errorf("has the column %s twice: %q and %q", means, shown(header[at]), shown(cell))
		}
		first[means] = i
		t.Columns, t.means = append(t.Columns, name), append(t.means, means)
	}
	t.task, t.folder = place(first, model.ColumnTask), place(first, model.ColumnFolder)
	switch at := t.calledHubSpot(); {
	case t.task < 0:
		t.task = t.calledTask()
		t.loose = t.task >= 0
	case at >= 0 && !ours: // beside it, a task ID is another program's
		t.means[t.task], t.Columns[t.task] = "", t.unlike(t.Columns[t.task])
		t.task, t.means[at] = at, model.ColumnTask
	}
	if t.plain >= 0 && t.task >= 0 && t.folder >= 0 {
		t.count()
	}
	return t, nil
}

// isNew reports whether a heading says that it is of what is to be.
func isNew(name string) bool { return strings.HasPrefix(strings.ToLower(name), "new") }

// text returns the name of a column that is only text, with what it says about
// the table.
func (t *Table) text(name string, at int) string {
	if name = t.unlike(name); calledTask(plainKey(name)) {
		t.said = at
	}
	t.folders = t.folders || folderWords().MatchString(name)
	return name
}

// count makes the column id one that only counts the rows.
func (t *Table) count() {
	t.means[t.plain], t.Columns[t.plain] = "", t.unlike(t.Columns[t.plain])
	t.plain = -1
}

// calledHubSpot returns the column that is only text and called HubSpot Task ID
// or the like, -1 if there is none.
func (t *Table) calledHubSpot() int {
	return slices.IndexFunc(t.Columns, func(name string) bool {
		plain := plainKey(name)
		return strings.Contains(plain, "hubspot") && strings.HasSuffix(plain, "taskid")
	})
}

// calledTask makes the one column that has "task ID" in a longer name, such as
// HubSpot Task ID, the column of the task ID. It is -1 if none has, or several.
func (t *Table) calledTask() int {
	at := -1
	for i, name := range t.Columns {
		if t.means[i] != "" || !taskIDWords().MatchString(name) {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = i
	}
	if at >= 0 {
		t.means[at] = model.ColumnTask
	}
	return at
}

var taskIDWords = pattern(`(?i)\((\p{L}+[ _-]){0,3}task[ _-]?id\)$|^(\p{L}+[ _-]){0,3}task[ _-]?id([ _-]?\([\p{L} ]+\)|[ _-]\p{L}+|__c)?$|(?-i:[a-z]TaskI[dD]$)`)

// place returns where a column is, -1 if it is not there.
func place(at map[string]int, means string) int {
	if i, ok := at[means]; ok {
		return i
	}
	return -1
}

const (
	idColumn = "id" // what a column called id means until its cells have told
	ignored  = "-"  // what is in the column is of no interest

	planLabel = "plan.label" // the label of a row where the task has none
)

// unlike returns the name of a column that is only text, unlike that of others.
func (t *Table) unlike(name string) string {
	if name == "" {
		name = fmt.Sprintf("column %d", len(t.Columns)+1)
	}
	unlike := name
	for n := 2; slices.Contains(t.Columns, unlike); n++ {
		unlike = fmt.Sprintf("%s (%d)", name, n)
	}
	return unlike
}

// isReport reports whether the header is that of the CSV that hubwatch writes
// of tasks.
func isReport(header []string) bool {
	return len(header) > 6 && slices.Equal(header[:6], []string{"taskId", "state", "status", "label", "path", "numErrors"})
}

// reported returns the name of a column of that CSV, and what it means if that
// is not plain: of interest is what a user wrote and the plan, not what HubSpot
// answered.
func reported(name string) (plan, means string) {
	planned, isPlan := strings.CutPrefix(name, planPrefix)
	switch {
	case name == model.ColumnTask || name == model.ColumnLabel:
		return name, ""
	case isPlan && planned == model.ColumnLabel:
		return name, planLabel
	case isPlan:
		return planned, ""
	}
	return name, ignored
}

// Known reports whether the header has a column that identifies a row.
func (t *Table) Known() bool {
	return t.task >= 0 || t.plain >= 0 || t.has(model.ColumnFolder, model.ColumnName, model.ColumnPath)
}

func (t *Table) has(any ...string) bool {
	return slices.ContainsFunc(t.means, func(m string) bool { return slices.Contains(any, m) })
}

// Kept reports whether a column is kept as part of the plan: it is not for the
// task or its label, and has a name or content.
func (t *Table) Kept(column int, rows []Row) bool {
	switch t.means[column] {
	case model.ColumnTask, model.ColumnLabel, planLabel, ignored:
		return false
	}
	name := t.Columns[column]
	return name != fmt.Sprintf("column %d", column+1) || slices.ContainsFunc(rows, func(r Row) bool {
		return slices.ContainsFunc(r.Fields, func(f model.Field) bool { return string(f.Key) == name })
	})
}

// settle decides what the column id means.
func (t *Table) settle(means string) {
	t.means[t.plain] = means
	if means == model.ColumnTask {
		t.task = t.plain
	} else {
		t.folder = t.plain
	}
	t.plain = -1
}

// decide looks at the first cell of the column id that is not empty: a number is
// a folder's ID, unless nothing says that the table is about folders; anything
// else is a task's. Beside a column for the task it is a folder's or the row's own.
func (t *Table) decide(cell string) error {
	id, err := cells.ID(cell)
	isNumber := err != nil || number(id)
	switch {
	case t.task >= 0 && isNumber && (err != nil || len(id) >= 9 || len(id) >= 3 && t.has(model.ColumnName, model.ColumnPath, model.ColumnParent)):
		t.settle(model.ColumnFolder)
	case t.task >= 0:
		t.count()
	case isNumber && t.folder >= 0 && len(id) < 10:
		t.count()
	case isNumber && t.folder >= 0:
		return fmt.Errorf("has numbers in the columns %s and %s: call the one for the task %s", t.Columns[t.plain], t.Columns[t.folder], model.ColumnTask)
	case isNumber && t.said >= 0:
		t.settle(model.ColumnFolder)
		t.task, t.means[t.said] = t.said, model.ColumnTask
	case isNumber && (t.folders || t.has(model.ColumnName, model.ColumnPath, model.ColumnParent)):
		t.settle(model.ColumnFolder)
	default:
		t.settle(model.ColumnTask)
	}
	return nil
}

func number(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// shown returns a piece of text in a sentence.
func shown(s string) string { return refusal(0, s, "").Text.Line() }
