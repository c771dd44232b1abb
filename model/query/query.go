// Package query is the language in which a user says which tasks to look at:
//
//	status:errors cause:name age>10m !label:press "exact words"
//
// All terms of a query must hold. A plain word is looked for in all that is
// known about a task; a field looks in one place; a flag is a word of its own.
// The dashboard's filter and the command line's --filter are this language.
package query

import (
	"slices"
	"time"

	"hubwatch/model"
)

// Query is a filter that [Parse] has read. The zero value matches every task.
// It is immutable and safe for concurrent use.
type Query struct{ terms []term }

// term is one part of a query.
type term struct {
	not  bool
	want func(*model.Task, *Facts) bool
	time bool // what it says depends on the time
}

// Facts is what is known about tasks besides themselves. A nil function stands
// for "no", or for no causes.
type Facts struct {
	Now    time.Time
	Stale  func(t *model.Task, now time.Time) bool
	Slow   func(t *model.Task, now time.Time) bool
	New    func(*model.Task) bool
	Marked func(*model.Task) bool
	Causes func(*model.Task) []string               // titles and IDs
	Short  func(*model.Task) string                 // what a row calls its cause; "" if it has no such name
	Trait  func(t *model.Task, key string) []string // what it has of the keys of package contrast
	Cause  func(id string) []string                 // the IDs that the causes have now of which that is or was the ID
}

// Match reports whether the task matches.
func (q Query) Match(t *model.Task, f *Facts) bool {
	return !slices.ContainsFunc(q.terms, func(term term) bool { return term.want(t, f) == term.not })
}

// Timed reports whether the matches may change with time alone.
func (q Query) Timed() bool {
	return slices.ContainsFunc(q.terms, func(term term) bool { return term.time })
}
