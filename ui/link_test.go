package ui

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/ui/screen"
	"hubwatch/ui/task"
)

// linksIn is the addresses that the cells of line y lead to, and their text.
func (h *harness) linksIn(y int) map[string]string {
	links := map[string]string{}
	for x := range h.em.Width() {
		if c := h.em.CellAt(x, y); c != nil && c.Link.URL != "" {
			links[c.Link.URL] += c.Content
		}
	}
	return links
}

// TestFoldersAreLinks holds that a folder is a link exactly when o opens one, in rows
// and cards, and leads to HubSpot; no other text of the table is one.
func TestFoldersAreLinks(t *testing.T) {
	t.Parallel()
	known := func(context.Context) (model.Account, error) {
		return model.Account{PortalID: "24681012", Region: "eu1", UIDomain: "app-eu1.hubspot.com"}, nil
	}
	elsewhere := func(context.Context) (model.Account, error) {
		return model.Account{PortalID: "24681012", UIDomain: "evil.example"}, nil
	}
	for name, account := range map[string]func(context.Context) (model.Account, error){"known": known, "not HubSpot's": elsewhere, "unknown": nil} {
		synctest.Test(t, func(t *testing.T) {
			h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(9)...), Account: account}, 120, 40)
			defer h.stop()
			h.wait(2 * time.Minute)
			for _, size := range [][2]int{{40, 24}, {80, 24}, {120, 40}, {200, 60}} {
				h.resize(size[0], size[1])
				found := 0
				for y := range h.lines() {
					for url, text := range h.linksIn(y) {
						found++
						if !strings.HasPrefix(url, "https://app-eu1.hubspot.com/files/24681012/?folderId=") || strings.TrimSpace(text) == "" {
							t.Errorf("%s, %v: %q leads to %s", name, size, text, url)
						}
					}
				}
				opens := 0
				for _, id := range h.app.front.Table.Shown() {
					asks := task.Browse(h.app.Env, h.app.List().Task(id))
					if _, ok := asks[0].(screen.Browse); ok {
						opens++
					}
				}
				if found != opens || name == "known" && opens == 0 || name != "known" && opens > 0 {
					t.Errorf("%s, %v: %d links, and o opens %d", name, size, found, opens)
				}
			}
		})
	}
}

// TestTheConsoleHasNoLinks holds that the console of Linux, which would print them,
// gets none, nor a title.
func TestTheConsoleHasNoLinks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		account := func(context.Context) (model.Account, error) { return model.Account{PortalID: "24681012"}, nil }
		console := func(name string) string { return map[string]string{"TERM": "linux"}[name] }
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(9)...), Account: account, Getenv: console}, 120, 40)
		h.wait(time.Minute)
		h.press("C", "enter")
		h.wait(time.Minute)
		h.stop()
		if all := h.raw.String(); strings.Contains(all, "\x1b]") {
			t.Errorf("it gets %q", all[strings.Index(all, "\x1b]"):][:40])
		}
	})
}
