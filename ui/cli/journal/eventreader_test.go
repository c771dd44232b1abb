package journal

import (
	"strings"
	"testing"

	"hubwatch/model"
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
		{name: "no lines", text: good + "\n" + strings.Repeat("\x00", maxEventLine+1), err: "line 2 is no event: it is longer than 1 MiB"},
		{name: "a table", text: good + "\nSTATE TASK", err: "line 2 is no event"},
		{name: "another schema", text: strings.Replace(good, `"schema":1`, `"schema":2`, 1), err: "has the schema 2; allowed is 1"},
		{name: "another kind", text: strings.Replace(good, `"state"`, `"\u001b[2J"`, 1), err: "allowed are added, state, failing, back, cause, claimed, released and noted"},
		{name: "another state", text: strings.Replace(good, `"errors"`, `"failed"`, 1), err: `from "pending" to "failed"`},
		{name: "no time", text: strings.Replace(good, `"at"`, `"when"`, 1), err: "no time"},
		{name: "an odd time", text: strings.Replace(good, "2026", "0001", 1), err: "cannot be"},
		{name: "an odd task", text: strings.Replace(good, "a1", "../a", 1), err: "names a task that"},
		{name: "a long line", text: `{"x":"` + strings.Repeat("x", maxEventLine) + `"}`, err: "longer than 1 MiB"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			events, err := ReadEvents(strings.NewReader(tc.text))
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
