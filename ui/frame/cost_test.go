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
		known.Observe(model.Observe(task.ID, nine, nine, model.Report{Status: model.StatusPending, RawStatus: "PENDING", RequestedAt: nine}, nil), 0)
	}
	for _, task := range tasks[:60] {
		e.Now = e.Now.Add(30 * time.Second)
		known.Observe(model.Observe(task.ID, e.Now, e.Now, model.Report{
			Status: model.StatusComplete, RawStatus: "COMPLETE", RequestedAt: nine, StartedAt: e.Now.Add(-20 * time.Second), CompletedAt: e.Now,
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

// TestWhoMayLeave holds that a reason why it goes slowly, and the pace, say whether
// somebody had better stay.
func TestWhoMayLeave(t *testing.T) {
	e, known := anEnv(t)
	e.Width, e.Height = 200, 60
	e.Budget = func() model.Budget { return model.Budget{PerSecond: 10, Why: "others use 70% of the quota"} }
	leave := func() (text, slowed string) {
		for _, f := range Pace(e) {
			switch f.Name {
			case "leave":
				text = f.Text
			case "slowed":
				slowed = f.Text
			}
		}
		return text, slowed
	}
	text, slowed := leave()
	if got := Cost(e)[0].Text; !strings.HasSuffix(got, "others use 70% of the quota; safe to leave") {
		t.Errorf("the cost is %q", got)
	}
	e.Simulated = true
	if text, _ := leave(); !strings.HasPrefix(text, "it ends the simulation") || strings.Contains(fmt.Sprint(Cost(e)), "safe") {
		t.Errorf("of what ends with the dashboard the pace says %q, the cost is %v", text, Cost(e))
	}
	e.Simulated = false
	if !strings.HasPrefix(text, "safe: HubSpot works on") || !strings.HasSuffix(slowed, "others use 70% of the quota") {
		t.Errorf("the pace says %q, slowed %q", text, slowed)
	}
	known.Receive(session.Outbox{}, session.Inbox{}, fullDisk{}, e.Now)
	if text, _ = leave(); !strings.HasPrefix(text, "not yet: ") || strings.Contains(Cost(e)[0].Text, "safe") {
		t.Errorf("unsaved the pace says %q, the cost is %q", text, Cost(e)[0].Text)
	}
	known.Receive(session.Outbox{}, session.Inbox{Poller: "process 7", Until: e.Now.Add(time.Hour)}, nil, e.Now)
	if text, _ = leave(); text != "safe: process 7 asks on" {
		t.Errorf("following the pace says %q", text)
	}
}
