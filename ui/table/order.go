package table

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hubwatch/model"
)

// sortKey is what a task is sorted by, as it was when it was put in its place.
// It holds instants and never ages: time going by moves no row.
type sortKey struct {
	n int64
	s string
}

func (k sortKey) compare(other sortKey) int {
	return cmp.Or(cmp.Compare(k.n, other.n), strings.Compare(k.s, other.s))
}

// order is a way to sort the table. What is equal is in the order of the IDs.
type order struct {
	name, about string
	key         func(*model.Task) sortKey
}

// urgency is how often a person must look at a state.
var urgency = func() (rank [len(model.States)]int64) {
	for i, s := range model.States {
		rank[s] = int64(i)
	}
	return rank
}()

// orders are the ways to sort, the first one unless a person chooses.
var orders = []order{
	{"state", "most urgent first", func(t *model.Task) sortKey { return sortKey{n: urgency[t.State()]} }},
	{"task", "by ID", func(t *model.Task) sortKey { return sortKey{s: string(t.ID)} }},
	{"folder", "by path or label", func(t *model.Task) sortKey { return textKey(t.Name().Line()) }},
	{"errors", "most first", errorsKey},
	{"in state", "longest first", func(t *model.Task) sortKey { return timeKey(t.Since()) }},
	{"waited", "longest first", func(t *model.Task) sortKey { return spanKey(t, (*model.Report).Waited) }},
	{"ran", "longest first", func(t *model.Task) sortKey { return spanKey(t, (*model.Report).Ran) }},
	{"checked", "oldest answer first", func(t *model.Task) sortKey { return timeKey(t.CheckedAt()) }},
	{"reason", "by its words", func(t *model.Task) sortKey { return textKey(t.Reason()) }},
	{"added", "first added first", func(t *model.Task) sortKey { return timeKey(t.AddedAt) }},
}

// last is a key behind all others: what has no value comes last.
const last = int64(1)<<62 - 1

func textKey(s string) sortKey {
	if s == "" {
		return sortKey{n: last}
	}
	return sortKey{s: strings.ToLower(s)}
}

func timeKey(at time.Time) sortKey {
	if at.IsZero() {
		return sortKey{n: last}
	}
	return sortKey{n: at.UnixMilli()}
}

func spanKey(t *model.Task, of func(*model.Report) time.Duration) sortKey {
	if t.Report == nil || of(t.Report) == 0 {
		return sortKey{n: last}
	}
	return sortKey{n: -int64(of(t.Report))}
}

func errorsKey(t *model.Task) sortKey {
	if t.Report == nil {
		return sortKey{}
	}
	return sortKey{n: -int64(t.Report.ErrorCount())}
}

// planOrder sorts by a column of the migration plan.
func planOrder(column string) order {
	return order{column, "of the plan", func(t *model.Task) sortKey { return textKey(t.PlanValue(column).Line()) }}
}

// placed is a row with the key that put it where it is.
type placed struct {
	task *model.Task
	key  sortKey
}

// sorter puts rows in order.
type sorter struct {
	order   order
	reverse bool
}

func (s sorter) place(t *model.Task) placed { return placed{t, s.order.key(t)} }

func (s sorter) compare(a, b placed) int {
	c := a.key.compare(b.key)
	if s.reverse {
		c = -c
	}
	return cmp.Or(c, strings.Compare(string(a.task.ID), string(b.task.ID)))
}

func (s sorter) sort(rows []placed) { slices.SortFunc(rows, s.compare) }

// insert puts one row in its place among sorted ones.
func (s sorter) insert(rows []placed, row placed) []placed {
	at, _ := slices.BinarySearchFunc(rows, row, s.compare)
	return slices.Insert(rows, at, row)
}
