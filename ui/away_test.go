package ui

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/assets"
	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/digest"
)

// TestClosedForAMinute closes the dashboard in the middle of a migration and opens
// it again: when it has caught up it tells what the simulator knows to have ended
// meanwhile, new causes too, and calls nothing slow or stalled because nobody asked.
func TestClosedForAMinute(t *testing.T) {
	t.Parallel()
	seeds := 6
	switch {
	case testing.Short():
		seeds = 2
	case os.Getenv("HUBWATCH_TEST_LONG") != "":
		seeds = 20
	}
	for seed := range seeds {
		synctest.Test(t, func(t *testing.T) { closedForAMinute(t, uint64(seed+1)) })
	}
}

func closedForAMinute(t *testing.T, seed uint64) {
	text, err := assets.Scenario([]string{"trouble", "causes"}[seed%2])
	if err != nil {
		t.Fatal(err)
	}
	var scenario hubsim.Scenario
	if err := json.Unmarshal(text, &scenario); err != nil {
		t.Fatal(err)
	}
	scenario.Tasks, scenario.Workers, scenario.Done = 200, 6, 0.1
	sim := hubsim.New(hubsim.Options{Scenario: scenario, Seed: seed})
	w := watch(t, t.Context(), sim, hubclient.Options{}, time.Now)
	w.wait(40 * time.Second)
	var tasks []*model.Task
	for _, task := range w.app.List().Tasks() {
		c := task.Copy()
		c.InFlight = false
		tasks = append(tasks, c)
	}
	view := w.app.viewData()
	w.app.stop()
	time.Sleep(time.Minute)

	client, err := hubclient.New(hubclient.Options{Token: func() string { return hubsim.DefaultToken }, BaseURL: "http://127.0.0.1:1", Transport: handlerTransport{sim}})
	if err != nil {
		t.Fatal(err)
	}
	a, err := newApp(t.Context(), Options{Checker: client, Clock: time.Now, Limiter: client, Tasks: tasks, View: view})
	if err != nil {
		t.Fatal(err)
	}
	a.resize(120, 40)
	h := runHeadless(a)
	defer h.stop()
	opened := time.Now()
	h.until(func() bool {
		if why := a.Stalled(); why != "" {
			t.Errorf("seed %d: %s", seed, why)
		}
		for _, task := range a.List().Tasks() {
			if a.Peers().Slow(task, a.Now) && a.Now.Sub(task.ReportAt) > time.Minute && task.ReportAt.Sub(task.Report.StartedAt) < 5*time.Second {
				t.Errorf("seed %d: %s is called slow, and nobody has asked", seed, task.ID)
			}
		}
		_, _, behind := a.CatchingUp()
		return !behind || time.Since(opened) > 3*time.Minute
	})
	if asked, of, behind := a.CatchingUp(); behind || of == 0 {
		t.Errorf("seed %d: %d of %d asked after %v", seed, asked, of, time.Since(opened))
	}
	caught := time.Since(opened)
	h.wait(time.Minute)
	ok, broke, causes := ended(t, a, sim)
	if a.Away.Done != ok || a.Away.ToDo != broke || len(a.Away.Causes) != causes {
		t.Errorf("seed %d: %q; the simulator has %d done, %d new problems, %d new causes", seed, a.Away.Words(a.Times, a.Now), ok, broke, causes)
	}
	t.Logf("seed %d: caught up after %v: %s", seed, caught, a.Away.Words(a.Times, a.Now))
}

// ended is how many tasks have ended while nobody looked, well and otherwise, and
// for how many causes that none had before.
func ended(t *testing.T, a *app, sim *hubsim.Server) (ok, broke, causes int) {
	from, to := a.Away.From, a.Away.To
	before, during := map[string]bool{}, map[string]bool{}
	for _, id := range sim.TaskIDs() {
		r := httptest.NewRequest(http.MethodGet, "/files/v3/folders/update/async/tasks/"+id+"/status", nil)
		r.Header.Set("Authorization", "Bearer "+hubsim.DefaultToken)
		w := httptest.NewRecorder()
		sim.ServeHTTP(w, r)
		var task struct {
			Status      string
			CompletedAt time.Time
			NumErrors   int
			Errors      []any
		}
		if err := json.Unmarshal(w.Body.Bytes(), &task); err != nil {
			t.Fatal(err, w.Body)
		}
		in := during
		switch at := task.CompletedAt; {
		case at.IsZero() || at.After(to):
			continue
		case !at.After(from):
			in = before
		case task.Status == "COMPLETE" && task.NumErrors+len(task.Errors) == 0:
			ok++
		default:
			broke++
		}
		if c := a.Causes().Of(model.TaskID(id)); c != nil {
			in[c.ID] = true
		}
	}
	for id := range during {
		if !before[id] {
			causes++
		}
	}
	return ok, broke, causes
}

// TestTheDigestIsToldInFull holds that the key shows all of it at every width.
func TestTheDigestIsToldInFull(t *testing.T) {
	a := everyState(t, false)
	a.Away = digest.Digest{From: a.Now.Add(-time.Hour), To: a.Now, Done: 60, ToDo: 10, Causes: []string{"The name is taken.", "The parent is archived."}, Slow: 4}
	for width := 40; width <= 200; width += 20 {
		a.resize(width, 24)
		a.key(pressOf("i"))
		text := strings.Join(strings.Fields(styles.ReplaceAllString(a.draw(), "")), " ")
		for _, want := range []string{a.Away.Words(a.Times, a.Now) + ".", "The name is taken.", "The parent is archived."} {
			if !strings.Contains(text, want) {
				t.Errorf("%d wide: want %q in\n%s", width, want, text)
			}
		}
		a.key(pressOf("esc"))
		if len(a.sheets) > 0 {
			t.Errorf("%d wide: esc does not close it", width)
		}
	}
}
