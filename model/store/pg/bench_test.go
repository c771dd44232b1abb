package pg

import (
	"errors"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/pg/pgtest"
	"hubwatch/model/store/storetest"
)

// many is the tasks of a large migration; a short run has a tenth of them.
func many() int {
	if testing.Short() {
		return 10_000
	}
	return 100_000
}

// filled is a watchlist of many tasks with all they can have, in a part of them at
// a time, as a copy comes.
func filled(b *testing.B) (*Store, []*model.Task) {
	b.Helper()
	server := pgtest.Own(b)
	url, err := server.Database("bench")
	if err == nil {
		err = errors.Join(server.Stop(), server.Run("fsync=on"))
	}
	if err == nil {
		_, err = made(b, url).Init(ctx)
	}
	if err != nil {
		b.Fatal(err)
	}
	s := opened(b, url)
	tasks := storetest.ManyTasks(many())
	if _, err := s.Take(ctx, store.Turn{Holder: "bench"}); err != nil {
		b.Fatal(err)
	}
	for begin := 0; begin < len(tasks); begin += 10_000 {
		part := tasks[begin : begin+10_000]
		entries := make([]model.Task, len(part))
		for i, t := range part {
			entries[i] = *t
		}
		must(b)(s.Add(ctx, entries))
		took(b)(s.Take(ctx, store.Turn{Tasks: part}))
	}
	return s, tasks
}

// BenchmarkAt100000 is what a dashboard does with a large watchlist: it opens it,
// and saves some answers every half second.
func BenchmarkAt100000(b *testing.B) {
	s, tasks := filled(b)
	b.Run("Load", func(b *testing.B) {
		for b.Loop() {
			if loaded, _, err := s.Load(ctx); err != nil || len(loaded) != len(tasks) {
				b.Fatalf("%d tasks, %v", len(loaded), err)
			}
		}
	})
	b.Run("Save", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := s.Take(ctx, store.Turn{Holder: "bench"}); err != nil {
				b.Fatal(err)
			}
			var events []model.Event
			some := tasks[i*25%len(tasks):][:25]
			for _, t := range some {
				t.AskedAt, t.ReportAt = t.AskedAt.Add(time.Second), t.ReportAt.Add(time.Second)
				events = append(events, t.History[0])
			}
			took(b)(s.Take(ctx, store.Turn{Tasks: some, Events: events}))
		}
	})
	b.Run("SinceNothingNew", func(b *testing.B) {
		_, revision, err := s.Load(ctx)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if c, err := s.Since(ctx, revision); err != nil || c.Revision != revision {
				b.Fatalf("%+v, %v", c, err)
			}
		}
	})
}
