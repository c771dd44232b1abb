package frame

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
)

// TestTheFirstLookIsNotTheMigration holds that while tasks have never been asked
// it is told how far that is and how long it takes, that nothing is foretold of
// the migration, and that a settled list has no estimate beside it.
func TestTheFirstLookIsNotTheMigration(t *testing.T) {
	e, _ := anEnv(t)
	var tasks []*model.Task
	for i := range 600 {
		tasks = append(tasks, &model.Task{ID: model.TaskID(fmt.Sprintf("AAAAEZ6w%05d", i)), AddedAt: nine})
	}
	known := session.New(session.Start{Tasks: tasks})
	e.Known, e.Width, e.Height = &known.Known, 200, 60
	header := func() string { return strings.Join(Header(e, 3), "\n") }
	for i, task := range tasks {
		e.Now = nine.Add(time.Duration(i+1) * 200 * time.Millisecond)
		known.EstimateEnd(e.Now)
		if text := header(); i == 300 && (!strings.Contains(text, "first look  ━") || !strings.Contains(text, "  300 of 600 asked, ~60s left") || strings.Contains(text, "%") || strings.Contains(text, "request")) {
			t.Errorf("the first look is half done:\n%s", text)
		}
		known.Observe(model.Observe(task.ID, e.Now, e.Now, model.Report{
			Status: model.StatusComplete, RawStatus: "COMPLETE", RequestedAt: nine, StartedAt: nine, CompletedAt: e.Now,
		}, nil), 0)
	}
	for _, not := range []string{"estimate", " left", "first look"} {
		if text := header(); strings.Contains(text, not) || !strings.Contains(text, "100%  600 of 600 in 2m00s") {
			t.Errorf("all is settled:\n%s", text)
		}
	}
	e.Replay = func(model.Times) (string, bool) { return "Replay", false }
	known.Receive(session.Outbox{}, session.Inbox{Tasks: []*model.Task{{
		ID: "open", AddedAt: nine, ReportAt: e.Now, Report: &model.Report{Status: model.StatusProcessing, RawStatus: "PROCESSING", StartedAt: nine},
	}}}, nil, e.Now)
	known.EstimateEnd(e.Now.Add(time.Hour))
	if text := header(); strings.Contains(text, "estimate") || strings.Contains(text, " left") {
		t.Errorf("a replay foretells:\n%s", text)
	}
}

func TestRangeText(t *testing.T) {
	for _, tc := range []struct {
		from, to time.Duration
		want     string
	}{
		{3 * time.Second, 9 * time.Second, "under 10s"}, {21 * time.Second, 58 * time.Second, "20-60s"}, {35*time.Minute + 20*time.Second, 49*time.Minute + 5*time.Second, "35-50m"},
		{2 * time.Hour, 5 * time.Hour, "2-5h"}, {-time.Minute, 5 * time.Minute, "under 5m"}, {50 * time.Hour, 70 * time.Hour, "2-3d"}, {3 * time.Minute, 3 * time.Minute, "~3m"}, {0, 0, "under 1s"},
	} {
		if got := rangeText(tc.from, tc.to); got != tc.want {
			t.Errorf("%v to %v: got %q, want %q", tc.from, tc.to, got, tc.want)
		}
	}
}

func TestAForecastHasTwoDigits(t *testing.T) {
	for n, want := range map[int]int{0: 0, 7: 7, 99: 99, 104: 100, 895: 900, 1046: 1000, 31_764: 32_000} {
		if got := roughly(n); got != want {
			t.Errorf("%d is roughly %d, want %d", n, got, want)
		}
	}
}
