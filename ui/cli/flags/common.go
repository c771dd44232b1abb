package flags

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/query"
	"hubwatch/ui/cli/exit"
)

// Words completes the value of a flag from a list. It panics if there is no such flag.
func Words(cmd *cobra.Command, flag string, words []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	if err != nil {
		panic(err)
	}
}

// Format adds the flag that selects one of the formats. Another one is refused
// before the command runs, with exit code 3.
func Format(cmd *cobra.Command, to *string, usual string, formats []string) {
	cmd.Flags().StringVarP(to, "output", "o", usual, "the format: "+strings.Join(formats, ", "))
	Words(cmd, "output", formats)
	cmd.PreRunE = func(*cobra.Command, []string) error {
		if !slices.Contains(formats, *to) {
			return exit.BadFormat(*to, formats)
		}
		return nil
	}
}

// Quiet adds the flag that suppresses the line at the end of a dashboard.
func Quiet(cmd *cobra.Command, to *bool) {
	cmd.Flags().BoolVarP(to, "quiet", "q", false, "print nothing when the dashboard is left")
}

// Plan adds the flag that names a plan.
func Plan(cmd *cobra.Command, to *string) {
	cmd.Flags().StringVar(to, "plan", "", "the migration plan: a CSV file with a row for each folder")
}

// filterHelp says in a command's help what the filter is.
const filterHelp = "--filter picks tasks of the watchlist, as / does in the dashboard: words, fields (status cause path label\n" +
	"note id errors age checked waited ran depth name-length name-has name-script started attempt, and the plan's\n" +
	"columns), and todo, running, settled, slow, stale, archived, replaced. All must hold; ! is not, a comma is or, quotes keep spaces: 'status:errors !label:press age>10m'."

// Filter adds --filter to a command.
func Filter(cmd *cobra.Command, to *string) {
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

// Unfiltered refuses a filter together with task IDs, which are not looked up on the
// watchlist, with exit code 3.
func Unfiltered(ids []model.TaskID, filter string) error {
	if len(ids) > 0 && filter != "" {
		return exit.Usagef("--filter picks from the watchlist; name task IDs or give a filter, not both")
	}
	return nil
}
