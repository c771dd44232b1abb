package ui

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
	cliwatch "hubwatch/ui/cli/watch"
	"hubwatch/ui/picker"
)

// folders draws a migration: a plan, its tasks in any order, and how many of its
// folders are to be done again by the last attempt at each.
func folders(r *rand.Rand) (p plan.Plan, tasks []*model.Task, todo int, settled bool) {
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	settled = true
	for f := range 1 + r.IntN(12) {
		row := []model.Field{{Key: "folderId", Values: []model.Text{model.Text(fmt.Sprint(900 + f))}}, {Key: "name", Values: []model.Text{"name"}}}
		inPlan := r.IntN(8) > 0
		attempts := r.IntN(4)
		line := plan.Row{Line: f + 2, Fields: row}
		if attempts == 0 && inPlan && r.IntN(2) == 0 {
			line.Refused = "Something is wrong with it."
			todo++
		}
		if inPlan {
			p.Rows = append(p.Rows, line)
		}
		if !inPlan {
			attempts = min(attempts, 1) // nothing tells that they are about one folder
		}
		for n := range attempts {
			t := &model.Task{ID: model.TaskID(fmt.Sprintf("t%d.%d", f, n)), AddedAt: at.Add(time.Duration(r.IntN(1000)) * time.Second)}
			if inPlan {
				t.Plan = row
			}
			again, over := end(r, t, at.Add(time.Duration(n)*time.Hour))
			if n == attempts-1 {
				todo += again
				settled = settled && over
			}
			tasks = append(tasks, t)
		}
	}
	r.Shuffle(len(tasks), func(i, j int) { tasks[i], tasks[j] = tasks[j], tasks[i] })
	return p, tasks, todo, settled
}

// end draws how a task is that was requested at a time: whether its folder is to be
// done again, and whether it has settled.
func end(r *rand.Rand, t *model.Task, at time.Time) (again int, over bool) {
	report := &model.Report{RequestedAt: at, Status: model.StatusComplete, RawStatus: "COMPLETE"}
	t.Report, t.ReportAt, t.AskedAt = report, at.Add(time.Minute), at.Add(time.Minute)
	folder := model.Planned{FolderID: "1"}
	if len(t.Plan) > 0 {
		folder = t.Planned()
	}
	result := &model.Folder{ID: folder.FolderID, Name: folder.Name}
	switch r.IntN(8) {
	case 0:
		report.NumErrors, report.Errors = 1, []model.TaskError{{Message: "It is locked.", Category: "CONFLICT"}}
		return 1, true
	case 1:
		report.Status, report.RawStatus = model.StatusCanceled, "CANCELED"
		return 1, true
	case 2:
		report.Status, report.RawStatus = model.StatusProcessing, "PROCESSING"
		t.Err, t.Failures = &model.CheckError{Kind: model.KindNotFound, HTTPStatus: 404}, 2
		t.MissedAt = t.AskedAt.Add(-time.Hour)
		return 1, true
	case 3:
		if len(t.Plan) > 0 {
			result.Name, report.Result = "name (1)", result
			return 1, true
		}
		return 0, true
	case 4:
		report.Status, report.RawStatus = model.StatusProcessing, "PROCESSING"
		return 0, false
	case 5:
		report.Status, report.RawStatus = model.StatusUnknown, "QUEUED"
		return 0, false
	}
	if len(t.Plan) > 0 {
		report.Result = result
	}
	return 0, true
}

var (
	toDoHeading = regexp.MustCompile(`→ ([\d,]+) (?:folder|task)s? to do again`)
	toDoInTab   = regexp.MustCompile(`2 To do ([\d,]+)`)
)

// TestAllSayTheSame draws watchlists and holds that the header, the tab, what W
// writes, report, status, rerun and --max-errors say how many folders are to be done
// again, and that it is true.
func TestAllSayTheSame(t *testing.T) {
	t.Parallel()
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 17))
		p, tasks, todo, settled := folders(r)
		now := time.Date(2026, 5, 5, 9, 0, 0, 0, time.UTC)
		a, err := newApp(t.Context(), Options{Clock: func() time.Time { return now }, Theme: "none", Tasks: tasks, Plan: p, Desk: noDesk{}})
		if err != nil {
			t.Fatal(err)
		}
		said := map[string]int{"ToDo": a.ToDo().Total()}
		a.resize(160, 50)
		if len(tasks) > 0 {
			said["header"], said["tab"] = numberIn(toDoHeading, a.draw()), numberIn(toDoInTab, a.draw())
			a.key(pressOf("2"))
			a.key(pressOf("*"))
			written := picker.Rerun(a.Env, a.front.Table.Tasks())
			if a.List().ToDo() == 0 { // there is no row to press it on
				written = a.Tracker().Rerun(nil, plan.With{Refused: true})
			}
			said["W"] = len(written.Steps) + len(written.Unknown()) + written.Missing()
		}
		sel := cliwatch.Selection{Session: a.session}
		status := output.StatusOf(sel.Tasks(), sel.Tracker(), sel.Causes(), model.Account{})
		status.Cover(sel.Tracker())
		report := output.ReportOf(sel.Tasks(), sel.Tracker(), model.Account{}, a.Causes(), now)
		report.Cover(sel.Tracker())
		said["status"], said["report"] = status.Summary["todo"], report.Summary["todo"]
		var again []*model.Task
		for _, task := range a.List().Tasks() {
			if task.ToDo() {
				again = append(again, task)
			}
		}
		rerun := sel.Tracker().Rerun(again, plan.With{Refused: true, Missing: true})
		said["rerun"] = len(rerun.Steps) + len(rerun.Unknown())
		for what, n := range said {
			if n != todo {
				t.Fatalf("seed %d: %s says %d, in truth %d", seed, what, n, todo)
			}
		}
		if settled && len(tasks) > 0 {
			tolerates(t, sel, todo-a.List().Count(model.StateMissing))
		}
	}
}

// tolerates holds that so many folders to do again are what --max-errors must
// tolerate, those aside that HubSpot does not know.
func tolerates(t *testing.T, sel cliwatch.Selection, n int) {
	t.Helper()
	for most, want := range map[int]int{n: exit.OK, n - 1: exit.Errors} {
		if most < 0 {
			continue
		}
		tol, err := cliwatch.ParseMaxErrors(fmt.Sprint(most))
		if err != nil {
			t.Fatal(err)
		}
		tol.Missing = true
		if got := exit.Of(tol.Verdict(sel, nil)); got != want {
			t.Fatalf("--max-errors %d of %d to do ends with %d, want %d", most, n, got, want)
		}
	}
}

// numberIn is the number that a screen names, 0 if it names none.
func numberIn(re *regexp.Regexp, screen string) int {
	m := re.FindStringSubmatch(screen)
	if m == nil {
		return 0
	}
	n := 0
	_, _ = fmt.Sscan(strings.ReplaceAll(m[1], ",", ""), &n)
	return n
}
