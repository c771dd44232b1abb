package table

import (
	"fmt"
	"strings"

	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/task"
)

// Lines draws the whole screen.
func (t *Screen) Lines() []string {
	f := t.shape()
	lines := frame.Header(t.Env, f.header)
	if f.banner {
		lines = append(lines, frame.Rule(t.Env))
	}
	if f.tabs {
		lines = append(lines, t.tabLine())
	}
	if f.filter > 0 {
		lines = append(lines, t.filterLines()...)
	}
	lines = append(lines, t.bodyLines(f)...)
	if f.divider {
		lines = append(lines, t.Theme.Rule.Paint(strings.Repeat(t.Theme.Sign("─", "-"), t.Width)))
	}
	if text, loud := frame.Banner(t.Env); text != "" && !f.banner {
		lines = append(lines, frame.BannerLine(t.Env, text, loud))
	} else if f.strip > 0 && f.pane.height > 0 {
		lines = append(lines, t.preview.Lines(t.Current(), t.Width, f.pane.height)...)
	} else if f.strip > 0 {
		lines = append(lines, task.Strip(t.Env, t.Current(), f.strip)...)
	}
	if f.events > 0 {
		lines = append(lines, frame.Events(t.Env, eventLines)...)
	}
	return append(lines, frame.Footer(t.Env, keys.Table, t.pending()))
}

// bodyLines is the headings and the rows, with what stands to the left and to the
// right of them.
func (t *Screen) bodyLines(f shape) []string {
	cols := layout(f.width, t.chosen, t.Columns())
	var rows []string
	if f.headings {
		rows = append(rows, headings(cols, t.Theme))
	}
	if t.cards() {
		rows = append(rows, t.cardRows(f.width, f.rows)...)
	} else {
		rows = append(rows, t.rowLines(cols, f.width, f.rows)...)
	}
	if f.pane.right {
		t.beside(rows, f.width, f.pane)
	}
	if f.rail {
		t.besideRail(rows)
	}
	return rows
}

// pending is what waits for the person: tasks that changed and would be
// elsewhere, and marks.
func (t *Screen) pending() string {
	s := ""
	if n := len(t.changed); n > 0 {
		s = fmt.Sprintf("+%d changed, %s sorts  ", n, t.Keys.Name(keys.First))
	}
	return s + t.MarkedText()
}

// beside draws the preview to the right of lines of that width.
func (t *Screen) beside(lines []string, width int, p pane) {
	bar := t.Theme.Rule.Paint(t.Theme.Sign("│", "|"))
	for i, line := range t.preview.Lines(t.Current(), p.width-1, len(lines)) {
		lines[i] = t.Theme.Fit(lines[i], width) + bar + " " + line
	}
}
