package ui

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/ui/frame"
)

// broken is a report of a task that failed for a reason of its own words.
func broken(code, name string) model.Report {
	return model.Report{
		Status: model.StatusComplete, RawStatus: "COMPLETE", NumErrors: 1,
		Errors: []model.TaskError{{Category: "CONFLICT", Message: model.Text("Folder '" + name + "' cannot be moved."), Details: []model.ErrorDetail{{Code: model.Text(code)}}}},
	}
}

// TestCausesFollowTheWatchlist holds that the causes are those of the tasks as
// they are now, whichever way a task came, changed or went.
func TestCausesFollowTheWatchlist(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		checker := checkerFunc(func(_ context.Context, id model.TaskID) (model.Report, error) {
			return broken("LOCKED", string(id)), nil
		})
		stored := watched("kept")[0]
		report := broken("TAKEN", "x")
		stored.Report, stored.ReportAt = &report, time.Now()
		h := start(t, Options{Checker: checker, Tasks: append(watched("a1", "b2"), stored)}, 80, 24)
		defer h.stop()
		h.wait(5 * time.Second)
		c := h.app.Causes()
		if all := c.Groups().Causes(); len(all) != 2 || all[0].Tasks != 2 || c.Of("a1") != all[0] || c.Of("kept") != all[1] {
			t.Fatalf("%d causes: %+v", len(all), all)
		}
		h.press("G", "x", "G", "x")
		if all := c.Groups().Causes(); len(all) != 1 || c.Groups().Tasks() != 1 {
			t.Errorf("after two of three tasks were dropped: %+v", all)
		}
		h.press("z")
		if c.Groups().Tasks() != 2 {
			t.Errorf("%d tasks have a cause after one came back, want 2", c.Groups().Tasks())
		}
		if c.Of("nobody") != nil {
			t.Error("a task that is not watched has a cause")
		}
	})
}

// TestCausesThatBecomeOneAreTold holds that the journal gets a line when a cause
// that was there becomes part of another one, from the dashboard that asks
// HubSpot and from no other.
func TestCausesThatBecomeOneAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		locked := func(id, name string) *model.Task {
			task := watched(model.TaskID(id))[0]
			task.ReportAt, task.SeenAt = time.Now(), time.Now()
			task.Report = &model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", NumErrors: 1, Errors: []model.TaskError{{Message: model.Text("Folder " + name + " is locked")}}}
			return task
		}
		for _, poller := range []string{"", "process 7"} {
			k := &shelf{poller: poller}
			tasks := []*model.Task{locked("odd", "do not use")}
			for _, name := range []string{"Summer", "Winter", "Launch", "Berlin", "Q3"} {
				tasks = append(tasks, locked(name, name))
			}
			h := start(t, Options{Tasks: tasks, Keeper: k}, 80, 24)
			h.wait(5 * time.Second)
			k.set(func(k *shelf) { k.inbox.Tasks = []*model.Task{locked("more", "Oslo")} })
			h.wait(5 * time.Second)
			told := 0
			k.set(func(k *shelf) {
				for _, out := range k.out {
					told += len(out.Causes)
				}
			})
			if want := frame.Count(poller == ""); told != want || len(h.app.Causes().Groups().Causes()) != 1 {
				t.Errorf("polled by %q: told %d times, want %d", poller, told, want)
			}
			h.stop()
		}
	})
}
