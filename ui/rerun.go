package ui

import (
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/ui/fault"
	"hubwatch/ui/screen"
	"hubwatch/ui/sheet"
)

// openRerun offers the forms in which tasks can be handed on: to be done again,
// or to HubSpot's support.
func (a *app) openRerun(tasks []*model.Task) { a.offer(a.Tracker().Rerun(tasks, false), tasks) }

// openStart offers the forms for rows of the plan without a task.
func (a *app) openStart(rows []*plan.Row) { a.offer(a.Tracker().Start(rows), nil) }

func (a *app) offer(r plan.Rerun, tasks []*model.Task) {
	if a.opt.Desk == nil || len(r.Steps)+len(r.Refused) == 0 {
		a.say("there is nothing to write")
		return
	}
	todo := "to do: " + model.Plural(len(r.Steps), "folder")
	if n := len(r.Unknown()); n > 0 {
		todo += fmt.Sprintf(", without %d whose request is not known", n)
	}
	picks := []sheet.Pick{
		{Text: "csv", About: "a plan, " + todo},
		{Text: "jsonl", About: "the requests, " + todo},
		{Text: "curl", About: "a script to read and run, " + todo},
	}
	if tasks = forSupport(tasks); len(tasks) > 0 {
		picks = append(picks, sheet.Pick{Text: "evidence", About: fmt.Sprintf("what HubSpot answered about %s, for its support", model.Plural(len(tasks), "task"))})
	}
	a.over(sheet.NewPicker(a.Env, "write", picks, 0, func(i int) []screen.Intent {
		if picks[i].Text == "evidence" {
			return []screen.Intent{screen.Evidence{Tasks: tasks}}
		}
		return []screen.Intent{a.rerunIn(r, picks[i].Text)}
	}))
}

// forSupport are the tasks that HubSpot's support is asked about: those that are
// not as they should be, if any is not.
func forSupport(tasks []*model.Task) []*model.Task {
	odd := slices.DeleteFunc(slices.Clone(tasks), func(t *model.Task) bool {
		return !t.State().Problem() && t.State() != model.StateCanceled
	})
	if len(odd) == 0 {
		return tasks
	}
	return odd
}

// packEvidence writes what HubSpot's support needs to know of several tasks.
func (a *app) packEvidence(tasks []*model.Task) tea.Cmd {
	copies := make([]*model.Task, 0, len(tasks))
	for _, t := range tasks {
		copies = append(copies, t.Copy())
	}
	desk, ctx := a.opt.Desk, a.ctx
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, syncLimit)
		defer cancel()
		path, err := desk.Pack(ctx, copies)
		if err != nil {
			return doneMsg{text: "the evidence cannot be saved: " + err.Error()}
		}
		return doneMsg{"the evidence is in", path}
	})
}

// rerunIn writes what is to be done. The first that cannot be is named.
func (a *app) rerunIn(r plan.Rerun, format string) screen.Intent {
	if len(r.Steps) == 0 {
		first := append(r.Unknown(), r.Refused...)[0]
		none := "none can be done"
		if first.Needless {
			none = "none needs to be done"
		}
		return screen.Say{Text: fmt.Sprintf("%s: %s %s", none, first.Name, first.Why)}
	}
	data, err := r.Write(format, a.opt.API)
	if err != nil {
		return screen.Say{Text: err.Error()}
	}
	what := "the re-run of " + model.Plural(len(r.Steps), "folder")
	if unknown := r.Unknown(); len(unknown) > 0 {
		without := unknown[0].Name
		if n := len(unknown); n > 1 {
			without += fmt.Sprintf(" and %d more", n-1)
		}
		what += " (without " + without + ": " + unknown[0].Why + ")"
	}
	ending := map[string]string{"csv": "csv", "jsonl": "jsonl", "curl": "sh"}[format]
	return screen.Write{What: what, Name: "rerun." + ending, Data: data}
}
