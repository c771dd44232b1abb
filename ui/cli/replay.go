package cli

import (
	"context"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/ui"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/journal"
	"hubwatch/ui/cli/keep"
)

// The slowest and the fastest that a replay goes.
const (
	slowestReplay = 0.1
	fastestReplay = 100_000
)

func (p *program) replayCommand() *cobra.Command {
	var speed float64
	var list bool
	cmd := &cobra.Command{
		Use:   "replay [FILE|SESSION]",
		Short: "Show the dashboard as it was, from the journal",
		Long: "replay plays what \"hubwatch events\" prints in the dashboard, faster than it was: a FILE of it (- is\n" +
			"standard input), or a SESSION of the journal of this watchlist by its number, the last one if none is\n" +
			"named. A session ends where nothing happened for an hour; pauses are cut short. HubSpot is asked\n" +
			"nothing, nothing is changed, and no token is needed.",
		Example: "  hubwatch replay\n" +
			"  hubwatch replay --list\n" +
			"  hubwatch replay 3 --speed 600\n" +
			"  hubwatch events --since 24h > yesterday.jsonl && hubwatch replay yesterday.jsonl",
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !(speed >= slowestReplay && speed <= fastestReplay) {
				return exit.Usagef("--speed %v: allowed is a number from %v to %v", speed, slowestReplay, fastestReplay)
			}
			r, err := p.findReplay(cmd.Context(), strings.Join(args, ""), list)
			if err != nil {
				return err
			}
			if list {
				return p.listSessions(r.Sessions)
			}
			return p.play(cmd.Context(), r, speed)
		},
	}
	cmd.Flags().Float64Var(&speed, "speed", 60, "how many times as fast as it was")
	cmd.Flags().BoolVar(&list, "list", false, "only list the sessions of the journal")
	return cmd
}

// findReplay returns the events for an argument: a file, "-", the number of a
// session, or "" for the last session.
func (p *program) findReplay(ctx context.Context, arg string, list bool) (r keep.Recording, err error) {
	number, notNumber := strconv.Atoi(arg)
	if _, err := os.Stat(arg); arg == "-" || arg != "" && (err == nil || notNumber != nil) {
		return keep.ReadRecording(ctx, p.io, arg)
	}
	err = p.stores().With(func(s *keep.Watchlist) error {
		r, err = keep.Recorded(ctx, s.Store)
		return err
	})
	if err != nil || list {
		return r, err
	}
	if arg == "" {
		number = len(r.Sessions)
	}
	return r, r.Choose(number)
}

func (p *program) listSessions(sessions []model.Session) error {
	if err := journal.WriteSessions(p.io.Out, sessions, p.terminal()); err != nil {
		return exit.With(exit.Internal, err)
	}
	return nil
}

// play shows the dashboard with a clock of the past.
func (p *program) play(ctx context.Context, r keep.Recording, speed float64) error {
	pl := r.Play(speed, p.time().Now)
	return p.show(ctx, ui.Options{
		Where: p.flags.Where(), Color: p.flags.Color(), Clock: pl.Now, Keeper: pl, Replay: pl.Banner, Hold: pl.Hold, Tasks: pl.Before(),
		Account: func(context.Context) (model.Account, error) { return r.Account, nil },
	})
}
