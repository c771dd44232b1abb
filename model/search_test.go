package model

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// moving is a migration at HubSpot whose folders can be searched for.
type moving struct {
	ends    []time.Time
	outcome []State // how each ends
	moves   []bool  // the folder is moved then
	lag     time.Duration
	early   time.Duration
	missing float64
	random  *rand.Rand
}

func movingAt(i int) Planned {
	return Planned{FolderID: Text(fmt.Sprint(9000 + i)), Name: "new", ParentID: "77", Path: "/there/new"}
}

func newMoving(n int, seed uint64, start time.Time) *moving {
	r := rand.New(rand.NewPCG(seed, 5))
	m := &moving{
		random: r, lag: []time.Duration{0, 2 * time.Second, 10 * time.Second, time.Minute}[r.IntN(4)],
		early: time.Duration(r.IntN(2)*r.IntN(8)) * time.Second, missing: []float64{0, 0.1, 1}[r.IntN(3)],
	}
	at := start.Add(-time.Duration(r.IntN(60)) * time.Second)
	for range n {
		at = at.Add(time.Duration(r.IntN(2000)) * time.Millisecond)
		m.ends = append(m.ends, at)
		state := []State{StateOK, StateOK, StateOK, StateErrors, StateErrors, StateCanceled}[r.IntN(6)]
		m.outcome = append(m.outcome, state)
		m.moves = append(m.moves, state == StateOK || state == StateErrors && r.IntN(2) == 0)
	}
	return m
}

// report is what HubSpot says of a task now.
func (m *moving) report(i int, now time.Time) Report {
	end := m.ends[i]
	r := Report{Status: StatusProcessing, RequestedAt: end.Add(-5 * time.Minute), StartedAt: end.Add(-3 * time.Second)}
	if now.Before(end) {
		return r
	}
	r.Status, r.CompletedAt = StatusComplete, end
	if m.outcome[i] == StateErrors {
		r.NumErrors = 1
	}
	if m.outcome[i] == StateCanceled {
		r.Status = StatusCanceled
	}
	if m.moves[i] {
		r.Result = m.folder(i, true)
	}
	return r
}

func (m *moving) folder(i int, there bool) *Folder {
	p := movingAt(i)
	if !there {
		return &Folder{ID: p.FolderID, Name: "old", Path: "/old", ParentID: "12"}
	}
	return &Folder{ID: p.FolderID, Name: p.Name, Path: p.Path, ParentID: p.ParentID}
}

// search is what the index has of folders now.
func (m *moving) search(ids []Text, now time.Time) []Folder {
	var found []Folder
	for _, id := range ids {
		var i int
		_, _ = fmt.Sscan(string(id), &i)
		i -= 9000
		if rand.New(rand.NewPCG(uint64(i), 9)).Float64() < m.missing {
			continue
		}
		found = append(found, *m.folder(i, m.moves[i] && !now.Before(m.ends[i].Add(m.lag-m.early))))
	}
	return found
}

// movingRow is the row of the plan of task i.
func movingRow(i int) []Field {
	p := movingAt(i)
	return []Field{{ColumnFolder, []Text{p.FolderID}}, {ColumnName, []Text{p.Name}}, {ColumnParent, []Text{p.ParentID}}, {ColumnPath, []Text{p.Path}}}
}

// TestSearchesNeverTellAnEnd watches migrations with every kind of outcome by
// checks and searches, and holds every final state against what is true.
func TestSearchesNeverTellAnEnd(t *testing.T) {
	runs := 10_000
	if testing.Short() {
		runs = 300
	}
	searches, arrived := 0, 0
	for seed := range uint64(runs) {
		start := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
		n := 5 + int(seed%25)
		m := newMoving(n, seed, start)
		var w Watchlist
		var p Pace
		now := start
		for i := range n {
			w.Put(&Task{ID: TaskID(fmt.Sprintf("AAAA%07d", i)), Plan: movingRow(i), AddedAt: now})
		}
		at := map[TaskID]int{}
		for i, task := range w.Tasks() {
			at[task.ID] = i
		}
		for w.Settled() < n && now.Sub(start) < time.Hour {
			now = now.Add(100 * time.Millisecond)
			p.Turns(Budget{Turns: 1, NextTurn: 100 * time.Millisecond, Window: 10 * time.Second, Burst: 1})
			if s, ok := w.NextSearch(now, &p); ok {
				searches++
				for _, task := range w.Found(s, m.search(s.Folders, now), nil, now) {
					arrived++
					if i := at[task.ID]; !m.moves[i] || now.Before(m.ends[i].Add(m.lag-m.early)) {
						t.Fatalf("seed %d: task %d has arrived, which it has not", seed, i)
					}
				}
			}
			for _, id := range w.Due(now, &p) {
				w.Apply(Observe(id, now, now, m.report(at[id], now), nil))
			}
			if seed%50 != 0 && w.Settled() < n {
				continue
			}
			for _, task := range w.Tasks() {
				i := at[task.ID]
				if s := task.State(); s.Final() && (s != m.outcome[i] || now.Before(m.ends[i])) {
					t.Fatalf("seed %d: task %d is %s, and is to be %s in %v", seed, i, s.Word(), m.outcome[i].Word(), m.ends[i].Sub(now))
				}
			}
		}
		if w.Settled() < n {
			t.Fatalf("seed %d: %d of %d are settled after an hour", seed, w.Settled(), n)
		}
	}
	if searches < runs || arrived < runs {
		t.Errorf("%d searches and %d arrivals in %d runs", searches, arrived, runs)
	}
}

