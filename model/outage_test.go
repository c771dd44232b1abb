package model

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// listed returns a watchlist of tasks.
func listed(ids ...TaskID) *Watchlist {
	w := &Watchlist{}
	for _, id := range ids {
		w.Add(id, "", t0)
	}
	return w
}

// TestWhatIsAnOutage gives one reply each second, written as its task and what
// came: "." is a report, "x" none, "4" that HubSpot knows no such task. What is
// expected of the pace afterwards is one of "free", "one" (at a time) and
// "outage".
func TestWhatIsAnOutage(t *testing.T) {
	for _, tc := range []struct{ name, tasks, replies, want string }{
		{"one failure is nothing", "abcde", "ax", "free"},
		{"two are nothing", "abcde", "ax bx", "free"},
		{"three tasks, and nothing else was heard", "abcde", "ax bx cx", "outage"},
		{"three tasks, one of which was fine", "abcde", "a. ax bx cx", "outage"},
		{"three new tasks beside one that was fine", "abcde", "a. bx cx dx", "one"},
		{"and the one that was fine now fails", "abcde", "a. bx cx dx ax", "outage"},
		{"and the one that was fine still is", "abcde", "a. bx cx dx a.", "free"},
		{"a report between them", "abcde", "ax bx a. cx", "free"},
		{"an answer between them", "abcde", "ax bx a4 cx", "free"},
		{"a report ends it", "abcde", "ax bx cx dx a.", "free"},
		{"one task that always fails", "abcde", "a. bx a. bx a. bx bx bx bx", "free"},
		{"three tasks that always fail", "abcde", "a. bx cx a. dx a. bx cx dx bx cx dx", "free"},
		{"with them all others", "abcdef", "a. bx a. cx a. dx a. bx cx dx ax ex fx", "outage"},
		{"one task alone, while others can be asked", "abcde", "ax ax ax ax ax", "free"},
		{"two tasks alone, while others can be asked", "abcde", "a. ax bx ax bx ax", "free"},
		{"the only task", "a", "ax ax ax", "outage"},
		{"the only task that was fine", "a", "a. ax ax ax", "outage"},
		{"the only two", "ab", "a. b. ax bx ax", "outage"},
		{"a task that fails beside the only one that was fine", "ab", "a. bx a. bx bx bx ax", "free"},
		{"and that fails, too", "ab", "a. bx a. bx bx bx ax ax ax", "outage"},
		{"again, after one answer", "abcde", "ax bx cx dx a. ax ex bx cx dx", "free"},
		{"again, and all that answered fail", "abcde", "ax bx cx a. e. d. ax ex dx", "outage"},
		{"a task that was dropped says nothing", "ab", "zx zx zx zx", "free"},
	} {
		for _, kind := range []Kind{KindUnavailable, KindWrongRoute, KindBadReply} {
			var p Pace
			w := listed(split(tc.tasks)...)
			second := 0
			for step := range strings.FieldsSeq(tc.replies) {
				second += 40
				o := answered(TaskID(step[:1]), second, "PROCESSING", 0)
				switch step[1] {
				case 'x':
					o = failed(o.ID, second, kind)
				case '4':
					o = failed(o.ID, second, KindNotFound)
				}
				w.Apply(o)
				p.Observe(o, w, 0.9)
			}
			got := "free"
			if p.Outage() != nil {
				got = "outage"
			} else if p.free(at(second), 0) == 1 {
				got = "one"
			}
			if room := p.free(at(second+35), 0); got != tc.want || room != map[string]int{"free": MaxInFlight, "one": 1, "outage": 1}[got] {
				t.Errorf("%s, %s: %s, want %s; later room for %d", kind.Word(), tc.name, got, tc.want, room)
			}
		}
	}
}

func split(tasks string) (ids []TaskID) {
	for _, id := range tasks {
		ids = append(ids, TaskID(id))
	}
	return ids
}

// TestATaskThatWasFineIsTheWitness has three new tasks fail: before others the one
// is asked that HubSpot told about longest ago, alone.
func TestATaskThatWasFineIsTheWitness(t *testing.T) {
	w, p := listed("a", "b", "c", "d", "e", "f", "g"), &Pace{}
	for i, id := range []TaskID{"a", "b"} {
		o := answered(id, i, "PENDING", 0)
		w.Apply(o)
		p.Observe(o, w, 0)
	}
	w.Want("g")
	for i, id := range []TaskID{"c", "d", "e"} {
		o := failed(id, 10+i, KindUnavailable)
		w.Apply(o)
		p.Observe(o, w, 0)
	}
	if got := w.Due(at(12), p); !slices.Equal(got, []TaskID{"a"}) {
		t.Errorf("%v are asked, want the one that was fine longest ago", got)
	}
	if got := w.Due(at(13), p); len(got) != 0 {
		t.Errorf("%v are asked beside it", got)
	}
	o := answered("a", 13, "PENDING", 0)
	w.Apply(o)
	p.Observe(o, w, 0)
	if got := w.Due(at(13), p); !slices.Contains(got, "g") || slices.Contains(got, "c") {
		t.Errorf("%v are asked then, want all but those that fail", got)
	}
}

