package schedule

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestAnyOrderOfEvents drives a schedule with events in any order and holds
// what must be true throughout.
func TestAnyOrderOfEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := New[int](Polite)
		now := at(0)
		out, known, answered := map[int]bool{}, map[int]bool{}, map[int]time.Time{}
		sought, searches := map[int]bool{}, [][]int{}
		n := 0
		pick := func(set map[int]bool, name string) (int, bool) {
			if len(set) == 0 {
				return 0, false
			}
			keys := []int{}
			for k := range set {
				keys = append(keys, k)
			}
			slices.Sort(keys)
			return rapid.SampledFrom(keys).Draw(t, name), true
		}
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				for range rapid.IntRange(1, 200).Draw(t, "count") {
					s.Add(n, now)
					known[n] = true
					n++
				}
			},
			"next": func(t *rapid.T) {
				k, ok := s.Next(now)
				switch {
				case !ok:
				case !known[k] || out[k]:
					t.Fatalf("%d is asked: known %v, being asked %v", k, known[k], out[k])
				case !answered[k].IsZero() && now.Sub(answered[k]) < Polite.Spacing:
					t.Fatalf("%d is asked again after %v", k, now.Sub(answered[k]))
				default:
					out[k] = true
				}
			},
			"next running": func(t *rapid.T) {
				k, ok := s.NextRunning(now)
				switch {
				case !ok:
				case !known[k] || out[k] || s.items[k].phase != Running && s.items[k].presumed.IsZero():
					t.Fatalf("%d is asked in a scarce turn: known %v, being asked %v, phase %v", k, known[k], out[k], s.items[k].phase)
				default:
					out[k] = true
				}
			},
			"answer": func(t *rapid.T) {
				if k, ok := pick(out, "answered"); ok {
					phase := rapid.SampledFrom([]Phase{Waiting, Running}).Draw(t, "phase")
					since := now.Add(-time.Duration(rapid.IntRange(-100, 5000).Draw(t, "since")) * time.Second)
					s.Answer(k, phase, at(float64(rapid.IntRange(0, 50).Draw(t, "requested"))), since, now)
					delete(out, k)
					answered[k] = now
				}
			},
			"end": func(t *rapid.T) {
				if k, ok := pick(out, "ended"); ok {
					s.Ended(k, time.Time{}, time.Time{}, now)
					delete(out, k)
					delete(known, k)
				}
			},
			"fail": func(t *rapid.T) {
				if k, ok := pick(out, "failed"); ok {
					s.Failed(k, now.Add(time.Second), now)
					delete(out, k)
				}
			},
			"drop": func(t *rapid.T) {
				if k, ok := pick(known, "dropped"); ok {
					s.Remove(k, now)
					delete(known, k)
					delete(out, k)
				}
			},
			"want": func(t *rapid.T) {
				if k, ok := pick(known, "wanted"); ok && !out[k] {
					s.Want(k)
					if got, ok := s.NextWanted(); !ok || got != k {
						t.Fatalf("wanted %d, got %d, %v", k, got, ok)
					}
					out[k], answered[k] = true, time.Time{}
				}
			},
			"locate": func(t *rapid.T) {
				if k, ok := pick(known, "located"); ok {
					s.Locate(k)
				}
			},
			"search": func(t *rapid.T) {
				keys := s.NextSearch(now)
				if len(keys) > mostSearched {
					t.Fatalf("a search for %d tasks", len(keys))
				}
				for _, k := range keys {
					if !known[k] || sought[k] {
						t.Fatalf("%d is searched for: known %v, being searched for %v", k, known[k], sought[k])
					}
					sought[k] = true
				}
				if len(keys) > 0 {
					searches = append(searches, keys)
				}
			},
			"searched": func(t *rapid.T) {
				if len(searches) == 0 {
					return
				}
				keys := searches[0]
				searches = searches[1:]
				if rapid.Bool().Draw(t, "fails") {
					s.Unsearched(keys)
				} else {
					found := make([]Sighting, len(keys))
					for i := range found {
						found[i] = rapid.SampledFrom([]Sighting{Unfound, Astray, Arrived}).Draw(t, "found")
					}
					s.Searched(keys, found, now)
				}
				for _, k := range keys {
					delete(sought, k)
				}
			},
			"show": func(t *rapid.T) {
				if k, ok := pick(known, "shown"); ok {
					s.Show([]int{k}, now)
				}
			},
			"": func(t *rapid.T) {
				now = now.Add(time.Duration(rapid.IntRange(0, 4000).Draw(t, "ms")) * time.Millisecond)
				if s.Len() != len(known) {
					t.Fatalf("%d tasks in the schedule, want %d", s.Len(), len(known))
				}
				checkQueue(t, s)
			},
		})
	})
}

