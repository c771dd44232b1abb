package cli

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/cli/desk"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/cli/watch"
)

// reportFlags is the flags of the report command.
type reportFlags struct {
	output   string
	by       string
	evidence string // "" is none
	filter   string // "" is none
	since    string // "" tells about all
}

func (p *program) reportCommand() *cobra.Command {
	var f reportFlags
	cmd := &cobra.Command{
		Use:   "report [ID…]",
		Short: "Say what broke and why, from what is known",
		Long: "report tells of the watchlist, or the tasks named, what HubSpot was last known to say: how many are in\n" +
			"each state, what those that broke have in common, each of them, and when it all happened. It asks\n" +
			"HubSpot nothing and needs no token.\n\n" +
			"--evidence writes, for each task that broke, the answer as it came with its correlation ID, headers\n" +
			"and times, for HubSpot's support. The token is in none of it.\n\n" +
			"--since hands over: what ended since then, what is new to do, what was tried again, who is on what and\n" +
			"what people did.",
		Example: "  hubwatch report > failures.md\n" +
			"  hubwatch report -o json | jq -r '.causes[] | \"\\(.tasks) \\(.title)\"'\n" +
			"  hubwatch report -o csv AAAAEZ6whGI AAAAEZ6whGM\n" +
			"  hubwatch report --evidence for-support\n" +
			"  hubwatch report --since 8h > handover.md",
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.since != "" {
				return p.handover(cmd, args, f)
			}
			return p.report(cmd, args, f)
		},
	}
	to := cmd.Flags()
	to.StringVarP(&f.output, "output", "o", "", "the format: "+strings.Join(output.ReportFormats, ", ")+" (default: table on a terminal, else md)")
	to.StringVar(&f.by, "by", "cause", "how to group what broke: cause")
	to.StringVar(&f.evidence, "evidence", "", "also write each failed task's raw answer into this new folder")
	to.StringVar(&f.since, "since", "", "hand over what happened since: a time, a date, how long ago such as 8h, or last for when you last looked at the dashboard")
	flags.Filter(cmd, &f.filter)
	flags.Words(cmd, "output", output.ReportFormats)
	flags.Words(cmd, "by", []string{"cause"})
	return cmd
}

func (p *program) report(cmd *cobra.Command, args []string, f reportFlags) error {
	write, err := output.ReportPrinter(f.output, p.terminal())
	if err != nil {
		return err
	}
	if f.by != "cause" {
		return exit.Usagef("--by %q: allowed is cause", f.by)
	}
	ids, err := gather.IDs(cmd, args)
	if err != nil {
		return err
	}
	return p.stores().With(func(s *keep.Watchlist) error {
		sel, _, err := p.stores().Select(cmd.Context(), s, ids, f.filter)
		if err != nil {
			return err
		}
		portal, err := s.Account(cmd.Context())
		if err != nil {
			return err
		}
		d := p.reportOf(s, sel, model.Account{PortalID: model.Text(portal)})
		if len(ids) == 0 {
			d.Cover(sel.Tracker())
		}
		if err := write(p.io.Out, d); err != nil || f.evidence == "" {
			return err
		}
		n, err := (&desk.Desk{Raw: s.Raw}).WriteEvidence(cmd.Context(), f.evidence, sel.Tasks())
		switch {
		case errors.Is(err, desk.ErrNoFolder):
			return exit.Usagef("--evidence %w", err)
		case err == nil:
			p.io.Say(fmt.Sprintf("evidence of %s is in %s", model.Plural(n, "task"), f.evidence))
		}
		return err
	})
}

// reportOf returns a report of the selected tasks. Problems of the team's notes
// are printed.
func (p *program) reportOf(w *keep.Watchlist, sel watch.Selection, account model.Account) output.Report {
	notes, err := p.stores().Causes()
	if err != nil {
		p.io.Say(err.Error())
	}
	tasks := sel.Tasks()
	return output.ReportOf(tasks, sel.Tracker(), account, session.CausesOf(tasks, w.Became, notes), p.time().Now())
}

// writeReport writes a report in the format that the file's name tells:
// Markdown unless it ends in .csv or .json.
func (p *program) writeReport(w *keep.Watchlist, file string, sel watch.Selection, account model.Account) error {
	format := strings.TrimPrefix(strings.ToLower(filepath.Ext(file)), ".")
	if format != "csv" && format != "json" {
		format = "md"
	}
	write, err := output.ReportPrinter(format, nil)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := write(&b, p.reportOf(w, sel, account)); err != nil {
		return exit.With(exit.Internal, err)
	}
	if err := files.Write(file, b.Bytes()); err != nil {
		return exit.With(exit.Internal, fmt.Errorf("the report: %w", err))
	}
	return nil
}
