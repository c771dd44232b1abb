package ui

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// TestABurstIsAPaste sends keys all at once, as a terminal does that does not
// say what is pasted.
func TestABurstIsAPaste(t *testing.T) {
	const id = "AAAAEZ6whGIxqQ"
	for _, tc := range []struct {
		name string
		send []string
		want []string
	}{
		{"an ID", []string{id}, []string{"found 1: 1 new"}},
		{"with its line end", []string{id + "\r"}, []string{"found 1: 1 new"}},
		{"lines", []string{id + "\rAAAAEZ6whGQxz\r"}, []string{"found 2: 2 new"}},
		{"cut into reads", []string{id + "\rAAAAEZ6w", "hG", "I", "\r"}, []string{"found 2: 2 new"}},
		{"in the help", []string{"?", "reverse"}, []string{"reverse the order", "keys  reverse"}},
		{"in the palette", []string{":", "reverse"}, []string{": reverse"}},
		{"the palette and its word", []string{":reverse"}, []string{": reverse"}},
		{"a filter", []string{"/label:press\r"}, []string{"/label:press", "esc takes the filter away"}},
		{"a filter that is open", []string{"/", "!archived wave\r"}, []string{"/!archived wave"}},
		{"lines while a filter is open", []string{"/", id + "\rxqQxq1"}, []string{"found 2"}},
		{"a label", []string{"m", "wave 3\tsee the sheet\r"}, nil},
		{"a few commands", []string{"jjb"}, []string{"Why 1 task is to do again"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := start(t, Options{Checker: checkerFunc(failing), Tasks: watched(ids(3)...)}, 80, 24)
				for _, text := range tc.send {
					h.em.SendText(text)
					h.wait(50 * time.Millisecond)
				}
				h.shows(tc.want...)
				fewest, most := 3, 3
				if strings.Contains(h.screen(), "enter adds them") {
					fewest, most = 4, 5
					h.wait(time.Second) // from then on enter means what it says
					h.press("enter")
				}
				select {
				case <-h.done:
					t.Error("the dashboard has ended")
				default:
				}
				h.stop()
				if n := h.app.List().Len(); n < fewest || n > most {
					t.Errorf("%d tasks are watched, want %d to %d", n, fewest, most)
				}
				if task := h.app.front.Table.Current(); tc.name == "a label" && (task.Label != "wave 3" || task.Note != "see the sheet") {
					t.Errorf("label %q, note %q", task.Label, task.Note)
				}
			})
		})
	}
}

// TestABurstMayBeAToken holds that a token is taken for one also where the
// terminal does not say that it is pasted.
func TestABurstMayBeAToken(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		given := ""
		login := func(_ context.Context, token string) (string, error) { given = token; return "kept", nil }
		h := start(t, Options{Checker: checkerFunc(failing), Tasks: watched(ids(3)...), Login: login}, 80, 24)
		defer h.stop()
		const token = "pat-eu1-0123abcd-0123-0123-0123-0123456789ab"
		h.em.SendText(token)
		h.wait(time.Second)
		h.hides("0123abcd")
		h.shows("token: ****")
		h.press("enter")
		if given != token {
			t.Errorf("%q was given, want the token", model.Text(given))
		}
	})
}
