package cli

import (
	"context"
	"errors"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
)

func (p *program) statusCommand() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "status ID…",
		Short: "Check tasks once and print what HubSpot says",
		Long: "status asks HubSpot once about each task and prints the answers.\n\n" +
			"Exit codes: 0 all ok, 1 all settled but some with errors or canceled, 3 bad usage,\n" +
			"4 not authorised, 5 unknown tasks, 6 unreachable or out of quota, 8 some not settled yet.",
		Example: "  hubwatch status AAAAEZ6whGI\n" +
			"  hubwatch status -o json AAAAEZ6whGI AAAAEZ6whGM | jq .summary",
		RunE: func(cmd *cobra.Command, args []string) error { return p.status(cmd, args, output) },
	}
	cmd.Flags().StringVarP(&output, "output", "o", "table", "table or json")
	return cmd
}

func (p *program) status(cmd *cobra.Command, args []string, output string) error {
	write, ok := printers[output]
	if !ok {
		return usagef("--output %q: allowed are table and json", output)
	}
	ids, err := taskIDs(cmd, args)
	if err != nil {
		return err
	}
	if len(ids) == 0 {
		return usagef("no task IDs given")
	}
	client, _, err := p.client(cmd.Context())
	if err != nil {
		return err
	}
	var list model.Watchlist
	for _, id := range ids {
		list.Add(id, "", time.Now())
	}
	progress, end := p.progressLine(len(ids))
	swept := sweep(cmd.Context(), client, &list, progress)
	end()
	var account model.Account
	if swept == nil {
		account, _ = client.Account(cmd.Context()) // a name for the output; nothing depends on it
	}
	if err := write(p.stdout, document(&list, account)); err != nil {
		return exitWith(exitInternal, err)
	}
	return settledCode(&list, swept)
}

// settledCode is how a command ends that has looked at every task of the list:
// the worst thing that is true of any.
func settledCode(list *model.Watchlist, swept error) error {
	if ce, ok := errors.AsType[*model.CheckError](swept); ok {
		return exitWith(checkErrorCode(ce), ce)
	}
	if swept != nil {
		if errors.Is(swept, context.Canceled) {
			return exitWith(exitInterrupted, nil)
		}
		return exitWith(exitInternal, swept)
	}
	for _, t := range list.Tasks() {
		if t.Err != nil && !t.Err.Missing() {
			return exitWith(exitUnreachable, t.Err)
		}
	}
	switch {
	case list.Count(model.StateMissing) > 0:
		return exitWith(exitMissing, nil)
	case list.Settled() < list.Len():
		return exitWith(exitPending, nil)
	case list.Count(model.StateErrors)+list.Count(model.StateCanceled) > 0:
		return exitWith(exitErrors, nil)
	}
	return nil
}
