// Package contrast finds what failed tasks have in common that the tasks which
// settled well do not: a column of the plan, the parent folder, something about
// the name.
//
// For every value of every trait it counts how many of the failed and of the
// good tasks have it, and keeps what is unlikely to be chance, corrected for
// how many things were compared. It knows nothing about why.
package contrast

import (
	"cmp"
	"slices"
	"strings"

	"hubwatch/model"
)

// Subject is what is compared of a task. It points into the task's report,
// which must not change meanwhile; the task itself may.
type Subject struct {
	id      model.TaskID
	plan    []model.Field
	report  *model.Report
	attempt int  // which attempt at its folder it is, from 1; 0 if that is not known
	ok      bool // it settled well
}

// subjectOf returns a task as a subject.
func subjectOf(t *model.Task, attempt int) Subject {
	return Subject{t.ID, t.Plan, t.Report, attempt, t.State() == model.StateOK}
}

// Subjects returns tasks as subjects; attempt tells which attempt at its folder
// a task is.
func Subjects(tasks []*model.Task, attempt func(model.TaskID) int) []Subject {
	all := make([]Subject, len(tasks))
	for i, t := range tasks {
		all[i] = subjectOf(t, attempt(t.ID))
	}
	return all
}

// Line says how much more often the failed have a value of a trait than the
// tasks that settled well.
type Line struct {
	Trait
	Failed, FailedTotal int // how many failed, and have it
	OK, OKTotal         int // how many settled well, and have it

	log float64 // of how likely it is by chance to be so high
}

// level is how likely it may be that anything at all is found in tasks that
// differ by chance only.
const level = 0.05

// maxLines is how many lines are given for one group.
const maxLines = 8

// Find returns for every group of failed tasks what they have that the subjects
// which settled well do not, the least likely by chance first. Groups with the same
// tasks are compared once. IDs that are not among the subjects are skipped.
func Find(subjects []Subject, groups [][]model.TaskID) [][]Line {
	t := newTable(subjects)
	at := make(map[model.TaskID]int, len(subjects))
	for i := range subjects {
		at[subjects[i].id] = i
	}
	sets := make([][]int, len(groups))
	first := make([]int, len(groups)) // the first group of the same tasks
	different := 0
	for g, ids := range groups {
		for _, id := range ids {
			if i, known := at[id]; known && !subjects[i].ok {
				sets[g] = append(sets[g], i)
			}
		}
		slices.Sort(sets[g])
		sets[g] = slices.Compact(sets[g])
		first[g] = slices.IndexFunc(sets[:g+1], func(s []int) bool { return slices.Equal(s, sets[g]) })
		if first[g] == g && len(sets[g]) > 1 {
			different++
		}
	}
	all := make([][]Line, len(groups))
	for g := range groups {
		if all[g] = all[first[g]]; first[g] == g && len(sets[g]) > 1 {
			all[g] = t.contrast(sets[g], level/float64(different))
		}
	}
	return all
}

// contrast returns the lines of one group, at a level.
func (t *table) contrast(failed []int, level float64) []Line {
	if len(t.good) == 0 {
		return nil
	}
	counts := make([]int, len(t.traits))
	for _, i := range failed {
		for _, v := range t.rows[i] {
			counts[v]++
		}
	}
	logs := newLogs(len(failed) + len(t.good))
	var lines []Line
	var least []float64 // how unlikely each value could be at most
	for v, n := range counts {
		ok := t.ok[v]
		if n+ok == 0 || n+ok == len(failed)+len(t.good) {
			continue
		}
		least = append(least, logs.tail(min(n+ok, len(failed)), len(failed), n+ok, len(t.good)))
		if n > 1 && n*len(t.good) > ok*len(failed) {
			lines = append(lines, Line{
				Trait: t.traits[v], Failed: n, FailedTotal: len(failed), OK: ok, OKTotal: len(t.good),
				log: logs.tail(n, len(failed), n+ok, len(t.good)),
			})
		}
	}
	limit := limit(least, level)
	lines = slices.DeleteFunc(lines, func(l Line) bool { return l.log > limit })
	slices.SortFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.log, b.log), a.OK*b.Failed-b.OK*a.Failed, strings.Compare(a.Key, b.Key), strings.Compare(a.Value, b.Value))
	})
	return lines[:min(len(lines), maxLines)]
}
