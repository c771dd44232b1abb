package cause

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"hubwatch/model"
)

// migration is n tasks that ended with one of the errors of the demo each, in
// no order.
func migration(n int) []*model.Task {
	errors := []func(i int) model.TaskError{
		func(i int) model.TaskError { return conflict(fmt.Sprint("folder ", i), "/brand/2025") },
		func(i int) model.TaskError { return locked(fmt.Sprint(900100200000 + i)) },
		func(i int) model.TaskError {
			return model.TaskError{
				Category: "MISSING_SCOPES", Message: model.Text(fmt.Sprintf("The app lost a scope while folder %d was being moved.", i)),
				Details: []model.ErrorDetail{{Message: "One of these scopes is needed.", Code: "MISSING_SCOPES", Context: []model.Field{field("missingScopes", "files.write", "files")}}},
			}
		},
		func(i int) model.TaskError {
			return model.TaskError{Category: "INTERNAL_ERROR", Message: model.Text(fmt.Sprintf("Something unexpected happened. Give HubSpot's support the number 7f%dc0.", i))}
		},
		func(i int) model.TaskError {
			return model.TaskError{
				Category: "VALIDATION_ERROR", SubCategory: model.Text(fmt.Sprintf("Folders.PARENT_ARCHIVED_%d", i/5%100)),
				Message: model.Text(fmt.Sprintf("The parent folder of '/brand/2025/summer %d' is in the recycle bin, so team %s cannot use it.", i, letters(i/5%100))),
				Context: []model.Field{field("folderId", fmt.Sprint(i))},
			}
		},
	}
	tasks := make([]*model.Task, n)
	for i := range tasks {
		tasks[i] = ended(fmt.Sprintf("AAAAB3kQ%05d", i), i, errors[i%len(errors)](i))
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(n, func(i, j int) { tasks[i], tasks[j] = tasks[j], tasks[i] })
	return tasks
}

var wave = map[string]model.Text{"wave": "3", "owner": "Ana"}

// BenchmarkCold groups 10,000 errors of about a hundred causes from nothing.
func BenchmarkCold(b *testing.B) {
	tasks := migration(10_000)
	b.ReportAllocs()
	for b.Loop() {
		var g Groups
		for _, t := range tasks {
			g.Apply(t, wave)
		}
		if n := len(g.Causes()); n != 104 {
			b.Fatalf("%d causes", n)
		}
	}
}

// unquotedTasks is n tasks that failed with messages with names without quotes.
func unquotedTasks(b *testing.B, n int) []*model.Task {
	lines := templates(b, "templates.txt")
	var all []*model.Task
	for seed := uint64(1); len(all) < n; seed++ {
		tasks, _ := corpus(lines, seed)
		for _, t := range tasks {
			t.ID += model.TaskID(fmt.Sprint("-", seed))
		}
		all = append(all, tasks...)
	}
	return all[:n]
}

// BenchmarkColdUnquoted groups 10,000 errors of 84 templates from nothing.
func BenchmarkColdUnquoted(b *testing.B) {
	tasks := unquotedTasks(b, 10_000)
	b.ReportAllocs()
	for b.Loop() {
		var g Groups
		for _, t := range tasks {
			g.Apply(t, wave)
		}
		b.ReportMetric(float64(len(g.Causes())), "causes")
	}
}

// BenchmarkNewUnquoted adds one error with a new name to 10,000 and asks for
// the causes again.
func BenchmarkNewUnquoted(b *testing.B) {
	var g Groups
	for _, t := range unquotedTasks(b, 10_000) {
		g.Apply(t, wave)
	}
	g.Causes()
	for i := 0; b.Loop(); i++ {
		name := fmt.Sprint("Summer ", i, " Launch")
		g.Apply(ended("new", 5000+i, model.TaskError{Category: "VALIDATION_ERROR", Message: model.Text("Folder " + name + " already exists in brand assets (old)")}), wave)
		g.Causes()
	}
}

// BenchmarkNewError adds one error to 10,000 and asks for the causes again.
func BenchmarkNewError(b *testing.B) {
	var g Groups
	for _, t := range migration(10_000) {
		g.Apply(t, wave)
	}
	g.Causes()
	next := []*model.Task{ended("new", 5000, locked("7")), ended("new", 70, conflict("x", "/brand"))}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		g.Apply(next[i%2], wave)
		g.Causes()
	}
}

// BenchmarkSpread tells what varies inside a cause of 10,000 tasks.
func BenchmarkSpread(b *testing.B) {
	var g Groups
	for i := range 10_000 {
		g.Apply(ended(fmt.Sprint(i), i, conflict(fmt.Sprint(i), "/brand")), wave)
	}
	sig := g.Causes()[0].Signature
	for b.Loop() {
		g.groups[sig].changed()
		g.Spread(sig)
	}
}

// BenchmarkHugeTask takes in one task with 50,000 errors.
func BenchmarkHugeTask(b *testing.B) {
	errors := make([]model.TaskError, 50_000)
	for i := range errors {
		errors[i] = conflict(fmt.Sprint(i), "/x")
	}
	task := ended("x", 1, errors...)
	for b.Loop() {
		var g Groups
		g.Apply(task, nil)
	}
}

// BenchmarkLongMessage masks 100 kB.
func BenchmarkLongMessage(b *testing.B) {
	message := model.Text(strings.Repeat("'it' is \\n 12, ", 8000))
	for b.Loop() {
		Mask(message)
	}
}
