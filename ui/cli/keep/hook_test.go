package keep

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/model/store"
)

// TestTheHookIsNotToldOfReplacedTasks holds that events of tasks that do not count are
// in the journal, and told to nobody.
func TestTheHookIsNotToldOfReplacedTasks(t *testing.T) {
	s, err := store.Open(filepath.Join(t.TempDir(), "w.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if _, err := s.Add(t.Context(), []model.Task{{ID: "old"}, {ID: "new"}}); err != nil {
		t.Fatal(err)
	}
	var told []string
	h := &hook{store: s, say: func(text string) { t.Error(text) }, tell: func(_ context.Context, event []byte) error {
		told = append(told, string(event))
		return nil
	}}
	if h.after, err = s.LastEvent(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.mine.Store(true)
	tell := func(out session.Outbox, want ...string) {
		t.Helper()
		h.hush(out)
		if _, err := s.Take(t.Context(), store.Turn{Events: out.Events}); err != nil {
			t.Fatal(err)
		}
		told = nil
		if err := h.next(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(told) != len(want) {
			t.Fatalf("told is %q, want of %q", told, want)
		}
		for i, id := range want {
			if !strings.Contains(told[i], `"`+id+`"`) {
				t.Errorf("told is %s, want of %s", told[i], id)
			}
		}
	}
	event := func(id model.TaskID) model.Event {
		return model.Event{At: time.Now(), ID: id, Kind: model.EventState, To: model.StateErrors}
	}
	tell(session.Outbox{Events: []model.Event{event("old"), event("new")}, Quiet: []model.TaskID{"old"}}, "new")
	tell(session.Outbox{Events: []model.Event{event("old")}}, "old") // it counts again
}

// TestOneWhoTakesOverTellsTheRest holds that of two that ask HubSpot one after the
// other none tells the hook again what the other one told, be it quiet or not.
func TestOneWhoTakesOverTellsTheRest(t *testing.T) {
	s, err := store.Open(filepath.Join(t.TempDir(), "w.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	var told []string
	both := [2]*hook{}
	for i := range both {
		both[i] = &hook{store: s, say: func(text string) { t.Error(text) }, tell: func(_ context.Context, event []byte) error {
			told = append(told, string(event))
			return nil
		}}
	}
	for i, id := range []model.TaskID{"a", "b", "quiet", "c"} {
		out := session.Outbox{Events: []model.Event{{At: time.Now(), ID: id, Kind: model.EventState, To: model.StateErrors}}}
		if id == "quiet" {
			out.Quiet = []model.TaskID{id}
		}
		asks, looks := both[i%2], both[1-i%2]
		asks.hush(out)
		if _, err := s.Take(t.Context(), store.Turn{Events: out.Events}); err != nil {
			t.Fatal(err)
		}
		for _, h := range []*hook{asks, looks} { // the second one before it has read what the first one wrote
			h.follow(true)
			if err := h.next(t.Context()); err != nil {
				t.Fatal(err)
			}
			h.follow(false)
		}
	}
	if len(told) != 3 {
		t.Fatalf("told is %q, want each of three once", told)
	}
	for i, id := range []string{"a", "b", "c"} {
		if !strings.Contains(told[i], `"`+id+`"`) {
			t.Errorf("told is %s, want of %s", told[i], id)
		}
	}
}

// TestTheHookIsToldOfAClaim holds that it is told who began to be on what and who left
// it, by the process that asks HubSpot and no other.
func TestTheHookIsToldOfAClaim(t *testing.T) {
	s, err := store.Open(filepath.Join(t.TempDir(), "w.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	hooks := map[bool][]string{}
	both := map[bool]*hook{}
	for _, mine := range []bool{true, false} {
		both[mine] = &hook{store: s, say: func(text string) { t.Error(text) }, tell: func(_ context.Context, event []byte) error {
			hooks[mine] = append(hooks[mine], string(event))
			return nil
		}}
		both[mine].mine.Store(mine)
	}
	claim := model.Claim{Cause: "c1", Title: "The folder is locked.", Who: "ana@laptop"}
	for _, change := range []model.ClaimChange{{Take: []model.Claim{claim}}, {Alive: "ana@laptop"}, {Give: []model.Claim{claim}}} {
		if err := s.Claim(t.Context(), change, time.Now()); err != nil {
			t.Fatal(err)
		}
		for _, h := range both {
			if err := h.next(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if told := hooks[true]; len(told) != 2 || !strings.Contains(told[0], `"kind":"claimed"`) || !strings.Contains(told[1], `"kind":"released"`) {
		t.Errorf("told is %q, want that it is claimed and released", told)
	}
	for _, event := range hooks[true] {
		if !strings.Contains(event, `"told":"The folder is locked.","who":"ana@laptop","cause":"c1"`) {
			t.Errorf("told is %s, want what and who", event)
		}
	}
	if len(hooks[false]) > 0 {
		t.Errorf("one who follows tells %q", hooks[false])
	}
}
