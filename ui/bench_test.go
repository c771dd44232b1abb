package ui

import (
	"context"
	"fmt"
	"testing"
	"time"

	"hubwatch/model"
)

// bigApp is a dashboard of 200x60 with n tasks in every state, some with
// errors.
func bigApp(tb testing.TB, n int) *app {
	tb.Helper()
	begun := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	now := begun.Add(time.Duration(n) * 5 * time.Second)
	a, err := newApp(context.Background(), Options{Clock: func() time.Time { return now }, Where: "demo", Tasks: watched(ids(n)...)})
	if err != nil {
		tb.Fatal(err)
	}
	for i, id := range ids(n) {
		a.list.Apply(model.Observe(id, now, now, simulated(i, begun, now), nil))
	}
	a.clock()
	a.table.arrange(&a.list)
	a.resize(200, 60)
	return a
}

// BenchmarkFrame draws one frame. Its cost must not depend on the number of
// tasks: only what is visible is drawn.
func BenchmarkFrame(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprintf("200x60/%d", n), func(b *testing.B) {
			a := bigApp(b, n)
			b.ReportAllocs()
			for b.Loop() {
				_ = a.draw()
			}
		})
	}
}

// BenchmarkTick is what the clock costs between two frames with 10,000 tasks:
// finding what is due.
func BenchmarkTick(b *testing.B) {
	a := bigApp(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		a.list.Due(a.now.Add(time.Hour), &a.pace)
	}
}

// BenchmarkArrange is sorting 10,000 tasks anew after one changed its state.
func BenchmarkArrange(b *testing.B) {
	a := bigApp(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		a.table.arrange(&a.list)
	}
}

// BenchmarkOpenTask draws a task with 50,000 errors for the first time.
func BenchmarkOpenTask(b *testing.B) {
	a := bigApp(b, 10)
	r := model.Report{Status: model.StatusComplete, Word: "COMPLETE", Errors: make([]model.TaskError, 50_000)}
	for i := range r.Errors {
		r.Errors[i] = model.TaskError{Category: "VALIDATION_ERROR", Message: "A folder of that name is already at the destination."}
	}
	a.list.Add("many", "", a.now)
	a.list.Apply(model.Observe("many", a.now, a.now, r, nil))
	b.ReportAllocs()
	for b.Loop() {
		a.task = nil
		a.openTask(a.list.Task("many"))
	}
}
