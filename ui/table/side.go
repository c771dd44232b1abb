package table

import (
	"strings"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
)

// mostCauses is how many causes are listed at the top of the side.
const mostCauses = 8

// sideLines draws the side in n lines: why folders are to do again, then what
// is known about the task under the cursor.
func (t *Screen) sideLines(width, n int) []string {
	lines := t.causeLines(width)
	lines = append(lines, t.preview.Lines(t.Current(), width, n-len(lines), true)...)
	return page.Pad(lines, n)[:n]
}

// sideHeads returns how many lines of the side come before the task's details.
func (t *Screen) sideHeads() int {
	n := len(t.toDoCauses())
	if n == 0 {
		return 0
	}
	return 1 + min(n, mostCauses)
}

// toDoCauses returns the causes for which folders are to do again, the most
// frequent first.
func (t *Screen) toDoCauses() []*cause.Cause {
	var causes []*cause.Cause
	for _, c := range t.Causes().Groups().Causes() {
		if sample := t.List().Task(c.SampleTask); sample != nil && sample.ToDo() {
			causes = append(causes, c)
		}
	}
	return causes
}

// causeLines returns why folders are to do again, the most frequent causes first.
func (t *Screen) causeLines(width int) []string {
	causes := t.toDoCauses()
	if len(causes) == 0 {
		return nil
	}
	lines := []string{frame.TitledRule(t.Env, t.whyTitle(), width)}
	for i, c := range causes {
		l := page.Line{Theme: t.Theme}
		if i == mostCauses-1 && len(causes) > mostCauses {
			l.To(7)
			l.Put(t.Theme.Faint, model.Thousands(len(causes)-i)+" more causes, "+t.Keys.Name(keys.Group)+" shows them")
			lines = append(lines, l.String())
			break
		}
		count := model.Thousands(c.Tasks)
		l.To(5 - len(count))
		l.Put(t.Theme.Text, count+" ")
		if sample := t.List().Task(c.SampleTask); sample != nil {
			look := t.Theme.States[sample.State()]
			l.Put(look.Ink, look.Glyph)
		}
		l.To(8)
		l.Put(t.Theme.Text, t.Theme.UpTo(t.Causes().Called(c), width-9))
		lines = append(lines, l.String())
	}
	return lines
}

// whyTitle returns the heading of the causes.
func (t *Screen) whyTitle() string {
	n := t.ToDo().Total()
	if n == 1 {
		return "WHY 1 IS TO DO AGAIN"
	}
	return "WHY " + model.Thousands(n) + " ARE TO DO AGAIN"
}

// beside draws the side to the right of the rows, with the scroll mark on the
// divider.
func (t *Screen) beside(lines []string, f *shape) {
	from, to := t.thumb()
	from, to = from+frame.Count(f.headings), to+frame.Count(f.headings)
	bar, thumb := t.Theme.Rule.Paint(t.Theme.Sign("│", "|")), t.Theme.Rule.Paint(t.Theme.Sign("┃", "#"))
	for i, side := range t.sideLines(f.side, len(lines)) {
		between := bar
		if from <= i && i < to {
			between = thumb
		}
		lines[i] = t.Theme.Fit(lines[i], f.width) + between + strings.TrimRight(side, " ")
	}
}
