package hubsim

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// clock is time that a test moves.
type clock struct {
	mu sync.Mutex
	at time.Time
}

func newClock() *clock { return &clock{at: time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) move(d time.Duration) {
	c.mu.Lock()
	c.at = c.at.Add(d)
	c.mu.Unlock()
}

func newServer(t *testing.T, scenario string) (*Server, *clock) {
	t.Helper()
	s, err := ParseScenario([]byte(scenario))
	if err != nil {
		t.Fatal(err)
	}
	c := newClock()
	return New(Options{Scenario: s, Now: c.now, Seed: 1}), c
}

func statusPath(id string) string {
	return "/files/v3/folders/update/async/tasks/" + id + "/status"
}

// ask sends a request with the token and returns the answer with its body read
// as JSON, if it is JSON.
func ask(s *Server, method, path, body string) (*http.Response, map[string]any) {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Authorization", "Bearer "+DefaultToken)
	return send(s, r)
}

func send(s *Server, r *http.Request) (*http.Response, map[string]any) {
	w := httptest.NewRecorder()
	func() {
		defer func() {
			if p := recover(); p != nil && p != http.ErrAbortHandler {
				panic(p)
			}
		}()
		s.ServeHTTP(w, r)
	}()
	resp := w.Result()
	data, _ := io.ReadAll(resp.Body)
	var v map[string]any
	_ = json.Unmarshal(data, &v)
	return resp, v
}

func TestAnswers(t *testing.T) {
	s, _ := newServer(t, `{"tasks": 3}`)
	id := s.TaskIDs()[0]
	for _, tc := range []struct {
		name, method, path, body, token string
		status                          int
		want                            string // in the body or the content type
	}{
		{name: "a task", path: statusPath(id), status: 200, want: "PENDING"},
		{name: "2025-09", path: strings.Replace(statusPath(id), "v3", "2025-09", 1), status: 200, want: "PENDING"},
		{name: "2026-03", path: strings.Replace(statusPath(id), "v3", "2026-03", 1), status: 200, want: "PENDING"},
		{name: "a version without the endpoint", path: strings.Replace(statusPath(id), "v3", "2026-09", 1), status: 404, want: "text/html"},
		{name: "a bad ID", path: statusPath("475549724882"), status: 400, want: "could not be decoded"},
		{name: "an unknown ID", path: statusPath("AAAAAAAAAAA"), status: 404, want: "resource not found"},
		{name: "no token", path: statusPath(id), token: "-", status: 401, want: "INVALID_AUTHENTICATION"},
		{name: "another token", path: statusPath(id), token: "pat-eu1-x", status: 401, want: "INVALID_AUTHENTICATION"},
		{name: "account", path: "/account-info/v3/details", status: 200, want: "app-eu1.hubspot.com"},
		{name: "unknown route", path: "/crm/v3/objects", status: 404, want: "text/html"},
		{name: "wrong verb", method: "DELETE", path: statusPath(id), status: 405, want: "text/html"},
		{name: "start", method: "POST", path: "/files/v3/folders/update/async", body: `{"id":"12","name":"new"}`, status: 202, want: `tasks`},
		{name: "start without a change", method: "POST", path: "/files/v3/folders/update/async", body: `{"id":"12"}`, status: 400, want: "VALIDATION_ERROR"},
		{name: "start with broken JSON", method: "POST", path: "/files/v3/folders/update/async", body: `{`, status: 400, want: "VALIDATION_ERROR"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			method := tc.method
			if method == "" {
				method = "GET"
			}
			r := httptest.NewRequest(method, tc.path, strings.NewReader(tc.body))
			switch tc.token {
			case "":
				r.Header.Set("Authorization", "Bearer "+DefaultToken)
			case "-":
			default:
				r.Header.Set("Authorization", "Bearer "+tc.token)
			}
			resp, body := send(s, r)
			if resp.StatusCode != tc.status {
				t.Errorf("status %d, want %d", resp.StatusCode, tc.status)
			}
			text, _ := json.Marshal(body)
			if !strings.Contains(string(text)+resp.Header.Get("Content-Type"), tc.want) {
				t.Errorf("answer %s, want %q in it", text, tc.want)
			}
		})
	}
}

func TestATaskGoesThroughItsLife(t *testing.T) {
	s, c := newServer(t, `{"tasks": 2, "workers": 1, "duration": {"min": 10, "max": 10}}`)
	id := s.TaskIDs()[1]
	for _, want := range []string{"PENDING", "PENDING", "PROCESSING", "PROCESSING", "COMPLETE"} {
		_, body := ask(s, "GET", statusPath(id), "")
		if body["status"] != want {
			t.Errorf("status %v at %v, want %s", body["status"], c.now(), want)
		}
		if word, _ := s.Truth(id); word != want {
			t.Errorf("truth %s, want %s", word, want)
		}
		_, started := body["startedAt"]
		_, completed := body["completedAt"]
		_, result := body["result"]
		if started != (want != "PENDING") || completed != (want == "COMPLETE") || result != (want == "COMPLETE") {
			t.Errorf("%s with startedAt %v, completedAt %v, result %v", want, started, completed, result)
		}
		c.move(5100 * time.Millisecond)
	}
}

