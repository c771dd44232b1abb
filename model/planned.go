package model

import "strings"

// Planned is what a row of the migration plan asks for. What the row does not
// say is empty.
type Planned struct {
	FolderID Text // the folder to move or rename
	Name     Text // its new name
	ParentID Text // its new parent
	Path     Text // where it is to be in the end
	Label    Text // what a person calls it, where that is not the task's own
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

// columnNames are what the columns may be called, as [column] writes it.
var columnNames = map[string]string{
	"taskid":         ColumnTask,
	"label":          ColumnLabel,
	"folderid":       ColumnFolder,
	"id":             ColumnFolder,
	"name":           ColumnName,
	"newname":        ColumnName,
	"parentfolderid": ColumnParent,
	"parentid":       ColumnParent,
	"newparentid":    ColumnParent,
	"path":           ColumnPath,
	"newpath":        ColumnPath,
}

// PlanColumn is the column of a plan that a heading means, "" if hubwatch knows
// it only as text.
func PlanColumn(heading string) string { return columnNames[column(heading)] }

// column is a heading without what makes no difference.
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

// ReadPlanned is what a row of the plan asks for.
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

// Planned is what the task's row of the plan asks for.
func (t *Task) Planned() Planned { return ReadPlanned(t.Plan) }

// PlanValue is what the plan says of the task in a column, "" if nothing.
func (t *Task) PlanValue(column string) Text {
	for _, f := range t.Plan {
		if string(f.Key) == column && len(f.Values) > 0 {
			return f.Values[0]
		}
	}
	return ""
}

// Difference is something that is not as it was planned.
type Difference struct {
	Column          string // name, parentFolderId or path
	Planned, Actual Text
}

// Elsewhere is how the folder that came out differs from the plan: nothing if
// it is as planned, no folder came out, or the plan does not say.
func (t *Task) Elsewhere() []Difference {
	if len(t.Plan) == 0 || t.Report == nil || t.Report.Result == nil || !t.State().Final() {
		return nil
	}
	return t.Planned().Differences(t.Report.Result)
}

// compare is how a folder differs from the plan, and how many of the plan's columns
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
	compare(ColumnName, p.Name, f.Name, p.Name == f.Name)
	parent := f.ParentID
	if parent == "" {
		parent = rootParent
	}
	compare(ColumnParent, p.ParentID, parent, p.ParentID == parent)
	compare(ColumnPath, p.Path, f.Path, plainPath(p.Path) == plainPath(f.Path))
	return all, n
}

// Differences is how a folder differs from the plan, where it says something.
func (p Planned) Differences(f *Folder) []Difference {
	all, _ := p.compare(f)
	return all
}

// HasArrived tells whether a folder is where and how the plan wants it.
func (p Planned) HasArrived(f *Folder) bool {
	all, n := p.compare(f)
	return n > 0 && len(all) == 0 && !f.Archived
}

// rootParent is how a plan names the parent of a root folder.
const rootParent Text = "0"

// plainPath is a path with one slash in front and none at the end.
func plainPath(path Text) string { return "/" + strings.Trim(string(path), "/") }
