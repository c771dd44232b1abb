package ui

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/cause"
)

// writeCluster writes what is known of a group, most wanted first. In short it
// is for the lines below the groups.
func (a *app) writeCluster(w *writer, c *cluster, short bool) {
	switch {
	case c.cause != nil:
		a.writeCause(w, c, short)
	case len(c.rows) > 0:
		for i, r := range c.rows {
			if short && i == maxShort {
				break
			}
			w.write(0, fmt.Sprintf("line %d", r.Line), w.looks.faint, r.Name().Line(), w.looks.value)
		}
	default:
		a.writeCounts(w, c)
	}
}

// maxShort is how many rows are written in short: more do not fit.
const maxShort = 60

// told writes one line of a head and a text, if there is any text.
func (w *writer) told(head, text string, textInk ink) {
	if text != "" {
		w.write(0, w.looks.fit(head, 11), w.looks.faint, text, textInk)
	}
}

// writeCause writes what HubSpot said, what it means, what to do, what the
// tasks share, and the rule that made the group.
func (a *app) writeCause(w *writer, c *cluster, short bool) {
	l, of := w.looks, c.cause
	w.told("first said", of.Sample.Head(longestPath).Line(), l.value)
	note, known := a.causes.note(of)
	if known {
		meaning := note.Meaning
		if note.Inferred {
			meaning += " (inferred)"
		}
		w.told("means", meaning, l.text)
		w.told("check", note.Check, l.text)
		w.told("who", note.Who, l.text)
	}
	w.told("next step", a.nextStep(c), l.notice)
	a.writeContrast(w, of, short)
	writeSpread(w, a.causes.groups.Spread(of.Signature), of.Tasks)
	w.told("rule", of.Why(), l.faint)
	if !short {
		a.writeExamples(w, of)
	}
	w.told("id", of.ID+", for --filter cause="+of.ID+" and rerun --cause "+of.ID, l.faint)
	if known && note.Source != "" {
		w.told("source", note.Source, l.faint)
	}
}

// writeContrast writes what the tasks of a cause have that the good have not; in
// short only the clearest.
func (a *app) writeContrast(w *writer, of *cause.Cause, short bool) {
	head := "why these"
	lines := a.contrasts.of[of.ID]
	if short {
		lines = lines[:min(len(lines), 1)]
	}
	for _, line := range lines {
		w.told(head, contrastText(w.looks, line), w.looks.notice)
		head = ""
	}
}

// writeExamples writes two messages of a cause under each other, what differs in
// another ink.
func (a *app) writeExamples(w *writer, of *cause.Cause) {
	const indent = 12
	l := w.looks
	room := max(w.width-indent, 16)
	var above, below strings.Builder
	head, used := "two of them", 0
	flush := func() {
		if used > 0 {
			w.lines = append(w.lines, l.faint.paint(l.fit(head, indent))+above.String(), spaces(indent)+below.String())
		}
		above.Reset()
		below.Reset()
		head, used = "", 0
	}
	for _, part := range a.causes.groups.Examples(of.Signature) {
		width := min(max(l.width(part.A), l.width(part.B)), room)
		if used+width > room {
			flush()
		}
		ink := l.text
		if part.Varies {
			ink = l.notice
		}
		above.WriteString(ink.paint(l.fit(part.A, width)) + " ")
		below.WriteString(ink.paint(l.fit(part.B, width)) + " ")
		used += width + 1
	}
	flush()
}

// writeSpread writes what the tasks of a cause share, what differs, and what is
// another one for each of them.
func writeSpread(w *writer, spreads []cause.Spread, tasks int) {
	var same, unlike []string
	var differ []cause.Spread
	for _, s := range spreads {
		if v, ok := s.Constant(tasks); ok {
			same = append(same, s.Key+" = "+w.looks.cut(v.Line()))
		} else if s.Distinct == s.Tasks && s.Tasks == tasks {
			unlike = append(unlike, s.Key)
		} else {
			differ = append(differ, s)
		}
	}
	w.told("same", strings.Join(same, ", "), w.looks.text)
	head := "differs"
	for _, s := range differ {
		w.told(head, spreadText(w.looks, s, tasks), w.looks.text)
		head = ""
	}
	if slices.Sort(unlike); len(unlike) > 0 {
		w.told("unlike", "each has its own "+strings.Join(slices.Compact(unlike), ", "), w.looks.text)
	}
}

