package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/sheet"
)

// ofAnother is the error of a token of another account than the watchlist.
type ofAnother struct{}

func (ofAnother) Error() string              { return "another account" }
func (ofAnother) Accounts() (string, string) { return "30114455", "24681012" }

// fails has checks of every task fail in the same way.
func fails(err *model.CheckError) func(*app) {
	return func(a *app) {
		var only model.Watchlist // of a task that nothing else is known of
		only.Add("AAAAEZ6wh00", "", a.Now)
		for range 20 {
			o := model.Observe("AAAAEZ6wh00", a.Now, a.Now, model.Report{}, err)
			only.Apply(o)
			a.Pace().Observe(o, &only, 0)
		}
		a.List().Due(a.Now, a.Pace())
	}
}

// loud are the states of the whole screen in which something slows or stops the
// work, and what must be seen of each at every width from 80 columns on.
var loud = map[string]struct {
	happens func(*app)
	shows   []string
	hides   string
}{
	"paused":   {func(a *app) { a.polling.Pause() }, []string{"Paused since 11:10. Ages go on.", "P goes on", "r checks one", "paused"}, "requests more"},
	"outage":   {fails(&model.CheckError{Kind: model.KindUnavailable, HTTPStatus: 503, Message: "no"}), []string{"No answer from HubSpot", "(503)", "Next try", "R now"}, ""},
	"limited":  {fails(&model.CheckError{Kind: model.KindRateLimited, HTTPStatus: 429, Category: "TEN_SECONDLY_ROLLING", RetryAfter: 10 * time.Second, Message: "too many in 10s"}), []string{"HubSpot wants a pause", "left"}, ""},
	"refused":  {fails(&model.CheckError{Kind: model.KindAuth, HTTPStatus: 401, Message: "expired"}), []string{"HubSpot refuses the token (401).", "Rows as of", "T another", "R same again"}, "requests more"},
	"no scope": {fails(&model.CheckError{Kind: model.KindPermission, HTTPStatus: 403, Scopes: []model.Text{"files"}}), []string{"The token lacks a scope: files.", "Rows as of", "T another", "R same again"}, "requests more"},
	"another account": {fails(&model.CheckError{Kind: model.KindAuth, Err: ofAnother{}}),
		[]string{"This token is of account 30114455, the list is of", "T another", "R same again"}, "requests more"},
	"following": {func(a *app) {
		a.session.Receive(session.Outbox{}, session.Inbox{Poller: "process 4711", Until: a.Now.Add(time.Hour)}, nil, a.Now)
	}, []string{"Following process 4711, which asks HubSpot", "following"}, "requests more"},
	"throttled": {func(a *app) {
		a.Budget = func() model.Budget {
			return model.Budget{Limit: 100, Window: 10 * time.Second, PerSecond: 1, Why: "others use 70% of the quota", DayLimit: 500_000, DayRemaining: 400_000}
		}
	}, []string{"others use 70%"}, "requests more"},
	"not saved": {func(a *app) {
		a.session.Receive(session.Outbox{}, session.Inbox{}, errors.New("the disk is full"), a.Now)
	}, []string{"The watchlist cannot be saved: the disk is full."}, ""},
	"no token": {func(a *app) { a.NoToken = sheet.NoneYet }, []string{"Nothing is asked: there is no token.", "T token", "R look again"}, "requests more"},
}

// TestLoudGolden draws each of the loud states, and looks for what must be seen.
func TestLoudGolden(t *testing.T) {
	for name, tc := range loud {
		for _, size := range [][2]int{{40, 24}, {80, 24}, {120, 40}, {200, 60}} {
			t.Run(fmt.Sprintf("%s/%dx%d", name, size[0], size[1]), func(t *testing.T) {
				a := everyState(t, false)
				a.CanLogin = true
				a.Flow().Heard = a.Now.Add(-2 * time.Minute)
				a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				tc.happens(a)
				a.layout()
				got := a.cells()
				for _, want := range tc.shows {
					if size[0] >= 80 && !strings.Contains(got, want) {
						t.Errorf("%q is not there:\n%s", want, got)
					}
				}
				if tc.hides != "" && strings.Contains(got, tc.hides) {
					t.Errorf("%q is there:\n%s", tc.hides, got)
				}
				if size[0] < 200 {
					golden.RequireEqual(t, got)
				}
			})
		}
	}
}

