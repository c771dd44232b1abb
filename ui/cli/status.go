package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
)

func (p *program) statusCommand() *cobra.Command {
	var output, filter, planFile string
	cmd := &cobra.Command{
		Use:   "status [ID…]",
		Short: "Check tasks once and print what HubSpot says",
		Long: "status asks HubSpot once about each task and prints the answers. Without IDs it is about the whole\n" +
			"watchlist: tasks that have ended are not asked again, and what is learned is kept. While another\n" +
			"hubwatch asks HubSpot, it asks nothing and prints what that one knows. --plan takes in a migration\n" +
			"plan first, as add does.\n\n" +
			"Exit codes: 0 all ok, 1 all settled but some with errors or canceled, 2 interrupted, 3 bad usage or\n" +
			"nothing to check, 4 not authorised, 5 unknown tasks, 6 unreachable or out of quota, 8 some not settled.",
		Example: "  hubwatch status\n" +
			"  hubwatch status AAAAEZ6whGI\n" +
			"  hubwatch status -o json AAAAEZ6whGI AAAAEZ6whGM | jq .summary\n" +
			"  hubwatch status --plan plan.csv -o csv > status.csv",
		RunE: func(cmd *cobra.Command, args []string) error { return p.status(cmd, args, output, filter, planFile) },
	}
	outputFlag(cmd, &output)
	filterFlag(cmd, &filter)
	planFlag(cmd, &planFile)
	return cmd
}

func (p *program) status(cmd *cobra.Command, args []string, output, filter, planFile string) error {
	write, err := p.printer(output)
	if err != nil {
		return err
	}
	ids, err := taskIDs(cmd, args)
	if err != nil {
		return err
	}
	if err := unfiltered(ids, filter); err != nil {
		return err
	}
	switch {
	case len(ids) == 0:
		return p.statusOfWatchlist(cmd.Context(), write, filter, planFile)
	case planFile != "":
		return usagef("--plan is about the whole watchlist: leave the task IDs out")
	}
	client, _, err := p.client(cmd.Context())
	if err != nil {
		return err
	}
	w := &watcher{checker: client}
	for _, id := range ids {
		w.list.Add(id, "", time.Now())
	}
	swept := p.sweep(cmd.Context(), w, w.list.Tasks())
	var account model.Account
	if swept == nil {
		account, _ = client.Account(cmd.Context()) // a name for the output; nothing depends on it
	}
	return p.finish(write, w.list.Tasks(), account, tolerance{}, swept)
}

// statusOfWatchlist asks about what is open on the watchlist and prints all of
// it. Nothing is asked if nothing is open, or another process asks.
func (p *program) statusOfWatchlist(ctx context.Context, write printer, filter, planFile string) error {
	s, err := p.openStore()
	if err != nil {
		return err
	}
	defer s.Close()
	if err := p.withPlan(ctx, s, planFile); err != nil {
		return err
	}
	w := &watcher{}
	sel, revision, err := p.stored(ctx, s, &w.list, nil, filter)
	if err != nil {
		return err
	}
	var swept error
	if open := sel.open(); len(open) > 0 {
		c, err := p.connect(ctx, s)
		if err != nil {
			return err
		}
		k, err := p.keeper(ctx, s, revision, p.remark)
		if err != nil {
			return err
		}
		defer k.close()
		w.checker, w.keeper, w.say = c, k, p.remark
		swept = refused(c.ctx, p.sweep(c.ctx, w, open))
	}
	account, err := w.account(ctx, s)
	if err != nil && swept == nil {
		swept = exitWith(exitInternal, err)
	}
	kept, err := storedPlan(context.WithoutCancel(ctx), s)
	if err != nil && swept == nil {
		swept = err
	}
	covered := func(out io.Writer, d statusDocument) error {
		d.cover(kept, w.list.Tasks())
		return write(out, d)
	}
	return p.finish(covered, sel.tasks(), account, tolerance{}, swept)
}

// finish prints what is known of the tasks and says how the command ends.
func (p *program) finish(write printer, tasks []*model.Task, account model.Account, tol tolerance, ended error) error {
	if err := write(p.stdout, document(tasks, account)); err != nil {
		return exitWith(exitInternal, err)
	}
	if ended != nil {
		return stopped(ended)
	}
	return tol.verdict(count(tasks))
}

// sweep asks once about each of the tasks, at the pace HubSpot allows. It
// returns early when asking on is pointless. When another process asks, it
// asks nothing, and waits a moment for what that one has not asked yet.
func (p *program) sweep(ctx context.Context, w *watcher, tasks []*model.Task) error {
	waiting := map[model.TaskID]bool{}
	for _, t := range tasks {
		waiting[t.ID] = true
		w.list.Want(t.ID)
	}
	w.pace.Held = true // only what is wanted is due: each task once
	w.observed = func(o model.Observation) {
		if o.Err != nil && (o.Err.Kind == model.KindRateLimited || o.Err.Kind == model.KindMoving) {
			w.list.Want(o.ID) // it has no answer yet
			return
		}
		delete(waiting, o.ID)
	}
	bar := p.newProgress()
	defer bar.clear()
	begun := wallClock()
	return w.run(ctx, func(now time.Time) (bool, error) {
		for id := range waiting {
			if w.list.Task(id) == nil {
				delete(waiting, id) // somebody dropped it
			}
		}
		done := len(tasks) - len(waiting)
		bar.draw(now, done, len(tasks), fmt.Sprintf("checked %d of %d", done, len(tasks)))
		if w.poller != "" {
			return allChecked(tasks) || now.Sub(begun) > followPatience, nil
		}
		if len(waiting) == 0 {
			return true, nil
		}
		return false, w.futile(now)
	})
}

// allChecked tells whether something is known of each of the tasks.
func allChecked(tasks []*model.Task) bool {
	return !slices.ContainsFunc(tasks, func(t *model.Task) bool { return t.State() == model.StateUnchecked && t.Err == nil })
}

// futile is why one sweep should not go on: nothing can be asked for longer
// than a person wants to wait for an answer.
func (w *watcher) futile(now time.Time) error {
	if err := w.pace.Stopped(); err != nil {
		return err
	}
	if err := w.pace.Outage(); err != nil {
		return err
	}
	if err, until := w.pace.Paused(now); err != nil && until.Sub(now) > pausePatience {
		return err
	}
	return nil
}
