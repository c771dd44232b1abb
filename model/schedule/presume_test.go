package schedule

import (
	"math/rand/v2"
	"testing"
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
