package cli

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/config/clock"
	"hubwatch/model/store/storetest"
	"hubwatch/ui/cli/exit"
)

// steppedClock is a clock of a machine that is set once, after a while. It is
// for use inside a bubble.
func steppedClock(after, by time.Duration) *clock.Clock {
	begun := time.Now()
	wall := func() time.Time {
		if time.Since(begun) >= after {
			return time.Now().Round(0).Add(by)
		}
		return time.Now().Round(0)
	}
	return clock.From(wall, func() time.Duration { return time.Since(begun) })
}

// sameMoment is what two runs may differ by: which of several goroutines that
// wake at one moment goes first is not the same each time.
const sameMoment = 100 * time.Millisecond

// logged is when HubSpot was asked for what.
type logged struct {
	next  http.RoundTripper
	begun time.Time

	mu       sync.Mutex
	requests []string
}

func (l *logged) RoundTrip(r *http.Request) (*http.Response, error) {
	l.mu.Lock()
	l.requests = append(l.requests, fmt.Sprint(time.Since(l.begun).Round(sameMoment), " ", r.URL.Path))
	l.mu.Unlock()
	// Answers to what was asked in one moment come in an order of their own, the
	// same each time: what is asked next depends on it.
	way := fnv.New32a()
	fmt.Fprint(way, r.URL.Path)
	time.Sleep(time.Duration(way.Sum32()%50_000) * time.Microsecond)
	return l.next.RoundTrip(r)
}

// watched is what a person or a script sees of a wait.
type watched struct {
	requests []string // sorted: those of one moment are in any order
	said     string   // without the line about the clock
	printed  string   // without the times by our clock
	outcome  string
	took     time.Duration
}

var (
	ourTimes = regexp.MustCompile(`"(checkedAt|addedAt)":"[^"]*"`)
	clockSet = regexp.MustCompile(`(?m)^hubwatch: the clock of this machine was set .*\n`)
	clockNow = regexp.MustCompile(`(?m)^\d\d:\d\d:\d\d  `)
)

// watchFor waits for a scenario with that clock.
func watchFor(t *testing.T, seed uint64, after, by time.Duration) (w watched) {
	t.Helper()
	file := filepath.Join(storetest.Folder(t), "w.db")
	synctest.Test(t, func(t *testing.T) {
		r := rand.New(rand.NewPCG(seed, 0))
		low := 1 + r.IntN(5)
		o := newOffice(t, file, fmt.Sprintf(`{"tasks": %d, "workers": %d, "duration": {"min": %d, "max": %d},
			"outcomes": [{"kind":"ok","weight":80}, {"kind":"errors","weight":20}]}`, 1+r.IntN(12), 1+r.IntN(4), low, low+r.IntN(5)))
		defer o.store.Close()
		log := &logged{next: o.transport, begun: time.Now()}
		o.transport, o.clock = log, steppedClock(after, by)
		err := o.wait(t.Context(), nil, waitFlags{timeout: 40 * time.Second, stuckAfter: 30 * time.Second})
		w.took, w.outcome = time.Since(log.begun).Round(sameMoment), fmt.Sprint(exit.Of(err), " ", err)
		w.requests = log.requests
		slices.Sort(w.requests)
		lines := strings.Split(clockNow.ReplaceAllString(clockSet.ReplaceAllString(o.stderr.String(), ""), ""), "\n")
		slices.Sort(lines)
		w.said = strings.Join(lines, "\n")
		var d json.RawMessage
		if json.Unmarshal(o.stdout.Bytes(), &d) == nil {
			compact, _ := json.Marshal(d)
			w.printed = ourTimes.ReplaceAllString(string(compact), "")
		}
		if by != 0 && after+250*time.Millisecond < w.took && !clockSet.MatchString(o.stderr.String()) {
			t.Errorf("seed %d: the clock was set by %v after %v, and nothing says so: %s", seed, by, after, o.stderr.String())
		}
	})
	return w
}

// TestASetClockChangesNothing sets the clock of the machine at any moment of a
// wait: what is asked when, what is said and how it ends stay the same.
func TestASetClockChangesNothing(t *testing.T) {
	t.Parallel()
	const together = 8 // the seeds that run at a time wait for the disk, mostly
	seeds := uint64(100)
	switch {
	case testing.Short():
		seeds = 8
	case os.Getenv("HUBWATCH_TEST_LONG") != "":
		seeds = 1000
	}
	for first := range uint64(together) {
		t.Run(fmt.Sprint(first), func(t *testing.T) {
			t.Parallel()
			for seed := first; seed < seeds && !t.Failed(); seed += together {
				setClockOnce(t, seed)
			}
		})
	}
}

// setClockOnce compares a wait with one in which the clock is set.
func setClockOnce(t *testing.T, seed uint64) {
	t.Helper()
	steps := []time.Duration{
		-time.Hour, time.Hour, 365 * 24 * time.Hour,
		time.Unix(0, 0).Sub(time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)), // a bubble begins in 2000
	}
	r := rand.New(rand.NewPCG(seed, 1))
	after, by := time.Duration(r.Int64N(int64(30*time.Second))), steps[r.IntN(len(steps))]
	plain, stepped := watchFor(t, seed, 0, 0), watchFor(t, seed, after, by)
	for what, got := range map[string][2]string{
		"asked":   {strings.Join(stepped.requests, "\n"), strings.Join(plain.requests, "\n")},
		"said":    {stepped.said, plain.said},
		"printed": {stepped.printed, plain.printed},
		"ended":   {fmt.Sprint(stepped.outcome, stepped.took), fmt.Sprint(plain.outcome, plain.took)},
	} {
		if got[0] != got[1] {
			t.Errorf("seed %d, set by %v after %v: %s\n%s\nwant\n%s", seed, by, after, what, got[0], got[1])
		}
	}
}
