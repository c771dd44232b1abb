package lint

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
)

// What names HubSpot takes, and how deep folders may lie, is not documented.
const (
	maxName  = 255 // characters in a name
	maxDepth = 20  // folders in one another
)

// Want adds what must be seen of the folders before the plan can be judged. It
// is called again when all questions are answered, until there are no more.
func Want(rows []plan.Row, seen *survey.Folders) {
	for i := range rows {
		p := model.ReadPlanned(rows[i].Fields)
		seen.Look(p.FolderID)
		parent := p.ParentID
		if f := seen.Folder(p.FolderID); parent == "" && f != nil {
			parent = f.ParentID
		}
		seen.Look(parent)
		for up, steps := seen.Folder(parent), 0; up != nil && steps < 2*maxDepth; up, steps = seen.Folder(up.ParentID), steps+1 {
			seen.Look(up.ParentID)
		}
		if seen.Folder(parent) != nil {
			seen.List(parent)
		}
	}
}

// Check tells what will go wrong with the rows of a plan if they are carried
// out in order.
func Check(rows []plan.Row, seen *survey.Folders) Report {
	c := &checker{tree: NewTree(seen), first: map[model.Text]int{}, leaves: map[model.Text]int{}}
	for i := range rows {
		c.planned(&rows[i])
	}
	r := Report{Rows: len(rows)}
	failed := []int{}
	for i := range rows {
		if !c.row(&rows[i]) {
			failed = append(failed, i)
		}
	}
	r.Order = c.reorder(rows, failed)
	r.Findings = c.findings
	sortFindings(r.Findings)
	return r
}

// checker carries out a plan.
type checker struct {
	tree     *Tree
	first    map[model.Text]int // the line of the first row about each folder
	leaves   map[model.Text]int // the line of the row that takes a folder from where it is
	done     []int              // lines that went through
	findings []Finding
}

// planned records what a row is about.
func (c *checker) planned(row *plan.Row) {
	p := model.ReadPlanned(row.Fields)
	if n := c.tree.nodes[p.FolderID]; n != nil && (p.ParentID != "" && p.ParentID != n.parent || p.Name != "" && p.Name != n.name) {
		c.leaves[p.FolderID] = cmp.Or(c.leaves[p.FolderID], row.Line)
	}
}

// row carries out one row, and reports whether it succeeds.
func (c *checker) row(row *plan.Row) bool {
	p := model.ReadPlanned(row.Fields)
	note := func(kind Kind, s Severity, do, format string, args ...any) {
		c.findings = append(c.findings, Finding{row.Line, p.FolderID, row.Name(), kind, s, fmt.Sprintf(format, args...), do})
	}
	if line := c.first[p.FolderID]; line > 0 && p.FolderID != "" {
		note(Twice, Warning, "take one of the two out, unless both are meant", "line %d is about the same folder", line)
	} else {
		c.first[p.FolderID] = row.Line
	}
	if f := c.try(row, p); f != nil {
		f.Line, f.Folder, f.Name, f.Severity = row.Line, p.FolderID, row.Name(), Error
		c.findings = append(c.findings, *f)
		return false
	}
	n := c.tree.nodes[p.FolderID]
	parent, name := cmp.Or(p.ParentID, n.parent), cmp.Or(p.Name, n.name)
	if _, all := c.tree.seen.Children(parent); !all && parent != "" || parent == "" {
		where := "all that lies there"
		if parent == "" {
			where = "what lies in the root"
		}
		note(Unlisted, Note, "", "whether its name is taken there is not known: a search does not show %s", where)
	}
	switch {
	case parent == n.parent && name == n.name:
		note(There, Note, "", "is there already: nothing will change")
	case parent == n.parent && at(parent, name) == at(n.parent, n.name):
		note(CaseOnly, Note, "", "the new name differs from the old one, %s, only in case or in how its letters are composed", says(n.name))
	}
	c.tree.move(n, parent, name, row.Line)
	c.done = append(c.done, row.Line)
	if path, ok := c.tree.path(n.id); ok && p.Path != "" && plain(path) != plain(string(p.Path)) {
		note(Path, Warning, "correct the path, the name or the parent: only the last two are done", "will be at %s, and its path in the plan is %s", model.Text(path).Line(), p.Path.Line())
	}
	return true
}

