package schedule

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestFirstLooksLeaveTurnsBeforeAnyEndIsKnown holds that tasks that have just
// started are asked again soon though none is known to have ended: that tells
// nothing where none was asked.
func TestFirstLooksLeaveTurnsBeforeAnyEndIsKnown(t *testing.T) {
	late, ends := 0.0, 0.0
	for seed := range uint64(4) {
		jobs := work(1000, 50, logNormal(rand.New(rand.NewPCG(seed, 7)), 30, 1), inOrder(1000), nil)
		o := simulate(jobs, ours{New[int](Polite)}, 10)
		for i, j := range jobs {
			if j.end < 25 {
				late += o.seen[i] - j.end
				ends++
			}
		}
	}
	if late /= ends; late > 12 {
		t.Errorf("what ends in the first 25 s is known after %.1f s, want at most 12", late)
	}
}

// TestLongTasksAreExpectedToEnd holds that a task which runs for longer than almost
// all others is not taken to go on for ever because none has ended at just its age.
func TestLongTasksAreExpectedToEnd(t *testing.T) {
	l := newLifetimes()
	for range 20 {
		l.count(0, 20*time.Second, true)
		l.count(0, 300*time.Second, true)
	}
	l.count(0, 420*time.Second, true) // half an octave on, it is the only one
	span := spanOf(360)
	if l.each[span].changes != 0 {
		t.Fatal("a task has ended at the age that none was to")
	}
	if rate, all := l.rate(span), l.all.rate(); rate < all/3 {
		t.Errorf("at an age close to which tasks end %.4f end in a second, want at least a third of %.4f", rate, all)
	}
}
