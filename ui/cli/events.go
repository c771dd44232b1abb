package cli

import (
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/journal"
	"hubwatch/ui/cli/keep"
)

func (p *program) eventsCommand() *cobra.Command {
	var follow bool
	var since, format string
	cmd := &cobra.Command{
		Use:   "events",
		Short: "Print what became of tasks, one line for each event",
		Long: "events prints the journal of the watchlist, oldest first: tasks added, changes of state, checks that\n" +
			"began to fail and to work again, causes that became one. It asks HubSpot nothing; with --follow it prints what another\n" +
			"hubwatch, such as the dashboard or wait, learns from now on, until ctrl-c.",
		Example: "  hubwatch events --since 1h -o table\n" +
			"  hubwatch events --follow --since now | jq -r 'select(.to == \"errors\") | .taskId'",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			write := journal.EventPrinter(format, p.terminal())
			from, err := parseSince(since, p.time().Now())
			if err != nil {
				return err
			}
			return p.stores().With(func(s *keep.Watchlist) error {
				return keep.Journal(cmd.Context(), s.Store, follow, func(e store.Entry) error {
					if e.At.Before(from) {
						return nil
					}
					return write(p.io.Out, journal.EventOf(e.Seq, e.Event, e.Told))
				})
			})
		},
	}
	f := cmd.Flags()
	flags.Format(cmd, &format, "jsonl", journal.Formats)
	f.BoolVarP(&follow, "follow", "f", false, "go on with what happens from now on")
	f.StringVar(&since, "since", "", "only what was learned since: a time such as 2026-11-24T08:00:00Z, how long ago such as 90m, or now")
	return cmd
}

// parseSince reads a time, or a duration before now; "" is the beginning.
func parseSince(s string, now time.Time) (time.Time, error) {
	switch s {
	case "":
		return time.Time{}, nil
	case "now":
		return now, nil
	}
	if d, err := time.ParseDuration(s); err == nil && d >= 0 {
		return now.Add(-d), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(layout, s); err == nil {
			return at, nil
		}
	}
	return time.Time{}, exit.Usagef("--since %q: allowed are a time such as 2026-11-24T08:00:00Z, a date, how long ago such as 90m, or now", s)
}
