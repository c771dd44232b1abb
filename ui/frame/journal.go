package frame

import (
	"strings"

	"hubwatch/model"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Journal returns the latest events in n lines, newest first; the first line is
// the title.
func Journal(e *screen.Env, n int) []string {
	lines := []string{TitledRule(e, "JOURNAL", e.Width)}
	for i := len(e.Recent()) - 1; i >= 0 && len(lines) < n; i-- {
		lines = append(lines, eventLine(e, e.Recent()[i]))
	}
	return page.Pad(lines, n)
}

// TitledRule returns a rule of that many cells with a title.
func TitledRule(e *screen.Env, title string, width int) string {
	rule := e.Theme.Sign("─", "-")
	l := page.Line{Theme: e.Theme}
	l.Put(e.Theme.Rule, rule+rule+" ")
	l.Put(e.Theme.Heading, e.Theme.UpTo(title, width-l.At()-2))
	l.Put(e.Theme.Rule, " "+strings.Repeat(rule, max(0, width-l.At()-1)))
	return l.String()
}

// eventCells is the width of what happened, before the folder it happened to.
const eventCells = 26

// timeCells is the width of the time of an event with the gap, and zoneCells what its
// zone or "ago" takes besides.
const timeCells, zoneCells = 10, 4

// eventLine returns an event in a line: when, what, and to which folder.
func eventLine(e *screen.Env, of model.Event) string {
	l := page.Line{Theme: e.Theme}
	l.To(2)
	l.Put(e.Theme.Faint, e.Times.Second(of.At, Ages(e)))
	begin := 2 + timeCells
	if e.Times != model.TimesLocal {
		begin += zoneCells
	}
	l.To(begin)
	name, ink := string(of.ID), e.Theme.Text
	if t := e.List().Task(of.ID); t != nil && t.Name() != "" {
		name = t.Name().Tail(theme.LongestLine).Line()
	}
	text := of.Words()
	if of.Kind == model.EventState {
		look := e.Theme.States[of.To]
		l.Put(look.Ink, look.Glyph+" ")
		text = of.From.Shown() + " " + e.Theme.Sign("→", "->") + " " + of.To.Shown()
	}
	room := e.Width - 1 - l.At()
	l.Put(ink, e.Theme.UpTo(text, room))
	if of.ID == "" {
		return l.String()
	}
	folder := max(l.At(), begin+eventCells)
	if room = e.Width - 1 - folder - 2; room >= theme.LeastCut {
		l.To(folder)
		parent, last := e.Theme.Path(name, room)
		l.Put(e.Theme.Text, "  ")
		l.Put(e.Theme.Faint, parent)
		l.Put(e.Theme.Text, last)
	}
	return l.String()
}
