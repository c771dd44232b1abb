package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/contrast"
	"hubwatch/model/plan"
	"hubwatch/model/query"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// contrasts is what the failed have that the good have not, as it was when it was
// last looked for.
type contrasts struct {
	of      map[string][]contrast.Line // by the ID of a cause; "" is for all that failed
	clashes map[model.TaskID]bool
	running bool
	next    time.Time      // not before that
	seen    []*cause.Cause // what it was looked for in
	ok      int
	plan    *plan.Tracker
}

// contrastEvery is how often the failed are compared with the good while the
// groups are shown.
const contrastEvery = 5 * time.Second

// contrastMsg carries what was found.
type contrastMsg struct {
	of      map[string][]contrast.Line
	clashes map[model.TaskID]bool
}

// compare compares the failed with the good, off the event loop, if a person
// looks at the groups and something may have changed.
func (a *app) compare() tea.Cmd {
	c := &a.contrasts
	causes := a.causes.groups.Causes()
	if a.groups == nil || c.running || a.Now.Before(c.next) || len(causes) == 0 {
		return nil
	}
	ok := a.list.Count(model.StateOK)
	if slices.Equal(c.seen, causes) && c.ok == ok && c.plan == a.tracker {
		return nil
	}
	c.seen, c.ok, c.plan = causes, ok, a.tracker
	c.running, c.next = true, a.Now.Add(contrastEvery)
	subjects := make([]contrast.Subject, 0, a.list.Len())
	for _, t := range a.list.Tasks() {
		subjects = append(subjects, contrast.SubjectOf(t, a.tracker.AttemptNumber(t.ID)))
	}
	names, groups := []string{""}, [][]model.TaskID{nil}
	for _, of := range causes {
		ids := a.causes.groups.IDs(of.Signature)
		names, groups = append(names, of.ID), append(groups, ids)
		if of.Signature.Kind != cause.KindCheck {
			groups[0] = append(groups[0], ids...)
		}
	}
	return guarded(func() tea.Msg {
		msg := contrastMsg{map[string][]contrast.Line{}, contrast.Clashes(subjects)}
		for i, lines := range contrast.Find(subjects, groups) {
			msg.of[names[i]] = lines
		}
		return msg
	})
}

// compared takes in what was found.
func (a *app) compared(msg contrastMsg) {
	c := &a.contrasts
	c.running, c.of, c.clashes = false, msg.of, msg.clashes
	if a.groups != nil {
		a.regroup()
		if a.groups.page != nil {
			a.explain()
		}
	}
}

// traits are what a task has of a key that is no column of the plan.
func (a *app) traits(t *model.Task, key string) []string {
	return contrast.Values(t, key, a.tracker.AttemptNumber(t.ID), a.contrasts.clashes[t.ID])
}

// contrastText is a line for people.
func contrastText(l *theme.Theme, line contrast.Line) string {
	return fmt.Sprintf("%s %s: %d of %d, and %s of the %d that are ok", traitName(line.Trait), l.Cut(model.Text(line.Value).Line()),
		line.Failed, line.FailedTotal, percentOf(line.OK, line.OKTotal), line.OKTotal)
}

// traitName is what to call the key of a trait.
func traitName(t contrast.Trait) string {
	if t.Column {
		return model.Text(t.Key).Line()
	}
	return strings.ReplaceAll(t.Key, "-", " ")
}

// percentOf is a share in whole percents, but none that are not are not 0.
func percentOf(n, of int) string {
	switch p := (200*n + of) / (2 * max(of, 1)); {
	case n > 0 && p == 0:
		return "less than 1 %"
	case n < of && p == 100:
		return "more than 99 %"
	default:
		return fmt.Sprintf("%d %%", p)
	}
}

// contrastFilter lets through what has the trait.
func contrastFilter(t contrast.Trait) string {
	if t.Column {
		return query.Quote(t.Key) + "=" + query.Quote(t.Value)
	}
	return t.Key + "=" + query.Quote(t.Value)
}

// pickContrast offers what the tasks of the group have that the good have not;
// the one that is chosen becomes the filter.
func (a *app) pickContrast() {
	c := a.groups.current()
	if c == nil || c.cause == nil {
		a.say("only causes are compared with the tasks that are ok")
		return
	}
	lines := a.contrasts.of[c.cause.ID]
	if len(lines) == 0 {
		a.say("nothing is clear that these have and the tasks that are ok have not")
		return
	}
	picks := make([]pick, len(lines))
	for i, line := range lines {
		picks[i] = pick{text: traitName(line.Trait) + " " + model.Text(line.Value).Line(), about: fmt.Sprintf("%d of %d; %s of those that are ok", line.Failed, line.FailedTotal, percentOf(line.OK, line.OKTotal))}
	}
	a.over(newPicker(&a.env, "what these have; enter shows who has it", picks, 0, func(i int) []screen.Intent {
		return []screen.Intent{screen.Narrow{Filter: contrastFilter(lines[i].Trait)}}
	}))
}
