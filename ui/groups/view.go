package groups

import (
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// layout is how the lines of the groups screen are shared out.
type layout struct {
	header   int
	banner   bool
	headings bool
	rows     int
	divider  bool
	detail   int
}

func (g *Screen) frame() layout {
	f := layout{header: 1}
	if g.Height >= 14 {
		f = layout{header: frame.HeaderLines(g.Env), headings: true}
	}
	f.banner = frame.Said(g.Env)
	left := g.Height - f.header - 2 - frame.Count(f.banner, f.headings) // the title and the footer
	if left < 7 {
		f.rows = max(1, left)
		return f
	}
	f.divider = true
	f.rows = min(max(1, len(g.all)), max(2, left/2))
	f.detail = left - 1 - f.rows
	return f
}

// Lines draws the screen.
func (g *Screen) Lines() []string {
	if g.page != nil {
		return g.explainLines()
	}
	f := g.frame()
	lines := frame.Header(g.Env, f.header)
	if f.banner {
		lines = append(lines, frame.NoticeLine(g.Env))
	}
	lines = append(lines, g.title())
	shape := newShape(g.by, g.Width)
	if f.headings {
		lines = append(lines, g.Theme.Heading.Paint(g.Theme.Fit("  "+shape.heading(g.Theme), g.Width)))
	}
	lines = append(lines, g.clusterLines(shape, f.rows)...)
	if f.divider {
		lines = append(lines, g.Theme.Rule.Paint(strings.Repeat(g.Theme.Sign("─", "-"), g.Width)))
		lines = append(lines, g.detailLines(f.detail)...)
	}
	return append(lines, frame.Footer(g.Env, keys.Groups, g.pending()))
}

// title says how the tasks are grouped and which tasks these are.
func (g *Screen) title() string {
	left := " " + g.Theme.Title.Paint("Grouped by "+model.Text(g.by).Line()) + "  " + g.Theme.Value.Paint(g.todoText(g.by, g.all))
	return theme.Join(left, g.Theme.Faint.Paint("of all "+model.Plural(g.List().Total(), "task")+" "), g.Width, g.Theme)
}

// shape is the columns of the groups screen at a width.
type shape struct {
	cause               bool
	first, last, trend  bool
	problems            bool
	width, title, cells int
}

func newShape(by string, width int) shape {
	s := shape{cause: by == "cause", width: width, last: width >= 36}
	s.first = width >= 60
	s.trend = s.cause && width >= 60
	s.problems = !s.cause
	s.cells = 2 + 6 + 6*frame.Count(s.first, s.last) + (trendCells+1)*frame.Count(s.trend) + 9*frame.Count(s.problems)
	s.title = max(0, width-s.cells)
	return s
}

func (s shape) heading(l *theme.Theme) string {
	title := "GROUP"
	if s.cause {
		title = "CAUSE"
	}
	return s.line(l, "TASKS", "FIRST", "LAST", "TREND", "TO DO", title)
}

// line puts the cells of a group side by side.
func (s shape) line(l *theme.Theme, tasks, first, last, trend, problems, title string) string {
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
func (g *Screen) clusterLines(shape shape, n int) []string {
	span := g.trendSpan(g.all)
	var lines []string
	for i := g.top; i < min(g.top+n, len(g.all)); i++ {
		lines = append(lines, g.clusterLine(shape, &g.all[i], span, i == g.index))
	}
	if len(g.all) == 0 {
		lines = append(lines, g.Theme.Faint.Paint(g.Theme.Fit("  Nothing is to do.", g.Width)))
	}
	for len(lines) < n {
		lines = append(lines, "")
	}
	return lines
}

func (g *Screen) clusterLine(shape shape, c *cluster, span time.Duration, under bool) string {
	back, marker := theme.Ink{}, "  "
	if under {
		back, marker = g.Theme.Selected, g.Theme.Sign("▌ ", "> ")
	}
	text := shape.line(g.Theme, model.Thousands(c.number), clockText(c.first, g.Now), clockText(c.last, g.Now), g.trend(c, span), fmt.Sprint(c.bad), g.claimed(c)+c.title)
	color := g.Theme.Text
	if c.bad > 0 {
		color = g.Theme.Value
	}
	return g.Theme.Notice.On(back).Paint(marker) + color.On(back).Paint(g.Theme.Fit(text, g.Width-2))
}

// claimed is who is on a cause, before what it is called: "" if nobody is.
func (g *Screen) claimed(c *cluster) string {
	if c.cause == nil {
		return ""
	}
	claim, ok := g.ClaimOn(c.cause)
	if !ok {
		return ""
	}
	return g.Tag(claim)
}

// describe writes what is known of the group under the cursor, if it is another
// one or the screen has another width.
func (g *Screen) describe() {
	if c := g.current(); c != g.of || g.Width != g.drawnWide {
		w := &page.Writer{Theme: g.Theme, Width: g.Width - 2}
		if c != nil {
			g.writeCluster(w, c, true)
		}
		g.detail, g.of, g.drawnWide = w.Lines, c, g.Width
	}
}

// detailLines is what is known of the group under the cursor, in n lines.
func (g *Screen) detailLines(n int) []string {
	lines := g.detail
	if len(lines) > n && n > 0 {
		more := fmt.Sprintf("%d more lines, %s shows them", len(lines)-n+1, g.Keys.Name(keys.Explain))
		lines = append(lines[:n-1:n-1], g.Theme.Faint.Paint(more))
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
