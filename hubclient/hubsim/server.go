// Package hubsim is a simulated HubSpot: the endpoints for asynchronous folder
// updates, account details and folder search, with their limits and faults, and
// a migration that runs by itself. Time is injected, and the state follows from
// it alone: there are no goroutines and no timers.
package hubsim

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"
)

// DefaultToken is the token a server accepts unless told otherwise. It is not
// secret: it gives access to nothing but a simulation.
const DefaultToken = "pat-demo-00000000-not-a-real-token"

// Options says what to simulate. The zero value is the zero scenario in real time.
type Options struct {
	Scenario Scenario
	Tasks    int                                  // in the migration; 0 is the scenario's number
	Token    string                               // "" is DefaultToken
	Scopes   []string                             // of the token; nil is oauth and files
	Now      func() time.Time                     // nil is time.Now
	Sleep    func(context.Context, time.Duration) // for slow answers; nil waits in real time
	Seed     uint64
	Folders  []Folder // that moves really move; those of the migration are besides
}

// Server is a simulated HubSpot. It is safe for concurrent use.
type Server struct {
	opt   Options
	start time.Time
	mux   *http.ServeMux

	mu        sync.Mutex
	migration *migration
	limiter   limiter
	random    *rand.Rand
	requests  int
	stats     Stats
	ended     map[string]bool // tasks whose end has been served
	tree      *tree
	moves     []*task // in the tree that have not ended, the first to end first
}

// Stats counts the requests.
type Stats struct {
	Requests   int
	Checks     int         // of a task's status
	Searches   int         // for folders
	AfterEnd   int         // of a task whose end had been served before
	ByStatus   map[int]int // by HTTP status
	Limited    int         // refused by a limit
	LargestUse int         // most requests in any window
}

// New returns a server whose migration begins now.
func New(o Options) *Server {
	o.Scenario = o.Scenario.withDefaults()
	o.Token = cmp.Or(o.Token, DefaultToken)
	if o.Scopes == nil {
		o.Scopes = []string{"oauth", "files"}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Sleep == nil {
		o.Sleep = sleep
	}
	o.Tasks = cmp.Or(o.Tasks, o.Scenario.Tasks)
	start := o.Now()
	s := &Server{
		opt: o, start: start,
		migration: newMigration(o.Scenario, o.Tasks, o.Seed, start),
		limiter:   limiter{limits: o.Scenario.Limits, start: start},
		random:    rand.New(rand.NewPCG(o.Seed, 3)),
		stats:     Stats{ByStatus: map[int]int{}},
		ended:     map[string]bool{},
		tree:      newTree(o.Folders, o.Scenario.Taken == "renamed", start),
	}
	s.mux = s.routes()
	return s
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

// TaskIDs lists the IDs of all tasks in the order they were requested.
func (s *Server) TaskIDs() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := make([]string, 0, len(s.migration.tasks))
	for _, t := range s.migration.tasks {
		ids = append(ids, t.id)
	}
	return ids
}

// Planned is what a task of the migration does.
type Planned struct{ TaskID, FolderID, Name, ParentID, Path string }

// Plan returns what the tasks do, in the order they were requested.
func (s *Server) Plan() []Planned {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows := make([]Planned, 0, len(s.migration.tasks))
	for _, t := range s.migration.tasks {
		f := t.folder
		rows = append(rows, Planned{t.id, f.id, f.name, f.parentID, f.path})
	}
	return rows
}

// Sample returns a plan of n folders that are not part of the migration yet, for
// moves to be requested from the server. From then on these folders exist, and
// those that they are to be moved into. One of them is planned to be elsewhere, and
// where taken names get a number, the name of another one is taken.
func (s *Server) Sample(n int) []Planned {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows := s.migration.sample(n)
	s.tree.plant(rows, s.migration.places, s.start)
	return rows
}

// Truth returns the status of a task now and since when it has it, without a
// request. The status is "" if there is no such task.
func (s *Server) Truth(id string) (status string, since time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t := s.migration.byID[id]; t != nil {
		return t.status(s.opt.Now())
	}
	return "", time.Time{}
}

// Stats returns the requests so far.
func (s *Server) Stats() Stats {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.stats
	out.ByStatus = maps.Clone(s.stats.ByStatus)
	return out
}

func (s *Server) routes() *http.ServeMux {
	mux := http.NewServeMux()
	for _, v := range []string{"v3", "2025-09", "2026-03"} {
		mux.HandleFunc("GET /files/"+v+"/folders/update/async/tasks/{task}/status", s.checked(s.status))
		mux.HandleFunc("POST /files/"+v+"/folders/update/async", s.checked(s.update))
	}
	for _, v := range []string{"v3", "2025-09", "2026-03", "2026-09"} {
		mux.HandleFunc("GET /files/"+v+"/folders/search", s.checked(s.search))
	}
	for _, v := range []string{"v3", "2026-03", "2026-09"} {
		mux.HandleFunc("GET /account-info/"+v+"/details", s.checked(s.account))
	}
	mux.HandleFunc("POST /oauth/v2/private-apps/get/access-token-info", s.checked(s.tokenInfo))
	return mux
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	rec := &recorder{ResponseWriter: w, status: http.StatusOK}
	defer func() {
		s.mu.Lock()
		s.stats.Requests++
		s.stats.ByStatus[rec.status]++
		s.mu.Unlock()
	}()
	if _, pattern := s.mux.Handler(r); pattern == "" {
		status := http.StatusNotFound
		if strings.Contains(r.URL.Path, "/folders/update/async") && strings.HasPrefix(r.URL.Path, "/files/v3/") {
			status = http.StatusMethodNotAllowed
		}
		sendPage(rec, status)
		return
	}
	s.mux.ServeHTTP(rec, r)
}

// recorder remembers the status that was sent.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader sends the status line.
func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// handler answers a request that has passed token, limits and faults. It is
// called with the lock held.
type handler func(r *http.Request, now time.Time, correlation string) (status int, body any)

// checked puts token, limits and faults before a handler.
func (s *Server) checked(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.requests++
		now, correlation := s.opt.Now(), s.correlation()
		w.Header().Set("X-HubSpot-Correlation-Id", correlation)
		w.Header().Set("Date", now.UTC().Format(http.TimeFormat))
		if status, body := s.refuse(w.Header(), r, now, correlation); status != 0 {
			s.mu.Unlock()
			sendJSON(w, status, body)
			return
		}
		fault := s.fault(now)
		if fault != nil && s.failing(w, r, *fault, correlation) {
			return // the lock is released
		}
		now = s.opt.Now() // later after a slow fault
		s.advance(now)
		status, body := h(r, now, correlation)
		s.mu.Unlock()
		if fault != nil && fault.Kind == "cut" {
			cut(w, body)
		}
		sendJSON(w, status, body)
	}
}

