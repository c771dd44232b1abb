package schedule

import (
	"testing"
	"time"
)

func TestNextAtIsWhenATaskHasRested(t *testing.T) {
	s := New[int](Polite)
	if ready, rested := s.NextAt(at(0)); ready || !rested.IsZero() {
		t.Errorf("an empty schedule wants to ask: %v, %v", ready, rested)
	}
	s.Add(1, at(0))
	if ready, _ := s.NextAt(at(0)); !ready {
		t.Error("a task never asked may not be asked now")
	}
	s.Next(at(0))
	if ready, rested := s.NextAt(at(0)); ready || !rested.IsZero() {
		t.Errorf("the only task is being asked, and yet one may be: %v, %v", ready, rested)
	}
	tests := []struct {
		since float64 // of the state, at 100
		want  float64
	}{
		{99, 102},    // 2 s between two checks
		{0, 105},     // 5 % of the time in its state
		{-9900, 160}, // at most a minute
	}
	for _, tt := range tests {
		s.Answer(1, Running, at(tt.since), at(tt.since), at(100))
		if _, got := s.NextAt(at(100)); !got.Equal(at(tt.want)) {
			t.Errorf("running since %v: due %v after the answer, want %v s", tt.since, got.Sub(at(100)), tt.want-100)
		}
	}
	s.Failed(1, at(200), at(101))
	if _, got := s.NextAt(at(101)); !got.Equal(at(200)) {
		t.Errorf("a check that failed: due at %v, want when its pause ends", got)
	}
}

// TestRulesAllow holds how often a task may be asked against asking it as soon as
// it has rested.
func TestRulesAllow(t *testing.T) {
	for _, age := range []time.Duration{0, 30 * time.Second, time.Minute} {
		asked, now := 0, age
		for ; now < 10*time.Minute; asked++ {
			now += Polite.rest(false, now)
		}
		rules := Polite
		if share := rules.Checks(age, 10*time.Minute-age) / float64(asked); share < 0.95 || share > 1.1 {
			t.Errorf("from the age of %v on: %.2f of %d checks", age, share, asked)
		}
	}
}

func TestLeftFollowsHowFastTasksEnd(t *testing.T) {
	s := New[int](Polite)
	if left, ok := s.TimeLeft(); left != 0 || !ok {
		t.Errorf("nothing to do is left for %v, %v", left, ok)
	}
	for i := range 100 {
		s.Add(i, at(0))
	}
	if left, ok := s.TimeLeft(); ok {
		t.Errorf("nothing runs, and yet it is known to end in %v", left)
	}
	for range 200 {
		s.AddRunTime(10 * time.Second)
	}
	for i := range 2 {
		s.Answer(i, Running, at(0), at(0), at(1))
	}
	// Two at a time, 10 s each: 100 tasks take 500 s.
	if left, ok := s.TimeLeft(); !ok || left < 400*time.Second || left > 600*time.Second {
		t.Errorf("100 tasks of 10 s, two at a time: left %v, %v; want about 500 s", left, ok)
	}
}

// TestLivedTeaches holds that tasks which ran for a minute before anybody
// watched make young tasks look less likely to end than old ones.
func TestLivedTeaches(t *testing.T) {
	s := New[int](Polite)
	for range 50 {
		s.AddRunTime(50 * time.Second)
	}
	young, old := s.lives.rate(spanOf(2)), s.lives.rate(spanOf(49))
	if young*2 > old {
		t.Errorf("hazard %.4f after 2 s and %.4f after 32 s; want the second twice as large", young, old)
	}
}
