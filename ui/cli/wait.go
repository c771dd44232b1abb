package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/store"
)

// waiting is the flags of the wait command.
type waiting struct {
	output       string
	timeout      time.Duration // 0 is none
	maxErrors    string
	failFast     bool
	stuckAfter   time.Duration // 0 is never
	allowMissing bool
	report       string // "" is none
	quiet        bool
}

func (p *program) waitCommand() *cobra.Command {
	var f waiting
	cmd := &cobra.Command{
		Use:   "wait [ID…]",
		Short: "Wait until tasks are settled, for scripts",
		Long: "wait asks HubSpot about tasks until all of them are settled: those named, which go on the watchlist, or\n" +
			"the whole watchlist with what is added in the meantime. Changes and progress are said on stderr, the\n" +
			"summary is printed on stdout. While another hubwatch asks HubSpot, wait makes no requests and follows\n" +
			"what that one learns; it takes over when that one goes.\n\n" +
			"Without an answer from HubSpot it gives up after a minute, or after ten if there were answers before.\n\n" +
			"Exit codes: 0 settled within --max-errors, 1 settled with more errors or canceled tasks, 2 interrupted,\n" +
			"3 bad usage or nothing to wait for, 4 not authorised, 5 unknown tasks, 6 unreachable or out of quota:\n" +
			"what became of the tasks is unknown, 7 a fault of hubwatch, 8 not settled at --timeout or stuck.",
		Example: "  hubwatch wait\n" +
			"  hubwatch wait AAAAEZ6whGI AAAAEZ6whGM --timeout 2h\n" +
			"  hubwatch wait --max-errors 2% --report failures.md || mail -s failed me < failures.md\n" +
			"  hubwatch wait --fail-fast --stuck-after 30m -o json > result.json",
		ValidArgsFunction: p.completeTasks,
		RunE:              func(cmd *cobra.Command, args []string) error { return p.wait(cmd, args, f) },
	}
	outputFlag(cmd, &f.output)
	flags := cmd.Flags()
	flags.DurationVar(&f.timeout, "timeout", 0, "give up after this long, such as 90s, 30m or 2h (default: never)")
	flags.StringVar(&f.maxErrors, "max-errors", "0", "how many tasks may have errors or be canceled: a number, or a share such as 2%")
	flags.BoolVar(&f.failFast, "fail-fast", false, "end as soon as the outcome cannot be good any more")
	flags.DurationVar(&f.stuckAfter, "stuck-after", 0, "end when no task has started or ended at HubSpot for this long (default: never)")
	flags.BoolVar(&f.allowMissing, "allow-missing", false, "tasks that HubSpot does not know are no error")
	flags.StringVar(&f.report, "report", "", "write a report to this file at the end: .md, .csv or .json")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "say nothing on stderr but errors")
	return cmd
}

// wait runs the command from its flags to its exit code.
func (p *program) wait(cmd *cobra.Command, args []string, f waiting) error {
	tol, write, err := f.check(p)
	if err != nil {
		return err
	}
	ids, err := taskIDs(cmd, args)
	if err != nil {
		return err
	}
	s, err := p.openStore()
	if err != nil {
		return err
	}
	defer s.Close()
	if err := ensure(cmd.Context(), s, ids); err != nil {
		return err
	}
	w := &watcher{}
	sel, revision, err := stored(cmd.Context(), s, &w.list, ids)
	if err != nil {
		return err
	}
	ended := p.untilSettled(cmd.Context(), w, s, revision, sel, tol, f)
	account, err := w.account(cmd.Context(), s)
	if err != nil && ended == nil {
		ended = exitWith(exitInternal, err)
	}
	var unsaid error
	if f.report != "" {
		unsaid = p.writeReport(f.report, sel.tasks(), account)
	}
	err = p.finish(write, sel.tasks(), account, tol, ended)
	return worse(err, unsaid)
}

// check reads the flags, all before the wait begins.
func (f *waiting) check(p *program) (tolerance, printer, error) {
	tol, err := parseMaxErrors(f.maxErrors)
	tol.missing = f.allowMissing
	write, errOutput := p.summaryPrinter(f.output)
	var errTimes, errReport error
	if f.timeout < 0 || f.stuckAfter < 0 {
		errTimes = usagef("--timeout and --stuck-after must not be negative")
	}
	if f.report != "" {
		errReport = checkTarget(f.report)
	}
	for _, e := range []error{err, errOutput, errTimes, errReport} {
		if e != nil {
			return tol, nil, e
		}
	}
	return tol, write, nil
}

// summaryPrinter is the printer for a format. For people, what went well is
// only counted.
func (p *program) summaryPrinter(format string) (printer, error) {
	write, err := p.printer(format)
	if format != "table" || err != nil {
		return write, err
	}
	return func(w io.Writer, d statusDocument) error {
		all := d.Tasks
		d.Tasks = nil
		for _, t := range all {
			if t.State != model.StateOK.Word() {
				d.Tasks = append(d.Tasks, t)
			}
		}
		if len(d.Tasks) > 0 {
			return p.printTable(w, d)
		}
		_, err := io.WriteString(w, summaryLine(d.Summary)+"\n")
		return err
	}, nil
}

// untilSettled waits. The error is why it ended before every task was settled,
// or nil.
func (p *program) untilSettled(ctx context.Context, w *watcher, s *store.Store, revision int64, sel selection, tol tolerance, f waiting) error {
	if len(sel.open()) == 0 {
		return nil // what is known is all there will be: HubSpot need not be asked
	}
	client, err := p.client()
	if err != nil {
		return err
	}
	k := newKeeper(s, revision)
	defer k.close()
	bar := p.newProgress()
	bar.quiet = f.quiet
	defer bar.clear()
	w.checker, w.keeper = client, k
	wt := &waiter{
		watcher: w, sel: sel, tolerance: tol, failFast: f.failFast, stuckAfter: f.stuckAfter, bar: bar,
		line: p.transitions(sel),
	}
	if f.timeout > 0 {
		wt.deadline = wallClock().Add(f.timeout)
	}
	return wt.wait(ctx)
}

// worse joins how a command ends with what else went wrong: that is said, and
// is the outcome if all was well otherwise.
func worse(ended, also error) error {
	if ended == nil || also == nil {
		return errors.Join(ended, also)
	}
	said := also
	if ended.Error() != "" {
		said = fmt.Errorf("%w\nhubwatch: %w", ended, also)
	}
	return exitWith(exitCode(ended), said)
}
