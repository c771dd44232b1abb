package ui

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/keys"
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
		a.session.Observe(model.Observe(id, now, now, simulated(i, begun, now), nil), 0)
	}
	a.clock()
	a.front.Table.Changed(session.Changes{Anew: true})
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
		a.List().Due(a.Now.Add(time.Hour), a.Pace())
	}
}

// BenchmarkArrange is sorting 10,000 tasks anew after one changed its state.
func BenchmarkArrange(b *testing.B) {
	a := bigApp(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		a.front.Table.Changed(session.Changes{Anew: true})
	}
}

// appOfManyErrors is a dashboard with a task of 50,000 errors of three levels.
func appOfManyErrors(tb testing.TB) *app {
	tb.Helper()
	a := bigApp(tb, 10)
	r := threeLevels(a.Now)
	one := r.Errors[0]
	r.Errors = make([]model.TaskError, 50_000)
	for i := range r.Errors {
		r.Errors[i] = one
		r.Errors[i].Message = model.Text(fmt.Sprintf("A folder with the name %d is already at the destination.", i))
	}
	a.List().Add("many", "", a.Now)
	a.List().Apply(model.Observe("many", a.Now, a.Now, r, nil))
	return a
}

// BenchmarkOpenTask opens a task with 50,000 errors for the first time and
// applyColors it.
func BenchmarkOpenTask(b *testing.B) {
	a := appOfManyErrors(b)
	a.front.Task.Do(keys.Press{Action: keys.Level, Digit: 3})
	b.ReportAllocs()
	for b.Loop() {
		a.front.Task.Close()
		a.do(a.front.Open(a.List().Task("many")))
		_ = a.draw()
	}
}

// BenchmarkTaskFrame draws a frame of a task with 50,000 errors, all unfolded,
// at its end; of one with messages of 100 kB; and what a key costs there.
func BenchmarkTaskFrame(b *testing.B) {
	a := appOfManyErrors(b)
	a.do(a.front.Open(a.List().Task("many")))
	tree := a.front.Task.Tree()
	tree.Fold(3)
	for name, do := range map[string]func(){
		"frame":      func() {},
		"line":       func() { tree.To(len(tree.Flat)); tree.Move(-1) },
		"page":       func() { tree.To(0); tree.Move(tree.Height) },
		"fold":       func() { tree.To(1); tree.Toggle() },
		"everything": func() { tree.Fold(1); tree.Fold(3) },
		"search":     func() { tree.Search("name 49999 is"); tree.Next(+1) },
		"next":       func() { tree.Next(+1) },
	} {
		b.Run(name, func(b *testing.B) {
			tree.Search("")
			tree.To(len(tree.Flat))
			b.ReportAllocs()
			for b.Loop() {
				do()
				_ = a.draw()
			}
		})
	}
	long := threeLevels(a.Now)
	for i := range long.Errors {
		long.Errors[i].Message = model.Text(strings.Repeat("a message of a hundred kilobytes ", 3_100))
	}
	a.List().Apply(model.Observe("AAAAEZ6w00001", a.Now, a.Now, long, nil))
	a.do(a.front.Open(a.List().Task("AAAAEZ6w00001")))
	b.Run("100 kB", func(b *testing.B) {
		for b.Loop() {
			a.do(a.front.Task.Do(keys.Press{Action: keys.PageDown}))
			_ = a.draw()
		}
	})
	b.Run("100 kB opened", func(b *testing.B) {
		for b.Loop() {
			a.front.Task.Close()
			a.do(a.front.Open(a.List().Task("AAAAEZ6w00001")))
			_ = a.draw()
		}
	})
}

// BenchmarkRaw shows an answer with 50,000 errors as it came.
func BenchmarkRaw(b *testing.B) {
	a := appOfManyErrors(b)
	var body bytes.Buffer
	body.WriteString(`{"status":"COMPLETE","errors":[`)
	for i := range 50_000 {
		if i > 0 {
			body.WriteByte(',')
		}
		fmt.Fprintf(&body, `{"category":"VALIDATION_ERROR","message":"A folder with the name %d","context":{"folderId":["1234","5678"]}}`, i)
	}
	body.WriteString(`]}`)
	t := a.List().Task("many")
	t.Report.Raw = body.Bytes()
	a.do(a.front.Open(t))
	b.SetBytes(int64(body.Len()))
	for b.Loop() {
		a.do(a.front.Task.Do(keys.Press{Action: keys.Raw}))
		_ = a.draw()
		a.do(a.front.Task.Do(keys.Press{Action: keys.Raw}))
	}
}