// checkQueue holds that the queue is one list, that the distances from gaps
// are right, and that every task that is not being asked waits in one heap.
func checkQueue(t *rapid.T, s *Schedule[int]) {
	t.Helper()
	var prev *item[int]
	seen := 0
	for it := s.queue.head; it != nil; it = it.node.next {
		if it.node.prev != prev || !it.node.in {
			t.Fatalf("task %d hangs wrong in the queue", it.key)
		}
		prev = it
		seen++
	}
	if prev != s.queue.tail {
		t.Fatal("the queue's end is not its tail")
	}
	waiting, fresh := 0, 0
	for _, it := range s.items {
		if it.node.in {
			waiting++
		}
		if it.node.in && !it.arrived.IsZero() || it.heap == &s.scout.confirms && it.arrived.IsZero() {
			t.Fatalf("task %d has arrived %v, waits %v", it.key, it.arrived, it.node.in)
		}
		if it.located && it.searched.IsZero() {
			fresh++
		}
		if it.phase == Running && it.node.in {
			t.Fatalf("task %d runs and waits", it.key)
		}
		if it.out == (it.heap != nil) || it.heap != nil && it.heap.items[it.at] != it {
			t.Fatalf("task %d: being asked %v, in a heap %v", it.key, it.out, it.heap != nil)
		}
	}
	if fresh != s.scout.fresh {
		t.Fatalf("%d tasks were never searched for, %d are counted", fresh, s.scout.fresh)
	}
	if waiting != seen {
		t.Fatalf("%d tasks wait, the queue has %d", waiting, seen)
	}
}

// TestNoTaskStarves holds the longest time between two checks of any task when
// nothing ever changes, whatever the classes have learned before.
func TestNoTaskStarves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := New[int](Rules{})
		n := rapid.IntRange(2, 150).Draw(t, "tasks")
		for c := range s.hazards.each {
			s.hazards.each[c] = estimate{rapid.Float64Range(0, 50).Draw(t, "changes"), rapid.Float64Range(1, 1000).Draw(t, "exposure")}
		}
		phase := map[int]Phase{}
		for i := range n {
			s.Add(i, at(0))
			phase[i] = rapid.SampledFrom([]Phase{Waiting, Running}).Draw(t, "phase")
		}
		s.Show([]int{0}, at(0))
		last := map[int]int{}
		bound := 40 * n // 1/proofPart is 32, and the first looks
		for step := range 2 * bound {
			now := at(float64(step) / 10)
			k, ok := s.Next(now)
			if !ok {
				t.Fatal("nothing to ask")
			}
			if gap := step - last[k]; gap > bound {
				t.Fatalf("task %d of %d waited %d turns, want at most %d", k, n, gap, bound)
			}
			last[k] = step
			s.Answer(k, phase[k], at(0), at(0), now)
		}
		for k := range n {
			if gap := 2*bound - last[k]; gap > bound {
				t.Fatalf("task %d of %d has waited %d turns, want at most %d", k, n, gap, bound)
			}
		}
	})
}

func TestTheOrderOfRequestsCounts(t *testing.T) {
	s := New[int](Rules{})
	for i := range 10 {
		s.Add(i, at(0))
	}
	for i := range 10 { // requested backwards
		s.Answer(i, Waiting, at(float64(100-i)), at(0), at(1))
	}
	var order []int
	for it := s.queue.head; it != nil; it = it.node.next {
		order = append(order, it.key)
	}
	if want := []int{9, 8, 7, 6, 5, 4, 3, 2, 1, 0}; !slices.Equal(order, want) {
		t.Errorf("the queue is %v, want %v", order, want)
	}
}

func TestRowsOnScreenAreFresher(t *testing.T) {
	s := New[int](Rules{})
	for i := range 100 {
		s.Add(i, at(0))
		s.Answer(i, Running, at(0), at(0), at(1))
	}
	s.Show([]int{3, 4, 5, 6, 7}, at(1))
	asked := map[int]int{}
	for step := range 2000 {
		now := at(2 + float64(step)/10)
		k, _ := s.Next(now)
		asked[k]++
		s.Answer(k, Running, at(0), at(0), now)
	}
	if asked[5] < asked[50]*3/2 {
		t.Errorf("a row on screen is asked %d times, another one %d times", asked[5], asked[50])
	}
}

