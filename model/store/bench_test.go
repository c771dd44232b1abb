package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"hubwatch/model"
)

const many = 10_000

// manyTasks are tasks as they are some time into a migration, each with a
// report of about 1 kB and a body of as much.
func manyTasks(n int) []*model.Task {
	tasks := make([]*model.Task, n)
	for i := range tasks {
		t := &model.Task{
			ID: model.TaskID(fmt.Sprintf("5f0b4a3e-0000-4000-8000-%012d", i)), Label: "Move of a folder",
			Plan:    []model.Field{{Key: "folder", Values: []model.Text{"/a/b"}}, {Key: "owner", Values: []model.Text{"Kim"}}},
			AddedAt: t0, AskedAt: at(20), ReportAt: at(21), SeenAt: at(21),
			Report: kilobyteReport(i),
		}
		for j, s := range []model.State{model.StatePending, model.StateProcessing, model.StateOK} {
			t.History = append(t.History, model.Event{At: at(j), ID: t.ID, Kind: model.EventState, To: s})
		}
		tasks[i] = t
	}
	return tasks
}

func kilobyteReport(i int) *model.Report {
	r := &model.Report{
		TaskID: model.Text(fmt.Sprint(i)), Status: model.StatusComplete, Word: "COMPLETE",
		RequestedAt: at(1), StartedAt: at(2), CompletedAt: at(3), CorrelationID: "5f0b4a3e-0000-4000-8000-000000000000",
		Result: &model.Folder{ID: "1234567890", Name: "b", Path: "/a/b", ParentID: "987", CreatedAt: at(-900), UpdatedAt: at(3)},
		Headers: []model.Field{
			{Key: "Date", Values: []model.Text{"Mon, 04 May 2026 09:00:00 GMT"}},
			{Key: "X-Hubspot-Ratelimit-Remaining", Values: []model.Text{"99"}},
			{Key: "X-Hubspot-Ratelimit-Max", Values: []model.Text{"100"}},
			{Key: "X-Hubspot-Ratelimit-Interval-Milliseconds", Values: []model.Text{"10000"}},
			{Key: "X-Hubspot-Correlation-Id", Values: []model.Text{"5f0b4a3e-0000-4000-8000-000000000000"}},
		},
		Links: []model.Field{{Key: "status", Values: []model.Text{"https://api.hubapi.com/files/v3/folders/update/async/tasks/5f0b4a3e/status"}}},
		Extra: []model.Field{
			{Key: "portalId", Values: []model.Text{"1234567"}},
			{Key: "hints", Values: []model.Text{`{"source":"API","batch":"2026-05-04-a"}`}},
		},
		Raw: bytes.Repeat([]byte("x"), 1000),
	}
	if i%10 == 0 {
		r.NumErrors = 1
		r.Errors = []model.TaskError{{Category: "VALIDATION_ERROR", Message: "A folder of that name is there already."}}
	}
	return r
}

// fill makes a store of n tasks with all they can have.
func fill(b *testing.B, path string, n int) (*SQLite, []*model.Task) {
	b.Helper()
	s, err := Open(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	tasks := manyTasks(n)
	if _, err := s.Add(context.Background(), values(tasks)); err != nil {
		b.Fatal(err)
	}
	if err := s.Save(context.Background(), tasks, nil); err != nil {
		b.Fatal(err)
	}
	return s, tasks
}

func values(tasks []*model.Task) []model.Task {
	entries := make([]model.Task, len(tasks))
	for i, t := range tasks {
		entries[i] = *t
	}
	return entries
}

func BenchmarkLoad10000(b *testing.B) {
	s, tasks := fill(b, filepath.Join(b.TempDir(), "bench.db"), many)
	text, err := json.Marshal(tasks[1].Report)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if loaded, _, err := s.Load(context.Background()); err != nil || len(loaded) != many {
			b.Fatalf("%d tasks, %v", len(loaded), err)
		}
	}
	b.ReportMetric(float64(len(text)), "JSONbytes/report")
}

func BenchmarkAdd10000(b *testing.B) {
	entries := values(manyTasks(many))
	for i := 0; b.Loop(); i++ {
		s, err := Open(filepath.Join(b.TempDir(), fmt.Sprint(i)))
		if err != nil {
			b.Fatal(err)
		}
		if n, err := s.Add(context.Background(), entries); err != nil || n != many {
			b.Fatalf("%d added, %v", n, err)
		}
		_ = s.Close()
	}
}

// BenchmarkSave is what the dashboard does every few seconds: a hundred tasks
// with new reports and an event each, in a watchlist of 10,000.
func BenchmarkSave(b *testing.B) {
	s, tasks := fill(b, filepath.Join(b.TempDir(), "bench.db"), many)
	for i := 0; b.Loop(); i++ {
		var events []model.Event
		some := tasks[i*100%many:][:100]
		for _, t := range some {
			t.AskedAt, t.ReportAt = t.AskedAt.Add(time.Second), t.ReportAt.Add(time.Second)
			events = append(events, t.History[0])
		}
		if err := s.Save(context.Background(), some, events); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSinceNothingNew(b *testing.B) {
	s, _ := fill(b, filepath.Join(b.TempDir(), "bench.db"), many)
	_, revision, err := s.Load(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if c, err := s.Since(context.Background(), revision); err != nil || c.Revision != revision {
			b.Fatalf("%+v, %v", c, err)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	path := filepath.Join(b.TempDir(), "bench.db")
	fill(b, path, many)
	for b.Loop() {
		s, err := Open(path)
		if err != nil {
			b.Fatal(err)
		}
		_ = s.Close()
	}
}

func BenchmarkLeaseRenewal(b *testing.B) {
	s, _ := fill(b, filepath.Join(b.TempDir(), "bench.db"), 1)
	for b.Loop() {
		if _, err := s.Lease(context.Background(), "me", time.Now()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheck10000(b *testing.B) {
	s, _ := fill(b, filepath.Join(b.TempDir(), "bench.db"), many)
	for b.Loop() {
		if err := s.db.check(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
