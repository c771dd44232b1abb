package groups

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/theme"
)

// layout is how the lines of the groups screen are divided.
type layout struct {
	header   int
	title    bool
	notice   bool // a line for what must be said, or a rule
	low      bool // that line is above the footer
	headings bool
	rows     int
	rule     bool
	detail   int

	noticeAt, rowsAt int // the first line of each
}

// From these heights on the screen has more lines than those of the groups, the
// headline and the footer.
const (
	titleFrom  = 14
	noticeFrom = 20
)

// frame divides the screen: rows get what they need, up to half; the details
// get the rest, and what they leave goes back to the rows.
func (g *Screen) frame() layout {
	said := g.line != nil || frame.Said(g.Env)
	f := layout{header: frame.HeaderLines(g.Env)}
	switch {
	case g.Height >= noticeFrom:
		f.title, f.notice, f.headings, f.rule = true, true, true, true
	case g.Height >= titleFrom:
		f.title, f.notice, f.headings, f.rule = !said, said, true, true
	default:
		f.notice, f.low = said, said
	}
	f.noticeAt = f.header + frame.Count(f.title)
	f.rowsAt = f.noticeAt + frame.Count(f.notice && !f.low, f.headings)
	if f.low {
		f.noticeAt = g.Height - 2
	}
	left := g.Height - f.rowsAt - frame.Count(f.rule, f.low) - 1
	f.rows = max(1, left)
	if f.rule {
		f.rows = min(max(1, len(g.all)), max(2, left/2))
		f.detail = left - f.rows
		if more := min(len(g.all)-f.rows, f.detail-len(g.detail)); more > 0 {
			f.rows, f.detail = f.rows+more, f.detail-more
		}
	}
	return f
}

// Lines draws the screen.
func (g *Screen) Lines() []string {
	if g.page != nil {
		return g.explainLines()
	}
	f := g.frame()
	lines := frame.Header(g.Env, f.header)
	if f.title {
		lines = append(lines, g.titleLine())
	}
	if f.notice && !f.low {
		lines = append(lines, g.noticeLine())
	}
	shape := g.shape()
	if f.headings {
		lines = append(lines, shape.headings())
	}
	lines = append(lines, g.clusterLines(&shape, f.rows)...)
	if f.rule {
		lines = append(lines, frame.Rule(g.Env))
		lines = append(lines, g.detailLines(f.detail)...)
	}
	if f.low {
		lines = append(lines, g.noticeLine())
	}
	return append(lines, g.footer())
}

// footer returns what the keys do: those of the line that is typed, if one is.
func (g *Screen) footer() string {
	if g.line == nil {
		return frame.Footer(g.Env, keys.Groups, g.pending(), g.words())
	}
	esc := "as it was"
	if g.line.before == "" {
		esc = "all groups again"
	}
	return frame.FooterTyped(g.Env, g.pending(), "enter", "keeps", "esc", esc, g.Theme.Sign("↑ ↓", "up down"), "move")
}

// words returns what the hints say here instead of the usual.
func (g *Screen) words() map[keys.Action]string {
	words := map[keys.Action]string{keys.Open: "folders", keys.Back: "back to " + g.Back, keys.Group: "group by", keys.Filter: "find", keys.Rerun: "", keys.MarkShown: ""}
	switch {
	case g.sought != "":
		words[keys.Back] = "all groups again"
	case g.Width < shortBelow:
		words[keys.Back] = "back"
	}
	if c := g.current(); c != nil {
		switch n := model.Thousands(c.number); {
		case len(c.rows) > 0:
			words[keys.Open], words[keys.Rerun] = "", "starts "+n
		default:
			words[keys.MarkShown] = "mark " + n
			if c.bad > 0 {
				words[keys.Rerun] = "re-run of " + model.Thousands(c.bad)
			}
		}
	}
	return words
}

// noticeLine returns the words that are typed, else what must be said, else a rule.
func (g *Screen) noticeLine() string {
	if g.line != nil {
		return g.line.view()
	}
	return frame.NoticeLine(g.Env)
}

// titleLine says how the tasks are grouped and which tasks these are.
func (g *Screen) titleLine() string {
	left, right := g.title()
	if g.sought != "" && g.line == nil {
		left += "  /" + model.Text(g.sought).Line()
	}
	l := page.Line{Theme: g.Theme}
	l.To(2)
	l.Put(g.Theme.Title, g.Theme.UpTo(left, g.Width-3))
	for _, text := range []string{right, strings.SplitN(right, ";", 2)[0]} {
		if at := g.Width - 1 - g.Theme.Width(text); at >= l.At()+2 {
			l.To(at)
			l.Put(g.Theme.Faint, text)
			break
		}
	}
	return l.String()
}

// shape is the columns of the groups screen at a width: where each begins (0 if
// it is not shown) and where the title ends.
type shape struct {
	*Screen
	cause                       bool
	bar, todo, title, titleEnds int
	first, last, trend          int
	span                        time.Duration
}

// The cells of the columns, and the widths from which those are shown that are
// not always.
const (
	numberCells = 7
	barCells    = 12
	todoCells   = 5
	clockCells  = 5
	titleLeast  = 11 // where the title begins at the least

	shortBelow = 60
	lastFrom   = 60
	trendFrom  = 72
	fullFrom   = 100
)

