package groups

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/model/query"
	"hubwatch/ui/frame"
)

// cluster is one line of the groups screen: tasks that have something in common.
type cluster struct {
	id     string // which the cursor follows
	title  string
	long   string      // all that it is called by
	aside  bool        // it is not part of what is counted
	state  model.State // whose sign it has, if it is a cause
	filter string      // that shows its tasks; "" if there are none to show
	ids    []model.TaskID
	number int       // tasks, or rows of the plan
	bad    int       // how many of them are to do
	first  time.Time // the zero time if none is known
	last   time.Time
	cause  *cause.Cause // nil unless it is one
	rows   []*plan.Row  // of the plan that were never started
}

// byCause is the grouping that is shown first.
const byCause = "cause"

// grouping is one way to group the tasks.
type grouping struct {
	name, about string
	of          func(*Screen) []cluster
}

// groupings returns the ways to group: by cause first, then by what every task
// has, then by the columns of the plan.
func (g *Screen) groupings() (all []grouping, at int) {
	all = []grouping{
		{byCause, "why they are to do again", (*Screen).causes},
		{"status", "where they are", byKey("status", func(t *model.Task) string { return t.State().Word() })},
		{"parent", "the folder above", byKey("parent", func(t *model.Task) string { return t.Parent().Line() })},
	}
	for _, column := range g.Columns() {
		all = append(all, grouping{column, "a column of the plan", byKey(query.Quote(column), func(t *model.Task) string {
			return t.PlanValue(column).Line()
		})})
	}
	return all, max(0, slices.IndexFunc(all, func(w grouping) bool { return w.name == g.by }))
}

// causes returns the causes, followed by what only the plan or only the
// watchlist has.
func (g *Screen) causes() []cluster {
	var all []cluster
	for _, c := range g.Causes().Groups().Causes() {
		ids := g.Causes().Groups().IDs(c.Signature)
		of := cluster{
			id: c.ID, title: g.Causes().Called(c), long: g.Causes().Title(c), filter: "cause=" + c.ID, ids: ids, number: len(ids), bad: g.toDo(ids),
			first: c.FirstSeen, last: c.LastSeen, cause: c, state: model.StateErrors,
		}
		of.aside = of.bad == 0
		if sample := g.List().Task(c.SampleTask); sample != nil {
			of.state = sample.State()
		}
		all = append(all, of)
	}
	slices.SortStableFunc(all, func(a, b cluster) int {
		return cmp.Or(frame.Count(a.aside)-frame.Count(b.aside), b.counted()-a.counted())
	})
	cover := g.Tracker().Coverage()
	rows := func(id, title string, rows []*plan.Row, bad int) {
		if n := len(rows); n > 0 {
			rows, failing := g.foreseenFirst(rows)
			if failing > 0 {
				title += fmt.Sprintf("; outlook: %s will fail", model.Thousands(failing))
			}
			all = append(all, cluster{id: id, title: title, rows: rows, number: n, bad: bad, aside: bad == 0})
		}
	}
	rows("refused", "HubSpot refused to start it", cover.Refused, len(cover.Refused))
	rows("never started", "planned, never started", cover.NeverStarted, 0)
	rows("unsure", "planned, perhaps started: its task is not known", cover.Unsure, 0)
	if n := len(cover.Unplanned); n > 0 {
		all = append(all, cluster{id: "unplanned", title: "watched, not in the plan", filter: "unplanned", ids: cover.Unplanned, number: n, aside: true})
	}
	return all
}

// foreseenFirst returns rows of the plan, those with a foreseen problem first,
// and how many of them will fail.
func (g *Screen) foreseenFirst(rows []*plan.Row) (sorted []*plan.Row, failing int) {
	severity := func(r *plan.Row) lint.Severity {
		f, _, _ := g.ForeseenOf(r)
		return f.Severity
	}
	sorted = slices.Clone(rows)
	slices.SortStableFunc(sorted, func(a, b *plan.Row) int { return int(severity(b) - severity(a)) })
	for failing < len(sorted) && severity(sorted[failing]) == lint.Error {
		failing++
	}
	return sorted, failing
}

