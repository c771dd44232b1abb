package frame

import (
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
	ok := model.Report{RawStatus: "COMPLETE", Status: model.StatusComplete, RequestedAt: nine, CompletedAt: nine.Add(time.Minute)}
	known := session.New(session.Start{Kept: true, Tasks: []*model.Task{
		{ID: "a1", AddedAt: nine, Report: &ok, ReportAt: nine.Add(time.Minute)}, {ID: "b2", AddedAt: nine}, {ID: "c3", AddedAt: nine},
	}})
	return &screen.Env{
		Known: &known.Known, Theme: &l, Keys: keys.New(false), Now: nine.Add(5 * time.Minute), Width: 80, Height: 24, Where: "HubSpot", CanLogin: true,
	}, known
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
			unsaid := *e
			unsaid.Note = screen.Note{}
			pending := Footer(&unsaid, keys.Table, "+1 changed, g sorts  30 marked  ", nil)
			for _, line := range append(Header(e, HeaderLines(e)), NoticeLine(e), Footer(e, keys.Table, "3 marked  ", nil), pending, Footer(e, keys.Task, "", nil)) {
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
		if line := Footer(e, keys.Table, "3 marked  ", nil); !strings.HasPrefix(line, "  "+want+"  ") || !strings.HasSuffix(line, "? keys ") {
			t.Errorf("after %v the footer is %q, want %q", after, line, want)
		}
	}
}