func (g *Screen) shape() shape {
	s := shape{Screen: g, cause: g.by == byCause, title: titleLeast, titleEnds: g.Width - 1, span: g.trendSpan(g.all)}
	if s.cause && g.Width >= fullFrom {
		s.bar, s.title = titleLeast, titleLeast+barCells+2
	} else if !s.cause {
		s.todo, s.title = titleLeast, titleLeast+todoCells+2
	}
	take := func(cells int) int {
		s.titleEnds -= cells + 2
		return s.titleEnds + 2
	}
	if s.cause && g.Width >= trendFrom {
		s.trend = take(trendCells)
	}
	if g.Width >= lastFrom {
		s.last = take(clockCells)
	}
	if g.Width >= fullFrom {
		s.first = take(clockCells)
	}
	return s
}

// headings returns the line above the groups. What they are sorted by has the
// sign of the order.
func (s *shape) headings() string {
	l := page.Line{Theme: s.Theme}
	put := func(at int, title string) {
		if at > 0 {
			l.To(at)
			l.Put(s.Theme.Heading, title)
		}
	}
	number, group, down := "FOLDERS", "GROUP", s.Theme.Sign("▾", "v")
	if len(s.Columns()) == 0 {
		number = "  TASKS"
	}
	if s.cause {
		number, group = number+down, "CAUSE"
	}
	put(2, number)
	put(s.bar, s.Theme.UpTo("OF THE "+model.Thousands(s.ToDo().Total()), barCells))
	put(s.todo, "TO DO"+down)
	put(s.title, group)
	put(s.first, "FIRST")
	put(s.last, " LAST")
	if trend := "TREND " + spanText(s.span); s.trend > 0 { // it may begin in the gap
		put(s.trend+trendCells-s.Theme.Width(trend), trend)
	}
	return l.String()
}

// spanText returns a duration in as few cells as possible: 30s, 5m, 6h, 2d.
func spanText(d time.Duration) string {
	switch {
	case d >= 24*time.Hour:
		return fmt.Sprintf("%dd", d/(24*time.Hour))
	case d >= time.Hour:
		return fmt.Sprintf("%dh", d/time.Hour)
	case d >= time.Minute:
		return fmt.Sprintf("%dm", d/time.Minute)
	}
	return fmt.Sprintf("%ds", d/time.Second)
}

// clusterLines draws the groups in view and pads them to n lines.
func (g *Screen) clusterLines(shape *shape, n int) []string {
	var lines []string
	for i := g.top; i < min(g.top+n, len(g.all)); i++ {
		lines = append(lines, shape.line(&g.all[i], i == g.index))
	}
	if len(g.all) == 0 {
		text := "Nothing to do again so far."
		if g.sought != "" {
			text = "No group has these words; " + g.Keys.Name(keys.Back) + " shows all again."
		}
		lines = append(lines, "  "+g.Theme.Faint.Paint(g.Theme.UpTo(text, g.Width-3)))
	}
	return page.Pad(lines, n)
}

// line returns a group.
func (s *shape) line(c *cluster, under bool) string {
	l := page.Line{Theme: s.Theme}
	ink := s.Theme.Text
	if c.aside {
		ink = s.Theme.Faint
	}
	if under {
		l.Under = s.Theme.Selected
		l.Put(s.Theme.Notice, s.Theme.Sign("▌", ">"))
	}
	right := func(at, cells int, ink theme.Ink, text string) {
		if at > 0 {
			l.To(at + cells - s.Theme.Width(text))
			l.Put(ink, text)
		}
	}
	right(2, numberCells, ink, model.Thousands(c.counted()))
	if s.bar > 0 && !c.aside {
		l.To(s.bar)
		s.putBar(&l, c)
	}
	right(s.todo, todoCells, ink, model.Thousands(c.bad))
	l.To(s.title)
	if c.cause != nil {
		look := s.Theme.States[c.state]
		l.Put(look.Ink, look.Glyph+" ")
	}
	l.Put(ink, s.Theme.UpTo(s.claimed(c)+model.Text(c.title).Line(), s.titleEnds-l.At()))
	right(s.first, clockCells, s.Theme.Faint, clockText(s.Times, c.first, s.Now))
	right(s.last, clockCells, s.Theme.Faint, clockText(s.Times, c.last, s.Now))
	if s.trend > 0 {
		l.To(s.trend)
		l.Put(s.Theme.Faint, s.trendOf(c, s.span))
	}
	l.To(s.Width)
	return l.String()
}

// putBar draws the group's share of everything that is to do.
func (s *shape) putBar(l *page.Line, c *cluster) {
	of := max(1, s.ToDo().Total())
	cells := min(barCells, max(1, (c.bad*barCells+of/2)/of))
	l.Put(s.Theme.States[c.state].Ink, strings.Repeat(s.Theme.Sign("━", "="), cells))
	l.Put(s.Theme.Rule, strings.Repeat(s.Theme.Sign("─", "."), barCells-cells))
}

// claimed returns who is on a cause, to put before its name; "" if nobody is.
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

// describe writes what is known about the group under the cursor, if the group
// or the width has changed.
func (g *Screen) describe() {
	if c := g.current(); c != g.of || g.Width != g.drawnWide {
		g.detail = nil
		if c != nil {
			g.detail = g.told(c, true)
		}
		g.of, g.drawnWide = c, g.Width
	}
}

// detailLines returns what is known about the group under the cursor, in n lines.
func (g *Screen) detailLines(n int) []string {
	lines := g.detail
	if len(lines) > n && n > 0 {
		them := "them"
		if len(lines) == n {
			them = "it"
		}
		more := model.Plural(len(lines)-n+1, "more line") + ", " + g.Keys.Name(keys.Explain) + " shows " + them
		lines = append(lines[:n-1:n-1], "  "+g.Theme.Faint.Paint(more))
	}
	return page.Pad(slices.Clone(lines), n)
}