func TestUpdateStartsATask(t *testing.T) {
	s, c := newServer(t, `{"tasks": 1, "duration": {"min": 1, "max": 1}}`)
	_, locator := ask(s, "POST", "/files/v3/folders/update/async", `{"id":"900","name":"renamed","parentFolderId":77}`)
	id, _ := locator["id"].(string)
	c.move(time.Minute)
	_, body := ask(s, "GET", statusPath(id), "")
	result, _ := body["result"].(map[string]any)
	if result["id"] != "900" || result["name"] != "renamed" || result["parentFolderId"] != "77" {
		t.Errorf("result %v, want the folder that was asked for", result)
	}
}

func TestWorkersAndOrder(t *testing.T) {
	for order, first := range map[string]int{"request": 0, "reverse": 49} {
		s, _ := newServer(t, `{"tasks": 50, "workers": 4, "order": "`+order+`"}`)
		begin := slices.MinFunc(s.migration.tasks, func(a, b *task) int { return a.startedAt.Compare(b.startedAt) })
		if order == "request" && begin.n != first || order == "reverse" && begin.n < 46 {
			t.Errorf("%s: task %d begins first", order, begin.n)
		}
		for _, at := range s.migration.tasks {
			busy := 0
			for _, o := range s.migration.tasks {
				if !at.startedAt.Before(o.startedAt) && at.startedAt.Before(o.completedAt) {
					busy++
				}
			}
			if busy > 4 {
				t.Fatalf("%s: %d tasks at once, want at most 4", order, busy)
			}
		}
	}
}

func TestSameSeedSameMigration(t *testing.T) {
	const scenario = `{"tasks": 30, "outcomes": [{"kind":"ok","weight":1},{"kind":"errors","weight":1}]}`
	a, c := newServer(t, scenario)
	b, _ := newServer(t, scenario)
	c.move(time.Hour)
	for i, id := range a.TaskIDs() {
		ta, tb := a.migration.tasks[i], b.migration.byID[id]
		if tb == nil || ta.outcome != tb.outcome || ta.folder != tb.folder || !ta.completedAt.Equal(tb.completedAt) {
			t.Fatalf("task %d differs: %+v and %+v", i, ta, tb)
		}
	}
}

func TestPartOfTheMigrationIsDone(t *testing.T) {
	s, c := newServer(t, `{"tasks": 100, "done": 0.4}`)
	done := 0
	for _, task := range s.migration.tasks {
		if task.final(c.now()) {
			done++
		}
	}
	if done != 40 {
		t.Errorf("%d tasks done at the start, want 40", done)
	}
}

func TestRollingLimit(t *testing.T) {
	s, c := newServer(t, `{"tasks": 1, "limits": {"max": 10, "window": 10, "daily": 25}}`)
	count := func(n int) (ok, limited int, policy any) {
		for range n {
			resp, body := ask(s, "GET", statusPath(s.TaskIDs()[0]), "")
			switch resp.StatusCode {
			case 200:
				ok++
			case 429:
				limited++
				policy = body["policyName"]
			}
			c.move(100 * time.Millisecond)
		}
		return ok, limited, policy
	}
	if ok, limited, policy := count(12); ok != 10 || limited != 2 || policy != "TEN_SECONDLY_ROLLING" {
		t.Errorf("of 12 requests %d pass, %d do not by %v; want 10, 2, TEN_SECONDLY_ROLLING", ok, limited, policy)
	}
	c.move(9 * time.Second)
	if ok, _, _ := count(10); ok != 10 {
		t.Errorf("after the window %d of 10 pass, want all", ok)
	}
	c.move(time.Minute)
	if ok, _, policy := count(10); ok != 5 || policy != "DAILY" {
		t.Errorf("%d pass and policy %v, want the 5 left of the day and DAILY", ok, policy)
	}
	resp, _ := ask(s, "GET", statusPath(s.TaskIDs()[0]), "")
	if got := resp.Header.Get("X-HubSpot-RateLimit-Max"); got != "10" {
		t.Errorf("limit header %q, want 10", got)
	}
	if got := resp.Header.Get("X-HubSpot-RateLimit-Daily-Remaining"); got != "0" {
		t.Errorf("daily header %q, want 0", got)
	}
}

