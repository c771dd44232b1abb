package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/watch"
)

// told is what one driver of a watchlist told its Keeper.
type told struct {
	Events  map[model.TaskID][]string // what happened to each task, in order
	Edits   []string
	Checked map[model.TaskID]string // the last that was written of each
	Causes  []string
	Idle    bool // at the end
}

// scripted is a Keeper that notes what it is told and says what a script says.
type scripted struct {
	mu     sync.Mutex
	begun  time.Time
	steps  []step // still to come
	broken bool
	poller string
	told   told
}

// step is what changes at the Keeper at some time.
type step struct {
	after  time.Duration
	inbox  session.Inbox
	broken bool   // from then on
	poller string // from then on
}

func (s *scripted) Sync(_ context.Context, out session.Outbox) (session.Inbox, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var in session.Inbox
	if len(s.steps) > 0 && time.Since(s.begun) >= s.steps[0].after {
		in, s.broken, s.poller = s.steps[0].inbox, s.steps[0].broken, s.steps[0].poller
		s.steps = s.steps[1:]
	}
	if s.broken {
		return session.Inbox{}, errors.New("no space left on the disk")
	}
	in.Until = time.Now().Add(6 * time.Second)
	if in.Anew {
		return in, nil
	}
	in.Poller = s.poller
	for _, e := range out.Events {
		s.told.Events[e.ID] = append(s.told.Events[e.ID], fmt.Sprint(e.Kind, " ", e.From.Word(), " to ", e.To.Word()))
	}
	for _, e := range out.Edits {
		s.told.Edits = append(s.told.Edits, fmt.Sprint(e.Kind, " ", keep.IDs(e.Tasks)))
	}
	for _, t := range out.Checked {
		s.told.Checked[t.ID] = fmt.Sprint(t.State().Word(), " ", t.Failures)
	}
	for _, c := range out.Causes {
		s.told.Causes = append(s.told.Causes, c.String())
	}
	s.told.Idle = out.Idle
	return in, nil
}

// byTime is a HubSpot whose tasks are as old as they are watched: each is
// pending, runs, and ends as its ID says.
type byTime struct{ begun time.Time }

func (h byTime) Check(_ context.Context, id model.TaskID) (model.Report, error) {
	n := time.Duration(id[len(id)-1] - '0')
	r := model.Report{Status: model.StatusPending, RawStatus: "PENDING", RequestedAt: h.begun}
	switch age := time.Since(h.begun); {
	case n == 9:
		return model.Report{}, &model.CheckError{Kind: model.KindNotFound, HTTPStatus: 404}
	case n == 8 && age < 20*time.Second:
		return model.Report{}, &model.CheckError{Kind: model.KindUnavailable, Message: "connection refused"}
	case age > (10+5*n)*time.Second:
		r.Status, r.RawStatus = model.StatusComplete, "COMPLETE"
		r.StartedAt, r.CompletedAt = h.begun.Add(n*time.Second), h.begun.Add((10+5*n)*time.Second)
		if n%2 == 1 {
			r.NumErrors, r.Errors = 1, []model.TaskError{{Category: "VALIDATION_ERROR", Message: model.Text("A folder named '" + string(id) + "' is there.")}}
		}
	case age > n*time.Second:
		r.Status, r.RawStatus, r.StartedAt = model.StatusProcessing, "PROCESSING", h.begun.Add(n*time.Second)
	}
	return r, nil
}

func numbered(numbers ...int) []*model.Task {
	var list model.Watchlist
	for _, n := range numbers {
		list.Add(model.TaskID(fmt.Sprint("task-", n)), "", time.Now())
	}
	return list.Tasks()
}

// TestBothDriversTellTheSame holds that the dashboard and the commands without a
// screen teach the store the same.
func TestBothDriversTellTheSame(t *testing.T) {
	t.Parallel()
	elsewhere := func() []*model.Task {
		more := numbered(4)
		more[0].AddedAt = time.Now()
		return more
	}
	for name, steps := range map[string]func() []step{
		"alone": func() []step { return nil },
		"tasks come and go": func() []step {
			return []step{{after: 7 * time.Second, inbox: session.Inbox{Tasks: elsewhere(), Gone: []model.TaskID{"task-2"}}}}
		},
		"a disk that is full for a while": func() []step {
			return []step{{after: 12 * time.Second, broken: true}, {after: 40 * time.Second}}
		},
		"another database": func() []step {
			return []step{{after: 12 * time.Second, inbox: session.Inbox{Anew: true}}}
		},
		"another one asks at first": func() []step { return []step{{poller: "process 7"}, {after: 30 * time.Second}} },
	} {
		t.Run(name, func(t *testing.T) {
			drive := func(run func(t *testing.T, k *scripted, c session.Checker, tasks []*model.Task)) (got told) {
				synctest.Test(t, func(t *testing.T) {
					k := &scripted{begun: time.Now(), steps: steps(), told: told{Events: map[model.TaskID][]string{}, Checked: map[model.TaskID]string{}}}
					run(t, k, byTime{time.Now()}, numbered(0, 1, 2, 3, 8, 9))
					got = k.told
				})
				return got
			}
			const long = 3 * time.Minute
			screen := drive(func(t *testing.T, k *scripted, c session.Checker, tasks []*model.Task) {
				ctx, cancel := context.WithTimeout(t.Context(), long)
				defer cancel()
				err := ui.Run(ctx, ui.Options{Checker: c, Clock: time.Now, Tasks: tasks, Keeper: k, Lines: io.Discard}, ui.Terminal{Out: io.Discard})
				if !errors.Is(err, ui.ErrInterrupted) {
					t.Error(err)
				}
				time.Sleep(time.Second) // Bubble Tea's last timers
				synctest.Wait()         // and an exchange that was under way
			})
			headless := drive(func(t *testing.T, k *scripted, c session.Checker, tasks []*model.Task) {
				w := &watch.Watcher{Session: session.New(session.Start{Tasks: tasks, Kept: true}), Checker: c, Keeper: k}
				begun := time.Now()
				if err := w.Run(t.Context(), func(now time.Time) (bool, error) { return now.Sub(begun) > long, nil }); err != nil {
					t.Error(err)
				}
			})
			if a, b := fmt.Sprint(screen), fmt.Sprint(headless); a != b {
				t.Errorf("the dashboard told\n%s\nthe commands told\n%s", a, b)
			}
			if len(screen.Events) < 5 || !slices.Contains([]string{"ok 0"}, screen.Checked["task-0"]) {
				t.Errorf("too little was told: %v", screen)
			}
		})
	}
}
