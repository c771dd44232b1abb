package frame

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
)

// TestThePauseIsForetold holds what is said when today's share ends before the
// migration does: about when, as far as that can be guessed, and nothing where the day
// is over before. It is half past nine, and a task ends every half minute.
func TestThePauseIsForetold(t *testing.T) {
	zone := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = zone })
	e, _ := anEnv(t)
	var tasks []*model.Task
	for i := range 600 {
		tasks = append(tasks, &model.Task{ID: model.TaskID(fmt.Sprintf("AAAAEZ6w%05d", i)), AddedAt: nine})
	}
	known := session.New(session.Start{Tasks: tasks})
	e.Known, e.Width, e.Height = &known.Known, 200, 60
	for _, task := range tasks {
		known.Observe(model.Observe(task.ID, nine, nine, model.Report{Status: model.StatusPending, Word: "PENDING", RequestedAt: nine}, nil), 0)
	}
	for _, task := range tasks[:60] {
		e.Now = e.Now.Add(30 * time.Second)
		known.Observe(model.Observe(task.ID, e.Now, e.Now, model.Report{
			Status: model.StatusComplete, Word: "COMPLETE", RequestedAt: nine, StartedAt: e.Now.Add(-20 * time.Second), CompletedAt: e.Now,
		}, nil), 0)
	}
	known.EstimateEnd(e.Now)
	more, ok := e.More()
	if !ok {
		t.Fatal("what it takes is not known")
	}
	for _, tc := range []struct {
		share int
		zone  model.Text
		times model.Times
		want  string
	}{
		{more / 2, "", model.TimesLocal, "past today's share: pauses about 11:50"},
		{more / 2, "", model.TimesUTC, "past today's share: pauses about 11:50 UTC"},
		{more / 2, "", model.TimesRelative, "past today's share: pauses in about 2h"},
		{more / 2, "Etc/GMT-14", model.TimesLocal, "safe to leave"}, // its midnight is at ten
		{more / 2, "Etc/GMT-11", model.TimesLocal, "past today's share: pauses about 11:50"},
		{more / 2, "Nowhere", model.TimesLocal, "past today's share: pauses about 11:50"},
		{0, "", model.TimesLocal, "past today's share: it pauses then"},
		{2 * more, "", model.TimesLocal, "safe to leave"},
	} {
		e.Times, e.Account.TimeZone = tc.times, tc.zone
		e.Budget = func() model.Budget {
			return model.Budget{DayLimit: 500_000, DayRemaining: 100_000 + tc.share, DayFloor: 100_000, PerSecond: 10}
		}
		if got := Cost(e)[0].Text; !strings.Contains(got, tc.want) {
			t.Errorf("%d of %d are left today in %q: %q, want %q", tc.share, more, tc.zone, got, tc.want)
		}
		guessed := false
		for _, f := range Pace(e) {
			guessed = guessed || f.Name == "more" && strings.Contains(f.Text, ": a guess by the estimate")
		}
		if guessed != strings.Contains(tc.want, "about") {
			t.Errorf("%q: the pace says that it is a guess: %v", tc.want, guessed)
		}
	}
}