// byKey groups every task that counts by a text, the group with the most to do
// first. field is the name of the text in filters.
func byKey(field string, key func(*model.Task) string) func(*Screen) []cluster {
	return func(g *Screen) []cluster {
		at := map[string]int{}
		var all []cluster
		for _, t := range g.List().Tasks() {
			if t.Replaced() {
				continue
			}
			k := key(t)
			i, known := at[k]
			if !known {
				i = len(all)
				at[k] = i
				all = append(all, cluster{id: k, title: cmp.Or(k, "(none)"), filter: field + "=" + query.Quote(k)})
			}
			all[i].add(t)
		}
		slices.SortStableFunc(all, func(a, b cluster) int {
			return cmp.Or(b.bad-a.bad, b.number-a.number, strings.Compare(a.id, b.id))
		})
		return all
	}
}

// counted returns the number that stands before a group: of the tasks with a cause
// those that are to do, which the title counts, too, or all if none is.
func (c *cluster) counted() int {
	if c.cause != nil && c.bad > 0 {
		return c.bad
	}
	return c.number
}

// toDo returns how many of the tasks are to do.
func (g *Screen) toDo(ids []model.TaskID) int {
	n := 0
	for _, t := range g.List().Find(ids) {
		n += frame.Count(t.ToDo())
	}
	return n
}

func (c *cluster) add(t *model.Task) {
	c.ids = append(c.ids, t.ID)
	c.number++
	s := t.State()
	c.bad += frame.Count(t.ToDo())
	if at := t.Since(); s.Final() {
		if c.first.IsZero() || at.Before(c.first) {
			c.first = at
		}
		if at.After(c.last) {
			c.last = at
		}
	}
}

// trendCells is how many spans of time a trend shows.
const trendCells = 8

// trendOf draws how many tasks got each cause in the spans up to now, as small
// bars; the highest bar of the cluster is full.
func (g *Screen) trendOf(c *cluster, span time.Duration) string {
	if c.cause == nil {
		return ""
	}
	end := g.Now.Truncate(span).Add(span) // so that no bar changes while a span goes on
	return g.Theme.Spark(g.Causes().Groups().Trend(c.cause.Signature, end, span, trendCells))
}

// trendSpan returns the span of one cell such that all causes fit.
func (g *Screen) trendSpan(all []cluster) time.Duration {
	first := g.Now
	for _, c := range all {
		if c.cause != nil && !c.first.IsZero() && c.first.Before(first) {
			first = c.first
		}
	}
	span := g.Now.Sub(first)/(trendCells-1) + 1
	for _, round := range []time.Duration{10 * time.Second, 30 * time.Second, time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 6 * time.Hour} {
		if span <= round {
			return round
		}
	}
	return span.Truncate(24*time.Hour) + 24*time.Hour
}

// clockText returns a point in time in five cells: the time if it was today, or
// else the day.
func clockText(s model.Times, t, now time.Time) string {
	switch {
	case t.IsZero():
		return ""
	case now.Sub(t) > 20*time.Hour:
		return s.In(t).Format("01-02")
	}
	return s.In(t).Format("15:04")
}

// title says what the groups are of, and how they are made.
func (g *Screen) title() (left, right string) {
	all := frame.Things(g.Env, g.List().Total())
	if g.by != byCause {
		return fmt.Sprintf("All %s by %s: %s", all, model.Text(g.by).Line(), model.Plural(len(g.all), "group")), ""
	}
	right = "by cause; of all " + all
	causes := 0
	for _, c := range g.all {
		causes += frame.Count(!c.aside)
	}
	switch n := g.ToDo().Total(); {
	case g.Width < shortBelow && n > 0:
		return fmt.Sprintf("Why %s to do: %s", model.Thousands(n), model.Plural(causes, "cause")), ""
	case n == 0 && causes == 0:
		return "Nothing to do again so far", right
	case n == 1:
		return "Why " + frame.Things(g.Env, 1) + " is to do again", right
	default:
		return fmt.Sprintf("Why %s are to do again: %s", frame.Things(g.Env, n), model.Plural(causes, "cause")), right
	}
}
