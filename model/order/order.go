// Package order has the ways to sort tasks, and keeps rows of them in order. It
// is pure.
package order

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"hubwatch/model"
)

// Key is what a task is sorted by, as of when it was put in its place. It holds
// points in time, never ages, so that passing time moves no row.
type Key struct {
	n int64 // first by that
	s string
}

func (k Key) compare(other Key) int {
	if c := cmp.Compare(k.n, other.n); c != 0 {
		return c
	}
	return strings.Compare(k.s, other.s)
}

// Order is a way to sort tasks. Equal ones are ordered by ID.
type Order struct {
	Name  string // what a user chooses it by
	About string // which way round it is
	Key   func(*model.Task) Key
}

// urgency is how often a user must look at a state.
var urgency = func() (rank [len(model.States)]int64) {
	for i, s := range model.States {
		rank[s] = int64(i)
	}
	return rank
}()

// All lists the ways to sort; the first one is the default.
var All = []Order{
	{"state", "most urgent first", func(t *model.Task) Key { return Key{n: urgency[t.State()]} }},
	{"task", "by ID", func(t *model.Task) Key { return Key{s: string(t.ID)} }},
	{"folder", "by path or label", func(t *model.Task) Key { return textKey(t.Name().Line()) }},
	{"errors", "most first", errorsKey},
	{"since", "longest in its state first", func(t *model.Task) Key { return timeKey(t.Since()) }},
	{"waited", "longest first", func(t *model.Task) Key { return spanKey(t, (*model.Report).Waited) }},
	{"ran", "longest first", func(t *model.Task) Key { return spanKey(t, (*model.Report).Ran) }},
	{"checked", "oldest answer first", func(t *model.Task) Key { return timeKey(t.CheckedAt()) }},
	{"why", "by its words", func(t *model.Task) Key { return textKey(t.Reason()) }},
	{"added", "first added first", func(t *model.Task) Key { return timeKey(t.AddedAt) }},
}

// Numbers of keys. What has no value comes last, and so no number is greater than
// that, nor less than the same below zero. By replaced the number of a task that is
// replaced is greater or less, so that it is behind all that are not.
const (
	last     = int64(1)<<60 - 1
	replaced = int64(1) << 61
)

func textKey(s string) Key {
	if s == "" {
		return Key{n: last}
	}
	return Key{s: strings.ToLower(s)}
}

func timeKey(at time.Time) Key {
	if at.IsZero() {
		return Key{n: last}
	}
	return Key{n: at.UnixMilli()}
}

func spanKey(t *model.Task, of func(*model.Report) time.Duration) Key {
	if t.Report == nil || of(t.Report) == 0 {
		return Key{n: last}
	}
	return Key{n: -of(t.Report).Microseconds()} // of any span it is less than last
}

func errorsKey(t *model.Task) Key {
	if t.Report == nil {
		return Key{}
	}
	return Key{n: -int64(t.Report.ErrorCount())}
}

// ByColumn sorts by a column of the migration plan.
func ByColumn(column string) Order {
	return Order{column, "of the plan", func(t *model.Task) Key { return textKey(t.PlanValue(column).Line()) }}
}

// Row is a task with the key that determines its place. It is four words, so that
// it is compared and moved in registers: a fifth would make sorting twice as slow.
type Row struct {
	Task *model.Task
	Key  Key
}

// Sorter puts rows in an order.
type Sorter struct {
	Order   Order
	Reverse bool // the other way round
}

// Place returns the row of a task, with the key it has now.
func (s Sorter) Place(t *model.Task) Row { return Row{t, s.Key(t)} }

// Key returns the key of a task: a replaced one comes last, even in reverse order.
func (s Sorter) Key(t *model.Task) Key {
	k := s.Order.Key(t)
	switch {
	case !t.Replaced():
	case s.Reverse:
		k.n -= replaced
	default:
		k.n += replaced
	}
	return k
}

// compare tells which of two rows comes first.
func (s Sorter) compare() func(a, b Row) int {
	if s.Reverse {
		return func(a, b Row) int { return byID(b.Key.compare(a.Key), a, b) }
	}
	return func(a, b Row) int { return byID(a.Key.compare(b.Key), a, b) }
}

// byID returns what tells which of two rows comes first, or if that is nothing
// their IDs.
func byID(c int, a, b Row) int {
	if c != 0 {
		return c
	}
	return strings.Compare(string(a.Task.ID), string(b.Task.ID))
}

// Sort puts rows in order.
func (s Sorter) Sort(rows []Row) { slices.SortFunc(rows, s.compare()) }

// Has reports whether the given row is among the rows, at its place. It is not
// found behind rows that are out of order.
func (s Sorter) Has(rows []Row, row Row) bool {
	at, found := slices.BinarySearchFunc(rows, row, s.compare())
	return found && rows[at] == row
}

// Insert puts one row in its place among sorted ones.
func (s Sorter) Insert(rows []Row, row Row) []Row {
	at, _ := slices.BinarySearchFunc(rows, row, s.compare())
	return slices.Insert(rows, at, row)
}
