package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/config/clock"
	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/model/store/storetest"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/hub"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/cli/watch"
)

// direct carries requests to a handler without a network, so that time can be
// virtual. Until up the network is down.
type direct struct {
	handler http.Handler
	up      time.Time
	down    time.Time // zero is never
}

func (d direct) RoundTrip(r *http.Request) (*http.Response, error) {
	now := time.Now()
	if now.Before(d.up) || !d.down.IsZero() && now.After(d.down) {
		return nil, io.ErrUnexpectedEOF
	}
	rec := httptest.NewRecorder()
	d.handler.ServeHTTP(rec, r)
	return rec.Result(), nil
}

// office is a simulated HubSpot in virtual time, a store, and commands on them.
type office struct {
	t         *testing.T
	sim       *hubsim.Server
	transport http.RoundTripper
	store     store.Store
	ids       []model.TaskID
	clock     *clock.Clock // nil is one of its own for each wait
	stdout    bytes.Buffer
	stderr    bytes.Buffer
}

// newOffice watches all tasks of a scenario. It is for use inside a bubble.
func newOffice(t *testing.T, file, scenario string) *office {
	t.Helper()
	s, err := hubsim.ParseScenario([]byte(scenario))
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, sim: hubsim.New(hubsim.Options{Scenario: s})}
	o.transport = direct{handler: o.sim}
	if o.store, err = store.Open(file); err != nil {
		t.Fatal(err)
	}
	for _, id := range o.sim.TaskIDs() {
		o.ids = append(o.ids, model.TaskID(id))
	}
	if err := keep.Ensure(t.Context(), o.store, o.ids); err != nil {
		t.Fatal(err)
	}
	return o
}

// wait runs a wait with its own store, client and lease, as a process of its
// own would.
func (o *office) wait(ctx context.Context, named []model.TaskID, f waitFlags) error {
	o.t.Helper()
	now := time.Now
	if o.clock != nil {
		now = o.clock.Now
	}
	client, err := hubclient.New(hubclient.Options{Token: func() string { return hubsim.DefaultToken }, Transport: o.transport, Now: now})
	if err != nil {
		o.t.Fatal(err)
	}
	p := &program{env: func(string) string { return "" }, io: output.Streams{In: strings.NewReader(""), Out: &o.stdout, Err: &o.stderr}, process: process{clock: o.clock}}
	if f.maxErrors == "" {
		f.maxErrors = "0"
	}
	if f.output == "" {
		f.output = "json"
	}
	if err := f.check(p); err != nil {
		o.t.Fatal(err)
	}
	return p.waitOn(ctx, &keep.Watchlist{Store: o.store}, named, f, func() (hub.Connection, error) {
		return hub.Connection{Asker: client, Limiter: client, Asked: ctx}, nil
	})
}

// document is what the wait printed.
func (o *office) document() output.Status {
	o.t.Helper()
	validJSON(o.t, o.stdout.String())
	var d output.Status
	if err := json.Unmarshal(o.stdout.Bytes(), &d); err != nil {
		o.t.Fatalf("%v in %q; said %q", err, o.stdout.String(), o.stderr.String())
	}
	return d
}

// lastEnd is when the last task ends, by the simulator.
func (o *office) lastEnd() time.Time {
	var last time.Time
	for _, id := range o.sim.TaskIDs() {
		if _, at := o.sim.Truth(id); at.After(last) {
			last = at
		}
	}
	return last
}

func TestWaitSeesTheEndSoonAndWithinTheLimit(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		tasks int
		soon  time.Duration
	}{{60, 5 * time.Second}, {300, 5 * time.Second}, {1000, 5 * time.Second}} {
		t.Run(fmt.Sprint(tc.tasks), func(t *testing.T) {
			t.Parallel()
			if testing.Short() && tc.tasks > 60 {
				t.Skip("takes a while")
			}
			file := filepath.Join(storetest.Folder(t), "w.db")
			synctest.Test(t, func(t *testing.T) {
				o := newOffice(t, file, fmt.Sprintf(`{"tasks": %d, "workers": 8, "duration": {"min": 2, "max": 6},
					"outcomes": [{"kind":"ok","weight":95}, {"kind":"partial","weight":5}]}`, tc.tasks))
				defer o.store.Close()
				begun := time.Now()
				err := o.wait(t.Context(), nil, waitFlags{maxErrors: "100%"})
				took := time.Since(begun)
				if err != nil {
					t.Fatalf("%v; said %s", err, o.stderr.String())
				}
				late, stats := time.Since(o.lastEnd()), o.sim.Stats()
				t.Logf("%d tasks in %v, the end seen after %v, %d checks, at most %d in 10 s", tc.tasks, took, late, stats.Checks, stats.LargestUse)
				if late < 0 || late > tc.soon {
					t.Errorf("the end is seen %v after the last task's, want up to %v", late, tc.soon)
				}
				if stats.Limited != 0 || stats.LargestUse > 95 || stats.AfterEnd != 0 {
					t.Errorf("%d refused, %d requests in a window, %d of ended tasks; want 0, up to 95, 0", stats.Limited, stats.LargestUse, stats.AfterEnd)
				}
				if d := o.document(); d.Summary["total"] != tc.tasks || d.Summary["ok"]+d.Summary["errors"] != tc.tasks {
					t.Errorf("summary %v", d.Summary)
				}
			})
		})
	}
}

