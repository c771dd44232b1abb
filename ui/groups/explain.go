package groups

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/plan"
	"hubwatch/ui/facts"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// writer writes what is known about a group: labels in a column with text
// beside them. No letter is lost.
type writer struct{ page.Writer }

// labelCells is how wide labels are, with the gap behind.
const labelCells = 10

// told writes a label and a text, if the text is not empty.
func (w *writer) told(label, text string, ink theme.Ink) {
	w.Told(page.Margin, labelCells, label, text, ink)
}

// told returns the lines about a group; short is for those below the groups.
func (g *Screen) told(c *cluster, short bool) []string {
	w := &writer{page.Writer{Theme: g.Theme, Width: g.Width - 1}}
	g.writeCluster(w, c, short)
	return w.Lines
}

// writeCluster writes what is known about a group, the most useful first; short
// is for the lines below the groups.
func (g *Screen) writeCluster(w *writer, c *cluster, short bool) {
	switch {
	case c.cause != nil:
		g.writeCause(w, c, short)
	case len(c.rows) > 0:
		for i, r := range c.rows {
			if short && i == maxShort {
				break
			}
			w.told(fmt.Sprintf("line %d", r.Line), r.Name().Line(), w.Theme.Text)
			if f, at, ok := g.ForeseenOf(r); ok {
				w.told("", "outlook: "+facts.Outlook(g.Env, f, at), w.Theme.Stale)
			}
		}
	default:
		g.writeCounts(w, c)
	}
}

// maxShort is how many rows the short form has at most.
const maxShort = 60

// writeCause writes what HubSpot said, what it means, what to do, what the
// tasks share, and the rule that made the group.
func (g *Screen) writeCause(w *writer, c *cluster, short bool) {
	l, of := w.Theme, c.cause
	said := of.Sample.Head(theme.LongestLine).Line()
	if of.Signature.Kind == cause.KindError && said != "" {
		said = facts.Quote(l, of.Sample, theme.LongestLine)
	}
	w.told("said", said, l.Value)
	if claim, ok := g.ClaimOn(of); ok {
		w.told("claimed", g.OnIt(claim)+" since "+g.Times.Clock(claim.Since, g.Now), l.Notice)
	}
	note, known := g.Causes().Note(of)
	if known {
		meaning := note.Meaning
		if note.Inferred {
			meaning += " (inferred)"
		}
		w.told("means", meaning, l.Text)
		w.told("check", note.Check, l.Text)
		w.told("who", note.Who, l.Text)
	}
	w.told("next", g.nextStep(c), l.Notice)
	if of.Signature.Kind == cause.KindElsewhere {
		g.writeElsewhere(w, c)
	}
	g.writeContrast(w, of, short)
	writeSpread(w, g.Causes().Groups().Spread(of.Signature), of.Tasks)
	w.told("rule", of.Why()+"; id "+of.ID+" for --cause", l.Faint)
	if !short {
		g.writeExamples(w, of)
	}
	if known && note.Source != "" {
		ink := l.Faint
		if url, err := model.HubSpotURL(model.Text(note.Source)); err == nil {
			ink = l.Linked(l.Link, url)
		}
		w.told("source", note.Source, ink)
	}
}

// writeContrast writes what the tasks of a cause have in common that good ones
// lack; in short only the clearest.
func (g *Screen) writeContrast(w *writer, of *cause.Cause, short bool) {
	head := "alike"
	lines := g.Contrast(of.ID)
	if short {
		lines = lines[:min(len(lines), 1)]
	}
	for _, line := range lines {
		w.told(head, contrastText(w.Theme, line), w.Theme.Notice)
		head = ""
	}
}