// refuse checks the token and counts the request.
func (s *Server) refuse(h http.Header, r *http.Request, now time.Time, correlation string) (int, any) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	switch {
	case !ok:
		return http.StatusUnauthorized, envelope("INVALID_AUTHENTICATION", "No authentication credentials were found in the request.", correlation)
	case token != s.opt.Token:
		return http.StatusUnauthorized, envelope("INVALID_AUTHENTICATION", "The credentials of this request are not known here.", correlation)
	}
	policy := s.limiter.take(now)
	s.limiter.headers(h, now)
	s.stats.LargestUse = max(s.stats.LargestUse, len(s.limiter.sent))
	if policy == "" {
		return 0, nil
	}
	s.stats.Limited++
	return http.StatusTooManyRequests, limited(policy, correlation)
}

// limited returns the body of a 429: it has a policy where others have a category.
func limited(policy, correlation string) object {
	return object{
		"status": "error", "errorType": "RATE_LIMIT", "policyName": policy, "correlationId": correlation,
		"message":   "You have reached your " + strings.ToLower(policy) + " limit.",
		"groupName": fmt.Sprintf("publicapi:private-apps:%d", portalID),
	}
}

// correlation makes the next correlation ID.
func (s *Server) correlation() string {
	h := fnv.New64a()
	fmt.Fprint(h, s.opt.Seed, s.requests)
	n := h.Sum64()
	return fmt.Sprintf("019d%04x-%04x-7%03x-8%03x-%012x", n>>48, n>>32&0xffff, n>>20&0xfff, n>>8&0xfff, s.requests)
}

func (s *Server) status(r *http.Request, now time.Time, correlation string) (int, any) {
	id := r.PathValue("task")
	s.stats.Checks++
	if !s.permitted(statusScopes) {
		return forbidden(statusScopes, correlation)
	}
	if !decodable(id) {
		e := envelope("VALIDATION_ERROR", "Provided ID could not be decoded.", correlation)
		e["context"] = object{"id": []string{id}}
		return http.StatusBadRequest, e
	}
	t := s.migration.byID[id]
	if t == nil || now.Before(t.requestedAt) {
		return http.StatusNotFound, object{"status": "error", "message": "resource not found", "correlationId": correlation}
	}
	if s.ended[id] {
		s.stats.AfterEnd++
	}
	s.ended[id] = t.final(now)
	return http.StatusOK, t.statusBody(now, "http://"+r.Host+r.URL.Path)
}

func sendJSON(w http.ResponseWriter, status int, body any) {
	data, err := json.Marshal(body)
	if err != nil {
		panic(err) // our own types
	}
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(data)
}

func sendPage(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html;charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(page(status, http.StatusText(status))))
}
