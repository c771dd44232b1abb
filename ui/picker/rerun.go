package picker

import (
	"fmt"
	"slices"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/ui/screen"
)

// NewRerun returns the list of forms in which a re-run can be written; nil if
// there is nothing to write. api is where a script sends its requests.
func NewRerun(env *screen.Env, ask screen.Rerun, api string) *Picker {
	var picks []Pick
	var does []func() []screen.Intent
	for _, of := range todos(env, ask) {
		if len(of.Rerun.Steps)+len(of.Rerun.Refused) == 0 {
			continue
		}
		how := of.text()
		for _, form := range of.forms() {
			picks = append(picks, Pick{Text: form.name, About: form.about + how})
			does = append(does, func() []screen.Intent { return []screen.Intent{rerunIn(of.Rerun, api, form.name)} })
		}
		if tasks := forSupport(of.Tasks); len(tasks) > 0 {
			picks = append(picks, Pick{Text: "evidence", About: fmt.Sprintf("what HubSpot answered about %s, for its support", model.Plural(len(tasks), "task"))})
			does = append(does, func() []screen.Intent { return []screen.Intent{screen.Evidence{Tasks: tasks}} })
		}
	}
	if len(picks) == 0 {
		return nil
	}
	return New(env, "write", picks, func(i int) []screen.Intent { return does[i]() })
}

// form is one in which it can be written, and what that is.
type form struct{ name, about string }

// forms returns those to choose from; of nothing there is one, which says so.
func (of *todo) forms() []form {
	if len(of.Rerun.Steps) == 0 {
		return []form{{"csv", ""}}
	}
	return []form{{"csv", "a plan, "}, {"jsonl", "the requests, "}, {"curl", "a shell script, "}}
}

// text returns how much there is to do.
func (of *todo) text() string {
	text := "to do: " + model.Plural(len(of.Rerun.Steps), "folder")
	if of.Called != "" {
		text = of.Called + ": " + model.Plural(len(of.Rerun.Steps), "folder")
	}
	if unknown := of.Rerun.Unknown(); len(unknown) > 0 {
		why := "whose request is not known"
		if !slices.ContainsFunc(unknown, func(f plan.Refusal) bool { return f.Why != plan.NotPlanned }) {
			why = "not in the plan"
		}
		text += fmt.Sprintf(", without %s %s", model.Thousands(len(unknown)), why)
	}
	if n := of.Rerun.Missing(); n > 0 {
		text += fmt.Sprintf(", without %d that HubSpot does not know", n)
	}
	return text
}

// forSupport returns the tasks that HubSpot's support is asked about: those
// that are not as they should be, if any is not.
func forSupport(tasks []*model.Task) []*model.Task {
	odd := slices.DeleteFunc(slices.Clone(tasks), func(t *model.Task) bool {
		return !t.ToDo() && t.State() != model.StateUnknown
	})
	if len(odd) == 0 {
		return tasks
	}
	return odd
}

// rerunIn writes what is to be done. The first that cannot be is named.
func rerunIn(r plan.Rerun, api, format string) screen.Intent {
	if len(r.Steps) == 0 {
		first := append(r.Unknown(), r.Refused...)[0]
		none := "none can be done"
		if first.Needless || first.Again {
			none = "none needs to be done"
		}
		return screen.Say{Text: fmt.Sprintf("%s: %s %s", none, first.Name, first.Why)}
	}
	data, err := r.Write(format, api)
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
