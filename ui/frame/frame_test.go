package frame

import (
	"errors"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/digest"
	"hubwatch/model/session"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

var nine = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)

// anEnv is what screens see of three tasks, one of them settled.
func anEnv(t *testing.T) (*screen.Env, *session.Session) {
	t.Helper()
	l, err := theme.New(theme.Look{Name: "none"})
	if err != nil {
		t.Fatal(err)
	}
	ok := model.Report{Word: "COMPLETE", Status: model.StatusComplete, RequestedAt: nine, CompletedAt: nine.Add(time.Minute)}
	known := session.New(session.Start{Kept: true, Tasks: []*model.Task{
		{ID: "a1", AddedAt: nine, Report: &ok, ReportAt: nine.Add(time.Minute)}, {ID: "b2", AddedAt: nine}, {ID: "c3", AddedAt: nine},
	}})
	return &screen.Env{
		Known: &known.Known, Theme: &l, Keys: keys.New(false), Now: nine.Add(5 * time.Minute), Width: 80, Height: 24, Where: "HubSpot", CanLogin: true,
	}, known
}

// TestTheBannerSaysWhatIsMostInTheWay adds one thing after another that is in
// the way: the worst is said, and it is loud when it needs a person.
func TestTheBannerSaysWhatIsMostInTheWay(t *testing.T) {
	e, known := anEnv(t)
	for _, step := range []struct {
		happens func()
		says    string
		loud    bool
	}{
		{func() {}, "", false},
		{func() { known.Hold(true) }, "Polling is paused. Ages go on; r checks one row, P goes on.", false},
		{func() {
			known.Pace().Observe(model.Observe("b2", e.Now, e.Now, model.Report{}, &model.CheckError{Kind: model.KindAuth, HTTPStatus: 401, Message: "no"}), 0)
		}, "Polling stopped: HubSpot does not accept the token. T takes another token, R tries again.", true},
		{func() { e.NoToken = "none" }, "Nothing is asked: there is no token. T takes one, R looks for it again.", true},
		{func() { e.Sought = e.Now.Add(-time.Second) }, "Waiting for the keyring", false},
		{func() {
			known.Receive(session.Outbox{}, session.Inbox{Poller: "another", Until: e.Now.Add(time.Hour)}, nil, e.Now)
		}, "Following: another hubwatch (another) asks", false},
		{func() { e.Replay = func() (string, bool) { return "Replay", true } }, "Replay, the end. q leaves.", false},
		{func() { known.Receive(session.Outbox{}, session.Inbox{}, errors.New("the disk is full"), e.Now) }, "The watchlist cannot be saved: the disk is full. Checks go on", true},
	} {
		step.happens()
		text, loud := Banner(e)
		if !strings.HasPrefix(text, step.says) || step.says == "" && text != "" || loud != step.loud {
			t.Errorf("the banner is %q, loud %v; want %q, %v", text, loud, step.says, step.loud)
		}
		if rule := Rule(e); !strings.Contains(rule, strings.TrimSuffix(e.Theme.UpTo(step.says, e.Width-2), "…")) {
			t.Errorf("the rule is %q, want %q", rule, step.says)
		}
	}
}

// TestWhatStandsAroundAScreenFits draws it at any width, with much to say.
func TestWhatStandsAroundAScreenFits(t *testing.T) {
	e, _ := anEnv(t)
	e.Where, e.Account = "a client of theirs", model.Account{PortalID: "24681012", Region: "eu1"}
	e.Away = digest.Digest{Done: 3, ToDo: 2, Causes: []string{"The name is taken.", "The parent is archived."}}
	e.Budget = func() model.Budget {
		return model.Budget{Sent: 90, Limit: 100, Window: 10 * time.Second, Why: "HubSpot asks to wait", DayLimit: 250_000, DayRemaining: 1_000, DaySent: 9_000}
	}
	e.Note = Say("the evidence of a task is in", "/home/somebody/evidence/of/a/long/path.zip", e.Now)
	for e.Width = 40; e.Width <= 240; e.Width++ {
		for e.Height = 10; e.Height <= 40; e.Height += 10 {
			for _, line := range append(Header(e, HeaderLines(e)), Rule(e), Footer(e, keys.Table, "3 marked  "), Footer(e, keys.Task, "")) {
				if w := e.Theme.Width(line); w > e.Width {
					t.Fatalf("%d by %d: %d cells: %q", e.Width, e.Height, w, line)
				}
			}
		}
	}
}

// TestANoteIsReadAndGone holds that a note stands for as long as it takes to
// read it, that what waits for the person stands there instead, and that help is
// always offered.
func TestANoteIsReadAndGone(t *testing.T) {
	e, _ := anEnv(t)
	e.Note = Say("times are local", "", e.Now)
	for after, want := range map[time.Duration]string{0: "times are local", 4 * time.Second: "times are local", 5 * time.Second: "3 marked"} {
		e.Now = nine.Add(5*time.Minute + after)
		if line := Footer(e, keys.Table, "3 marked  "); !strings.HasPrefix(line, " "+want+"  ") || !strings.HasSuffix(line, "? keys ") {
			t.Errorf("after %v the footer is %q, want %q", after, line, want)
		}
	}
}
