package ui

import (
	"fmt"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/ui/frame"
)

// spoiled is a simulated HubSpot that never has a usable reply about some tasks,
// nor about any while it is down.
type spoiled struct {
	*hubsim.Server
	status int // of the replies; 200 is one that is no JSON
	bad    map[string]bool
	down   atomic.Bool
	asked  atomic.Int64 // requests about tasks, while it is down
	inVain atomic.Int64 // about those that always fail, while it is not
}

func (s *spoiled) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, isTask := strings.CutSuffix(r.URL.Path, "/status")
	id = id[strings.LastIndex(id, "/")+1:]
	switch {
	case isTask && s.down.Load():
		s.asked.Add(1)
	case isTask && s.bad[id]:
		s.inVain.Add(1)
	default:
		s.Server.ServeHTTP(w, r)
		return
	}
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	w.WriteHeader(s.status)
	if s.status == http.StatusOK {
		fmt.Fprint(w, `{"status": COMPLETE}`)
		return
	}
	fmt.Fprintf(w, `{"status":"error","message":"no","correlationId":"0b1e","category":"INTERNAL_ERROR"}`)
}

// bothered runs a dashboard on HubSpot with this share of tasks in tenths that
// always fail, in virtual time.
func bothered(t *testing.T, status, tenths int) (*watcher, *spoiled) {
	sim := hubsim.New(hubsim.Options{Scenario: hubsim.Scenario{
		Tasks: 200, Workers: 8, Duration: hubsim.Duration{Min: 5, Max: 20}, Limits: small,
	}})
	s := &spoiled{Server: sim, status: status, bad: map[string]bool{}}
	for i, id := range sim.TaskIDs() {
		s.bad[id] = (i*7)%10 < tenths
	}
	w := watch(t, t.Context(), sim, hubclient.Options{BaseURL: "http://127.0.0.1:1", Transport: handlerTransport{s}}, time.Now)
	return w, s
}

// TestTroublesOfTheirOwn has four in ten tasks always fail, in every way: the
// others are seen to end about as soon as without them, those that fail are asked
// less and less often, and nothing says that HubSpot does not answer.
func TestTroublesOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, status := range []int{409, 418, 500, 503, 200} {
		if testing.Short() && status != 503 {
			continue
		}
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, s := bothered(t, status, 4)
				defer w.stop()
				begun, outages := time.Now(), 0
				w.until(func() bool {
					heard := w.app.Flow().Heard
					if text := frame.Says(w.app.Env).Text; !heard.IsZero() && strings.HasPrefix(text, "No ") {
						t.Errorf("after %v: %s", time.Since(begun), text)
					}
					if time.Since(begun) > 2*time.Minute && w.app.Pace().Outage() != nil {
						outages++
					}
					return w.app.List().Settled() == 120 || time.Since(begun) > time.Hour
				})
				took, late := time.Since(begun), average(w.latencies)
				if took > 6*time.Minute || late > 4*time.Second { // 5m14s and 1.2 s where none fails
					t.Errorf("the others are settled after %v, each seen after %v", took, late)
				}
				if outages > 0 || s.inVain.Load() > 80*10 {
					t.Errorf("%d replies are outages, %d requests for what always fails", outages, s.inVain.Load())
				}
				t.Logf("settled after %v, each seen after %v, %d requests for what always fails", took.Round(time.Second), late, s.inVain.Load())
			})
		})
	}
}

// TestAnOutageBesideTroubles has HubSpot fail for all tasks when four in ten have
// failed before: that is seen at once, costs few requests, and ends with it.
func TestAnOutageBesideTroubles(t *testing.T) {
	t.Parallel()
	for _, status := range []int{409, 503, 200} {
		if testing.Short() && status != 409 {
			continue
		}
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w, s := bothered(t, status, 4)
				defer w.stop()
				w.wait(2 * time.Minute)
				s.down.Store(true)
				w.until(func() bool { return w.app.Pace().Outage() != nil || s.asked.Load() > 100 })
				if n := s.asked.Load(); n > 40 { // 16 at a time, most of which are asked twice again, and those that fail anyway
					t.Errorf("seen after %d requests", n)
				}
				before := s.asked.Load()
				w.wait(5 * time.Minute)
				if got := s.asked.Load() - before; got > 35 || w.app.Pace().Outage() == nil {
					t.Errorf("%d requests in five minutes, outage %v", got, w.app.Pace().Outage())
				}
				if text := frame.Says(w.app.Env).Text; !strings.HasPrefix(text, "No ") {
					t.Errorf("it says %q", text)
				}
				s.down.Store(false)
				w.until(func() bool { return w.app.List().Settled() == 120 })
				if text := frame.Says(w.app.Env).Text; strings.HasPrefix(text, "No ") {
					t.Errorf("after it: %q", text)
				}
			})
		})
	}
}
