package ui

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/hubclient"
	"hubwatch/model"
)

// standing is a HubSpot that grants 100 requests in ten seconds. Of its tasks
// the first run for ever and the others failed before we came.
type standing struct {
	running int
	delay   time.Duration
	begun   time.Time // when the tasks that failed did, and the others started

	mu    sync.Mutex
	first map[string]time.Time // when each task was first asked
	last  time.Time            // when the first running task was last asked
	gap   time.Duration        // the longest time between two such checks
	at    []time.Time
}

func (s *standing) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	time.Sleep(s.delay)
	id := strings.Split(r.URL.Path, "/")[7]
	var n int
	fmt.Sscanf(id, "AAAAEZ6w%d", &n)
	s.mu.Lock()
	now := time.Now()
	if _, asked := s.first[id]; !asked {
		s.first[id] = now
	}
	if n == 0 {
		if !s.last.IsZero() {
			s.gap = max(s.gap, now.Sub(s.last))
		}
		s.last = now
	}
	s.at = append(s.at, now)
	used := 0
	for _, at := range s.at {
		used += b2i(now.Sub(at) < 10*time.Second)
	}
	s.mu.Unlock()
	w.Header().Set("X-HubSpot-RateLimit-Max", "100")
	w.Header().Set("X-HubSpot-RateLimit-Remaining", fmt.Sprint(100-used))
	begun := s.begun.UTC().Format(time.RFC3339)
	if n < s.running {
		fmt.Fprintf(w, `{"status":"PROCESSING","taskId":%q,"requestedAt":%q,"startedAt":%q}`, id, begun, begun)
		return
	}
	fmt.Fprintf(w, `{"status":"COMPLETE","taskId":%q,"requestedAt":%q,"startedAt":%q,"completedAt":%q,"numErrors":1,"errors":[{"message":"no"}]}`, id, begun, begun, begun)
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// known lets time pass until every task was asked, and tells how long it took.
// failed is when all that had failed were known.
func (s *standing) known(t *testing.T, tasks int) (all, failed time.Duration) {
	t.Helper()
	client, err := hubclient.New(hubclient.Options{
		Token: func() string { return "x" }, BaseURL: "http://127.0.0.1:1", Transport: handlerTransport{s},
	})
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	a, err := newApp(t.Context(), Options{
		Checker: client, Clock: time.Now, Limiter: client, Tasks: watched(ids(tasks)...),
	})
	if err != nil {
		t.Fatal(err)
	}
	a.resize(120, 40)
	h := runHeadless(a)
	defer h.stop()
	h.until(func() bool {
		if failed == 0 && a.List().Count(model.StateErrors) == tasks-s.running {
			failed = time.Since(begun)
		}
		return a.List().Count(model.StateUnchecked) == 0 || time.Since(begun) > time.Hour
	})
	return time.Since(begun), failed
}

// TestTheFirstLook holds how soon something is known of every task, whatever
// runs meanwhile, and that the share holds where requests arrive.
func TestTheFirstLook(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		running, failed int
		within          time.Duration
	}{
		{0, 40, 1400 * time.Millisecond}, // the second in which others are unknown, and three rounds of requests
		{25, 5, 1400 * time.Millisecond},
		{80, 20, 24 * time.Second},
		{8, 992, 240 * time.Second}, // 1.2 times a thousand at 5 a second
		{1000, 0, 240 * time.Second},
	} {
		t.Run(fmt.Sprintf("%d run, %d failed", tt.running, tt.failed), func(t *testing.T) {
			if testing.Short() && tt.running+tt.failed > 100 {
				t.Skip("a thousand tasks: not in a short run")
			}
			synctest.Test(t, func(t *testing.T) {
				time.Sleep(time.Hour) // a time before this millennium is no time
				s := &standing{running: tt.running, begun: time.Now().Add(-time.Minute), delay: 50 * time.Millisecond, first: map[string]time.Time{}}
				took, failed := s.known(t, tt.running+tt.failed)
				if failed > tt.within || took > tt.within*11/10 {
					t.Errorf("the failed were known after %v, all after %v; want within %v and little more", failed, took, tt.within)
				}
				if s.gap > 90*time.Second && tt.running < 100 {
					t.Errorf("a running task was not asked for %v meanwhile", s.gap)
				}
				first, top := 0, 0
				for i, at := range s.at {
					for at.Sub(s.at[first]) >= 10*time.Second {
						first++
					}
					top = max(top, i-first+1)
				}
				if top > 50 {
					t.Errorf("%d requests in ten seconds, want at most 50", top)
				}
				t.Logf("failed known after %v, all after %v, a running task was asked every %v at least, %d requests in ten seconds", failed, took, s.gap, top)
			})
		})
	}
}
