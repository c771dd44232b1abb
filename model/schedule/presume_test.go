package schedule

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestTheLastTasksAreNotLeftForOldOnes holds that who comes late and has reached the
// end of the list asks those that run there, and does not take it that the queue goes
// on at its head, where nobody has looked and all have ended long ago.
func TestTheLastTasksAreNotLeftForOldOnes(t *testing.T) {
	for seed := range uint64(4) {
		jobs := work(300, 8, even(rand.New(rand.NewPCG(seed, 7)), 2, 6), inOrder(300), nil)
		for i, j := range jobs {
			jobs[i] = job{0, j.start - 60, j.end - 60}
		}
		if latest := simulate(jobs, ours{New[int](Polite)}, 2.8).quantile(1); latest > 20 {
			t.Errorf("seed %d: the latest is known after %.1f s, want at most 20", seed, latest)
		}
	}
}

// TestWhatStandsBeforeATaskThatHasStartedHasStartedToo holds that such tasks are asked
// when they have likely ended, though nobody has looked at them, and not if they were
// seen to wait after that.
func TestWhatStandsBeforeATaskThatHasStartedHasStartedToo(t *testing.T) {
	s := New[string](Polite)
	for _, k := range []string{"a", "b", "c", "d", "e", "f", "g"} {
		s.Add(k, at(0))
	}
	s.Answer("d", Running, at(0), at(0.5), at(1))
	if got := s.items["c"].presumed; got != at(0.5) || !s.items["b"].presumed.IsZero() {
		t.Fatalf("when the fourth has started the third is presumed to run since %v", got)
	}
	s.Ended("c", at(0.3), at(3), at(4))
	if got := s.items["b"].presumed; got != at(0.3) {
		t.Errorf("when the third has started, too, the second is presumed to run since %v", got)
	}
	s.Answer("f", Waiting, at(0), at(0), at(5))
	s.Answer("g", Running, at(0), at(4.5), at(6))
	if !s.items["f"].presumed.IsZero() {
		t.Error("a task is presumed to have started before it was seen to wait")
	}
}

// TestWhatMayHaveEndedBeforeItWasAddedComesLast has a task that started long before it
// was added, and one that has started since: the request is for the second.
func TestWhatMayHaveEndedBeforeItWasAddedComesLast(t *testing.T) {
	s := New[string](Polite)
	for range 50 {
		s.lives.count(0, 10*time.Second, true)
	}
	for _, k := range []string{"old", "x", "new", "y"} {
		s.Add(k, at(0))
	}
	s.presume(s.items["old"], at(-19), byEnd, at(0))
	s.presume(s.items["new"], at(1), byEnd, at(1))
	if best := s.highest(at(12)); best.running == nil || best.running.key != "new" {
		t.Errorf("%v is asked, want the one that has certainly run since", best.running)
	}
}

// TestRowsOnScreenDoNotHoldBackWhatRuns holds that a first look at a row on the screen is
// worth less than a look at a task that has likely ended.
func TestRowsOnScreenDoNotHoldBackWhatRuns(t *testing.T) {
	s := New[int](Polite)
	for i := range 40 {
		s.Add(i, at(0))
	}
	s.first.borders = mostBorders
	s.Answer(0, Running, at(0), at(0), at(1))
	s.Show([]int{20, 21, 22}, at(1))
	if k, ok := s.Next(at(3.5)); !ok || k != 0 {
		t.Errorf("task %d is asked, want the one that runs", k)
	}
	if k, ok := s.Next(at(3.6)); !ok || k < 20 || k > 22 {
		t.Errorf("task %d is asked, want a row on the screen", k)
	}
}

// TestNothingIsAskedAtOnceBetweenTasksThatRun holds that first looks go out at once as
// long as they may find tasks that have ended: not between two that run, but before
// one that does.
func TestNothingIsAskedAtOnceBetweenTasksThatRun(t *testing.T) {
	for name, tt := range map[string]struct {
		runs        func(i int) bool
		least, most int
	}{
		"all run":          {func(int) bool { return true }, 8, 20},
		"the middle one":   {func(i int) bool { return i == 150 }, 300, 300},
		"the second third": {func(i int) bool { return i >= 100 && i < 200 }, 200, 220},
	} {
		s := New[int](Polite)
		for i := range 300 {
			s.Add(i, at(0))
		}
		asked := 0
		for i, ok := s.NextFirst(at(1)); ok; i, ok = s.NextFirst(at(1)) {
			if asked++; tt.runs(i) {
				s.Answer(i, Running, at(0), at(0), at(1))
			} else {
				s.Ended(i, at(-20), at(-10), at(1))
			}
		}
		if asked < tt.least || asked > tt.most {
			t.Errorf("%s: %d of 300 are asked at once, want %d to %d", name, asked, tt.least, tt.most)
		}
	}
}
