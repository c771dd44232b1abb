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

// sinceLast is since the person looked at the dashboard last.
const sinceLast = "last"

// handover tells whoever goes on what has happened since a time.
func (p *program) handover(cmd *cobra.Command, args []string, f reportFlags) error {
	if len(args) > 0 || f.evidence != "" || f.filter != "" {
		return exit.Usagef("--since is about the whole watchlist: leave task IDs, --filter and --evidence out")
	}
	write, err := journal.HandoverPrinter(f.output)
	if err != nil {
		return err
	}
	s, err := p.stores().Open()
	if err != nil {
		return err
	}
	defer s.Close()
	ctx, now := cmd.Context(), p.time().Now()
	from, err := p.handoverFrom(ctx, s, f.since, now)
	if err != nil {
		return err
	}
	sel, _, err := p.stores().All(ctx, s)
	if err != nil {
		return err
	}
	portal, err := s.Account(ctx)
	if err != nil {
		return exit.With(exit.Internal, err)
	}
	claims, err := s.Claims(ctx, now)
	if err != nil {
		return exit.With(exit.Internal, err)
	}
	people, err := whatPeopleDid(ctx, s.Store, from)
	if err != nil {
		return exit.With(exit.Internal, err)
	}
	h := journal.HandoverOf(&sel.Known, sel.Since(from, now), model.Account{PortalID: model.Text(portal)}, claims.Current(now), people)
	if err := write(p.io.Out, h); err != nil {
		return exit.With(exit.Internal, err)
	}
	return nil
}

// handoverFrom is when what is told begins.
func (p *program) handoverFrom(ctx context.Context, s *keep.Watchlist, since string, now time.Time) (time.Time, error) {
	if since != sinceLast {
		return parseSince(since, now)
	}
	at, err := keep.LookedAt(ctx, s.Store)
	switch {
	case err != nil:
		return at, exit.With(exit.Internal, err)
	case at.IsZero():
		return at, exit.Usagef("--since last: you have not looked at the dashboard yet; allowed are also a time such as 2026-11-24T08:00:00Z, a date, and how long ago such as 8h")
	}
	return at, nil
}

// whatPeopleDid is the events of the journal since a time that name somebody. Tasks
// that one added one after the other are one.
func whatPeopleDid(ctx context.Context, s store.Store, from time.Time) (people []journal.Event, err error) {
	var added store.Entry // the first of them
	n := 0
	flush := func() {
		if n > 0 {
			people = append(people, journal.AddedBy(journal.EventOf(added.Seq, added.Event, added.Told), n))
		}
		n = 0
	}
	err = keep.Journal(ctx, s, false, func(e store.Entry) error {
		switch {
		case e.Who == "" || e.At.Before(from):
		case e.Kind == model.EventAdded && n > 0 && e.Who == added.Who:
			n++
		case e.Kind == model.EventAdded:
			flush()
			added, n = e, 1
		default:
			flush()
			people = append(people, journal.EventOf(e.Seq, e.Event, e.Told))
		}
		return nil
	})
	flush()
	return people, err
}
