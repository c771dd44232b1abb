package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/cli/watch"
)

func (p *program) statusCommand() *cobra.Command {
	var f statusFlags
	cmd := &cobra.Command{
		Use:   "status [ID…]",
		Short: "Check tasks once and print what HubSpot says",
		Long: "status asks HubSpot once about each task and prints the answers. Without IDs it is about the whole\n" +
			"watchlist: tasks that have ended are not asked again, and what is learned is kept. While another\n" +
			"hubwatch asks HubSpot, it asks nothing and prints what that one knows. --plan takes in a migration\n" +
			"plan first, as add does.\n\n" +
			"A task that HubSpot does not answer for is asked again for as long as --timeout says after the others\n" +
			"have been asked, and is then shown with the reason. So is one that HubSpot does not know: that counts\n" +
			"when it has said so twice, ten seconds apart.\n\n" +
			"Exit codes: 0 all ok, 1 all settled but some to do again: failed, canceled or landed elsewhere, 2 interrupted, 3 bad usage or\n" +
			"nothing to check, 4 not authorised, 5 unknown tasks, 6 unreachable or out of quota, 8 some not settled. When several are true, the first of 4, 6, 5, 8, 1 is given.",
		Example: "  hubwatch status\n" +
			"  hubwatch status AAAAEZ6whGI\n" +
			"  hubwatch status -o json AAAAEZ6whGI AAAAEZ6whGM | jq .summary\n" +
			"  hubwatch status --plan plan.csv -o csv > status.csv",
		RunE: func(cmd *cobra.Command, args []string) error { return p.status(cmd, args, f) },
	}
	flags.Format(cmd, &f.output, "table", output.Formats)
	flags.Filter(cmd, &f.filter)
	flags.Plan(cmd, &f.planFile)
	cmd.Flags().DurationVar(&f.timeout, "timeout", watch.SweepPatience, "how long to wait for tasks that HubSpot does not answer for, beyond the others")
	return cmd
}

// statusFlags is the flags of the status command.
type statusFlags struct {
	output, filter, planFile string
	timeout                  time.Duration

	write output.Printer // what output says
}

func (p *program) status(cmd *cobra.Command, args []string, f statusFlags) error {
	f.write = output.PrinterFor(f.output, p.terminal())
	if f.timeout < 0 {
		return exit.Usagef("--timeout must not be negative")
	}
	ids, err := gather.IDs(cmd, args)
	if err != nil {
		return err
	}
	if err := flags.Unfiltered(ids, f.filter); err != nil {
		return err
	}
	switch {
	case len(ids) == 0:
		return p.statusOfWatchlist(cmd.Context(), f)
	case f.planFile != "":
		return exit.Usagef("--plan is about the whole watchlist: leave the task IDs out")
	}
	client, _, err := p.hub().Client(cmd.Context())
	if err != nil {
		return err
	}
	w := &watch.Watcher{Session: session.New(session.Start{}), Checker: client, Clock: p.time(), Limiter: client}
	for _, id := range ids {
		w.Add([]intake.Found{{ID: id}}, p.time().Now())
	}
	swept := w.Sweep(cmd.Context(), w.List().Tasks(), f.timeout, p.progress())
	return p.finish(f.write, watch.Selection{Session: w.Session}, w.Account(cmd.Context()), watch.Tolerance{}, swept)
}

// statusOfWatchlist checks the open tasks of the watchlist and prints all of
// it. Nothing is asked if no task is open, or if another process polls.
func (p *program) statusOfWatchlist(ctx context.Context, f statusFlags) error {
	s, err := p.stores().Open()
	if err != nil {
		return err
	}
	defer s.Close()
	if err := gather.TakePlan(ctx, p.io, s.Store, f.planFile); err != nil {
		return err
	}
	sel, revision, err := p.stores().Select(ctx, s, nil, f.filter)
	if err != nil {
		return err
	}
	w := &watch.Watcher{Session: sel.Session, Clock: p.time()}
	var swept error
	if open := sel.Open(); len(open) > 0 {
		c, err := p.hub().Connect(ctx, ctx, s.Store)
		if err != nil {
			return err
		}
		k, err := p.keeper(ctx, s.Store, revision, p.io.Say)
		if err != nil {
			return err
		}
		defer k.Close()
		w.Checker, w.Keeper, w.Say, w.Limiter = c, k, p.io.Say, c.Limiter
		swept = account.Ended(c.Asked, w.Sweep(c.Asked, open, f.timeout, p.progress()))
	}
	owner, err := ownerOf(ctx, w, s.Store)
	if err != nil && swept == nil {
		swept = exit.With(exit.Internal, err)
	}
	return p.finish(f.write, sel, owner, watch.Tolerance{}, swept)
}

// finish prints what is known about the tasks and returns the command's error.
func (p *program) finish(write output.Printer, sel watch.Selection, account model.Account, tol watch.Tolerance, ended error) error {
	d := output.StatusOf(sel.Tasks(), sel.Tracker(), sel.Causes(), account)
	if sel.Whole() || sel.Planned {
		d.Cover(sel.Tracker())
	}
	if err := write(p.io.Out, d); err != nil {
		return exit.With(exit.Internal, err)
	}
	return tol.Verdict(sel, ended)
}

// ownerOf returns the HubSpot account for the output: as the store knows it, or
// as HubSpot says if this process has asked and got an answer.
func ownerOf(ctx context.Context, w *watch.Watcher, s store.Store) (model.Account, error) {
	portal, err := s.Account(context.WithoutCancel(ctx))
	if err != nil || portal != "" {
		return model.Account{PortalID: model.Text(portal)}, err
	}
	return w.Account(ctx), nil
}
