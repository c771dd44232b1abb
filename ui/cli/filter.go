package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/query"
	"hubwatch/model/session"
	"hubwatch/ui/cli/exit"
)

// filterHelp says in a command's help what the filter is.
const filterHelp = "--filter picks tasks of the watchlist, as / does in the dashboard: words, fields (status cause path label\n" +
	"note id errors age checked waited ran depth name-length name-has name-script started attempt, and the plan's\n" +
	"columns), and todo, running, settled, slow, stale, archived, replaced. All must hold; ! is not, a comma is or, quotes keep spaces: 'status:errors !label:press age>10m'."

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

// picked is the tasks of a session that a filter lets through, all of them if it is
// empty.
// The error has exit code 3: the filter has a mistake, which is pointed at, or
// lets no task through.
func (p *program) picked(known *session.Session, filter string) ([]*model.Task, error) {
	tasks := known.List().Tasks()
	if filter == "" {
		return tasks, nil
	}
	q, err := query.Parse(filter, session.PlanColumns(tasks)...)
	if err != nil {
		return nil, exit.Usagef("--filter %s: %w", model.Text(filter).Line(), err)
	}
	facts := known.Facts(p.time().Now())
	kept := slices.DeleteFunc(slices.Clone(tasks), func(t *model.Task) bool { return !q.Match(t, &facts) })
	if len(kept) == 0 {
		return nil, exit.Usagef("--filter %s lets none of the %s through", model.Text(filter).Line(), model.Plural(len(tasks), "task"))
	}
	return kept, nil
}

// unfiltered refuses a filter together with task IDs, which are not looked up
// on the watchlist.
func unfiltered(ids []model.TaskID, filter string) error {
	if len(ids) > 0 && filter != "" {
		return exit.Usagef("--filter picks from the watchlist; name task IDs or give a filter, not both")
	}
	return nil
}
