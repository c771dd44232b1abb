package ui

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/session"
)

// shelf is a Keeper in memory that a test looks into and writes on.
type shelf struct {
	mu      sync.Mutex
	out     []session.Outbox
	inbox   session.Inbox // for the next Sync
	poller  string
	failing error
	lost    bool // with failing
}

func (s *shelf) Sync(_ context.Context, out session.Outbox) (session.Inbox, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.failing != nil {
		return session.Inbox{Lost: s.lost}, s.failing
	}
	s.out = append(s.out, out)
	in := s.inbox
	s.inbox = session.Inbox{}
	in.Poller, in.Until = s.poller, time.Now().Add(5*time.Second)
	return in, nil
}

// set changes the shelf under its lock.
func (s *shelf) set(change func(*shelf)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	change(s)
}

// edits are the IDs that came with edits of a kind.
func (s *shelf) edits(kind session.EditKind) (ids []model.TaskID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, out := range s.out {
		for _, e := range out.Edits {
			for _, t := range e.Tasks {
				if e.Kind == kind {
					ids = append(ids, t.ID)
				}
			}
		}
	}
	return ids
}

func (s *shelf) checked(id model.TaskID) *model.Task {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i := len(s.out) - 1; i >= 0; i-- {
		for _, t := range s.out[i].Checked {
			if t.ID == id {
				return t
			}
		}
	}
	return nil
}

func TestWhatChecksTeachIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &shelf{}
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(2)...), Keeper: k}, 80, 24)
		defer h.stop()
		h.wait(30 * time.Second)
		for _, id := range ids(2) {
			if got := k.checked(id); got == nil || got.State() != model.StateOK {
				t.Errorf("%s is kept as %v, want ok", id, got)
			}
		}
		events := 0
		k.set(func(s *shelf) {
			for _, out := range s.out {
				events += len(out.Events)
			}
		})
		if events < 4 {
			t.Errorf("%d events in the journal, want every transition", events)
		}
	})
}

func TestAFollowerAsksNothingAndTakesOver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked atomic.Int64
		checker := checkerFunc(func(context.Context, model.TaskID) (model.Report, error) {
			asked.Add(1)
			return model.Report{Status: model.StatusPending, RawStatus: "PENDING"}, nil
		})
		k := &shelf{poller: "process 12"}
		h := start(t, Options{Checker: checker, Tasks: watched(ids(3)...), Keeper: k}, 100, 24)
		defer h.stop()
		h.wait(time.Minute)
		h.shows("Following process 12, which asks HubSpot", "following")
		h.press("r")
		h.shows("another hubwatch asks HubSpot")
		if n := asked.Load(); n != 0 {
			t.Errorf("%d checks while another one polls, want none", n)
		}
		var other model.Watchlist
		other.Add("AAAAEZ6w00001", "", time.Now())
		other.Apply(model.Observe("AAAAEZ6w00001", time.Now(), time.Now(), model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", NumErrors: 1}, nil))
		k.set(func(s *shelf) { s.inbox.Tasks = []*model.Task{other.Task("AAAAEZ6w00001").Copy()} })
		h.wait(time.Second)
		h.shows("✗ failed")
		k.set(func(s *shelf) { s.poller = "" })
		h.wait(2 * time.Second)
		h.hides("Following")
		if asked.Load() == 0 {
			t.Error("nothing is asked after the other one left")
		}
	})
}

func TestTasksAddedElsewhereAppearWithinASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &shelf{}
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(2)...), Keeper: k}, 80, 24)
		defer h.stop()
		h.press("j")
		k.set(func(s *shelf) { s.inbox.Tasks = watched("AAAAEZ6w00077") })
		h.wait(time.Second)
		h.shows("AAEZ6w00077", "0 of 3")
		k.set(func(s *shelf) { s.inbox.Gone = ids(2) })
		h.wait(time.Second)
		h.hides("AAEZ6w00000", "AAEZ6w00001")
		h.shows("0 of 1")
	})
}

// TestTasksReplacedElsewhereAtOnce is a script that takes tasks off and puts
// others on between two looks.
func TestTasksReplacedElsewhereAtOnce(t *testing.T) {
	for _, held := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			k := &shelf{poller: "process 7"}
			h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(3)...), Keeper: k}, 80, 24)
			defer h.stop()
			if held {
				h.press("j")
			}
			k.set(func(s *shelf) { s.inbox = session.Inbox{Gone: ids(2), Tasks: watched("AAAAEZ6w00077")} })
			h.wait(time.Second)
			h.hides("AAEZ6w00000", "AAEZ6w00001")
			h.shows("AAEZ6w00002", "AAEZ6w00077", "1 All 2")
		})
	}
}

