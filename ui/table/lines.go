package table

import (
	"fmt"

	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
)

// Lines draws the whole screen.
func (t *Screen) Lines() []string {
	f := t.shape()
	lines := frame.Header(t.Env, f.header)
	if f.tabs {
		lines = append(lines, t.tabLine())
	}
	if f.notice && !f.low {
		lines = append(lines, t.noticeLine())
	}
	rows := t.rowLines(&f)
	if f.side > 0 {
		t.beside(rows, &f)
	}
	lines = append(lines, rows...)
	if f.rule {
		lines = append(lines, frame.Rule(t.Env))
	}
	if f.why > 0 {
		lines = append(lines, t.whyLines(f.why)...)
	}
	if f.journal > 0 {
		lines = append(lines, frame.Journal(t.Env, f.journal)...)
	}
	if f.low {
		lines = append(lines, t.noticeLine())
	}
	return append(lines, t.footer())
}

// noticeLine returns the filter while it is typed, or else the notice, or else
// a rule.
func (t *Screen) noticeLine() string {
	if t.line != nil {
		return t.line.view()
	}
	return frame.NoticeLine(t.Env)
}

// footer returns the hints; those of the filter while it is typed.
func (t *Screen) footer() string {
	if t.line != nil {
		return frame.FooterTyped(t.Env, t.pending(), t.line.hints()...)
	}
	return frame.Footer(t.Env, keys.Table, t.pending(), t.words())
}

// words returns what the hints call actions here instead of the usual.
func (t *Screen) words() map[keys.Action]string {
	if t.Back == "" {
		return map[keys.Action]string{keys.Clear: ""}
	}
	return map[keys.Action]string{keys.Clear: "back to " + t.Back}
}

// pending returns what waits for the user: tasks that have changed and would
// move, and marks.
func (t *Screen) pending() string {
	s := ""
	if n := len(t.changed); n > 0 {
		s = fmt.Sprintf("+%d changed, %s sorts  ", n, t.Keys.Name(keys.First))
	}
	return s + t.MarkedText()
}

// whyLines returns what is known about the task under the cursor, n lines below
// the rows.
func (t *Screen) whyLines(n int) []string {
	return page.Pad(t.preview.Lines(t.Current(), t.Width, n, false), n)
}
