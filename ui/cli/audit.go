package cli

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model/store"
	"hubwatch/ui/cli/audit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
)

func (p *program) auditCommand() *cobra.Command {
	var format, since string
	cmd := &cobra.Command{
		Use:   "audit",
		Short: "Print which requests were sent to HubSpot",
		Long: "audit counts the requests that hubwatch has sent for this profile, by method and path, and then lists\n" +
			"them: when, method, HTTP status (- if no reply arrived), how long the reply took, host, path, and\n" +
			"HubSpot's correlation ID. Queries, headers and bodies are not kept. The log has the newest 100,000\n" +
			"requests, of 30 days at most. It asks HubSpot nothing.",
		Example: "  hubwatch audit | head\n" +
			"  hubwatch audit --since 24h\n" +
			"  hubwatch audit -o json | jq '.requests[] | select(.method != \"GET\")'",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			from, err := parseSince(since, p.time().Now())
			if err != nil {
				return err
			}
			return p.stores().With(func(s *keep.Watchlist) error { return p.audit(cmd.Context(), s.Store, from, format) })
		},
	}
	flags.Format(cmd, &format, "table", audit.Formats)
	cmd.Flags().StringVar(&since, "since", "", "only what was sent since: a time such as 2026-11-24T08:00:00Z, how long ago such as 90m, or now")
	return cmd
}

func (p *program) audit(ctx context.Context, s store.Store, from time.Time, format string) error {
	requests, err := s.Requests(ctx, from)
	if err != nil {
		return err
	}
	d := audit.Of(requests)
	if format == "json" {
		return output.WriteJSON(p.io.Out, d)
	}
	return d.Print(p.io.Out, p.terminal())
}