// TestWaitEnds holds how a wait ends in every case that takes long: in virtual
// time.
func TestWaitEnds(t *testing.T) {
	t.Parallel()
	const broken = `{"tasks": 20, "workers": 5, "duration": {"min": 5, "max": 5}, "outcomes": [{"kind": "errors", "weight": 1}]}`
	const fine = `{"tasks": 20, "workers": 5, "duration": {"min": 5, "max": 5}}`
	const endless = `{"tasks": 3, "workers": 1, "duration": {"min": 90000, "max": 90000}}`
	dark := func(from, to time.Duration) func(*office) {
		return func(o *office) {
			d := direct{handler: o.sim, up: time.Now().Add(to)}
			if from > 0 {
				d = direct{handler: o.sim, down: time.Now().Add(from)}
			}
			o.transport = d
		}
	}
	for _, tc := range []struct {
		name, scenario string
		flags          waitFlags
		prepare        func(*office)
		code           int
		says           string
		from, to       time.Duration // how long it takes
	}{
		{name: "all ok", scenario: fine, code: 0, from: 20 * time.Second, to: 25 * time.Second},
		{name: "all broken", scenario: broken, code: 1, from: 20 * time.Second, to: 25 * time.Second},
		{name: "broken, and that is fine", scenario: broken, flags: waitFlags{maxErrors: "100%"}, code: 0, from: 20 * time.Second, to: 25 * time.Second},
		{name: "one more than allowed", scenario: broken, flags: waitFlags{maxErrors: "19"}, code: 1, from: 20 * time.Second, to: 25 * time.Second},
		{name: "fail fast", scenario: broken, flags: waitFlags{failFast: true}, code: 1, says: "ended early", from: 5 * time.Second, to: 9 * time.Second},
		{name: "fail fast over a share", scenario: broken, flags: waitFlags{failFast: true, maxErrors: "50%"}, code: 1, says: "ended early", from: 15 * time.Second, to: 20 * time.Second},
		{name: "the time is up", scenario: endless, flags: waitFlags{timeout: 10 * time.Minute}, code: 8, says: "the time is up; not settled: 3 of 3", from: 10 * time.Minute, to: 10*time.Minute + time.Second},
		{name: "stuck", scenario: endless, flags: waitFlags{stuckAfter: 5 * time.Minute}, code: 8, says: "stuck", from: 5 * time.Minute, to: 8 * time.Minute},
		{name: "never reached", scenario: fine, prepare: dark(0, time.Hour), code: 6, says: "the connection was cut", from: 2 * time.Minute, to: 155 * time.Second},
		{name: "never reached, and the time is up", scenario: fine, prepare: dark(0, time.Hour), flags: waitFlags{timeout: 10 * time.Second}, code: 6, says: "HubSpot cannot be asked", from: 10 * time.Second, to: 11 * time.Second},
		{name: "reached late", scenario: fine, prepare: dark(0, 40*time.Second), code: 0, says: "HubSpot answers again", from: 40 * time.Second, to: 80 * time.Second},
		{name: "lost on the way", scenario: endless, prepare: dark(5*time.Minute, 0), code: 6, says: "waiting for HubSpot", from: 15 * time.Minute, to: 18 * time.Minute},
		{name: "lost, and some have failed already", scenario: `{"tasks": 4, "workers": 1, "duration": {"min": 60, "max": 60}, "outcomes": [{"kind": "errors", "weight": 1}]}`,
			prepare: dark(100*time.Second, 0), code: 6, says: "waiting for HubSpot", from: 10 * time.Minute, to: 15 * time.Minute},
		{name: "the day is used up", scenario: `{"tasks": 3, "workers": 1, "duration": {"min": 90000, "max": 90000}, "limits": {"daily": 1}}`, code: 6, says: "daily limit", from: time.Second, to: 31 * time.Minute},
		{name: "the token expires", scenario: `{"tasks": 20, "workers": 5, "duration": {"min": 5, "max": 5}, "faults": [{"kind":"auth","from":8}]}`, code: 4, says: "not authorised", from: 8 * time.Second, to: 12 * time.Second},
		{name: "a wrong address", scenario: `{"tasks": 5, "faults": [{"kind":"page","status":404}]}`, code: 6, says: "wrong address", from: 2 * time.Minute, to: 155 * time.Second},
		{name: "gone", scenario: `{"tasks": 2, "faults": [{"kind":"status","status":404}]}`, code: 5, from: 10 * time.Second, to: 25 * time.Second},
		{name: "gone, and that is fine", scenario: `{"tasks": 2, "faults": [{"kind":"status","status":404}]}`, flags: waitFlags{allowMissing: true}, code: 0, from: 10 * time.Second, to: 25 * time.Second},
		{name: "refused now and then", scenario: `{"tasks": 20, "workers": 5, "duration": {"min": 5, "max": 5}, "faults": [{"kind":"limit","from":3,"to":30,"retryAfter":"5"}]}`, code: 0, from: 20 * time.Second, to: 60 * time.Second},
		{name: "nobody was there", scenario: fine, prepare: func(o *office) {
			if _, err := o.store.Remove(o.t.Context(), o.ids, time.Now()); err != nil {
				o.t.Fatal(err)
			}
		}, code: 3, says: "the watchlist is empty"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			if testing.Short() && tc.to > 5*time.Minute {
				t.Skip("many minutes: not in a short run")
			}
			file := filepath.Join(storetest.Folder(t), "w.db")
			synctest.Test(t, func(t *testing.T) {
				o := newOffice(t, file, tc.scenario)
				defer o.store.Close()
				if tc.prepare != nil {
					tc.prepare(o)
				}
				begun := time.Now()
				err := o.wait(t.Context(), nil, tc.flags)
				took := time.Since(begun)
				if code := exit.Of(err); code != tc.code {
					t.Errorf("exit code %d (%v), want %d", code, err, tc.code)
				}
				if took < tc.from || took > tc.to {
					t.Errorf("took %v, want %v to %v", took, tc.from, tc.to)
				}
				if all := fmt.Sprint(o.stderr.String(), err); !strings.Contains(all, tc.says) {
					t.Errorf("said %q, want %q in it", all, tc.says)
				}
				if tc.code != exit.Usage {
					o.document()
				}
			})
		})
	}
}

