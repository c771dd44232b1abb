package ui

import (
	"context"
	"net/http"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
)

// headless runs a dashboard without a terminal, so that hours of polling cost
// seconds. What it draws is tested elsewhere.
type headless struct {
	app  *app
	msgs chan tea.Msg
}

func runHeadless(a *app) *headless {
	h := &headless{app: a, msgs: make(chan tea.Msg, 64)}
	h.start(a.Init())
	go a.pulse.Run(a.ctx, h.send)
	return h
}

func (h *headless) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		switch msg := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			for _, c := range msg {
				h.start(c)
			}
		default:
			h.send(msg)
		}
	}()
}

func (h *headless) send(msg tea.Msg) {
	select {
	case h.msgs <- msg:
	case <-h.app.ctx.Done():
	}
}

// until handles messages until done says so.
func (h *headless) until(done func() bool) {
	for !done() {
		_, cmd := h.app.Update(<-h.msgs)
		h.start(cmd)
	}
}

func (h *headless) wait(d time.Duration) {
	end := time.Now().Add(d)
	h.until(func() bool { return !time.Now().Before(end) })
}

// stop ends the dashboard and lets every timer of it run out.
func (h *headless) stop() {
	h.app.stop()
	time.Sleep(2 * time.Minute)
}

func (h *headless) settled() bool {
	return h.app.List().Settled() == h.app.List().Len()
}

// watcher is a dashboard on a simulated HubSpot, and what it has learned when.
type watcher struct {
	*headless
	sim *hubsim.Server

	mu        sync.Mutex
	latencies []time.Duration // from the end of a task to the answer that shows it
}

// watch starts a dashboard with all tasks of sim.
func watch(tb testing.TB, ctx context.Context, sim *hubsim.Server, o hubclient.Options, clock func() time.Time) *watcher {
	tb.Helper()
	o.Token = func() string { return hubsim.DefaultToken }
	if o.BaseURL == "" {
		o.BaseURL, o.Transport = "http://127.0.0.1:1", handlerTransport{sim}
	}
	client, err := hubclient.New(o)
	if err != nil {
		tb.Fatal(err)
	}
	var list []model.TaskID
	for _, id := range sim.TaskIDs() {
		list = append(list, model.TaskID(id))
	}
	w := &watcher{sim: sim}
	started := clock()
	check := func(ctx context.Context, id model.TaskID) (model.Report, error) {
		r, err := client.Check(ctx, id)
		if err == nil && r.Status == model.StatusComplete && r.CompletedAt.After(started) {
			w.mu.Lock()
			w.latencies = append(w.latencies, clock().Sub(r.CompletedAt))
			w.mu.Unlock()
		}
		return r, err
	}
	a, err := newApp(ctx, Options{Checker: checkerFunc(check), Clock: clock, Limiter: client, Tasks: watched(list...)})
	if err != nil {
		tb.Fatal(err)
	}
	a.resize(120, 40)
	w.headless = runHeadless(a)
	return w
}

// migrationScript is somebody else who uses the same quota: it sends so many
// requests a second to sim, and returns how many were refused when ctx ends.
func migrationScript(ctx context.Context, client *http.Client, url string, perSecond float64) int {
	refused := 0
	tick := time.NewTicker(time.Duration(float64(time.Second) / perSecond))
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return refused
		case <-tick.C:
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/account-info/v3/details", nil)
		if err != nil {
			panic(err)
		}
		req.Header.Set("Authorization", "Bearer "+hubsim.DefaultToken)
		resp, err := client.Do(req)
		if err != nil {
			continue
		}
		resp.Body.Close()
		if resp.StatusCode == http.StatusTooManyRequests {
			refused++
		}
	}
}