// spreadText is how the values of one key differ.
func spreadText(l *looks, s cause.Spread, tasks int) string {
	values := make([]string, 0, len(s.Top))
	for _, top := range s.Top {
		values = append(values, fmt.Sprintf("%s (%d)", l.cut(top.Value.Line()), top.Tasks))
	}
	text := s.Key + ": " + strings.Join(values, ", ")
	if s.Distinct > len(values) {
		text += fmt.Sprintf(" and %d more", s.Distinct-len(values))
	}
	if s.Tasks < tasks {
		text += fmt.Sprintf("; %d have none", tasks-s.Tasks)
	}
	return text
}

// maxValue is how much of a value is written among others, in cells.
const maxValue = 40

// cut is text short enough to stand among others; paths keep their end.
func (l *looks) cut(s string) string {
	switch {
	case l.width(s) <= maxValue:
		return s
	case strings.HasPrefix(s, "/"):
		return l.fitTail(s, maxValue)
	}
	return l.fit(s, maxValue)
}

// nextStep says for how many tasks of the group a re-run can be written.
func (a *app) nextStep(c *cluster) string {
	if c.cause.Signature.Kind == cause.KindCheck {
		return ""
	}
	r := a.tracker.Rerun(a.tasksOf(c.ids), false)
	k, unknown := a.looks.press(a.keys.Rerun), r.Unknown()
	switch {
	case len(r.Steps) == 0 && len(unknown) > 0:
		return "a re-run needs the plan: " + model.Plural(len(unknown), "task") + " cannot be done again from what is known (" + unknown[0].Why + ")"
	case len(r.Steps) == 0:
		return "nothing: they are done, or under way, already"
	case len(unknown) > 0:
		return fmt.Sprintf("put it right, then %s writes a re-run of %s; %d cannot be done again from what is known", k, model.Plural(len(r.Steps), "folder"), len(unknown))
	}
	return fmt.Sprintf("put it right, then %s writes a re-run of %s", k, model.Plural(len(r.Steps), "folder"))
}

// writeCounts writes how many of the tasks are in each state, and which they
// are.
func (a *app) writeCounts(w *writer, c *cluster) {
	counts := map[model.State]int{}
	for _, t := range a.tasksOf(c.ids) {
		counts[t.State()]++
	}
	for _, s := range model.States {
		if n := counts[s]; n > 0 {
			look := w.looks.state[s]
			w.write(0, w.looks.fit(look.glyph+" "+s.Word(), 12), look.ink, model.Plural(n, "task"), w.looks.text)
		}
	}
	if c.filter == "elsewhere" {
		a.writeElsewhere(w, c)
	}
}

// writeElsewhere writes where the folders of the group are and were to be.
func (a *app) writeElsewhere(w *writer, c *cluster) {
	for _, t := range a.tasksOf(c.ids[:min(len(c.ids), maxShort)]) {
		for _, d := range t.Elsewhere() {
			w.write(0, string(t.ID), w.looks.faint, fmt.Sprintf("%s: planned %s, is %s", d.Column, d.Planned.Line(), d.Actual.Line()), w.looks.text)
		}
	}
}

// explain shows all that is known of the group under the cursor on a page of
// its own.
func (a *app) explain() {
	c := a.groups.current()
	if c == nil {
		return
	}
	top := 0
	if was := a.groups.page; was != nil { // the screen has another size now
		top = was.top
	}
	w := &writer{looks: &a.looks, width: a.width - 2}
	w.write(0, model.Plural(c.number, "task")+":", w.looks.faint, model.Text(c.title).Line(), w.looks.title)
	w.blank()
	a.writeCluster(w, c, false)
	a.groups.page = &page{lines: w.lines, top: top}
	a.groups.page.resize(a.height - 2)
}

func (a *app) explainKey(msg tea.KeyPressMsg) tea.Cmd {
	k, p := &a.keys, a.groups.page
	if key.Matches(msg, k.Back, k.Explain) {
		a.groups.page = nil
		return nil
	}
	by, _ := k.step(msg, p.height, len(p.lines))
	p.scroll(by)
	return nil
}

func (a *app) explainLines() []string {
	lines := a.header(1)
	for _, line := range a.groups.page.view() {
		lines = append(lines, " "+line)
	}
	help := a.hint(a.keys.Help) + " "
	return append(lines, a.looks.fit(a.pageHint(a.groups.page), a.width-a.looks.width(help))+help)
}
