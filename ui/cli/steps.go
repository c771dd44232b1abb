package cli

import (
	"github.com/spf13/cobra"

	"hubwatch/hubclient"
	"hubwatch/model/plan"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
)

// stepsFlags is the flags of the commands that print folder updates to be made.
type stepsFlags struct {
	cause  string
	filter string
	output string
}

// add adds the flags. of is what --cause picks.
func (f *stepsFlags) add(cmd *cobra.Command, of string) {
	cmd.Flags().StringVar(&f.cause, "cause", "", "only "+of+" this cause: its signature, or part of its title")
	flags.Filter(cmd, &f.filter)
	flags.Format(cmd, &f.output, "csv", plan.Formats)
}

// stepsPrinter returns a function that prints folder updates in a format. It is
// made before anything is asked, so that a wrong flag costs nothing.
func (p *program) stepsPrinter(format string) (func(plan.Rerun) error, error) {
	api, err := hubclient.UpdateAddress(p.flags.BaseURL, p.flags.APIVersion)
	if err != nil {
		return nil, exit.With(exit.Usage, err)
	}
	return func(r plan.Rerun) error {
		data, err := r.Write(format, api)
		if err == nil {
			_, err = p.io.Out.Write(data)
		}
		if err != nil {
			return exit.With(exit.Internal, err)
		}
		return nil
	}, nil
}
