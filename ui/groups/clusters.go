package groups

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/plan"
	"hubwatch/model/query"
	"hubwatch/ui/frame"
)

// cluster is one line of the groups screen: tasks that have something in
// common.
type cluster struct {
	id     string // which the cursor follows
	title  string
	filter string // that shows its tasks; "" if there are none to show
	ids    []model.TaskID
	number int       // tasks, or rows of the plan
	bad    int       // how many of them are to do
	first  time.Time // the zero time if none is known
	last   time.Time
	cause  *cause.Cause // nil unless it is one
	rows   []*plan.Row  // of the plan that were never started
}

// grouping is a way to group the tasks.
type grouping struct {
	name, about string
	of          func(*Screen) []cluster
}

// groupings are the ways there are: by cause first, then by what every task
// has, then by the columns of the plan.
func (g *Screen) groupings() []grouping {
	all := []grouping{
		{"cause", "why they are to do", (*Screen).byCause},
		{"status", "where they are", byKey("status", func(t *model.Task) string { return t.State().Word() })},
		{"parent", "the folder above", byKey("parent", func(t *model.Task) string { return t.Parent().Line() })},
	}
	for _, column := range g.Columns() {
		all = append(all, grouping{column, "a column of the plan", byKey(query.Quote(column), func(t *model.Task) string {
			return t.PlanValue(column).Line()
		})})
	}
	return all
}

// byCause are the causes, and below them what the plan and the watchlist do not
// have in common.
func (g *Screen) byCause() []cluster {
	var all []cluster
	for _, c := range g.Causes().Groups().Causes() {
		ids := g.Causes().Groups().IDs(c.Signature)
		all = append(all, cluster{
			id: c.ID, title: g.Causes().Title(c), filter: "cause=" + c.ID, ids: ids, number: len(ids), bad: len(ids),
			first: c.FirstSeen, last: c.LastSeen, cause: c,
		})
	}
	cover := g.Tracker().Coverage()
	if n := len(cover.NeverStarted); n > 0 {
		all = append(all, cluster{id: "never started", title: "planned, but never started", rows: cover.NeverStarted, number: n})
	}
	if n := len(cover.Refused); n > 0 {
		all = append(all, cluster{id: "refused", title: "planned, but HubSpot refused to start it", rows: cover.Refused, number: n})
	}
	if n := len(cover.Unsure); n > 0 {
		all = append(all, cluster{id: "unsure", title: "planned, and perhaps started: its task could not be told", rows: cover.Unsure, number: n})
	}
	if n := len(cover.Unplanned); n > 0 {
		all = append(all, cluster{id: "unplanned", title: "watched, but not in the plan", filter: "unplanned", ids: cover.Unplanned, number: n})
	}
	return all
}

// byKey groups every task that counts by a text, the one with the most to do first.
// field is how a filter asks for it.
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

// trend is how many tasks got each cause in the spans up to now, as a line of
// small bars; the highest of the cluster is full.
func (g *Screen) trend(c *cluster, span time.Duration) string {
	if c.cause == nil {
		return ""
	}
	end := g.Now.Truncate(span).Add(span) // so that no bar changes while a span goes on
	return g.Theme.Spark(g.Causes().Groups().Trend(c.cause.Signature, end, span, trendCells))
}

// trendSpan is the span of one cell such that all causes fit.
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

// clockText is an instant in five cells: the time of a day, or the day if it
// was another one.
func clockText(t, now time.Time) string {
	switch {
	case t.IsZero():
		return "-"
	case now.Sub(t) > 20*time.Hour:
		return t.Local().Format("01-02")
	}
	return t.Local().Format("15:04")
}

// todoText is how many folders are to do and how many groups there are.
func (g *Screen) todoText(by string, all []cluster) string {
	if by != "cause" {
		return model.Plural(g.List().Total(), "task") + ", " + model.Plural(len(all), "group")
	}
	causes := 0
	for _, c := range all {
		causes += frame.Count(c.cause != nil)
	}
	return model.Thousands(g.ToDo().Total()) + " to do, " + model.Plural(causes, "cause")
}