func plain(path string) string { return "/" + strings.Trim(path, "/") }

// try returns why a row would fail now, nil if it would not.
func (c *checker) try(row *plan.Row, p model.Planned) *Finding {
	if f := incomplete(row); f != nil {
		return f
	}
	name, parent := c.tree.At(p.FolderID)
	parent, name = cmp.Or(p.ParentID, parent), cmp.Or(p.Name, name)
	f := c.tree.Fails(p.FolderID, parent, name)
	if f == nil || f.Kind != Taken {
		return f
	}
	other := c.tree.holder(parent, name, p.FolderID)
	switch later := c.leaves[other.id]; {
	case other.line > 0:
		return &Finding{Kind: Clash, Do: "give one of them another name", Text: fmt.Sprintf("line %d puts the folder %s in the same place%s", other.line, other.id.Line(), other.likeness(name))}
	case later > row.Line:
		return &Finding{Kind: Order, Do: fmt.Sprintf("start line %d after line %d has ended", row.Line, later), Text: fmt.Sprintf("the name is taken by the folder %s until line %d moves it%s", other.id.Line(), later, other.likeness(name))}
	}
	return f
}

// incomplete returns why a row is not a request, nil if it is one.
func incomplete(row *plan.Row) *Finding {
	if _, err := plan.NewRequest(row.Fields); err != nil {
		return &Finding{Kind: NoRequest, Text: "the row " + err.Error(), Do: "complete the row"}
	}
	return nil
}

// badName returns why a name will probably be refused, "" if it will not. What
// HubSpot accepts is not documented; these are the rules of file managers.
func badName(name string) string {
	switch {
	case strings.TrimSpace(name) != name:
		return "begins or ends with a space"
	case strings.ContainsAny(name, `/\`):
		return "has a slash in it"
	case strings.ContainsFunc(name, unicode.IsControl):
		return "has a control character in it"
	case len([]rune(name)) > maxName:
		return fmt.Sprintf("has more than %d characters", maxName)
	}
	return ""
}

// reorder returns an order of lines in which rows succeed that fail in the
// plan's order, nil if there is none; their findings become matters of order.
func (c *checker) reorder(rows []plan.Row, failed []int) []int {
	mended := c.mend(rows, failed)
	if len(mended) == 0 {
		return nil
	}
	order := slices.Concat(c.done, mended)
	in, late := map[int]bool{}, map[int]bool{}
	for _, line := range order {
		in[line] = true
	}
	for _, line := range mended {
		late[line] = true
	}
	for i := range c.findings {
		if f := &c.findings[i]; late[f.Line] && f.Severity == Error {
			f.Kind = Order
			f.Do = "start it after the lines before it in the order below have ended"
		}
	}
	for i := range rows {
		if !in[rows[i].Line] {
			order = append(order, rows[i].Line)
		}
	}
	return order
}

// mend carries out the failed rows that succeed once others have, and returns
// their lines in that order. A row is retried when a folder has moved that was
// in its way.
func (c *checker) mend(rows []plan.Row, failed []int) (lines []int) {
	waits, done := map[model.Text][]int{}, map[int]bool{}
	for todo := slices.Clone(failed); len(todo) > 0; todo = todo[1:] {
		i := todo[0]
		p := model.ReadPlanned(rows[i].Fields)
		if done[i] || incomplete(&rows[i]) != nil {
			continue
		}
		name, parent := c.tree.At(p.FolderID)
		parent, name = cmp.Or(p.ParentID, parent), cmp.Or(p.Name, name)
		if c.tree.Fails(p.FolderID, parent, name) != nil {
			for _, id := range c.tree.Blockers(p.FolderID, parent, name) {
				waits[id] = append(waits[id], i)
			}
			continue
		}
		c.tree.move(c.tree.nodes[p.FolderID], parent, name, rows[i].Line)
		done[i] = true
		lines = append(lines, rows[i].Line)
		todo = append(todo, waits[p.FolderID]...)
		delete(waits, p.FolderID)
	}
	return lines
}
