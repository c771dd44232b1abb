package keep

import (
	"context"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
)

// TestPlayer holds how the clock of a replay goes: at its speed, over pauses,
// not while it is held, and not beyond the end.
func TestPlayer(t *testing.T) {
	wall := time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	event := func(after time.Duration, to model.State) model.Event {
		return model.Event{At: at.Add(after), ID: "a", Kind: model.EventState, To: to}
	}
	events := model.NewReplay([]model.Event{
		event(-time.Hour, model.StateUnknown), event(0, model.StatePending), event(time.Minute, model.StateProcessing), event(9*time.Hour, model.StateOK),
	}, nil)
	pl := newPlayer("a test", events, 60, at, func() time.Time { return wall })
	state := func(pass time.Duration) string {
		wall = wall.Add(pass)
		in, err := pl.Sync(context.Background(), session.Outbox{})
		if err != nil || len(in.Tasks) != 1 {
			return ""
		}
		return in.Tasks[0].State().Word()
	}
	if before := pl.Before(); len(before) != 1 || before[0].State() != model.StateUnknown {
		t.Errorf("before: %v", before)
	}
	for i, step := range []struct {
		pass time.Duration
		want string
	}{
		{0, ""}, {time.Second, "pending"}, {999 * time.Millisecond, ""}, {time.Millisecond, "processing"},
		{0, ""}, {999 * time.Millisecond, ""}, {time.Millisecond, "ok"}, {time.Hour, ""},
	} {
		if got := state(step.pass); got != step.want {
			t.Errorf("step %d: %q, want %q", i, got, step.want)
		}
	}
	if text, over := pl.Banner(model.TimesUTC); !pl.Now().Equal(at.Add(9*time.Hour)) || !over || !strings.Contains(text, " UTC") {
		t.Errorf("it ends at %v: %s, %v", pl.Now(), text, over)
	}

	pl = newPlayer("a test", model.NewReplay([]model.Event{event(0, model.StatePending)}, nil), 1, at, func() time.Time { return wall })
	pl.Hold(true)
	got := state(time.Hour)
	if text, over := pl.Banner(model.TimesUTC); got != "" || over || strings.Contains(text, "1x") {
		t.Errorf("while held: %q, %s, %v", got, text, over)
	}
	pl.Hold(false)
	if got := state(time.Second); got != "pending" {
		t.Errorf("after it: %q", got)
	}
}