// writeExamples writes two messages of a cause below each other, with the
// differences in another ink.
func (g *Screen) writeExamples(w *writer, of *cause.Cause) {
	const indent = page.Margin + labelCells
	l := w.Theme
	room := max(w.Width-indent, 16)
	var above, below strings.Builder
	head, used := "examples", 0
	flush := func() {
		if used > 0 {
			w.Lines = append(w.Lines, theme.Spaces(page.Margin)+l.Faint.Paint(l.Fit(head, labelCells))+above.String(), theme.Spaces(indent)+below.String())
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

// writeSpread writes which values the tasks of a cause share, which differ, and
// which are different for each task.
func writeSpread(w *writer, spreads []cause.Spread, tasks int) {
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
	w.told("alike", strings.Join(same, ", "), w.Theme.Text)
	head := "differ"
	for _, s := range differ {
		w.told(head, spreadText(w.Theme, s, tasks), w.Theme.Text)
		head = ""
	}
	if slices.Sort(unlike); len(unlike) > 0 {
		w.told(head, "each has its own "+strings.Join(slices.Compact(unlike), ", "), w.Theme.Text)
	}
}

// spreadText says how the values of one key differ.
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
	r := g.Tracker().Rerun(g.List().Find(c.ids), plan.With{})
	k, unknown := g.Keys.Name(keys.Rerun), r.Unknown()
	switch {
	case len(r.Steps) == 0 && r.Missing() > 0:
		return "look where the folders are; hubwatch rerun --missing prints what to do again"
	case len(r.Steps) == 0 && len(unknown) > 0:
		return "a re-run needs the plan: " + model.Plural(len(unknown), "task") + " cannot be done again from what is known (" + unknown[0].Why + ")"
	case len(r.Steps) == 0:
		return "nothing: they are done, or under way, already"
	case len(unknown) > 0:
		return fmt.Sprintf("put it right, then %s writes the re-run of %s; %d cannot be done again from what is known", k, model.Plural(len(r.Steps), "folder"), len(unknown))
	}
	what := model.Plural(len(r.Steps), "folder")
	switch {
	case c.number == 1:
		what = "this folder"
	case c.number == len(r.Steps):
		what = "these " + what
	}
	return "put it right, then " + k + " writes the re-run of " + what
}

// writeCounts writes how many of the tasks are in each state, and which they are.
func (g *Screen) writeCounts(w *writer, c *cluster) {
	counts := map[model.State]int{}
	for _, t := range g.List().Find(c.ids) {
		counts[t.State()]++
	}
	for _, s := range model.States {
		if n := counts[s]; n > 0 {
			look := w.Theme.States[s]
			w.Write(page.Margin, w.Theme.Fit(look.Glyph+" "+s.Shown(), 12), look.Ink, frame.Things(g.Env, n), w.Theme.Text)
		}
	}
}

// writeElsewhere writes where the folders of the group are, and where they
// should be.
func (g *Screen) writeElsewhere(w *writer, c *cluster) {
	for _, t := range g.List().Find(c.ids[:min(len(c.ids), maxShort)]) {
		for _, d := range t.Elsewhere() {
			w.told("plan", fmt.Sprintf("%s %s, is %s", d.Column, d.Planned.Line(), d.Actual.Line()), w.Theme.Text)
		}
	}
}

// explain opens a page with everything known about the group under the cursor.
func (g *Screen) explain() {
	c := g.current()
	if c == nil {
		return
	}
	top := 0
	if was := g.page; was != nil { // the screen has another size now
		top = was.Top
	}
	head := page.Writer{Theme: g.Theme, Width: g.Width - 1}
	head.Write(page.Margin, frame.Things(g.Env, c.number)+":", g.Theme.Faint, model.Text(cmp.Or(c.long, c.title)).Line(), g.Theme.Title)
	head.Blank()
	g.page = &page.Page{Lines: append(head.Lines, g.told(c, false)...), Top: top}
	g.page.Resize(g.Height - 2)
}

// explainDo carries out an action on that page.
func (g *Screen) explainDo(p keys.Press) {
	by, _ := p.Action.Step(g.page.Height, len(g.page.Lines))
	g.page.Scroll(by)
	if p.Action == keys.Back || p.Action == keys.Out || p.Action == keys.Explain {
		g.page = nil
	}
}

func (g *Screen) explainLines() []string {
	lines := frame.Header(g.Env, 1)
	lines = append(lines, g.page.View()...)
	return append(lines, frame.Bottom(g.Env, false, g.page.Hint(g.Theme)...))
}
