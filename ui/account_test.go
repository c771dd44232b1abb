package ui

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/ui/frame"
)

// TestTheAccountIsAlwaysOnTheScreen holds that the table and an open task say
// whose they are at every size, in the color of the account.
func TestTheAccountIsAlwaysOnTheScreen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		account := func(context.Context) (model.Account, error) {
			return model.Account{PortalID: "24681012", Region: "eu1"}, nil
		}
		opt := Options{Checker: queue(time.Now()), Tasks: watched(ids(3)...), Where: "Example", Account: account, Color: "5"}
		h := start(t, opt, 80, 24)
		defer h.stop()
		for _, size := range [][2]int{{40, 10}, {40, 24}, {80, 24}, {200, 60}} {
			h.resize(size[0], size[1])
			h.shows("24681012")
			h.press("enter")
			h.shows("24681012")
			h.press("esc")
		}
		if title := frame.Title(h.app.Env); !strings.Contains(title, "24681012") {
			t.Errorf("title %q", title)
		}
		if head := frame.Header(h.app.Env, 2)[0]; !strings.Contains(head, "\x1b[1;7;35mExample") {
			t.Errorf("%q, want the name in magenta", head)
		}
	})
}
