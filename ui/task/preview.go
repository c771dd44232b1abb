package task

import (
	"strings"

	"hubwatch/model"
	"hubwatch/ui/facts"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Preview is what is known about the task under the table's cursor, at its
// right or below it: in plain words, then its errors and the rest, as far as
// there is room. The rest can be scrolled into view.
type Preview struct {
	*screen.Env
	shown Screen
	words []string // what is known in plain words, in lines
	skip  int      // lines of them above the view
	rows  int      // lines below the head
}

// previewStep is how many lines the preview scrolls at a time.
const previewStep = 3

// Scroll scrolls the preview one step down, or up. Each task begins at the top.
func (p *Preview) Scroll(down bool) {
	t := &p.shown.tree
	hidden := max(0, len(p.words)-p.rows)
	step := max(1, min(previewStep, p.rows-1))
	switch {
	case t.Theme == nil: // nothing is shown yet
	case down && p.skip < hidden:
		p.skip = min(p.skip+step, hidden)
	case down:
		t.Down(previewStep)
	case t.Top > 0 || t.Skip > 0:
		t.Up(previewStep)
	default:
		p.skip = max(0, p.skip-step)
	}
}

// Layout works out what is known about a task for a width and height, from the top
// if it is another task or has changed. beside means at the right of the table.
func (p *Preview) Layout(t *model.Task, width, height int, beside bool) {
	s := &p.shown
	if s.id != t.ID || s.made != versionOf(s.Env, t) {
		*s = Screen{Env: p.Env, id: t.ID, brief: true}
		p.skip = 0
	}
	s.update(t)
	at, labels := 2, labelCells+2
	if beside {
		at, labels = 1, labelCells
	}
	p.words = factLines(p.Theme, facts.Of(p.Env, t), at, labels, width)
	p.rows = height - len(p.head(t, width, beside))
	p.skip = max(0, min(p.skip, len(p.words)-p.rows))
	s.tree.Resize(width-1, p.rows-len(p.words)-1)
}

// head returns which task it is.
func (p *Preview) head(t *model.Task, width int, beside bool) []string {
	look, path := p.Theme.States[t.State()], t.Wanted().Tail(theme.LongestLine).Line()
	l := page.Line{Theme: p.Theme}
	if !beside {
		l.To(2)
		l.Put(look.Ink, look.Glyph+" "+t.State().Shown())
		l.Put(p.Theme.Text, "  ")
		id := string(t.ID)
		room := width - 1 - l.At()
		switch beside := room - 2 - p.Theme.Width(id); {
		case path != "" && beside < pathKeeps:
			parent, name := p.Theme.Path(path, room)
			l.Put(p.Theme.Faint, parent)
			l.Put(p.Theme.Title, name)
			return []string{l.String()}
		case path != "":
			parent, name := p.Theme.Path(path, beside)
			l.Put(p.Theme.Faint, parent)
			l.Put(p.Theme.Title, name)
		case beside >= p.Theme.Width(nameless):
			l.Put(p.Theme.Faint, nameless)
		}
		l.To(width - 1 - p.Theme.Width(id))
		l.Put(p.Theme.Faint, p.Theme.TailUpTo(id, room))
		return []string{l.String()}
	}
	rule := p.Theme.Sign("─", "-")
	l.Put(p.Theme.Rule, rule+rule+" ")
	l.Put(look.Ink, look.Glyph+" "+strings.ToUpper(t.State().Shown()))
	l.Put(p.Theme.Faint, " "+p.Theme.TailUpTo(string(t.ID), max(8, width-l.At()-4)))
	l.Put(p.Theme.Rule, " "+strings.Repeat(rule, max(0, width-l.At()-1)))
	lines := []string{l.String()}
	for i, part := range p.Theme.Wrap(path, width-2) {
		if path != "" && i < pathLines {
			lines = append(lines, " "+p.Theme.Title.Paint(part))
		}
	}
	return lines
}

// nameless stands in for the path of a folder that is not known.
const nameless = "its folder is not known"

const (
	pathKeeps = 20 // cells of a path without which the ID goes
	pathLines = 4  // lines of a path at most
)

// Lines returns what Layout worked out, at most height lines.
func (p *Preview) Lines(t *model.Task, width, height int, beside bool) []string {
	if t == nil || height <= 0 {
		return nil
	}
	if height <= 2 {
		return p.brief(t, width, height)
	}
	lines := append(p.head(t, width, beside), p.words[min(p.skip, len(p.words)):]...)
	if more := len(lines) - height + 1; more > 1 {
		text := model.Thousands(more) + " more lines, " + p.Keys.Name(keys.PreviewDown) + " shows them"
		lines = append(lines[:height-1], p.Theme.Faint.Paint(p.Theme.UpTo("  "+text, width-1)))
	}
	if s := &p.shown; s.id == t.ID && height-len(lines) > 2 {
		lines = append(lines, "")
		for _, line := range s.tree.Lines(false) {
			if beside {
				line = strings.TrimPrefix(line, " ")
			}
			lines = append(lines, line)
		}
	}
	return lines[:min(len(lines), height)]
}

// brief returns a task in one or two lines: which it is, and why it is in its
// state.
func (p *Preview) brief(t *model.Task, width, height int) []string {
	text, _ := facts.Said(p.Env, t)
	look := p.Theme.States[t.State()]
	if height == 1 {
		return []string{"  " + look.Ink.Paint(look.Glyph) + " " + p.Theme.UpTo(text, width-5)}
	}
	if why := facts.Answer(p.Env, t); why != "" {
		text = why
	}
	return append(p.head(t, width, false), "    "+p.Theme.UpTo(text, width-5))
}

// labelCells is the width of the labels, with the gap behind them.
const labelCells = 8

// factLines writes facts in lines of a width, with the labels in a column. No
// letter is lost.
func factLines(l *theme.Theme, all []facts.Fact, at, labels, width int) []string {
	var lines []string
	for _, f := range all {
		parts := l.Wrap(f.Text, width-at-labels-1)
		moreAt := width - 1 - l.Width(f.More)
		fits := func(part string) bool { return at+labels+l.Width(part)+2 <= moreAt }
		beside := 0 // the part that has more at its right
		if !fits(parts[0]) {
			beside = len(parts) - 1
		}
		if f.More != "" && !fits(parts[beside]) {
			parts, beside = append(parts, l.Wrap(f.More, width-at-labels-1)...), -1
		}
		for i, part := range parts {
			line := page.Line{Theme: l}
			line.To(at)
			if i == 0 {
				line.Put(l.Faint, f.Label)
			}
			line.To(at + labels)
			line.Put(l.Text, strings.TrimRight(part, " "))
			if i == beside && f.More != "" {
				line.To(moreAt)
				line.Put(l.Faint, f.More)
			}
			lines = append(lines, line.String())
		}
	}
	return lines
}
