package ui

import (
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// groupsFrame is how the lines of the groups screen are shared out.
type groupsFrame struct {
	header   int
	banner   bool
	headings bool
	rows     int
	divider  bool
	detail   int
}

func (a *app) groupsFrame() groupsFrame {
	f := groupsFrame{header: 1}
	if a.Height >= 14 {
		f = groupsFrame{header: a.headerLines(), headings: true}
	}
	banner, _ := a.banner()
	f.banner = banner != ""
	left := a.Height - f.header - 2 - count(f.banner, f.headings) // the title and the footer
	if left < 7 {
		f.rows = max(1, left)
		return f
	}
	f.divider = true
	f.rows = min(max(1, len(a.groups.all)), max(2, left/2))
	f.detail = left - 1 - f.rows
	return f
}

func (a *app) groupsLines() []string {
	g := a.groups
	if g.page != nil {
		return a.explainLines()
	}
	f := a.groupsFrame()
	lines := a.header(f.header)
	if f.banner {
		lines = append(lines, a.rule())
	}
	lines = append(lines, a.groupsTitle())
	shape := newGroupsShape(g.by, a.Width)
	if f.headings {
		lines = append(lines, a.Theme.Heading.Paint(a.Theme.Fit("  "+shape.heading(a.Theme), a.Width)))
	}
	lines = append(lines, a.clusterLines(shape, f.rows)...)
	if f.divider {
		lines = append(lines, a.Theme.Rule.Paint(strings.Repeat(a.Theme.Sign("─", "-"), a.Width)))
		lines = append(lines, a.detailLines(f.detail)...)
	}
	return append(lines, a.footer())
}

// groupsTitle says how the tasks are grouped and which tasks these are.
func (a *app) groupsTitle() string {
	g := a.groups
	left := " " + a.Theme.Title.Paint("Grouped by "+model.Text(g.by).Line()) + "  " + a.Theme.Value.Paint(a.problemsText(g.by, g.all))
	return theme.Join(left, a.Theme.Faint.Paint("of all "+model.Plural(a.List().Len(), "task")+" "), a.Width, a.Theme)
}

// groupsShape is the columns of the groups screen at a width.
type groupsShape struct {
	cause               bool
	first, last, trend  bool
	problems            bool
	width, title, cells int
}

func newGroupsShape(by string, width int) groupsShape {
	s := groupsShape{cause: by == "cause", width: width, last: width >= 36}
	s.first = width >= 60
	s.trend = s.cause && width >= 60
	s.problems = !s.cause
	s.cells = 2 + 6 + 6*count(s.first, s.last) + (trendCells+1)*count(s.trend) + 9*count(s.problems)
	s.title = max(0, width-s.cells)
	return s
}

func (s groupsShape) heading(l *theme.Theme) string {
	title := "GROUP"
	if s.cause {
		title = "CAUSE"
	}
	return s.line(l, "TASKS", "FIRST", "LAST", "TREND", "PROBLEMS", title)
}

// line puts the cells of a group side by side.
func (s groupsShape) line(l *theme.Theme, tasks, first, last, trend, problems, title string) string {
	var b strings.Builder
	b.WriteString(l.FitRight(tasks, 5) + " ")
	if s.problems {
		b.WriteString(l.FitRight(problems, 8) + " ")
	}
	if s.first {
		b.WriteString(l.Fit(first, 5) + " ")
	}
	if s.last {
		b.WriteString(l.Fit(last, 5) + " ")
	}
	if s.trend {
		b.WriteString(l.Fit(trend, trendCells) + " ")
	}
	return b.String() + l.Fit(title, s.title)
}

// clusterLines draws the groups in view and pads them to n lines.
func (a *app) clusterLines(shape groupsShape, n int) []string {
	g := a.groups
	span := a.trendSpan(g.all)
	var lines []string
	for i := g.top; i < min(g.top+n, len(g.all)); i++ {
		lines = append(lines, a.clusterLine(shape, &g.all[i], span, i == g.index))
	}
	if len(g.all) == 0 {
		lines = append(lines, a.Theme.Faint.Paint(a.Theme.Fit("  No task has a problem.", a.Width)))
	}
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines
}

func (a *app) clusterLine(shape groupsShape, c *cluster, span time.Duration, under bool) string {
	back, marker := theme.Ink{}, "  "
	if under {
		back, marker = a.Theme.Selected, a.Theme.Sign("▌ ", "> ")
	}
	text := shape.line(a.Theme, model.Thousands(c.number), clockText(c.first, a.Now), clockText(c.last, a.Now), a.trend(c, span), fmt.Sprint(c.bad), c.title)
	color := a.Theme.Text
	if c.bad > 0 {
		color = a.Theme.Value
	}
	return a.Theme.Notice.On(back).Paint(marker) + color.On(back).Paint(a.Theme.Fit(text, a.Width-2))
}

// detailLines is what is known of the group under the cursor, in n lines.
func (a *app) detailLines(n int) []string {
	g := a.groups
	if c := g.current(); c != g.of || a.Width != g.width {
		w := &page.Writer{Theme: a.Theme, Width: a.Width - 2}
		if c != nil {
			a.writeCluster(w, c, true)
		}
		g.detail, g.of, g.width = w.Lines, c, a.Width
	}
	lines := g.detail
	if len(lines) > n && n > 0 {
		more := fmt.Sprintf("%d more lines, %s shows them", len(lines)-n+1, pressName(a.Theme, a.keys.Explain))
		lines = append(lines[:n-1:n-1], a.Theme.Faint.Paint(more))
	}
	out := make([]string, 0, n)
	for _, line := range lines {
		out = append(out, " "+line)
	}
	for len(out) < n {
		out = append(out, "")
	}
	return out
}
