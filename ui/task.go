package ui

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// taskScreen is one task opened: what happened, the folder, every level of
// its errors, and its history.
type taskScreen struct {
	id     model.TaskID
	page   page
	body   []string      // what follows the head; it changes only with the report
	report *model.Report // that body was drawn from
	events int           // how many events it shows
	width  int
}

// openTask shows the task, or shows it anew after an answer.
func (a *app) openTask(t *model.Task) {
	if t == nil {
		return
	}
	if a.task == nil || a.task.id != t.ID {
		a.task = &taskScreen{id: t.ID}
		a.table.hold(t.ID)
	}
	a.task.resize(a.width, a.taskHeight(), &a.looks)
	a.task.draw(t, &a.looks)
	a.keys.enable(true, true)
}

func (a *app) closeTask() {
	a.task = nil
	a.keys.enable(a.list.Len() > 0, false)
}

// taskHeight is what header, banner and footer leave.
func (a *app) taskHeight() int { return a.height - 3 - taskHead }

func (a *app) taskKey(msg tea.KeyPressMsg) tea.Cmd {
	k, p := &a.keys, &a.task.page
	switch {
	case key.Matches(msg, k.Back):
		a.closeTask()
	case key.Matches(msg, k.Up):
		p.scroll(-1)
	case key.Matches(msg, k.Down):
		p.scroll(+1)
	case key.Matches(msg, k.PageUp):
		p.scroll(-p.height)
	case key.Matches(msg, k.PageDown):
		p.scroll(+p.height)
	case key.Matches(msg, k.First):
		p.scroll(-len(p.lines))
	case key.Matches(msg, k.Last):
		p.scroll(+len(p.lines))
	case key.Matches(msg, k.Next):
		a.stepTask(+1)
	case key.Matches(msg, k.Prev):
		a.stepTask(-1)
	}
	return nil
}

// stepTask opens the next or previous task of the table.
func (a *app) stepTask(by int) {
	a.table.move(by)
	a.openTask(a.table.current())
}

func (s *taskScreen) resize(width, height int, _ *looks) {
	if width != s.width {
		s.width, s.body = width, nil // wrap anew
	}
	s.page.resize(height)
}

// draw brings the body up to date; without news it costs nothing.
func (s *taskScreen) draw(t *model.Task, l *looks) {
	if s.body != nil && s.report == t.Report && s.events == len(t.History) {
		return
	}
	w := &writer{looks: l, width: s.width - 2}
	writeBody(w, t)
	s.body, s.report, s.events = w.lines, t.Report, len(t.History)
	s.page.lines = w.lines
	s.page.scroll(0)
}

// taskHead is how many lines stand above the scrolling part.
const taskHead = 4

// taskLines draws the whole screen of an open task.
func (a *app) taskLines() []string {
	t := a.list.Task(a.task.id)
	a.task.draw(t, &a.looks)
	lines := append(a.header(1), a.rule())
	lines = append(lines, a.taskHeadLines(t)...)
	for _, line := range a.task.page.view() {
		lines = append(lines, " "+line)
	}
	return append(lines, a.footer())
}

// taskHeadLines says which task this is, why it is as it is, and how old the
// answer is.
func (a *app) taskHeadLines(t *model.Task) []string {
	look := a.looks.state[t.State()]
	place := fmt.Sprintf("%d of %d ", a.table.index+1, len(a.table.rows))
	if p := &a.task.page; len(p.lines) > p.height {
		place = fmt.Sprintf("lines %d-%d of %d   ", p.top+1, min(p.top+p.height, len(p.lines)), len(p.lines)) + place
	}
	head := " " + look.ink.paint(look.glyph+" "+t.State().Word()) + "  " + a.looks.title.paint(string(t.ID))
	if d, ok := t.InState(a.now); ok {
		head += a.looks.faint.paint("  for " + ageText(d))
	}
	return []string{
		join2(head, a.looks.faint.paint(place), a.width, &a.looks),
		" " + a.looks.text.paint(a.looks.fit(t.Why(), a.width-1)),
		a.looks.faint.paint(a.looks.fit(" "+a.checkText(t), a.width)),
		"",
	}
}