func TestOthersUseTheLimit(t *testing.T) {
	s, c := newServer(t, `{"tasks": 1, "limits": {"max": 100, "window": 10, "others": 8}}`)
	c.move(time.Minute)
	resp, _ := ask(s, "GET", statusPath(s.TaskIDs()[0]), "")
	if got := resp.Header.Get("X-HubSpot-RateLimit-Remaining"); got != "19" {
		t.Errorf("remaining %q, want 19: others sent 80 of 100", got)
	}
}

func TestFaults(t *testing.T) {
	for _, tc := range []struct {
		fault, want string
		status      int
	}{
		{`{"kind":"status","status":503,"retryAfter":"7"}`, "application/json", 503},
		{`{"kind":"page","status":502}`, "text/html", 502},
		{`{"kind":"limit"}`, "application/json", 429},
		{`{"kind":"portal"}`, "text/html", 200},
		{`{"kind":"auth"}`, "application/json", 401},
		{`{"kind":"scope"}`, "application/json", 403},
		{`{"kind":"cut"}`, "application/json", 200},
		{`{"kind":"status","status":503,"from":60}`, "application/json", 200},
		{`{"kind":"status","status":503,"to":10}`, "application/json", 200},
	} {
		s, c := newServer(t, `{"tasks": 1, "faults": [`+tc.fault+`]}`)
		c.move(20 * time.Second)
		resp, body := ask(s, "GET", statusPath(s.TaskIDs()[0]), "")
		if resp.StatusCode != tc.status || !strings.Contains(resp.Header.Get("Content-Type"), tc.want) {
			t.Errorf("%s: %d %s, want %d %s", tc.fault, resp.StatusCode, resp.Header.Get("Content-Type"), tc.status, tc.want)
		}
		if strings.Contains(tc.fault, "cut") && body != nil {
			t.Errorf("a cut answer could be read: %v", body)
		}
		if strings.Contains(tc.fault, "retryAfter") && resp.Header.Get("Retry-After") != "7" {
			t.Errorf("Retry-After %q, want 7", resp.Header.Get("Retry-After"))
		}
	}
}

func TestScaledClock(t *testing.T) {
	c := newClock()
	start := c.now().AddDate(1, 0, 0)
	scaled := ScaledClock(start, 10, c.now)
	c.move(3 * time.Second)
	if got := scaled().Sub(start); got != 30*time.Second {
		t.Errorf("the scaled clock went %v in 3s, want 30s", got)
	}
}

// TestShippedScenarios runs every scenario of the demo to its end.
func TestShippedScenarios(t *testing.T) {
	files, err := filepath.Glob("../../assets/scenarios/*.json")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d scenarios: %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			scenario, err := ParseScenario(data)
			if err != nil {
				t.Fatal(err)
			}
			if scenario.Name+".json" != filepath.Base(file) || scenario.About == "" {
				t.Errorf("named %q, about %q", scenario.Name, scenario.About)
			}
			c := newClock()
			s := New(Options{Scenario: scenario, Now: c.now})
			c.move(24 * time.Hour)
			kinds := map[string]int{}
			for _, task := range s.migration.tasks {
				if !task.final(c.now()) {
					t.Fatalf("task %d does not end within a day", task.n)
				}
				kinds[task.outcome.Kind]++
			}
			for _, o := range scenario.Outcomes {
				if o.Weight > 0 && kinds[o.Kind] == 0 {
					t.Errorf("no task ends as %s: %v", o.Kind, kinds)
				}
			}
		})
	}
}

func FuzzParseScenario(f *testing.F) {
	f.Add([]byte(`{"tasks": 3, "outcomes": [{"kind":"ok","weight":1}], "faults": [{"kind":"cut"}]}`))
	f.Add([]byte(`{"order": "reverse", "duration": {"median": 3, "sigma": 9}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParseScenario(data)
		if err != nil || s.Workers > 1000 {
			return
		}
		c := newClock()
		sim := New(Options{Scenario: s, Tasks: 20, Now: c.now})
		for _, id := range sim.TaskIDs() {
			ask(sim, "GET", statusPath(id), "")
		}
	})
}

func TestParseScenarioNamesTheKey(t *testing.T) {
	for scenario, want := range map[string]string{
		`{"taks": 1}`:                      "taks",
		`{"tasks": -1}`:                    "tasks",
		`{"order": "sideways"}`:            "order",
		`{"done": 2}`:                      "done",
		`{"outcomes": [{"kind":"great"}]}`: "outcomes[0]",
		`{"outcomes": [{"kind":"ok","cause":"none"}]}`: "outcomes[0].cause",
		`{"faults": [{"kind":"status","status":200}]}`: "faults[0].status",
		`{"faults": [{"kind":"fire"}]}`:                "faults[0]",
	} {
		if _, err := ParseScenario([]byte(scenario)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one that names %s", scenario, err, want)
		}
	}
}