// BenchmarkKeyToFrame is a key and the frame that answers it, with 10,000 tasks
// at 120x40. The slowest of a hundred is what a person feels.
func BenchmarkKeyToFrame(b *testing.B) {
	for name, keys := range map[string][]string{
		"move":   {"down", "down", "up", "pgdown", "up", "end", "home"},
		"filter": {"/", "s", "t", "a", "t", "u", "s", ":", "e", "r", "enter", "/", "backspace", "backspace", "esc", "esc", "/", "b", "r", "a", "esc"},
		"sort":   {"s", "f", "o", "l", "enter", "S", "S", "s", "e", "r", "r", "enter", "s", "s", "t", "a", "t", "e", "enter"},
		"tabs":   {"2", "3", "1", "]", "]", "!", "!", "1"},
		"group":  {"b", "down", "up", "esc"},
		"marks":  {"*", "space", "*", "*", "\\"},
	} {
		b.Run(name, func(b *testing.B) {
			a := bigApp(b, 10_000)
			a.resize(120, 40)
			var spans []time.Duration
			for i := 0; b.Loop(); i++ {
				begun := time.Now()
				a.Update(pressOf(keys[i%len(keys)]))
				a.View()
				spans = append(spans, time.Since(begun))
			}
			slices.Sort(spans)
			b.ReportMetric(float64(spans[len(spans)*99/100])/1e6, "ms-p99")
		})
	}
}

// BenchmarkOneChange is taking in that something of one of 10,000 tasks has
// changed that leaves it in its place.
func BenchmarkOneChange(b *testing.B) {
	a := bigApp(b, 10_000)
	tasks := a.List().Tasks()
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at := i * 7919 % len(tasks)
		a.front.Table.Changed(session.Changes{Tasks: tasks[at : at+1]})
	}
}

// BenchmarkOneMove is taking in that one of 10,000 tasks is called otherwise: it is
// taken out of the order and put in its place.
func BenchmarkOneMove(b *testing.B) {
	a := bigApp(b, 10_000)
	for _, key := range []string{"s", "f", "o", "l", "enter"} {
		a.Update(pressOf(key))
	}
	tasks := a.List().Tasks()[5_001:] // they have no folder yet
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		at := i * 7919 % len(tasks)
		a.List().Describe(tasks[at].ID, model.Text(strconv.Itoa(i*31%9973)), "")
		a.front.Table.Changed(session.Changes{Tasks: tasks[at : at+1]})
	}
}

// BenchmarkLargeMessage draws a task whose error message has a megabyte, and
// eight: in the table with its preview, opened for the first time, a frame of
// it, and HubSpot's answer as it came.
func BenchmarkLargeMessage(b *testing.B) {
	for _, size := range []int{1 << 20, 8 << 20} {
		a := bigApp(b, 40)
		a.resize(120, 40)
		report := threeLevels(a.Now)
		report.Errors[0].Message = model.Text(strings.Repeat("a message of a mégabyte ", size/25))
		report.Raw = []byte(`{"errors":[{"message":"` + string(report.Errors[0].Message) + `"}]}`)
		report.Result.Path = model.Text("/" + strings.Repeat("a folder of a megabyte/", size/23))
		id := a.front.Table.Shown()[0]
		a.List().Apply(model.Observe(id, a.Now, a.Now, report, nil))
		a.front.Table.Hold(id)
		for name, do := range map[string]func(){
			"table":  func() { a.front.Task.Close(); a.layout() },
			"opened": func() { a.front.Task.Close(); a.do(a.front.Open(a.List().Task(id))) },
			"frame":  func() { a.layout() },
			"page":   func() { a.do(a.front.Task.Do(keys.Press{Action: keys.PageDown})) },
		} {
			b.Run(fmt.Sprintf("%d MB/%s", size>>20, name), func(b *testing.B) {
				a.do(a.front.Open(a.List().Task(id)))
				for b.Loop() {
					do()
					_ = a.draw()
				}
			})
		}
		b.Run(fmt.Sprintf("%d MB/raw", size>>20), func(b *testing.B) {
			a.do(a.front.Open(a.List().Task(id)))
			for b.Loop() {
				a.do(a.front.Task.Do(keys.Press{Action: keys.Raw}))
				a.layout()
				_ = a.draw()
				a.do(a.front.Task.Do(keys.Press{Action: keys.Raw}))
			}
		})
	}
}