func TestDropUndoAndLabel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &shelf{}
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(3)...), Keeper: k}, 80, 24)
		defer h.stop()
		h.press("j", "x")
		h.hides("AAEZ6w00001 ")
		h.shows("dropped AAAAEZ6w00001", "of 2")
		h.press("x", "x", "z", "z", "z", "z")
		h.shows("AAEZ6w00000", "AAEZ6w00001", "AAEZ6w00002", "nothing to undo", "of 3")
		if got := len(k.edits(session.EditDrop)); got != 3 {
			t.Errorf("%d drops kept, want 3", got)
		}
		if got := len(k.edits(session.EditUndrop)); got != 3 {
			t.Errorf("%d undrops kept, want 3", got)
		}
		h.press("m", "w", "a", "v", "e", " ", "3", "enter", "A", "n", "a", "enter")
		h.shows("wave 3")
		if got := k.edits(session.EditDescribe); len(got) != 1 {
			t.Errorf("labels kept for %v, want one", got)
		}
		h.press("enter")
		h.shows("LABEL       wave 3, Ana")
		h.press("E")
		h.shows("label       wave 3", "note        Ana")
	})
}

func TestAFullDiskIsSaidAndNothingIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &shelf{}
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(2)...), Keeper: k}, 80, 24)
		defer h.stop()
		h.wait(5 * time.Second)
		k.set(func(s *shelf) { s.failing = errors.New("no space left on the disk") })
		h.press("x")
		h.wait(3 * time.Second)
		h.shows("cannot be saved: no space left on the disk")
		k.set(func(s *shelf) { s.failing = nil })
		h.wait(5 * time.Second)
		h.hides("cannot be saved")
		if got := k.edits(session.EditDrop); len(got) != 1 {
			t.Errorf("drops kept: %v, want the one made while the disk was full", got)
		}
	})
}

func TestWhatIsLeftIsWrittenAtTheEnd(t *testing.T) {
	for _, failing := range []bool{false, true} {
		k := &shelf{}
		a, err := newApp(t.Context(), Options{Clock: time.Now, Tasks: watched(ids(2)...), Keeper: k})
		if err != nil {
			t.Fatal(err)
		}
		if failing {
			k.failing = errors.New("locked")
		}
		a.drop(a.List().Task("AAAAEZ6w00001"))() // quit while this Sync runs: nobody takes in its answer
		k.set(func(s *shelf) { s.failing = nil })
		a.session.Add([]intake.Found{{ID: "new"}}, a.Now)
		if err := a.flush(); err != nil {
			t.Fatal(err)
		}
		if got := k.edits(session.EditAdd); len(got) != 1 {
			t.Errorf("failing %v: added %v, want the task added last", failing, got)
		}
		if got := k.edits(session.EditDrop); len(got) != 1 {
			t.Errorf("failing %v: dropped %v, want the drop whose Sync was running", failing, got)
		}
	}
}

func TestAStoppedDashboardLetsAnotherOneAsk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		checker := checkerFunc(func(context.Context, model.TaskID) (model.Report, error) {
			return model.Report{}, &model.CheckError{Kind: model.KindAuth, HTTPStatus: 401}
		})
		k := &shelf{}
		h := start(t, Options{Checker: checker, Tasks: watched(ids(2)...), Keeper: k}, 80, 24)
		defer h.stop()
		h.wait(5 * time.Second)
		idle := false
		k.set(func(s *shelf) { idle = s.out[len(s.out)-1].Idle })
		if !idle {
			t.Error("a dashboard whose token is refused keeps the right to ask")
		}
	})
}

// TestAnOpenTaskThatIsDroppedElsewhereIsMissed holds that a person is told why
// the table is in front again: the next key is about another task.
func TestAnOpenTaskThatIsDroppedElsewhereIsMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &shelf{}
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(2)...), Keeper: k}, 100, 24)
		defer h.stop()
		h.press("enter")
		open := h.app.front.Task.ID()
		k.set(func(s *shelf) { s.inbox = session.Inbox{Gone: []model.TaskID{open}} })
		h.wait(2 * time.Second)
		h.shows("another hubwatch dropped " + string(open) + ": it is not watched any more")
		if h.app.front.Task.ID() != "" {
			t.Error("it is still open")
		}
	})
}
