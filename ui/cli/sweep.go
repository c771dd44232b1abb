package cli

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"hubwatch/model"
	"hubwatch/ui"
)

// longestWait is the longest pause that one sweep sits out.
const longestWait = time.Minute

// sweep asks once about every task of the list, at the pace HubSpot allows.
// It returns early when asking on is pointless: the error is then a
// *model.CheckError, or ctx's own.
func sweep(ctx context.Context, c ui.Checker, list *model.Watchlist, progress func(done int)) error {
	s := &sweeper{checker: c, list: list, pace: model.Pace{Held: true}, answers: make(chan model.Observation, model.MaxInFlight)}
	for _, t := range list.Tasks() {
		list.Want(t.ID) // held, only what is wanted is due: each task once
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for done := 0; done < list.Len(); {
		wait, err := s.ask(ctx)
		if err != nil {
			return err
		}
		select {
		case o := <-s.answers:
			if s.take(o) {
				done++
				progress(done)
			}
		case <-time.After(wait):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

type sweeper struct {
	checker ui.Checker
	list    *model.Watchlist
	pace    model.Pace
	answers chan model.Observation
}

// ask starts the checks there is room for and says how long to wait if none
// answers. It fails when there is no point in asking on.
func (s *sweeper) ask(ctx context.Context) (time.Duration, error) {
	now := time.Now()
	if err := s.pace.Stopped(); err != nil {
		return 0, err
	}
	if err := s.pace.Outage(); err != nil {
		return 0, err
	}
	wait := time.Minute
	if err, until := s.pace.Paused(now); err != nil {
		if wait = until.Sub(now); wait > longestWait {
			return 0, err
		}
	}
	for _, id := range s.list.Due(now, &s.pace) {
		go func() {
			report, err := s.checker.Check(ctx, id)
			s.answers <- model.Observe(id, now, time.Now(), report, err)
		}()
	}
	return wait, nil
}

// take applies an answer. It returns false if the task must be asked again,
// because HubSpot only asked for a pause.
func (s *sweeper) take(o model.Observation) bool {
	s.list.Apply(o)
	s.pace.Observe(o, rand.Float64())
	if o.Err != nil && (o.Err.Kind == model.KindRateLimited || o.Err.Kind == model.KindMoving) {
		s.list.Want(o.ID)
		return false
	}
	return true
}

// progressLine says on a terminal how far a sweep is, in one line that it
// writes over and over.
func (p *program) progressLine(total int) (progress func(int), end func()) {
	if !isTerminal(p.stderr) {
		return func(int) {}, func() {}
	}
	return func(done int) { fmt.Fprintf(p.stderr, "\rchecked %d of %d ", done, total) },
		func() { fmt.Fprint(p.stderr, "\r\x1b[K") }
}
