package ui

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/keys"
)

// claimed is what came to the shelf about claims.
func (s *shelf) claimed() (all model.Claims) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, out := range s.out {
		for _, e := range out.Edits {
			all, _, _ = all.Apply(e.Claims, time.Now())
		}
	}
	return all
}

func TestIAmOnIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &shelf{}
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(2)...), Keeper: k, Me: "ops@jump1"}, 120, 24)
		defer h.stop()
		h.wait(time.Second)
		h.press("I")
		h.shows("you are on it")
		if got := k.claimed(); len(got) != 1 || got[0].Who != "ops@jump1" || got[0].Task == "" {
			t.Errorf("claims %+v, want one of a task", got)
		}
		h.press("I")
		h.hides("you are on it")
		if got := k.claimed(); len(got) != 0 {
			t.Errorf("claims %+v, want none", got)
		}
	})
}

// TestACauseIsClaimed claims a cause on the screen of groups, for oneself and for
// another person: its group, the page about it and every task of it say so.
func TestACauseIsClaimed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		failing := checkerFunc(func(context.Context, model.TaskID) (model.Report, error) {
			failed := model.TaskError{Category: "VALIDATION_ERROR", Message: "The folder is locked."}
			return model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", NumErrors: 1, Errors: []model.TaskError{failed}}, nil
		})
		k := &shelf{inbox: session.Inbox{Claims: model.Claims{}}}
		h := start(t, Options{Checker: failing, Tasks: watched(ids(3)...), Keeper: k, Me: "ops@jump1"}, 120, 30)
		defer h.stop()
		h.wait(5 * time.Second)
		h.press("b", "I")
		h.shows("you are on “The folder is locked”", "[you] The folder is locked.", "you are on it since")
		mine := k.claimed()
		if len(mine) != 1 || mine[0].Cause == "" || mine[0].Task != "" || mine[0].Who != "ops@jump1" || mine[0].Title != "The folder is locked." {
			t.Fatalf("claims %+v, want one of the cause", mine)
		}
		h.press("esc")
		h.wait(time.Second)
		if n := strings.Count(h.screen(), "[you]"); n != 3 {
			t.Errorf("%d rows say so, want those of all 3 tasks:\n%s", n, h.screen())
		}
		h.press("b", "I")
		h.hides("you are on it")
		if left := k.claimed(); len(left) != 0 {
			t.Errorf("claims %+v, want none", left)
		}
		theirs := mine[0]
		theirs.Who, theirs.Since, theirs.Alive = "ana@laptop", time.Now(), time.Now()
		k.set(func(s *shelf) { s.inbox = session.Inbox{Claims: model.Claims{theirs}} })
		h.wait(time.Second)
		h.shows("ana@laptop is on “The folder is locked”", "[ana] The folder is locked.", "ana@laptop is on it since")
		h.press("I")
		if got := k.claimed(); len(got) != 0 {
			t.Errorf("claims %+v, want it left to the one who is on it", got)
		}
	})
}

// TestThoseWhoLookOnAreCounted holds what a follower is told of the others: neither
// the one who asks nor oneself is among them, nor one who is gone.
func TestThoseWhoLookOnAreCounted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &shelf{poller: "ana@laptop"}
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(2)...), Keeper: k, Me: "ops@jump1"}, 120, 24)
		defer h.stop()
		for _, tc := range []struct {
			others []string
			says   string
		}{
			{[]string{"ana@laptop", "eva@desk", "ops@jump1", "yan@home"}, "which asks HubSpot. 2 more look on."},
			{[]string{"ana@laptop", "eva@desk", "ops@jump1"}, "which asks HubSpot. 1 more looks on."},
			{[]string{"ana@laptop", "ops@jump1"}, "which asks HubSpot."},
			{nil, "which asks HubSpot."},
		} {
			k.set(func(s *shelf) { s.inbox = session.Inbox{Claims: model.Claims{}, Others: tc.others} })
			h.wait(2 * time.Second)
			h.shows(tc.says)
			if more := strings.Contains(h.screen(), "look on.") || strings.Contains(h.screen(), "looks on."); more != strings.Contains(tc.says, "more") {
				t.Errorf("with %q the screen is\n%s", tc.others, h.screen())
			}
		}
	})
}

func TestOthersAreOnIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &shelf{inbox: session.Inbox{Claims: model.Claims{}}}
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(2)...), Keeper: k, Me: "ops@jump1"}, 120, 24)
		defer h.stop()
		h.wait(2 * time.Second)
		h.press("g")
		first := h.app.front.Table.Current().ID
		theirs := model.Claim{Task: first, Who: "ana@lap\x1b[2Jtop", Since: time.Now(), Alive: time.Now()}
		k.set(func(s *shelf) {
			s.inbox = session.Inbox{Claims: model.Claims{theirs}, Others: []string{"ana@laptop", "ops@jump1"}}
		})
		h.wait(time.Second)
		h.shows("ana@lap", "is on "+string(first))
		h.press("I")
		if got := k.claimed(); len(got) != 0 {
			t.Errorf("claims %+v, want it left to the one who is on it", got)
		}
		h.press("i")
		h.shows("PEOPLE", "You ask HubSpot; ana@laptop looks on", "is on it since")
		h.press("esc")
		theirs.Alive = time.Now().Add(-model.ClaimTime)
		k.set(func(s *shelf) { s.inbox = session.Inbox{Claims: model.Claims{theirs}} })
		h.wait(time.Second)
		h.shows("any more")
	})
}

// TestNothingIsEditedReadOnly does every action of the key list on every screen
// where nothing may be changed, and pastes: no edit comes of it, and each that would
// be one says so.
func TestNothingIsEditedReadOnly(t *testing.T) {
	refused := errors.New(`read only here: the role "watch" may look on and change nothing`)
	here := func(place keys.Place) *app {
		a, err := newApp(t.Context(), Options{Checker: queue(time.Now()), Clock: time.Now, Tasks: watched(ids(3)...), Keeper: &shelf{}, Me: "ops@jump1"})
		if err != nil {
			t.Fatal(err)
		}
		a.resize(120, 30)
		a.session.Receive(session.Outbox{}, session.Inbox{ReadOnly: refused, Claims: model.Claims{}, Until: a.Now}, nil, a.Now)
		switch place {
		case keys.Task:
			a.do(a.front.Open(a.List().Tasks()[0]))
		case keys.Groups:
			a.front.OpenGroups(nil)
		default:
		}
		return a
	}
	holds := func(what string, edits bool, do func(*app), place keys.Place) {
		t.Helper()
		a := here(place)
		do(a)
		if said := strings.HasPrefix(a.Note.Text, "read only here: "); said != edits {
			t.Errorf("%s (%v) says %q, want that it is refused: %v", what, place, a.Note.Text, edits)
		}
		if out := a.session.Pack(a.Now); len(out.Edits) > 0 {
			t.Errorf("%s (%v) is an edit: %+v", what, place, out.Edits)
		}
		if a.List().Len() != 3 || len(a.Claims()) > 0 {
			t.Errorf("%s (%v): %d tasks, claims %v", what, place, a.List().Len(), a.Claims())
		}
	}
	refuses := 0
	for _, s := range keys.New(false).Sections() {
		for _, e := range s.Entries {
			for _, place := range []keys.Place{keys.Table, keys.Task, keys.Groups} {
				if !e.Works(keys.Here{Place: place, Tasks: true, Login: true}) {
					continue
				}
				refuses += map[bool]int{true: 1}[e.Edits]
				holds(string(e.Action), e.Edits, func(a *app) { a.act(keys.Press{Action: e.Action, Digit: 1}) }, place)
			}
		}
	}
	if refuses < 13 {
		t.Errorf("%d edits were tried, want those of all screens", refuses)
	}
	holds("a paste", true, func(a *app) { a.pasted("AAAAEZ6w00009") }, keys.Table)
}