// TestOnlyWhatAnOutageCausedIsForgiven has a task that always fails beside others
// that fail in an outage: when that is over these are asked at once.
func TestOnlyWhatAnOutageCausedIsForgiven(t *testing.T) {
	w, p := listed("a", "b", "c", "d"), &Pace{}
	apply := func(o Observation) {
		w.Apply(o)
		p.Observe(o, w, 0)
	}
	second := 0
	for range 8 {
		second += 10
		apply(failed("d", second, KindUnavailable))
		apply(answered("a", second+1, "PROCESSING", 0))
	}
	for _, id := range []TaskID{"d", "b", "c", "a", "b", "c"} {
		second += 10
		apply(failed(id, second, KindUnavailable))
	}
	if p.Outage() == nil {
		t.Fatal("it is no outage")
	}
	second++
	apply(answered("a", second, "PROCESSING", 0))
	if got := w.Due(at(second), p); !slices.Contains(got, "b") || !slices.Contains(got, "c") || slices.Contains(got, "d") {
		t.Errorf("%v are asked after the outage, want b and c, and not d", got)
	}
	for _, id := range []TaskID{"b", "c"} { // they fail for other reasons, as it turns out
		apply(failed(id, second, KindUnavailable))
	}
	if p.Outage() != nil || p.outage.suspected() {
		t.Error("what failed in the outage and fails still begins another one")
	}
}

func TestOutageProbesWithinHalfAMinute(t *testing.T) {
	w, p := listed("a"), &Pace{}
	now := 0
	for range 20 {
		o := failed("a", now, KindUnavailable)
		w.Apply(o)
		p.Observe(o, w, 0.999)
		_, until := p.Paused(at(now))
		if wait := until.Sub(at(now)); wait > longestProbe+time.Second {
			t.Fatalf("next probe in %v, want at most %v", wait, longestProbe)
		}
		now += 40
		if got := p.free(at(now), 0); got != 1 && now > 120 {
			t.Fatalf("room %d in an outage, want one probe", got)
		}
		if got := p.free(at(now), 1); got != 0 && now > 120 {
			t.Fatalf("room %d with a probe under way, want none", got)
		}
	}
}

// TestOneTasksOwnPause holds that a failure that names a pause holds up the others
// only as long as it may be about all of them.
func TestOneTasksOwnPause(t *testing.T) {
	w, p := listed("a", "b"), &Pace{}
	for round := range 3 {
		o := failed("a", 100*round, KindUnavailable)
		o.Err.RetryAfter = 20 * time.Second
		w.Apply(o)
		p.Observe(o, w, 0)
		if err, _ := p.Paused(at(100*round + 1)); (err != nil) != (round == 0) {
			t.Errorf("round %d: paused %v", round, err)
		}
		fine := answered("b", 100*round+30, "PROCESSING", 0)
		w.Apply(fine)
		p.Observe(fine, w, 0)
	}
}

// TestFourInTenAlwaysFail has as many tasks fail for good as not: those that do
// not are asked as often as without them, and no outage is seen once it is known
// who fails.
func TestFourInTenAlwaysFail(t *testing.T) {
	asked := func(bad int) (fine, failing int) {
		var ids []TaskID
		for i := range 20 {
			ids = append(ids, TaskID(fmt.Sprint(i)))
		}
		w, p := listed(ids...), &Pace{}
		for second := range 600 {
			if second > 60 && (p.Outage() != nil || p.outage.suspected()) {
				t.Fatalf("second %d: HubSpot is in doubt", second)
			}
			for _, id := range w.Due(at(second), p) {
				o := answered(id, second, "PROCESSING", 0)
				if slices.Index(ids, id)%5 < bad {
					o = failed(id, second, KindUnavailable)
					failing++
				} else if slices.Index(ids, id)%5 >= 2 {
					fine++
				}
				w.Apply(o)
				p.Observe(o, w, 0.5)
			}
		}
		return fine, failing
	}
	alone, _ := asked(0)
	fine, failing := asked(2)
	if fine < alone*95/100 || failing > 8*12 {
		t.Errorf("those that are fine are asked %d times, %d beside none that fail; the others %d times", fine, alone, failing)
	}
}
