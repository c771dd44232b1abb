package ui

import (
	"fmt"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"hubwatch/model"
	"hubwatch/model/session"
)

// TestStatesGolden draws what the whole screen is like at the first look, with
// nothing on it, with nothing wrong, at the end and when another process asks.
func TestStatesGolden(t *testing.T) {
	zone := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = zone })
	for name, make := range map[string]func() *app{
		"half way": func() *app { return migrationOf(t, how{counts: everyKind, slow: 1, twice: 1}) },
		"first look": func() *app {
			a := migrationOf(t, how{counts: everyKind})
			for i := range 200 {
				a.List().Add(model.TaskID(fmt.Sprintf("AAAAEZ6new%03d", i)), "", a.Now)
			}
			a.front.Table.Changed(session.Changes{Anew: true})
			a.session.EstimateEnd(a.Now.Add(time.Hour))
			return a
		},
		"nothing watched": func() *app { return migrationOf(t, how{}) },
		"nothing wrong": func() *app {
			a := migrationOf(t, how{counts: map[model.State]int{model.StateOK: 8, model.StateProcessing: 2, model.StatePending: 1}})
			a.resize(80, 24)
			a.key(pressOf("2"))
			return a
		},
		"nothing slow": func() *app {
			a := migrationOf(t, how{counts: everyKind})
			a.resize(80, 24)
			a.key(pressOf("4"))
			return a
		},
		"nothing matches": func() *app {
			a := migrationOf(t, how{counts: everyKind})
			a.front.Table.Narrow("brnd")
			return a
		},
		"done": func() *app {
			return migrationOf(t, how{counts: map[model.State]int{model.StateOK: 30, model.StateErrors: 4, model.StateCanceled: 1}})
		},
		"done and well": func() *app { return migrationOf(t, how{counts: map[model.State]int{model.StateOK: 30}}) },
		"following": func() *app {
			a := migrationOf(t, how{counts: everyKind})
			a.session.Receive(session.Outbox{}, session.Inbox{Poller: "process 4711", Until: a.Now.Add(time.Hour)}, nil, a.Now)
			return a
		},
	} {
		for _, size := range [][2]int{{40, 24}, {80, 24}, {160, 40}} {
			t.Run(fmt.Sprintf("%s/%dx%d", name, size[0], size[1]), func(t *testing.T) {
				a := make()
				a.resize(size[0], size[1])
				golden.RequireEqual(t, trimmed(a.draw()))
			})
		}
	}
	t.Run("too small", func(t *testing.T) {
		a := migrationOf(t, how{counts: everyKind})
		a.resize(36, 8)
		golden.RequireEqual(t, trimmed(a.draw()))
	})
}
