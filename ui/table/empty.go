package table

import (
	"fmt"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/row"
)

// emptyLines says why there are no rows, and what to do about it.
func (t *Screen) emptyLines() []string {
	if t.List().Len() == 0 {
		return t.beginLines()
	}
	var lines []string
	for _, part := range t.Theme.Wrap(t.emptyText(), t.Width-row.GutterCells-1) {
		lines = append(lines, "  "+t.Theme.Text.Paint(part))
	}
	return lines
}

// emptyText says why the tab in front shows nothing.
func (t *Screen) emptyText() string {
	clear := t.Keys.Name(keys.Clear)
	v, all := t.tab(), model.Thousands(t.List().Total())
	switch {
	case v.filter != "":
		in := ""
		if t.inFront > 0 {
			in = " in " + v.Name
		}
		return fmt.Sprintf("None of the %s%s matches /%s. %s takes the filter away.", model.Thousands(v.count), in, model.Text(v.filter).Line(), clear)
	case t.inFront >= len(ownTabs):
		return "Nothing here. " + clear + " shows all tasks."
	}
	switch ownTabs[t.inFront].Filter {
	case "todo":
		return t.nothingToDo()
	case "running":
		return "Nothing is on its way: all " + all + " have settled."
	case "slow":
		if usual := t.Peers().Usual(); usual > 0 {
			return fmt.Sprintf("Nothing is slow: of %s that ended, 95 of 100 ran under %s.", model.Thousands(t.Peers().Among()), model.Under(usual))
		}
		return "Nothing is slow: too few have ended to tell what is usual."
	case "new":
		return "Nothing has changed since you last looked."
	}
	return "Nothing here. " + clear + " shows all tasks."
}

// nothingToDo says how it goes where nothing is to be done again.
func (t *Screen) nothingToDo() string {
	ok, all := model.Thousands(t.List().Count(model.StateOK)), model.Thousands(t.List().Total())
	if frame.Ended(t.Env) {
		return fmt.Sprintf("Nothing to do again: %s of %s arrived.", ok, all)
	}
	text := fmt.Sprintf("Nothing to do again so far: %s of %s arrived", ok, all)
	switch way := t.List().Count(model.StatePending) + t.List().Count(model.StateProcessing); way {
	case 0:
		return text + "."
	case 1:
		return text + ", 1 is on its way."
	default:
		return text + ", " + model.Thousands(way) + " are on their way."
	}
}

// beginLines says how to begin.
func (t *Screen) beginLines() []string {
	const at = row.GutterCells + 8 // of what each does
	lines := []string{"  " + t.Theme.Title.Paint("Nothing is watched yet.")}
	for _, way := range []struct{ key, does string }{
		{"paste", "task IDs, status URLs, a log, a chat message: anywhere on this screen"},
		{t.Keys.Name(keys.Add), "type them, or the name of a file"},
		{"shell", "hubwatch add --plan plan.csv      (a plan gives every row its folder)"},
	} {
		for i, part := range t.Theme.Wrap(way.does, t.Width-at-1) {
			l := page.Line{Theme: t.Theme}
			l.To(row.GutterCells)
			if i == 0 {
				l.Put(t.Theme.Key, way.key)
			}
			l.To(at)
			l.Put(t.Theme.Text, part)
			lines = append(lines, l.String())
		}
	}
	return lines
}
