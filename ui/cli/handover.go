package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/journal"
	"hubwatch/ui/cli/keep"
)

// sinceLast means since the user last looked at the dashboard.
const sinceLast = "last"

// handover prints what has happened since a time, for whoever takes over.
func (p *program) handover(cmd *cobra.Command, args []string, f reportFlags) error {
	if len(args) > 0 || f.evidence != "" || f.filter != "" {
		return exit.Usagef("--since is about the whole watchlist: leave task IDs, --filter and --evidence out")
	}
	write, err := journal.HandoverPrinter(f.output)
	if err != nil {
		return err
	}
	return p.stores().With(func(s *keep.Watchlist) error {
		ctx, now := cmd.Context(), p.time().Now()
		from, err := handoverFrom(ctx, s.Store, f.since, now)
		if err != nil {
			return err
		}
		sel, _, err := p.stores().All(ctx, s)
		if err != nil {
			return err
		}
		portal, err := s.Account(ctx)
		if err != nil {
			return err
		}
		claims, err := s.Claims(ctx, now)
		if err != nil {
			return err
		}
		people, err := whatPeopleDid(ctx, s.Store, from)
		if err != nil {
			return err
		}
		return write(p.io.Out, journal.HandoverOf(&sel.Known, sel.Since(from, now), model.Account{PortalID: model.Text(portal)}, claims.Current(now), people))
	})
}

// handoverFrom returns when the hand-over begins.
func handoverFrom(ctx context.Context, s store.Store, since string, now time.Time) (time.Time, error) {
	if since != sinceLast {
		return parseSince(since, now)
	}
	at, err := keep.LookedAt(ctx, s)
	if err == nil && at.IsZero() {
		err = exit.Usagef("--since last: you have not looked at the dashboard yet; allowed are also a time such as 2026-11-24T08:00:00Z, a date, and how long ago such as 8h")
	}
	return at, err
}

// whatPeopleDid returns the events of the journal since a time that name somebody.
func whatPeopleDid(ctx context.Context, s store.Store, from time.Time) ([]journal.Event, error) {
	var people journal.People
	err := keep.Journal(ctx, s, false, func(e store.Entry) error {
		if e.Who != "" && !e.At.Before(from) {
			people.Did(e.Seq, e.Event, e.Told)
		}
		return nil
	})
	return people.Events, err
}
