package model

import (
	"cmp"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Planned is what a row of the migration plan asks for. A field is empty where
// the row does not say.
type Planned struct {
	FolderID Text // the folder to move or rename
	Name     Text // its new name
	ParentID Text // its new parent
	Path     Text // where it is to be in the end
	Label    Text // what a user calls it, where that is not the task's own
}

// The columns of a plan that hubwatch understands. Case, spaces, underscores
// and dashes in them make no difference.
const (
	ColumnTask   = "taskId"
	ColumnLabel  = "label"
	ColumnFolder = "folderId"
	ColumnName   = "name"
	ColumnParent = "parentFolderId"
	ColumnPath   = "path"
)

// columnNames are the accepted names of the columns, in the form that [column]
// gives.
var columnNames = map[string]string{
	"taskid":            ColumnTask,
	"label":             ColumnLabel,
	"folderid":          ColumnFolder,
	"id":                ColumnFolder,
	"name":              ColumnName,
	"newname":           ColumnName,
	"parentfolderid":    ColumnParent,
	"parentid":          ColumnParent,
	"newparentid":       ColumnParent,
	"newparentfolderid": ColumnParent,
	"path":              ColumnPath,
	"newpath":           ColumnPath,
}

// PlanColumn returns the plan column that a heading means, "" if hubwatch does
// not know it.
func PlanColumn(heading string) string { return columnNames[column(heading)] }

// column returns a heading without case, spaces, underscores and dashes.
func column(heading string) string {
	plain := func(r rune) rune {
		switch {
		case r == ' ' || r == '_' || r == '-':
			return -1
		case r >= 'A' && r <= 'Z':
			return r - 'A' + 'a'
		}
		return r
	}
	return strings.Map(plain, heading)
}

// ReadPlanned returns what a row of the plan asks for.
func ReadPlanned(row []Field) Planned {
	var p Planned
	for _, f := range row {
		if len(f.Values) == 0 {
			continue
		}
		switch PlanColumn(string(f.Key)) {
		case ColumnFolder:
			p.FolderID = f.Values[0]
		case ColumnName:
			p.Name = f.Values[0]
		case ColumnParent:
			p.ParentID = f.Values[0]
		case ColumnPath:
			p.Path = f.Values[0]
		case ColumnLabel:
			p.Label = f.Values[0]
		}
	}
	return p
}

// Key returns what tells the row's folder from others in the plan: its ID, or
// else where it should be; "" if the row says neither.
func (p Planned) Key() Text {
	if p.FolderID != "" || p.Path == "" {
		return p.FolderID
	}
	return Text(plainPath(p.Path))
}

// Planned returns what the task's row of the plan asks for.
func (t *Task) Planned() Planned { return ReadPlanned(t.Plan) }

// PlanValue returns the value of a plan column for the task, "" if there is none.
func (t *Task) PlanValue(column string) Text {
	for _, f := range t.Plan {
		if string(f.Key) == column && len(f.Values) > 0 {
			return f.Values[0]
		}
	}
	return ""
}

// Difference is one way in which a folder differs from the plan.
type Difference struct {
	Column          string // folderId, name, parentFolderId or path
	Planned, Actual Text
}

// Elsewhere returns how the resulting folder differs from the plan. It is empty
// if there is no difference, no result, or nothing planned. A task that has
// ended without errors but with a difference is in [StateElsewhere].
func (t *Task) Elsewhere() []Difference {
	if len(t.Plan) == 0 || t.Report == nil || t.Report.Result == nil || !t.Report.Status.Final() {
		return nil
	}
	return t.compared().differs
}

// comparison is what follows from the plan and the last good report together.
// It is worked out when one of them changes.
type comparison struct {
	report  *Report
	row     *Field // the first of the row
	fields  int    // of the row
	order   string // that gave the row
	target  Text   // see [Task.target]
	planned bool   // the row tells the target
	differs []Difference
}

// fits reports whether the comparison is that of the task as it is now.
func (c *comparison) fits(t *Task) bool {
	return c.report == t.Report && c.fields == len(t.Plan) && c.order == t.Order && (c.fields == 0 || c.row == &t.Plan[0])
}

// compared returns the comparison for the task as it is now: the cached one,
// unless the task was changed without the watchlist.
func (t *Task) compared() *comparison {
	if t.kept.fits(t) {
		return &t.kept
	}
	c := t.compare()
	return &c
}

func (t *Task) compare() comparison {
	c := comparison{report: t.Report, fields: len(t.Plan), order: t.Order, target: t.result()}
	if c.fields == 0 {
		return c
	}
	c.row = &t.Plan[0]
	p := t.Planned()
	if key := p.Key(); key != "" {
		c.target, c.planned = key, true
	}
	if t.Report != nil && t.Report.Result != nil && !t.Misplaced() { // else the row is not its own
		c.differs = p.Differences(t.Report.Result)
	}
	return c
}

// target returns what tells the task's folder from others: the ID or the planned
// place from the plan, or else the ID of the resulting folder; "" if none is known.
func (t *Task) target() Text { return t.compared().target }

// compare returns how a folder differs from the plan, and how many plan columns
// could be compared.
func (p Planned) compare(f *Folder) (all []Difference, n int) {
	compare := func(column string, planned, actual Text, same bool) {
		if planned == "" || actual == "" {
			return
		}
		if n++; !same {
			all = append(all, Difference{column, planned, actual})
		}
	}
	compare(ColumnName, p.Name, f.Name, composed(p.Name) == composed(f.Name))
	parent := f.Placed().ParentID
	compare(ColumnParent, p.ParentID, parent, p.ParentID == parent)
	compare(ColumnPath, p.Path, f.Path, plainPath(p.Path) == plainPath(f.Path))
	return all, n
}

// Placed returns the row of a plan that describes the folder as it is.
func (f *Folder) Placed() Planned {
	return Planned{FolderID: f.ID, Name: f.Name, ParentID: cmp.Or(f.ParentID, rootParent), Path: f.Path}
}

// Differences returns how a folder differs from the plan, where the plan says
// something.
func (p Planned) Differences(f *Folder) []Difference {
	all, _ := p.compare(f)
	if p.FolderID != "" && f.ID != "" && p.FolderID != f.ID {
		all = append([]Difference{{ColumnFolder, p.FolderID, f.ID}}, all...)
	}
	return all
}

// HasArrived reports whether a folder is where the plan wants it, under the
// planned name.
func (p Planned) HasArrived(f *Folder) bool {
	all, n := p.compare(f)
	return n > 0 && len(all) == 0 && !f.Archived
}

// rootParent is what a plan calls the parent of a root folder.
const rootParent Text = "0"

// plainPath returns a path with exactly one leading slash and none at the end.
func plainPath(path Text) string { return "/" + strings.Trim(composed(path), "/") }

// composed returns a name in composed Unicode form, so that two spellings of the
// same letters compare as equal. Case still matters. HubSpot documents neither.
func composed(name Text) string { return norm.NFC.String(string(name)) }