func TestWaitIsInterrupted(t *testing.T) {
	file := filepath.Join(storetest.Folder(t), "w.db")
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, file, `{"tasks": 20, "workers": 5, "duration": {"min": 5, "max": 5}, "outcomes": [{"kind": "errors", "weight": 1}]}`)
		defer o.store.Close()
		ctx, stop := context.WithCancel(t.Context())
		time.AfterFunc(12*time.Second, stop)
		begun := time.Now()
		err := o.wait(ctx, nil, waitFlags{})
		if code := exit.Of(err); code != exit.Interrupted || time.Since(begun) > 13*time.Second {
			t.Errorf("exit code %d after %v, want 2 at once", code, time.Since(begun))
		}
		d := o.document()
		if d.Summary["errors"] < 5 || d.Summary["errors"] == 20 {
			t.Errorf("printed %v, want what is known so far", d.Summary)
		}
		tasks, _, err := o.store.Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		saved := 0
		for _, task := range tasks {
			if task.State() == model.StateErrors {
				saved++
			}
		}
		if saved != d.Summary["errors"] {
			t.Errorf("%d are in the store, want the %d printed", saved, d.Summary["errors"])
		}
	})
}

func TestWaitForSomeIsNotAboutTheRest(t *testing.T) {
	t.Parallel()
	file := filepath.Join(storetest.Folder(t), "w.db")
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, file, `{"tasks": 200, "workers": 4, "duration": {"min": 20, "max": 20}}`)
		defer o.store.Close()
		begun := time.Now()
		err := o.wait(t.Context(), o.ids[2:4], waitFlags{})
		if took := time.Since(begun); err != nil || took > 26*time.Second {
			t.Errorf("%v after %v, want success in about 20s", err, took)
		}
		if d := o.document(); len(d.Tasks) != 2 || d.Tasks[0].TaskID != string(o.ids[2]) || d.Summary["total"] != 2 {
			t.Errorf("printed %d tasks, %v; want the two", len(d.Tasks), d.Summary)
		}
		for _, id := range o.ids[4:] {
			if strings.Contains(o.stderr.String(), string(id)) {
				t.Fatalf("%s is spoken of", id)
			}
		}
	})
}

