package model

import (
	"fmt"
	"testing"
	"time"
)

// TestARefusalOfSomeTasks holds that 403 for some tasks stops nobody else, in
// whatever order they are refused; that it stops the polling when nothing else
// is left to ask; and that the polling goes on when there is again.
func TestARefusalOfSomeTasks(t *testing.T) {
	for _, tc := range []struct {
		tasks, turns int
		refused      func(i int) bool
		stops        bool
		asked        int // at most, before it stops
	}{
		{20, 16, func(i int) bool { return i < 4 }, false, 0},
		{20, 1, func(i int) bool { return i < 4 }, false, 0},
		{20, 1, func(i int) bool { return i%5 == 0 }, false, 0},
		{20, 1, func(i int) bool { return i > 0 }, false, 0},
		{1, 16, func(int) bool { return true }, true, 1},
		{20, 1, func(int) bool { return true }, true, 20},
		{1000, 16, func(int) bool { return true }, true, 36},
	} {
		var w Watchlist
		var p Pace
		refused := map[TaskID]bool{}
		for i := range tc.tasks {
			id := TaskID(fmt.Sprint(i))
			w.Add(id, "", t0)
			refused[id] = tc.refused(i)
		}
		asked := 0
		for second := range 200 {
			p.Turns(Budget{Turns: tc.turns})
			for _, id := range w.Due(at(second), &p) {
				asked++
				o := answered(id, second, "PROCESSING", 0)
				if refused[id] {
					o = failed(id, second, KindPermission)
				}
				w.Apply(o)
				p.Observe(o, &w, 0)
			}
		}
		w.Due(at(200), &p)
		if (p.Stopped() != nil) != tc.stops || tc.stops && asked > tc.asked {
			t.Errorf("%d tasks: stopped with %v after %d checks", tc.tasks, p.Stopped(), asked)
		}
		for _, task := range w.Tasks() {
			if !tc.stops && refused[task.ID] == (task.State() == StateProcessing) {
				t.Errorf("%d tasks: %s is %s", tc.tasks, task.ID, task.State().Word())
			}
		}
	}
}

// TestOnlyTheRefusedAreLeft holds that a stop ends when a task comes that is
// not refused.
func TestOnlyTheRefusedAreLeft(t *testing.T) {
	var w Watchlist
	var p Pace
	apply := func(o Observation) {
		w.Apply(o)
		p.Observe(o, &w, 0)
	}
	w.Add("a", "", t0)
	w.Add("b", "", t0)
	w.Due(at(0), &p)
	apply(failed("a", 1, KindPermission))
	apply(answered("b", 1, "COMPLETE", 0))
	if got := w.Due(at(3600), &p); len(got) != 0 || p.Stopped() == nil {
		t.Errorf("%v due, stopped with %v; want a stop", got, p.Stopped())
	}
	w.Add("c", "", at(3600))
	if got := w.Due(at(3600), &p); len(got) == 0 || p.Stopped() != nil {
		t.Errorf("%v due, stopped with %v; want the new task", got, p.Stopped())
	}
	apply(failed("a", 3601, KindPermission))
	apply(failed("c", 3601, KindPermission))
	p.Resume()
	if got := w.Due(at(3600).Add(time.Hour), &p); len(got) != 2 {
		t.Errorf("%v due after a person tries again, want both", got)
	}
}

// TestSixSecondsOfRefusal holds that tasks which HubSpot has reported on do not
// go missing because it denies them all for a moment.
func TestSixSecondsOfRefusal(t *testing.T) {
	for _, kind := range []Kind{KindBadID, KindNotFound, KindUnavailable, KindWrongRoute, KindPermission} {
		var w Watchlist
		var p Pace
		for i := range 30 {
			w.Add(TaskID(fmt.Sprint(i)), "", t0)
		}
		for second := range 120 {
			for _, id := range w.Due(at(second), &p) {
				o := answered(id, second, "PROCESSING", 0)
				if second >= 20 && second < 26 {
					o = failed(id, second, kind)
				}
				w.Apply(o)
				p.Observe(o, &w, 0.5)
			}
			if n := w.Count(StateProcessing); second > 10 && (n != 30 || w.Settled() != 0) {
				t.Fatalf("%s: second %d: %d processing, %d settled", kind.Word(), second, n, w.Settled())
			}
			if kind != KindPermission && p.Stopped() != nil {
				t.Fatalf("%s stops the polling", kind.Word())
			}
		}
	}
}
