package facts

import (
	"path"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// folder returns where the folder is now, beside where the plan wanted it.
func (a author) folder(t *model.Task) *tree.Node {
	f := t.Report.Result
	n := a.chapter("result", "FOLDER", func() string { return a.folderInShort(t) })
	n.Folded = t.ToDo() && len(t.Elsewhere()) == 0
	if f == nil {
		n.Folded = true
		n.Grow = func() []*tree.Node { return a.unborn(t) }
		return n
	}
	plan := t.Planned()
	if t.Misplaced() {
		plan = model.Planned{} // the row is another folder's
	}
	differs := plan.Differences(f)
	if plan.Key() != "" || plan.Name != "" || plan.ParentID != "" {
		n.Beside = &tree.Columns{Left: "planned", Right: "is"}
	}
	beside := func(column string, planned model.Text, kid *tree.Node) *tree.Node {
		if n.Beside != nil {
			differ := slices.ContainsFunc(differs, func(d model.Difference) bool { return d.Column == column })
			a.compare(kid, planned, differ)
		}
		return kid
	}
	where := a.fact(".path", "path", f.Path, notSent)
	if f.Path != "" && n.Beside == nil {
		where.TextTone = tree.TonePath
	}
	kids := []*tree.Node{
		beside(model.ColumnName, plan.Name, a.fact(".name", "name", f.Name, notSent)),
		beside(model.ColumnPath, plan.Path, where),
		a.parent(beside(model.ColumnParent, plan.ParentID, a.fact(".parentFolderId", "parent", f.ParentID, "none: a root folder")), plan, f),
		beside(model.ColumnFolder, plan.FolderID, a.fact(".id", "id", f.ID, notSent)),
		beside("", "", a.instant(".createdAt", "created", f.CreatedAt, notSent)),
		beside("", "", a.instant(".updatedAt", "updated", f.UpdatedAt, notSent)),
	}
	for _, kid := range a.archived(f) {
		kids = append(kids, beside("", "", kid))
	}
	kids = append(kids, a.fieldNodes(f.Extra)...)
	n.Grow = func() []*tree.Node { return kids }
	return n
}

// compare puts the planned value beside an actual one. Equal ones are shown
// once; a difference stands out.
func (a author) compare(fact *tree.Node, planned model.Text, differs bool) {
	c := &tree.Columns{Left: planned}
	switch {
	case planned == "":
	case differs:
		fact.TextTone = tree.ToneStale
	case fact.TextTone != tree.ToneFaint:
		c.Right, c.Same, fact.TextTone = "the same", true, tree.ToneFaint
	}
	fact.Beside = c
}

// parent puts the paths of the parents before their IDs, as far as known.
func (a author) parent(fact *tree.Node, plan model.Planned, f *model.Folder) *tree.Node {
	above := func(at, id model.Text) model.Text {
		if id != "" && len(at) <= theme.LongestLine && strings.HasPrefix(string(at), "/") {
			return model.Text(path.Dir(string(at))) + "  " + id
		}
		return id
	}
	if c := fact.Beside; c != nil && c.Left != "" {
		c.Left = above(plan.Path, c.Left)
		if !c.Same && f.ParentID != "" {
			c.Right = above(f.Path, f.ParentID)
		}
	}
	return fact
}

// archived returns whether the folder is in the trash, and since when.
func (a author) archived(f *model.Folder) []*tree.Node {
	if !f.Archived && f.ArchivedAt.IsZero() {
		return []*tree.Node{a.fact(".archived", "archived", "", "no")}
	}
	n := a.fact(".archived", "archived", "yes", "")
	n.TextTone = tree.ToneStale
	if !f.Archived {
		n.Text = "no"
	}
	return []*tree.Node{n, a.instant(".archivedAt", "  since", f.ArchivedAt, notSent)}
}

// unborn returns what is known about a folder that HubSpot has not sent.
func (a author) unborn(t *model.Task) []*tree.Node {
	n := tree.Remark("/result", "HubSpot sent none.")
	n.TextTone = tree.ToneFaint
	kids := []*tree.Node{n}
	plan := t.Planned()
	for _, p := range []struct {
		name string
		text model.Text
	}{{"name", plan.Name}, {"path", plan.Path}, {"parent", plan.ParentID}, {"id", plan.FolderID}} {
		if p.text != "" {
			kids = append(kids, a.fact(".planned."+p.name, p.name, "planned: "+p.text, ""))
		}
	}
	return kids
}

// folderInShort returns where the folder is, and whether that is as planned.
func (a author) folderInShort(t *model.Task) string {
	plan, f := t.Planned(), t.Report.Result
	if f == nil {
		text := "none came back"
		if !t.Report.Status.Final() {
			text = "none yet"
		}
		switch {
		case plan.Path != "" && plan.Path == t.Wanted():
			text += "; planned: the path above"
		case plan.Path != "":
			text += "; planned: " + plan.Path.Tail(theme.LongestLine).Line()
		case plan.Name != "":
			text += "; planned: " + plan.Name.Head(theme.LongestLine).Line()
		case len(t.Plan) == 0:
			text += "; a plan says which it is (hubwatch add --plan)"
		}
		return text
	}
	text := t.Landed()
	switch {
	case text != "":
	case plan.HasArrived(f) && !t.Misplaced():
		text = "as planned: " + f.Place()
	default:
		text = f.Place()
	}
	if f.Archived {
		text += "; archived"
	}
	return text
}
