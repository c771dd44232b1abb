package store_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/storetest"
)

const many = 10_000

// fill makes a store of n tasks with all they can have.
func fill(b *testing.B, path string, n int) (*store.SQLite, []*model.Task) {
	b.Helper()
	s, err := store.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	tasks := storetest.ManyTasks(n)
	if _, err := s.Add(context.Background(), values(tasks)); err != nil {
		b.Fatal(err)
	}
	if _, err := s.Take(context.Background(), store.Turn{Tasks: tasks}); err != nil {
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
	entries := values(storetest.ManyTasks(many))
	for i := 0; b.Loop(); i++ {
		s, err := store.Open(filepath.Join(b.TempDir(), fmt.Sprint(i)))
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
		if _, err := s.Take(context.Background(), store.Turn{Tasks: some, Events: events}); err != nil {
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
		s, err := store.Open(path)
		if err != nil {
			b.Fatal(err)
		}
		_ = s.Close()
	}
}

func BenchmarkLeaseRenewal(b *testing.B) {
	s, _ := fill(b, filepath.Join(b.TempDir(), "bench.db"), 1)
	for b.Loop() {
		if _, err := s.Take(context.Background(), store.Turn{Holder: "me", Now: time.Now()}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkExchange is what a dashboard does all the time: it brings four answers
// and looks for what others wrote, which is nothing.
func BenchmarkExchange(b *testing.B) {
	ctx := context.Background()
	s, tasks := fill(b, filepath.Join(b.TempDir(), "bench.db"), 2000)
	_, revision, err := s.Load(ctx)
	if err != nil {
		b.Fatal(err)
	}
	requests := make([]model.Request, 4)
	for i := 0; b.Loop(); i++ {
		some := tasks[i*4%2000:][:4]
		for j, t := range some {
			t.AskedAt, t.ReportAt = t.AskedAt.Add(time.Second), t.ReportAt.Add(time.Second)
			requests[j] = model.Request{At: t.AskedAt, Method: "GET", Path: "/" + string(t.ID), Status: 200}
		}
		if _, err := s.Take(ctx, store.Turn{Holder: "me", Now: time.Now(), Tasks: some, Requests: requests}); err != nil {
			b.Fatal(err)
		}
		changes, err := s.Since(ctx, revision)
		if err != nil || len(changes.Tasks) > 0 {
			b.Fatalf("%d tasks, %v", len(changes.Tasks), err)
		}
		revision = changes.Revision
		if _, err := s.Document(ctx, "plan-version"); err != nil {
			b.Fatal(err)
		}
		if _, err := s.Claims(ctx, time.Now()); err != nil {
			b.Fatal(err)
		}
	}
}