func TestASearchThatFails(t *testing.T) {
	for _, tc := range []struct {
		err     error
		tries   int // until none is made any more; 0 is never
		refused bool
	}{
		{&CheckError{Kind: KindPermission, HTTPStatus: 403}, 1, true},
		{&CheckError{Kind: KindBadID, HTTPStatus: 400}, 3, true},
		{&CheckError{Kind: KindWrongRoute, HTTPStatus: 404}, 3, true},
		{&CheckError{Kind: KindUnavailable, HTTPStatus: 502}, 0, false},
		{&CheckError{Kind: KindRateLimited, HTTPStatus: 429, RetryAfter: time.Minute}, 0, false},
		{fmt.Errorf("the program ends"), 0, false},
	} {
		var w Watchlist
		var p Pace
		now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
		for i := range 200 {
			w.Put(&Task{ID: TaskID(fmt.Sprintf("AAAA%07d", i)), Plan: movingRow(i), AddedAt: now})
		}
		tries := 0
		for range 10 {
			now = now.Add(2 * time.Minute)
			s, ok := w.NextSearch(now, &p)
			if !ok {
				break
			}
			if len(s.Tasks) != 100 || len(s.Folders) != 100 {
				t.Fatalf("a search for %d tasks in %d folders", len(s.Tasks), len(s.Folders))
			}
			tries++
			w.Found(s, nil, tc.err, now)
			if s, again := w.NextSearch(now, &p); again {
				if tc.tries > 0 || w.searching.failures > 0 {
					t.Errorf("%v: it is tried again at once", tc.err)
				}
				w.Found(s, nil, tc.err, now)
			}
		}
		if want := tc.tries; want > 0 && tries != want || want == 0 && tries < 5 || (w.SearchRefused() != nil) != tc.refused {
			t.Errorf("%v: %d tries, refused: %v", tc.err, tries, w.SearchRefused())
		}
	}
}

func TestTasksThatCannotBeSearchedFor(t *testing.T) {
	var w Watchlist
	var p Pace
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	rows := [][]Field{
		nil,
		{{ColumnFolder, []Text{"12"}}},
		{{ColumnName, []Text{"a"}}},
		{{ColumnFolder, []Text{"12x"}}, {ColumnName, []Text{"a"}}},
		{{ColumnFolder, []Text{"99999999999999999999"}}, {ColumnName, []Text{"a"}}},
	}
	for i := range 200 {
		w.Put(&Task{ID: TaskID(fmt.Sprintf("AAAA%07d", i)), Plan: rows[i%len(rows)], AddedAt: now})
	}
	if s, ok := w.NextSearch(now, &p); ok {
		t.Errorf("a search for %v", s.Folders)
	}
}

func TestArrivalLag(t *testing.T) {
	start := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	task := func(added, ended, arrived time.Duration) *Task {
		return &Task{AddedAt: start.Add(added), ArrivedAt: start.Add(arrived), Report: &Report{Status: StatusComplete, CompletedAt: start.Add(ended)}}
	}
	all := []*Task{task(0, 10*time.Second, 12*time.Second), task(0, 20*time.Second, 23*time.Second), task(0, 30*time.Second, 29*time.Second),
		task(time.Minute, 0, time.Hour), {}, {ArrivedAt: start}}
	if lag, n := ArrivalLag(all); lag != 2*time.Second || n != 3 {
		t.Errorf("%v of %d, want 2s of 3", lag, n)
	}
	if _, n := ArrivalLag(nil); n != 0 {
		t.Errorf("%d arrivals of no tasks", n)
	}
}
