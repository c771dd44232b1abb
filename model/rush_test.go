package model

import (
	"fmt"
	"testing"
	"time"
)

// TestWhatIsWantedIsAwaitedOnce has a user ask for tasks that were never looked at, as
// status does: when the first of them are answered, the rest goes out at once if the
// window allows that for each of them once.
func TestWhatIsWantedIsAwaitedOnce(t *testing.T) {
	for _, held := range []bool{true, false} {
		var w Watchlist
		p := Pace{Held: held}
		for i := range 40 {
			w.Add(TaskID(fmt.Sprintf("AAAAEZ6w%03d", i)), "", t0)
		}
		for _, task := range w.Tasks() {
			w.Want(task.ID)
		}
		p.Turns(Budget{Burst: 1, Free: 30, Window: 10 * time.Second})
		first := answerAll(&w, &p, 0)
		p.Turns(Budget{Burst: 1, Free: 50 - first, Window: 10 * time.Second})
		if rest := answerAll(&w, &p, 2); first < 15 || first+rest != 40 {
			t.Errorf("held %v: %d are asked at once, and then %d, want all 40", held, first, rest)
		}
	}
}

// answerAll asks what is due and answers it, until nothing is: all have failed. It
// returns how many there were.
func answerAll(w *Watchlist, p *Pace, second int) (n int) {
	for {
		due := w.Due(at(second), p)
		if len(due) == 0 {
			return n
		}
		for _, id := range due {
			w.Apply(answered(id, second, "COMPLETE", 1))
		}
		n += len(due)
	}
}