// TestWaitFollowsAnotherAndTakesOver holds that of two waits one asks, that
// the other sees the same without a request, and goes on when the first ends
// without a word.
func TestWaitFollowsAnotherAndTakesOver(t *testing.T) {
	t.Parallel()
	file := filepath.Join(storetest.Folder(t), "w.db")
	synctest.Test(t, func(t *testing.T) {
		const scenario = `{"tasks": 30, "workers": 3, "duration": {"min": 5, "max": 5}}`
		o := newOffice(t, file, scenario)
		defer o.store.Close()
		other, err := store.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		second := &office{t: t, sim: o.sim, store: other, ids: o.ids}
		var requests atomic.Int64
		second.transport = counting{direct{handler: o.sim}, &requests}

		first, cancel := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- o.wait(first, nil, waitFlags{}) }()
		time.Sleep(2 * time.Second)
		go func() { ended <- second.wait(t.Context(), nil, waitFlags{}) }()
		time.Sleep(20 * time.Second)
		synctest.Wait()
		if n := requests.Load(); n != 0 {
			t.Errorf("%d requests by the follower, want none", n)
		}
		if !strings.Contains(second.stderr.String(), " ok ") {
			t.Errorf("the follower says %q, want what the other learned", second.stderr.String())
		}
		cancel()
		if code := exit.Of(<-ended); code != exit.Interrupted {
			t.Errorf("the first ends with %d, want 2", code)
		}
		begun := time.Now()
		if err := <-ended; err != nil || requests.Load() == 0 {
			t.Errorf("%v with %d requests, want success by asking", err, requests.Load())
		}
		if late := time.Since(o.lastEnd()); late > 5*time.Second {
			t.Errorf("the end is seen after %v (%v after the takeover)", late, time.Since(begun))
		}
		if said := second.stderr.String(); !strings.Contains(said, "another hubwatch") || !strings.Contains(said, "asking from here") {
			t.Errorf("said %q, want who asks", said)
		}
		if n := o.sim.Stats().Limited; n != 0 {
			t.Errorf("%d refused by the limit, want none", n)
		}
	})
}

type counting struct {
	http.RoundTripper
	n *atomic.Int64
}

func (c counting) RoundTrip(r *http.Request) (*http.Response, error) {
	c.n.Add(1)
	return c.RoundTripper.RoundTrip(r)
}

func TestWaitSeesTasksAddedAndDropped(t *testing.T) {
	t.Parallel()
	file := filepath.Join(storetest.Folder(t), "w.db")
	synctest.Test(t, func(t *testing.T) {
		o := newOffice(t, file, `{"tasks": 12, "workers": 12, "duration": {"min": 30, "max": 30}}`)
		defer o.store.Close()
		other, err := store.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		if _, err := other.Remove(t.Context(), o.ids[6:], time.Now()); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(5*time.Second, func() {
			if err := keep.Ensure(context.Background(), other, o.ids[6:9]); err != nil {
				t.Error(err)
			}
			if _, err := other.Remove(context.Background(), o.ids[:2], time.Now()); err != nil {
				t.Error(err)
			}
		})
		if err := o.wait(t.Context(), nil, waitFlags{}); err != nil {
			t.Error(err)
		}
		if d := o.document(); d.Summary["ok"] != 7 || d.Summary["total"] != 7 {
			t.Errorf("printed %v, want six, three more, two less", d.Summary)
		}
	})
}

// brokenDisk is a keeper that fails for a while.
type brokenDisk struct {
	until time.Time
	saved int // tasks written since
}

func (b *brokenDisk) Sync(_ context.Context, out session.Outbox) (session.Inbox, error) {
	if time.Now().Before(b.until) {
		return session.Inbox{}, store.ErrFull
	}
	b.saved += len(out.Checked)
	return session.Inbox{Until: time.Now().Add(store.LeaseTime)}, nil
}

// TestWaitOutlivesAFullDisk holds that a store that fails for some seconds
// costs nothing, and one that fails for good is said.
func TestWaitOutlivesAFullDisk(t *testing.T) {
	for _, tc := range []struct {
		broken time.Duration
		code   int
	}{{20 * time.Second, exit.OK}, {time.Hour, exit.Internal}} {
		synctest.Test(t, func(t *testing.T) {
			disk := &brokenDisk{until: time.Now().Add(tc.broken)}
			w := &watch.Watcher{Session: session.New(session.Start{Kept: true}), Checker: everybodyIsFine{}, Keeper: disk}
			for _, id := range []model.TaskID{"a1", "b2"} {
				w.List().Add(id, "", time.Now())
			}
			err := w.Run(t.Context(), func(time.Time) (bool, error) { return w.List().Settled() == 2, nil })
			if code := exit.Of(err); code != tc.code || code == exit.OK && disk.saved != 2 {
				t.Errorf("broken for %v: exit code %d (%v), %d tasks saved; want %d and both", tc.broken, code, err, disk.saved, tc.code)
			}
		})
	}
}

type everybodyIsFine struct{}

func (everybodyIsFine) Check(context.Context, model.TaskID) (model.Report, error) {
	return model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE"}, nil
}
