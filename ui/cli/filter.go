package cli

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/contrast"
	"hubwatch/model/plan"
	"hubwatch/model/query"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// filterHelp says in a command's help what the filter is.
const filterHelp = "--filter picks tasks of the watchlist, as / does in the dashboard: words, fields (status cause path label\n" +
	"note id errors age checked waited ran depth name-length name-has name-script started attempt, and the plan's\n" +
	"columns), and problem, running, settled, slow, stale, archived. All must hold; ! is not, a comma is or, quotes keep spaces: 'status:errors !label:press age>10m'."

// filterFlag gives a command --filter.
func filterFlag(cmd *cobra.Command, to *string) {
	cmd.Flags().StringVar(to, "filter", "", "only the tasks of the watchlist that a filter lets through, such as status:errors")
	cmd.Long += "\n\n" + filterHelp
	_ = cmd.RegisterFlagCompletionFunc("filter", completeFilter)
}

// completeFilter completes the last word of a filter.
func completeFilter(_ *cobra.Command, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	before := typed[:strings.LastIndexByte(typed, ' ')+1]
	var found []cobra.Completion
	for _, s := range model.States {
		found = append(found, before+"status:"+s.Word())
	}
	for _, w := range query.Fields() {
		found = append(found, cobra.CompletionWithDesc(before+w.Name+":", w.About))
	}
	for _, w := range query.Flags() {
		found = append(found, cobra.CompletionWithDesc(before+w.Name, w.About))
	}
	return found, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveNoFileComp
}

// picked is the tasks that a filter lets through, all of them if it is empty.
// The error has exit code 3: the filter has a mistake, which is pointed at, or
// lets no task through.
func (p *program) picked(tasks []*model.Task, filter string) ([]*model.Task, error) {
	if filter == "" {
		return tasks, nil
	}
	q, err := query.Parse(filter, planColumns(tasks)...)
	if err != nil {
		return nil, exit.Usagef("--filter %s: %w", model.Text(filter).Line(), err)
	}
	facts := p.facts(tasks)
	kept := slices.DeleteFunc(slices.Clone(tasks), func(t *model.Task) bool { return !q.Match(t, facts) })
	if len(kept) == 0 {
		return nil, exit.Usagef("--filter %s lets none of the %s through", model.Text(filter).Line(), model.Plural(len(tasks), "task"))
	}
	return kept, nil
}

// facts is what filters may ask of stored tasks. Nothing is marked or new here.
func (p *program) facts(tasks []*model.Task) *query.Facts {
	now, peers := p.time().Now(), model.NewPeers(tasks)
	var groups *cause.Groups
	var tracker *plan.Tracker
	var notes cause.Notes
	var clashes map[model.TaskID]bool
	group := func() {
		if groups == nil {
			groups, tracker = output.GroupsOf(tasks, p.process.became)
			notes, _ = p.knownCauses() // what is wrong with the team's is said by the dashboard
		}
	}
	return &query.Facts{
		Now:   now,
		Stale: func(t *model.Task, _ time.Time) bool { return t.Stale() },
		Slow:  peers.Slow,
		Causes: func(t *model.Task) []string {
			group()
			return causeNames(groups, t.ID, notes)
		},
		Cause: func(id string) []string {
			group()
			return cause.IDs(groups.Find(id))
		},
		Trait: func(t *model.Task, key string) []string {
			if group(); clashes == nil {
				clashes = contrast.Clashes(contrast.Subjects(tasks, tracker.AttemptNumber))
			}
			return contrast.Values(t, key, tracker.AttemptNumber(t.ID), clashes[t.ID])
		},
	}
}

// causeNames is what the causes of a task are called, by HubSpot's words and by the team's,
// and their IDs.
func causeNames(g *cause.Groups, id model.TaskID, notes cause.Notes) []string {
	var names []string
	for _, c := range g.Of(id) {
		names = append(names, c.Title(), c.ID)
		if note, ok := notes.For(g, c); ok && note.Title != "" {
			names = append(names, note.Title)
		}
	}
	return names
}

// hasCause tells whether a task has the cause that a person named: by an ID that
// it has or had, or by a part of what it is called.
func hasCause(g *cause.Groups, id model.TaskID, name string, notes cause.Notes) bool {
	named, name := g.Find(name), strings.ToLower(name)
	return slices.ContainsFunc(g.Of(id), func(c *cause.Cause) bool { return slices.Contains(named, c) }) ||
		slices.ContainsFunc(causeNames(g, id, notes), func(called string) bool { return strings.Contains(strings.ToLower(called), name) })
}

// planColumns is the columns of the migration plan.
func planColumns(tasks []*model.Task) []string {
	var columns []string
	for _, t := range tasks {
		for _, f := range t.Plan {
			if key := string(f.Key); !slices.Contains(columns, key) {
				columns = append(columns, key)
			}
		}
	}
	return columns
}

// unfiltered refuses a filter together with task IDs, which are not looked up
// on the watchlist.
func unfiltered(ids []model.TaskID, filter string) error {
	if len(ids) > 0 && filter != "" {
		return exit.Usagef("--filter picks from the watchlist; name task IDs or give a filter, not both")
	}
	return nil
}