// BenchmarkNext is choosing the next of 10,000 active tasks and taking in its
// answer.
func BenchmarkNext(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s := New[int](Rules{})
			for i := range n {
				s.Add(i, at(0))
				phase := Waiting
				if i%3 == 0 {
					phase = Running
				}
				s.Answer(i, phase, at(0), at(0), at(1))
			}
			b.ReportAllocs()
			step := 0
			for b.Loop() {
				step++
				now := at(2 + float64(step)/10)
				k, _ := s.Next(now)
				s.Answer(k, s.items[k].phase, at(0), at(0), now)
			}
		})
	}
}

func TestScarceTurnsAreForRunningTasks(t *testing.T) {
	s := New[string](Rules{})
	s.Add("waiting", at(0))
	s.Answer("waiting", Waiting, at(0), at(0), at(1))
	if k, ok := s.NextRunning(at(10)); ok {
		t.Errorf("%s has a scarce turn, and nothing runs", k)
	}
	s.Add("running", at(0))
	s.Answer("running", Running, at(0), at(0), at(8))
	s.Answer("waiting", Waiting, at(0), at(0), at(8))
	if k, _ := s.NextRunning(at(10.1)); k != "running" {
		t.Errorf("a scarce turn goes to %q, want the running task", k)
	}
	s.Answer("running", Running, at(0), at(0), at(1000))
	if k, ok := s.NextRunning(at(1003)); ok {
		t.Errorf("%s has the turn, though the other one has waited for much longer", k)
	}
}

// TestAPresumptionThatWasTooEarlyIsMadeAgain holds that a task that was presumed
// to run and did not yet is the next to start all the same.
func TestAPresumptionThatWasTooEarlyIsMadeAgain(t *testing.T) {
	s := New[string](Rules{})
	for _, k := range []string{"a", "b", "c", "d", "e", "f"} {
		s.Add(k, at(0))
	}
	for _, k := range []string{"a", "b", "c"} {
		s.Answer(k, Running, at(0), at(1), at(2))
	}
	s.Ended("c", at(1), at(4), at(5))
	s.Ended("b", at(1), at(5), at(6))
	if s.items["d"].presumed.IsZero() || s.items["e"].presumed.IsZero() {
		t.Fatal("two that ended told nothing of two that wait")
	}
	s.Answer("d", Waiting, at(0), at(0), at(7))
	s.Ended("a", at(1), at(8), at(9))
	if s.items["d"].presumed.IsZero() || !s.items["f"].presumed.IsZero() {
		t.Error("the task that had not started yet is passed over for good")
	}
}

// TestWhatCanOnlyStartOnOneSideIsLookedForThere has the last tasks of a list run
// first: nothing waits behind them, so that the next to start stands before them,
// though no start has told of that yet.
func TestWhatCanOnlyStartOnOneSideIsLookedForThere(t *testing.T) {
	s := New[string](Rules{})
	for _, k := range []string{"a", "b", "c", "d"} {
		s.Add(k, at(0))
	}
	for _, k := range []string{"c", "d"} {
		s.Answer(k, Running, at(0), at(-1), at(2))
	}
	s.Ended("d", at(-1), at(4), at(5))
	if s.items["b"].presumed.IsZero() || !s.items["a"].presumed.IsZero() {
		t.Error("an end at the end of the list told nothing of the one that waits before it")
	}
	s.Ended("c", at(-1), at(6), at(7))
	if s.items["a"].presumed.IsZero() {
		t.Error("a second one told nothing")
	}
}

// TestWhatIsBelievedIsTested holds that asking does not end where nothing seems to
// be worth it: what is believed of a task that is presumed to run may be wrong.
func TestWhatIsBelievedIsTested(t *testing.T) {
	s := New[string](Polite)
	s.Add("a", at(0))
	s.Add("b", at(0))
	s.Answer("a", Waiting, at(0), at(0), at(1))
	s.Answer("b", Waiting, at(0), at(0), at(1))
	p := &s.presumptions
	p.right[byEnd], p.told = estimate{10, 10}, estimate{20, 20} // the model seems to hold
	p.right[byStart] = estimate{1e-9, 10}                       // but for such presumptions
	s.presume(s.items["a"], at(2), byStart, at(2))
	s.first.notePulse(at(2))
	for now := 2.2; now < 22; now += 0.2 {
		if _, ok := s.Next(at(now)); ok {
			return
		}
	}
	t.Error("nothing is asked any more")
}
