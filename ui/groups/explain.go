package groups

import (
	"fmt"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/plan"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// writeCluster writes what is known of a group, most wanted first. In short it
// is for the lines below the groups.
func (g *Screen) writeCluster(w *page.Writer, c *cluster, short bool) {
	switch {
	case c.cause != nil:
		g.writeCause(w, c, short)
	case len(c.rows) > 0:
		for i, r := range c.rows {
			if short && i == maxShort {
				break
			}
			w.Write(0, fmt.Sprintf("line %d", r.Line), w.Theme.Faint, r.Name().Line(), w.Theme.Value)
		}
	default:
		g.writeCounts(w, c)
	}
}

// maxShort is how many rows are written in short: more do not fit.
const maxShort = 60

// writeCause writes what HubSpot said, what it means, what to do, what the
// tasks share, and the rule that made the group.
func (g *Screen) writeCause(w *page.Writer, c *cluster, short bool) {
	l, of := w.Theme, c.cause
	w.Told("first said", of.Sample.Head(theme.LongestLine).Line(), l.Value)
	if claim, ok := g.ClaimOn(of); ok {
		w.Told("claimed", g.OnIt(claim)+" since "+g.Times.Clock(claim.Since, g.Now), l.Notice)
	}
	note, known := g.Causes().Note(of)
	if known {
		meaning := note.Meaning
		if note.Inferred {
			meaning += " (inferred)"
		}
		w.Told("means", meaning, l.Text)
		w.Told("check", note.Check, l.Text)
		w.Told("who", note.Who, l.Text)
	}
	w.Told("next step", g.nextStep(c), l.Notice)
	if of.Signature.Kind == cause.KindElsewhere {
		g.writeElsewhere(w, c)
	}
	g.writeContrast(w, of, short)
	writeSpread(w, g.Causes().Groups().Spread(of.Signature), of.Tasks)
	w.Told("rule", of.Why(), l.Faint)
	if !short {
		g.writeExamples(w, of)
	}
	w.Told("id", of.ID+", for --filter cause="+of.ID+" and rerun --cause "+of.ID, l.Faint)
	if known && note.Source != "" {
		ink := l.Faint
		if url, err := model.HubSpotURL(model.Text(note.Source)); err == nil {
			ink = l.Linked(l.Link, url)
		}
		w.Told("source", note.Source, ink)
	}
}

// writeContrast writes what the tasks of a cause have that the good have not; in
// short only the clearest.
func (g *Screen) writeContrast(w *page.Writer, of *cause.Cause, short bool) {
	head := "why these"
	lines := g.Contrast(of.ID)
	if short {
		lines = lines[:min(len(lines), 1)]
	}
	for _, line := range lines {
		w.Told(head, contrastText(w.Theme, line), w.Theme.Notice)
		head = ""
	}
}

// writeExamples writes two messages of a cause under each other, what differs in
// another ink.
func (g *Screen) writeExamples(w *page.Writer, of *cause.Cause) {
	const indent = 12
	l := w.Theme
	room := max(w.Width-indent, 16)
	var above, below strings.Builder
	head, used := "two of them", 0
	flush := func() {
		if used > 0 {
			w.Lines = append(w.Lines, l.Faint.Paint(l.Fit(head, indent))+above.String(), theme.Spaces(indent)+below.String())
		}
		above.Reset()
		below.Reset()
		head, used = "", 0
	}
	for _, part := range g.Causes().Groups().Examples(of.Signature) {
		width := min(max(l.Width(part.A), l.Width(part.B)), room)
		if used+width > room {
			flush()
		}
		ink := l.Text
		if part.Varies {
			ink = l.Notice
		}
		above.WriteString(ink.Paint(l.Fit(part.A, width)) + " ")
		below.WriteString(ink.Paint(l.Fit(part.B, width)) + " ")
		used += width + 1
	}
	flush()
}

// writeSpread writes what the tasks of a cause share, what differs, and what is
// another one for each of them.
func writeSpread(w *page.Writer, spreads []cause.Spread, tasks int) {
	var same, unlike []string
	var differ []cause.Spread
	for _, s := range spreads {
		if v, ok := s.Constant(tasks); ok {
			same = append(same, s.Key+" = "+w.Theme.Cut(v.Line()))
		} else if s.Distinct == s.Tasks && s.Tasks == tasks {
			unlike = append(unlike, s.Key)
		} else {
			differ = append(differ, s)
		}
	}
	w.Told("same", strings.Join(same, ", "), w.Theme.Text)
	head := "differs"
	for _, s := range differ {
		w.Told(head, spreadText(w.Theme, s, tasks), w.Theme.Text)
		head = ""
	}
	if slices.Sort(unlike); len(unlike) > 0 {
		w.Told("unlike", "each has its own "+strings.Join(slices.Compact(unlike), ", "), w.Theme.Text)
	}
}

// spreadText is how the values of one key differ.
func spreadText(l *theme.Theme, s cause.Spread, tasks int) string {
	values := make([]string, 0, len(s.Top))
	for _, top := range s.Top {
		values = append(values, fmt.Sprintf("%s (%d)", l.Cut(top.Value.Line()), top.Tasks))
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

// nextStep says for how many tasks of the group a re-run can be written.
func (g *Screen) nextStep(c *cluster) string {
	if c.cause.Signature.Kind == cause.KindCheck {
		return ""
	}
	r := g.Tracker().Rerun(g.tasksOf(c.ids), plan.With{})
	k, unknown := g.Keys.Name(keys.Rerun), r.Unknown()
	switch {
	case len(r.Steps) == 0 && r.Missing() > 0:
		return "look where the folders are; hubwatch rerun --missing prints what to do again"
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
func (g *Screen) writeCounts(w *page.Writer, c *cluster) {
	counts := map[model.State]int{}
	for _, t := range g.tasksOf(c.ids) {
		counts[t.State()]++
	}
	for _, s := range model.States {
		if n := counts[s]; n > 0 {
			look := w.Theme.States[s]
			w.Write(0, w.Theme.Fit(look.Glyph+" "+s.Word(), 12), look.Ink, model.Plural(n, "task"), w.Theme.Text)
		}
	}
}

// writeElsewhere writes where the folders of the group are and were to be.
func (g *Screen) writeElsewhere(w *page.Writer, c *cluster) {
	for _, t := range g.tasksOf(c.ids[:min(len(c.ids), maxShort)]) {
		for _, d := range t.Elsewhere() {
			w.Write(0, string(t.ID), w.Theme.Faint, fmt.Sprintf("%s: planned %s, is %s", d.Column, d.Planned.Line(), d.Actual.Line()), w.Theme.Text)
		}
	}
}

// explain shows all that is known of the group under the cursor on a page of
// its own.
func (g *Screen) explain() {
	c := g.current()
	if c == nil {
		return
	}
	top := 0
	if was := g.page; was != nil { // the screen has another size now
		top = was.Top
	}
	w := &page.Writer{Theme: g.Theme, Width: g.Width - 2}
	w.Write(0, model.Plural(c.number, "task")+":", w.Theme.Faint, model.Text(c.title).Line(), w.Theme.Title)
	w.Blank()
	g.writeCluster(w, c, false)
	g.page = &page.Page{Lines: w.Lines, Top: top}
	g.page.Resize(g.Height - 2)
}

// explainDo does an action on the page of a group.
func (g *Screen) explainDo(p keys.Press) {
	by, _ := p.Action.Step(g.page.Height, len(g.page.Lines))
	g.page.Scroll(by)
	if p.Action == keys.Back || p.Action == keys.Explain {
		g.page = nil
	}
}

func (g *Screen) explainLines() []string {
	lines := frame.Header(g.Env, 1)
	for _, line := range g.page.View() {
		lines = append(lines, " "+line)
	}
	help := g.Theme.Hint(g.Keys.Entry(keys.Help).Key, g.Keys.Entry(keys.Help).Does) + " "
	return append(lines, g.Theme.Fit(g.page.Hint(g.Theme), g.Width-g.Theme.Width(help))+help)
}
