package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
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
				return p.listSessions(r.sessions)
			}
			return p.play(cmd.Context(), r, speed)
		},
	}
	cmd.Flags().Float64Var(&speed, "speed", 60, "how many times as fast as it was")
	cmd.Flags().BoolVar(&list, "list", false, "only list the sessions of the journal")
	return cmd
}

// replay is what can be played, and from where.
type replay struct {
	name     string
	events   []model.Event
	known    []*model.Task
	account  model.Account
	sessions []model.Session
	begin    time.Time // what happened before is there from the start
	end      time.Time // what happened after is not played
}

// findReplay finds the events for an argument: a file, "-", the number of a
// session, or "" for the last session.
func (p *program) findReplay(ctx context.Context, arg string, list bool) (replay, error) {
	number, notNumber := strconv.Atoi(arg)
	if _, err := os.Stat(arg); arg == "-" || arg != "" && (err == nil || notNumber != nil) {
		return p.replayFile(ctx, arg)
	}
	r := replay{}
	err := p.withWatchlist(func(s *keep.Watchlist) error { return r.read(ctx, s.Store) })
	if err != nil || list {
		return r, err
	}
	if arg == "" {
		number = len(r.sessions)
	}
	if number < 1 || number > len(r.sessions) {
		return r, exit.Usagef("session %d is not in the journal, which has %d; \"hubwatch replay --list\" lists them", number, len(r.sessions))
	}
	session := r.sessions[number-1]
	r.begin, r.end = session.Begin, session.End
	r.name = fmt.Sprintf("session %d, %s", number, session.Begin.Local().Format("2006-01-02 15:04"))
	return r, nil
}

// replayFile reads a file of events.
func (p *program) replayFile(ctx context.Context, file string) (replay, error) {
	in, name, err := p.io.Open(ctx, file)
	if err != nil {
		return replay{}, err
	}
	defer in.Close()
	events, err := output.ReadEvents(in)
	if err != nil {
		return replay{}, exit.Usagef("%s: %w", name, err)
	}
	r := replay{name: name, events: events, sessions: model.Sessions(events)}
	r.begin, r.end = r.sessions[0].Begin, r.sessions[len(r.sessions)-1].End
	return r, nil
}

// read reads the journal, and what is known of its tasks today.
func (r *replay) read(ctx context.Context, s *store.Store) error {
	for after := int64(0); ; {
		entries, err := s.Events(ctx, after, keep.EventBatch)
		if err != nil {
			return err
		}
		for _, e := range entries {
			if after = e.Seq; e.Kind != model.EventCause {
				r.events = append(r.events, e.Event)
			}
		}
		if len(entries) < keep.EventBatch {
			break
		}
	}
	if len(r.events) == 0 {
		return exit.Usagef("the journal is empty: nothing has happened yet")
	}
	r.sessions = model.Sessions(r.events)
	var err error
	if r.known, _, err = s.Load(ctx); err != nil {
		return err
	}
	portal, err := s.Account(ctx)
	r.account.PortalID = model.Text(portal)
	return err
}

func (p *program) listSessions(sessions []model.Session) error {
	rows := [][]string{{"SESSION", "BEGIN", "END", "TASKS", "EVENTS"}}
	for _, s := range sessions {
		rows = append(rows, []string{
			strconv.Itoa(s.Number), s.Begin.Local().Format(time.DateTime), s.End.Local().Format(time.DateTime), strconv.Itoa(s.Tasks), strconv.Itoa(s.Events),
		})
	}
	if _, err := io.WriteString(p.io.Out, output.Align(rows, false)); err != nil {
		return exit.With(exit.Internal, err)
	}
	return nil
}

// play shows the dashboard with a clock of the past.
func (p *program) play(ctx context.Context, r replay, speed float64) error {
	events := r.events
	for len(events) > 0 && events[len(events)-1].At.After(r.end) {
		events = events[:len(events)-1]
	}
	pl := keep.NewPlayer(r.name, model.NewReplay(events, r.known), speed, r.begin, p.time().Now)
	opt := ui.Options{
		Where: p.where(), Color: p.color(), Clock: pl.Now, Keeper: pl, Replay: pl.Banner, Hold: pl.Hold, Tasks: pl.Before(),
		Account: func(context.Context) (model.Account, error) { return r.account, nil },
	}
	return p.show(ctx, opt)
}
