package ui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/contrast"
	"hubwatch/model/query"
	"hubwatch/model/session"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// comparedMsg carries what came of comparing the failed with the good.
type comparedMsg session.Compared

// compare compares the failed with the good, off the event loop, if a person
// looks at the groups and something may have changed.
func (a *app) compare() tea.Cmd {
	if a.groups == nil {
		return nil
	}
	run := a.session.Compare(a.Now)
	if run == nil {
		return nil
	}
	return guarded(func() tea.Msg { return comparedMsg(run()) })
}

// compared takes in what was found.
func (a *app) compared(msg comparedMsg) {
	a.session.Learn(session.Compared(msg))
	if a.groups != nil {
		a.regroup()
		if a.groups.page != nil {
			a.explain()
		}
	}
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
	lines := a.Contrast(c.cause.ID)
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
