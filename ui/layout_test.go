package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"pgregory.net/rapid"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/ask"
	"hubwatch/ui/exchange"
	"hubwatch/ui/outside"
	"hubwatch/ui/pulse"
)

// drawnFrom is what decides which part of everything is on the screen.
func drawnFrom(a *app) string {
	s := fmt.Sprint(*a.front.Table, a.Note, a.Away)
	s += fmt.Sprint(*a.front.Task)
	if g := a.front.Groups; g != nil {
		s += fmt.Sprint(*g)
	}
	for _, sheet := range a.sheets {
		s += fmt.Sprint(sheet.Lines())
	}
	return s
}

// over tells whether something lies over the table, or another screen is in
// front.
func over(a *app) bool {
	return a.input() != nil || a.front.Task.ID() != "" || a.front.Groups != nil || a.small()
}

// anyMessage draws a message of any kind.
func anyMessage(t *rapid.T, a *app, now *time.Time) tea.Msg {
	task := rapid.SampledFrom(ids(40)).Draw(t, "task")
	report := simulated(rapid.IntRange(0, 40).Draw(t, "report"), *now, now.Add(time.Hour))
	switch rapid.IntRange(0, 11).Draw(t, "kind") {
	case 0:
		return tea.WindowSizeMsg{Width: rapid.IntRange(1, 220).Draw(t, "width"), Height: rapid.IntRange(1, 60).Draw(t, "height")}
	case 1:
		*now = now.Add(time.Duration(rapid.IntRange(0, 120_000).Draw(t, "ms")) * time.Millisecond)
		return pulse.Tick(*now)
	case 2:
		return ask.Checked{Observation: model.Observe(task, *now, *now, report, nil)}
	case 3:
		kinds := []model.Kind{model.KindUnavailable, model.KindAuth, model.KindRateLimited, model.KindNotFound, model.KindPermission}
		err := &model.CheckError{Kind: rapid.SampledFrom(kinds).Draw(t, "error"), HTTPStatus: 404, Message: "no"}
		return ask.Checked{Observation: model.Observe(task, *now, *now, model.Report{}, err)}
	case 4:
		other := &model.Task{ID: task, AddedAt: *now, Report: &report, ReportAt: *now, AskedAt: *now}
		return exchange.Synced{Inbox: session.Inbox{Tasks: []*model.Task{other}, Until: now.Add(time.Minute)}}
	case 5:
		return exchange.Synced{Inbox: session.Inbox{Gone: []model.TaskID{task}, Poller: rapid.SampledFrom([]string{"", "another"}).Draw(t, "poller")}}
	case 6:
		return exchange.Synced{Err: errors.New("the disk is full")}
	case 7:
		return rapid.SampledFrom([]tea.Msg{pulse.Note("said"), tea.FocusMsg{}, tea.BlurMsg{}, pulse.Wake{}, ask.AccountKnown{}, outside.Done{Text: "written"}}).Draw(t, "message")
	case 8:
		return tea.MouseClickMsg{X: rapid.IntRange(0, 200).Draw(t, "x"), Y: rapid.IntRange(0, 60).Draw(t, "y"), Button: tea.MouseLeft}
	case 9:
		return tea.MouseWheelMsg{Button: rapid.SampledFrom([]tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown}).Draw(t, "wheel")}
	}
	keys := strings.Fields("j k g G ctrl+d ctrl+u enter esc ] [ p J K l h 1 2 3 E / n v t ! e s # space v * \\ b w W x z P r R % ? : T y Y down up tab a m o")
	return pressOf(rapid.SampledFrom(keys).Draw(t, "key"))
}

// TestEveryMessageLeavesTheScreenWhole sends messages of every kind in any order
// at any size. After each the row under the cursor is drawn, every line fits,
// and drawing changes nothing.
func TestEveryMessageLeavesTheScreenWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
		a, err := newApp(t.Context(), Options{Clock: func() time.Time { return now }, Where: "here", Tasks: watched(ids(30)...), Theme: "none"})
		if err != nil {
			t.Fatal(err)
		}
		a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
		for range rapid.IntRange(1, 60).Draw(t, "messages") {
			msg := anyMessage(t, a, &now)
			a.Update(msg)
			if a.ctx.Err() != nil {
				if a.crash != nil {
					t.Fatal(a.crash)
				}
				return // it has quit
			}
			before := drawnFrom(a)
			frame := a.draw()
			if after := drawnFrom(a); after != before {
				t.Fatalf("after %T, drawing changes\n%s to\n%s", msg, before, after)
			}
			if again := a.draw(); again != frame {
				t.Fatalf("after %T, drawn twice:\n%s\n%s", msg, frame, again)
			}
			checkWhole(t, a, frame, fmt.Sprintf("%T", msg))
		}
	})
}

func checkWhole(t *rapid.T, a *app, frame, after string) {
	lines := strings.Split(frame, "\n")
	if len(lines) > a.Height {
		t.Fatalf("after %s, %d lines on a screen of %d", after, len(lines), a.Height)
	}
	for _, line := range lines {
		if w := a.Theme.Width(line); w > a.Width {
			t.Fatalf("after %s, %d cells in a line of %d: %q", after, w, a.Width, line)
		}
	}
	if _, rows := a.front.Table.Position(); rows > 0 && !over(a) && !strings.Contains(frame, "▌●") && !strings.Contains(frame, "▌ ") {
		t.Fatalf("after %s the row under the cursor is not drawn:\n%s", after, frame)
	}
}

// TestAChangeIsAsOldAsItIs holds that what another process learned of the open
// task is taken in when it comes, and not when it is drawn.
func TestAChangeIsAsOldAsItIs(t *testing.T) {
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	a, err := newApp(t.Context(), Options{Clock: func() time.Time { return now }, Where: "here", Tasks: watched(ids(3)...), Theme: "none"})
	if err != nil {
		t.Fatal(err)
	}
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	task := a.front.Table.Current()
	a.Update(pressOf("enter"))
	a.draw()
	changed := task.Copy()
	changed.Report, changed.ReportAt, changed.AskedAt = &model.Report{Status: model.StatusProcessing, RawStatus: "PROCESSING"}, now, now
	a.Update(exchange.Synced{Inbox: session.Inbox{Tasks: []*model.Task{changed}}})
	for range 40 {
		now = now.Add(250 * time.Millisecond)
		a.Update(pulse.Tick(now))
	}
	if frame := a.draw(); !strings.Contains(frame, "changed 10s ago: nothing > PROCESSING") {
		t.Errorf("want that it changed 10s ago:\n%s", frame)
	}
}

// TestThePauseKeepsTheRowInView holds it for the key that showed that it does
// not hold by itself.
func TestThePauseKeepsTheRowInView(t *testing.T) {
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	a, err := newApp(t.Context(), Options{Clock: func() time.Time { return now }, Where: "here", Tasks: watched(ids(60)...), Theme: "none"})
	if err != nil {
		t.Fatal(err)
	}
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 16})
	a.Update(pressOf("G"))
	a.Update(pressOf("P"))
	if frame := a.draw(); !strings.Contains(frame, "▌") {
		t.Errorf("the last row is not drawn:\n%s", frame)
	}
}
