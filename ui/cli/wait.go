package cli

import (
	"context"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/hub"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/cli/watch"
)

// waitFlags is the flags of the wait command.
type waitFlags struct {
	output       string
	timeout      time.Duration // 0 is none
	maxErrors    string
	failFast     bool
	stuckAfter   time.Duration // 0 is never
	allowMissing bool
	elsewhere    bool   // folders that landed elsewhere are no error
	planFile     string // "" is none
	report       string // "" is none
	quiet        bool
	filter       string // "" is none

	deadline time.Time // what timeout says, by our clock; zero is not yet known, or none

	tolerance watch.Tolerance // what maxErrors, allowMissing and elsewhere say
	write     output.Printer  // what output says
}

func (p *program) waitCommand() *cobra.Command {
	var f waitFlags
	cmd := &cobra.Command{
		Use:   "wait [ID…]",
		Short: "Wait until tasks are settled, for scripts",
		Long: "wait asks HubSpot about tasks until all of them are settled: those named, which go on the watchlist, or\n" +
			"the whole watchlist with what is added in the meantime, or what --filter let through at the start. A folder\n" +
			"counts once, by the last attempt that was started. --plan takes in a plan, as add does, and waits for its\n" +
			"folders: rows that were never started are waited for, too. Changes and progress are said on stderr, the\n" +
			"summary is printed on stdout. While another hubwatch asks HubSpot, wait makes no requests and follows\n" +
			"what that one learns; it takes over when that one goes.\n\n" +
			"Without an answer from HubSpot it gives up after two minutes, or after ten if there were answers before.\n\n" +
			"Exit codes: 0 every folder is where it should be, or few enough are not (--max-errors), 1 settled, but more\n" +
			"folders are to do again: failed, canceled, landed elsewhere, or refused by HubSpot, 2 interrupted,\n" +
			"3 bad usage or nothing to wait for, 4 not authorised, 5 unknown tasks, 6 unreachable or out of quota:\n" +
			"what became of the tasks is unknown, 7 a fault of hubwatch, 8 not settled at --timeout or stuck.",
		Example: "  hubwatch wait\n" +
			"  hubwatch wait AAAAEZ6whGI AAAAEZ6whGM --timeout 2h\n" +
			"  hubwatch wait --max-errors 2% --report failures.md || mail -s failed me < failures.md\n" +
			"  hubwatch wait --fail-fast --stuck-after 30m -o json > result.json",
		RunE: func(cmd *cobra.Command, args []string) error { return p.wait(cmd, args, f) },
	}
	flags.Format(cmd, &f.output, "table", output.Formats)
	to := cmd.Flags()
	to.DurationVar(&f.timeout, "timeout", 0, "give up after this long, such as 90s, 30m or 2h; 0 is never")
	to.StringVar(&f.maxErrors, "max-errors", "0", "how many folders may be to do again: a number, or a share such as 2%")
	to.BoolVar(&f.failFast, "fail-fast", false, "end as soon as the outcome cannot be good any more")
	to.DurationVar(&f.stuckAfter, "stuck-after", 0, "end when no task has started or ended at HubSpot for this long; 0 is never")
	to.BoolVar(&f.allowMissing, "allow-missing", false, "tasks that HubSpot does not know are no error")
	to.BoolVar(&f.elsewhere, "allow-elsewhere", false, "folders that landed elsewhere than planned are no error")
	to.StringVar(&f.report, "report", "", "write a report to this file at the end: .md, .csv or .json")
	to.BoolVarP(&f.quiet, "quiet", "q", false, "say nothing on stderr but errors")
	flags.Filter(cmd, &f.filter)
	flags.Plan(cmd, &f.planFile)
	return cmd
}

// wait runs the command.
func (p *program) wait(cmd *cobra.Command, args []string, f waitFlags) error {
	if err := f.check(p); err != nil {
		return err
	}
	ids, err := gather.IDs(cmd, args)
	if err != nil {
		return err
	}
	if f.timeout > 0 {
		f.deadline = p.time().Now().Add(f.timeout) // all that comes counts
	}
	s, err := p.stores().Open()
	if err != nil {
		return err
	}
	defer s.Close()
	if err := flags.Unfiltered(ids, f.filter); err != nil {
		return err
	}
	if f.planFile != "" && len(ids)+len(f.filter) > 0 {
		return exit.Usagef("--plan says which folders to wait for: leave task IDs and --filter out")
	}
	if err := gather.TakePlan(cmd.Context(), p.io, s.Store, f.planFile); err != nil {
		return err
	}
	if err := keep.Ensure(cmd.Context(), s.Store, ids); err != nil {
		return err
	}
	return p.waitOn(cmd.Context(), s, ids, f, func() (hub.Connection, error) { return p.hub().ConnectBefore(cmd.Context(), s.Store, f.deadline) })
}