// TestSomeThatFailAreNoSilence holds that failures in a row are told as no answer
// from HubSpot only where nothing was heard for some seconds.
func TestSomeThatFailAreNoSilence(t *testing.T) {
	for ago, want := range map[time.Duration]bool{time.Second: false, 5 * time.Second: true} {
		a := everyState(t, false)
		a.Flow().Heard = a.Now.Add(-ago)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 40})
		fails(&model.CheckError{Kind: model.KindWrongRoute, HTTPStatus: 404, Message: "no"})(a)
		a.layout()
		if got := strings.Contains(a.cells(), "No answer from HubSpot"); got != want {
			t.Errorf("heard %s ago: no answer is told: %t, want %t", ago, got, want)
		}
	}
}

// firstRun is a dashboard without a token, on which nothing is watched.
func firstRun(t *testing.T, why string, width, height int) *app {
	t.Helper()
	a, err := newApp(t.Context(), Options{
		Clock: func() time.Time { return time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC) }, Where: "HubSpot", Theme: "none",
		NoToken: why, Login: func(context.Context, string) (string, error) { return "", nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	a.Update(tea.WindowSizeMsg{Width: width, Height: height})
	return a
}

func TestFirstRunGolden(t *testing.T) {
	for _, size := range [][2]int{{40, 10}, {40, 24}, {80, 24}, {120, 40}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			golden.RequireEqual(t, firstRun(t, NoTokenYet, size[0], size[1]).cells())
		})
	}
}

// TestTheFirstScreenSaysHowToComeByAToken holds what it says, that the cursor is in
// the line of input at every size, and that what is typed is not shown.
func TestTheFirstScreenSaysHowToComeByAToken(t *testing.T) {
	t.Parallel()
	for _, why := range []string{NoTokenYet, "no HubSpot token: the keyring is locked"} {
		for width := 40; width <= 200; width += 8 {
			for height := 10; height <= 60; height += 7 {
				a := firstRun(t, why, width, height)
				a.presses("p", "a", "t")
				got, c := a.cells(), a.screen().Cursor
				lines := strings.Split(got, "\n")
				if c == nil || c.Y >= len(lines) || !strings.HasPrefix(lines[c.Y], "     token: ***") || c.X != len("     token: ***") {
					t.Errorf("%dx%d: the cursor is at %+v of\n%s", width, height, c, got)
				}
				for _, line := range strings.Split(strings.TrimSuffix(got, "\n"), "\n") {
					if a.Theme.Width(line) > width || strings.Count(got, "\n") > height {
						t.Errorf("%dx%d: it does not fit:\n%s", width, height, got)
						break
					}
				}
				for _, want := range []string{"Development > Keys > Service keys", "scope files", "hubwatch demo", "hubwatch doctor", "esc looks around without one", "f1 keys"} {
					if width >= 80 && height >= 24 && !strings.Contains(strings.Join(strings.Fields(got), " "), want) {
						t.Errorf("%dx%d: %q is not there:\n%s", width, height, want, got)
					}
				}
				if why != NoTokenYet && height >= 17 && !strings.Contains(got, "the keyring is locked") && width >= 80 {
					t.Errorf("%dx%d: why there is none is not there:\n%s", width, height, got)
				}
			}
		}
	}
}

// TestEveryLoudNoticeKeepsItsKeys holds it at 40 columns, in table, groups and task.
func TestEveryLoudNoticeKeepsItsKeys(t *testing.T) {
	t.Parallel()
	for name, tc := range loud {
		for _, height := range []int{10, 16, 24, 40} {
			for _, way := range []string{"", "b", "enter"} {
				a := walked(t, 40, height)
				a.CanLogin = true
				tc.happens(a)
				if way != "" {
					a.presses(way)
				}
				a.layout()
				for _, want := range tc.shows {
					if key, _, ok := strings.Cut(want, " "); ok && len(key) == 1 && !strings.Contains(a.cells(), "  "+key) {
						t.Errorf("%s, after %q at 40x%d: the key %s is not there:\n%s", name, way, height, key, a.cells())
					}
				}
			}
		}
	}
}
