package sheet

import (
	"fmt"
	"slices"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/ui/screen"
)

// NewRerun offers the forms in which r can be written: what is to be done again,
// or begun. tasks are those it is about, whose evidence HubSpot's support may
// want; api is where a script sends its requests.
func NewRerun(env *screen.Env, r plan.Rerun, tasks []*model.Task, api string) *Picker {
	todo := "to do: " + model.Plural(len(r.Steps), "folder")
	if n := len(r.Unknown()); n > 0 {
		todo += fmt.Sprintf(", without %d whose request is not known", n)
	}
	if n := r.Missing(); n > 0 {
		todo += fmt.Sprintf(", without %d that HubSpot does not know", n)
	}
	picks := []Pick{
		{Text: "csv", About: "a plan, " + todo},
		{Text: "jsonl", About: "the requests, " + todo},
		{Text: "curl", About: "a script to read and run, " + todo},
	}
	if tasks = forSupport(tasks); len(tasks) > 0 {
		picks = append(picks, Pick{Text: "evidence", About: fmt.Sprintf("what HubSpot answered about %s, for its support", model.Plural(len(tasks), "task"))})
	}
	return NewPicker(env, "write", picks, 0, func(i int) []screen.Intent {
		if picks[i].Text == "evidence" {
			return []screen.Intent{screen.Evidence{Tasks: tasks}}
		}
		return []screen.Intent{rerunIn(r, api, picks[i].Text)}
	})
}

// forSupport are the tasks that HubSpot's support is asked about: those that are
// not as they should be, if any is not.
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
		if first.Needless {
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
