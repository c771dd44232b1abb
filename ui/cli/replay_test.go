package cli

import (
	"context"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
)

func TestReadEvents(t *testing.T) {
	const good = `{"schema":1,"seq":1,"at":"2026-05-04T09:00:00Z","taskId":"a1","kind":"state","from":"pending","to":"errors","numErrors":2}`
	for _, tc := range []struct {
		name, text, err string
		events          int
	}{
		{name: "one", text: good + "\n", events: 1},
		{name: "added has no states", text: `{"schema":1,"at":"2026-05-04T09:00:00Z","taskId":"a1","kind":"added"}` + "\n\n" + good, events: 2},
		{name: "a mark before it", text: "\ufeff" + good, events: 1},
		{name: "a mark inside", text: good + "\n\ufeff" + good, err: "line 2 is no event"},
		{name: "nothing", text: "\n", err: "has no events"},
		{name: "a table", text: good + "\nSTATE TASK", err: "line 2 is no event"},
		{name: "another schema", text: strings.Replace(good, `"schema":1`, `"schema":2`, 1), err: "has the schema 2; allowed is 1"},
		{name: "another kind", text: strings.Replace(good, `"state"`, `"\u001b[2J"`, 1), err: "allowed are added, state, failing, back and cause"},
		{name: "another state", text: strings.Replace(good, `"errors"`, `"failed"`, 1), err: `from "pending" to "failed"`},
		{name: "no time", text: strings.Replace(good, `"at"`, `"when"`, 1), err: "no time"},
		{name: "an odd time", text: strings.Replace(good, "2026", "0001", 1), err: "cannot be"},
		{name: "an odd task", text: strings.Replace(good, "a1", "../a", 1), err: "names a task that"},
		{name: "a long line", text: `{"x":"` + strings.Repeat("x", maxEventLine) + `"}`, err: "too long"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			events, err := readEvents(strings.NewReader(tc.text))
			if len(events) != tc.events || (err == nil) != (tc.err == "") || err != nil && !strings.Contains(err.Error(), tc.err) {
				t.Errorf("%d events, %v; want %d, %q", len(events), err, tc.events, tc.err)
			}
		})
	}
}

func FuzzReadEvent(f *testing.F) {
	f.Add(`{"schema":1,"seq":1,"at":"2026-05-04T09:00:00Z","taskId":"a1","kind":"failing","from":"pending","to":"pending","checkError":{"kind":"rate limited","message":"x"}}`)
	f.Fuzz(func(t *testing.T, line string) {
		e, err := readEvent([]byte(line))
		if err != nil || e.Kind == model.EventCause {
			return
		}
		r := model.NewReplay([]model.Event{e, e}, nil)
		var list model.Watchlist
		for _, task := range r.Until(e.At) {
			list.Put(task)
		}
		if list.Len() != 1 || e.Kind == model.EventState && list.Tasks()[0].State() != e.To {
			t.Errorf("%q gives %d tasks, not %v", line, list.Len(), e.To.Word())
		}
	})
}

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
	if before := pl.before(); len(before) != 1 || before[0].State() != model.StateUnknown {
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
	if text, over := pl.banner(); !pl.now().Equal(at.Add(9*time.Hour)) || !over {
		t.Errorf("it ends at %v: %s, %v", pl.now(), text, over)
	}

	pl = newPlayer("a test", model.NewReplay([]model.Event{event(0, model.StatePending)}, nil), 1, at, func() time.Time { return wall })
	pl.hold(true)
	got := state(time.Hour)
	if text, over := pl.banner(); got != "" || over || strings.Contains(text, "1x") {
		t.Errorf("while held: %q, %s, %v", got, text, over)
	}
	pl.hold(false)
	if got := state(time.Second); got != "pending" {
		t.Errorf("after it: %q", got)
	}
}