// waitOn waits for tasks of the store; it connects only if there is something
// to ask.
func (p *program) waitOn(ctx context.Context, s *keep.Watchlist, named []model.TaskID, f waitFlags, connect func() (hub.Connection, error)) error {
	sel, revision, err := p.waitedFor(ctx, s, named, f)
	if err != nil {
		return err
	}
	w := &watch.Watcher{Session: sel.Session, Clock: p.time()}
	var ended error
	if rows, _ := sel.Unstarted(); len(sel.Latest().Open())+len(rows) > 0 { // else what is known is all there will be
		c, err := connect()
		if err != nil {
			return err
		}
		k, err := p.keeper(ctx, s.Store, revision, p.io.Say)
		if err != nil {
			return err
		}
		defer k.Close()
		w.Checker, w.Searcher, w.Keeper, w.Limiter = c, c.Searcher, k, c.Limiter
		ended = account.Ended(c.Asked, p.untilSettled(c.Asked, w, sel, f))
	}
	owner, err := ownerOf(ctx, w, s.Store)
	if err != nil && ended == nil {
		ended = exit.With(exit.Internal, err)
	}
	sel = sel.Latest()
	var unsaid error
	if f.report != "" {
		unsaid = p.writeReport(s, f.report, sel, owner)
	}
	return exit.Join(p.finish(f.write, sel, owner, f.tolerance, ended), unsaid)
}

// waitedFor returns what to wait for, and its revision.
func (p *program) waitedFor(ctx context.Context, s *keep.Watchlist, named []model.TaskID, f waitFlags) (watch.Selection, int64, error) {
	if f.planFile == "" {
		return p.stores().Select(ctx, s, named, f.filter)
	}
	sel, revision, err := p.stores().All(ctx, s)
	sel.Planned = true
	return sel, revision, err
}

// check validates the flags before the wait begins.
func (f *waitFlags) check(p *program) error {
	var err error
	if f.tolerance, err = watch.ParseMaxErrors(f.maxErrors); err != nil {
		return err
	}
	f.tolerance.Missing, f.tolerance.Elsewhere = f.allowMissing, f.elsewhere
	f.write = output.SummaryPrinter(f.output, p.terminal())
	if f.timeout < 0 || f.stuckAfter < 0 {
		return exit.Usagef("--timeout and --stuck-after must not be negative")
	}
	if f.report != "" {
		if ext := filepath.Ext(f.report); noReport[strings.ToLower(ext)] {
			return exit.Usagef("--report %q: allowed are .md, .csv and .json", f.report)
		}
		if err := files.CheckTarget(f.report); err != nil {
			return exit.With(exit.Usage, err)
		}
	}
	return nil
}

// noReport is the names of what no report is written as.
var noReport = map[string]bool{".doc": true, ".docx": true, ".htm": true, ".html": true, ".jsonl": true, ".ods": true, ".pdf": true, ".tsv": true, ".xls": true, ".xlsx": true, ".xml": true, ".yaml": true, ".yml": true}

// untilSettled waits. The error is why it ended before every task was settled,
// or nil.
func (p *program) untilSettled(ctx context.Context, w *watch.Watcher, sel watch.Selection, f waitFlags) error {
	bar, t := p.progress(), p.tty().List(p.io.Err)
	bar.Quiet = f.quiet
	defer bar.Clear()
	wt := &watch.Waiter{
		Watcher: w, Selection: sel, Tolerance: f.tolerance, FailFast: f.failFast, StuckAfter: f.stuckAfter, Bar: bar,
		Line: func(e model.Event) string { return sel.Transition(e, t) },
	}
	if wt.Deadline = f.deadline; wt.Deadline.IsZero() && f.timeout > 0 {
		wt.Deadline = p.time().Now().Add(f.timeout)
	}
	return wt.Wait(ctx)
}
