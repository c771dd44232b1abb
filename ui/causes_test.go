package ui

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/assets"
	"hubwatch/model"
	"hubwatch/model/cause"
)

// broken is a report of a task that failed for a reason of its own words.
func broken(code, name string) model.Report {
	return model.Report{
		Status: model.StatusComplete, Word: "COMPLETE", NumErrors: 1,
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
		c := &h.app.causes
		if all := c.groups.Causes(); len(all) != 2 || all[0].Tasks != 2 || c.of("a1") != all[0] || c.of("kept") != all[1] {
			t.Fatalf("%d causes: %+v", len(all), all)
		}
		h.press("G", "x", "G", "x")
		if all := c.groups.Causes(); len(all) != 1 || c.groups.Tasks() != 1 {
			t.Errorf("after two of three tasks were dropped: %+v", all)
		}
		h.press("z")
		if c.groups.Tasks() != 2 {
			t.Errorf("%d tasks have a cause after one came back, want 2", c.groups.Tasks())
		}
		if c.of("nobody") != nil {
			t.Error("a task that is not watched has a cause")
		}
	})
}

func TestATeamNamesACause(t *testing.T) {
	notes, err := cause.ParseNotes("team.json", []byte(`{"causes": [{"name": "x", "match": {"code": "LOCKED"}, "title": "legal hold"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	c := causes{notes: notes}
	for i, code := range []string{"LOCKED", "TAKEN"} {
		task := watched(model.TaskID(fmt.Sprint("t", i)))[0]
		report := broken(code, "x")
		task.Report = &report
		c.learn(task)
	}
	for id, want := range map[model.TaskID]string{"t0": "legal hold", "t1": "Folder <name> cannot be moved."} {
		if got := c.title(c.of(id)); got != want {
			t.Errorf("%s: got %q, want %q", id, got, want)
		}
	}
}

// BenchmarkLearnACause takes in one failed task among 10,000, and says what its
// cause is called.
func BenchmarkLearnACause(b *testing.B) {
	notes, err := cause.ParseNotes(assets.CausesFile, assets.Causes())
	if err != nil {
		b.Fatal(err)
	}
	c := causes{notes: notes}
	plan := []model.Field{{Key: "owner", Values: []model.Text{"Ana"}}, {Key: "wave", Values: []model.Text{"3"}}}
	for i := range 10_000 {
		report := broken(fmt.Sprint("CODE_", string(rune('A'+i%20))), fmt.Sprint(i))
		c.learn(&model.Task{ID: model.TaskID(fmt.Sprint(i)), Report: &report, ReportAt: time.Unix(int64(i), 0), Plan: plan})
	}
	report := broken("CODE_A", "new")
	task := &model.Task{ID: "new", Report: &report, ReportAt: time.Unix(5000, 0), Plan: plan}
	b.ReportAllocs()
	for b.Loop() {
		c.forget("new")
		c.learn(task)
		c.title(c.of("new"))
		c.groups.Causes()
	}
}

// TestCausesThatBecomeOneAreTold holds that the journal gets a line when a cause
// that was there becomes part of another one, from the dashboard that asks
// HubSpot and from no other.
func TestCausesThatBecomeOneAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		locked := func(id, name string) *model.Task {
			task := watched(model.TaskID(id))[0]
			task.ReportAt, task.SeenAt = time.Now(), time.Now()
			task.Report = &model.Report{Status: model.StatusComplete, Word: "COMPLETE", NumErrors: 1, Errors: []model.TaskError{{Message: model.Text("Folder " + name + " is locked")}}}
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
			if want := count(poller == ""); told != want || len(h.app.causes.groups.Causes()) != 1 {
				t.Errorf("polled by %q: told %d times, want %d", poller, told, want)
			}
			h.stop()
		}
	})
}
