package model

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

// over is a report of a task requested so many minutes after noon.
func over(minute, errors int, folder Text) Report {
	r := Report{Status: StatusComplete, RawStatus: "COMPLETE", NumErrors: errors, RequestedAt: noon.Add(time.Duration(minute) * time.Minute)}
	if folder != "" {
		r.Result = &Folder{ID: folder}
	}
	return r
}

func (w *Watchlist) tell(id TaskID, r Report) []Event {
	at := noon.Add(time.Hour)
	return w.Apply(Observe(id, at, at, r, nil))
}

// TestALaterAttemptReplaces holds that only the last attempt at a folder counts:
// by when HubSpot was asked for it, and before that is known by when it was added.
func TestALaterAttemptReplaces(t *testing.T) {
	var w Watchlist
	for i, id := range []TaskID{"second", "first"} {
		w.Add(id, "", noon.Add(time.Hour+time.Duration(i)*time.Minute))
		w.Assign(id, planRow("folderId", "900"), "")
	}
	check := func(when string, replaced, by TaskID, n, todo int) {
		t.Helper()
		a, b := w.Task(replaced), w.Task(by)
		if a.ReplacedBy() != by || b.Replaced() || w.Total() != 1 || w.Replaced() != n || w.ToDo() != todo || a.ToDo() {
			t.Errorf("%s: %s is replaced by %q, %s by %q; %d count, %d are replaced, %d to do", when, replaced, a.ReplacedBy(), by, b.ReplacedBy(), w.Total(), w.Replaced(), w.ToDo())
		}
	}
	check("nothing is known", "second", "first", 1, 0)
	w.tell("first", over(0, 1, ""))
	check("the first one is older than the second was added", "first", "second", 1, 0)
	w.tell("second", over(10, 2, ""))
	check("both are known", "first", "second", 1, 1)
	if w.Settled() != 1 || w.Count(StateErrors) != 1 {
		t.Errorf("%d with errors, %d settled", w.Count(StateErrors), w.Settled())
	}
	w.Add("third", "", noon.Add(2*time.Hour))
	w.tell("third", over(20, 0, "900")) // without a row, its result tells the folder
	check("a third one", "second", "third", 2, 0)
	w.Drop("third")
	check("the third is dropped", "first", "second", 1, 1)
	w.Drop("second")
	for _, id := range []TaskID{"one", "two"} { // a move and a new name, as far as anybody knows
		w.Add(id, "", noon)
		w.tell(id, over(30, 0, "901"))
	}
	if w.Total() != 3 || w.Replaced() != 0 {
		t.Errorf("%d count: two updates of a folder that no row tells are no attempts", w.Total())
	}
	w.Drop("one")
	w.Drop("two")
	if w.Task("first").Replaced() || w.Total() != 1 || w.ToDo() != 1 {
		t.Error("the first one is replaced by nobody")
	}
}

// TestAReplacedTaskIsAskedLast holds that it waits until the attempt that counts
// has ended, and is asked no more when its own end is known.
func TestAReplacedTaskIsAskedLast(t *testing.T) {
	var w Watchlist
	for i, id := range []TaskID{"old", "new"} {
		w.Add(id, "", noon.Add(time.Duration(i)*time.Minute))
		w.Assign(id, planRow("folderId", "900"), "")
	}
	at := noon.Add(time.Hour)
	due := func() []TaskID {
		at = at.Add(time.Hour)
		return w.Due(at, &Pace{})
	}
	if got := due(); !slices.Equal(got, []TaskID{"new"}) {
		t.Errorf("asked are %v, want the new one", got)
	}
	w.Apply(Observe("new", at, at, Report{Status: StatusProcessing, RawStatus: "PROCESSING", RequestedAt: noon.Add(time.Minute)}, nil))
	if got := due(); !slices.Equal(got, []TaskID{"new"}) {
		t.Errorf("asked are %v, want the new one", got)
	}
	w.Apply(Observe("new", at, at, over(1, 1, ""), nil))
	if got := due(); !slices.Equal(got, []TaskID{"old"}) {
		t.Errorf("asked are %v, want the old one", got)
	}
	w.Apply(Observe("old", at, at, over(0, 1, ""), nil))
	if got := due(); len(got) > 0 {
		t.Errorf("asked are %v, want nobody", got)
	}
}

// TestElsewhereIsAState holds which folders have landed elsewhere.
func TestElsewhereIsAState(t *testing.T) {
	folder := Folder{ID: "9", Name: "été", Path: "/Kampagnen/été", ParentID: "800"}
	for _, tc := range []struct {
		name  string
		row   []Field
		order string
		want  State
		says  string
	}{
		{"as planned", planRow("folderId", "9", "name", "été", "parentFolderId", "800", "path", "/Kampagnen/été"), "", StateOK, ""},
		{"an empty cell", planRow("folderId", "9", "name", "", "path", ""), "", StateOK, ""},
		{"no slash in front", planRow("path", "Kampagnen/été"), "", StateOK, ""},
		{"letters written otherwise", planRow("name", "e\u0301te\u0301", "path", "Kampagnen/e\u0301te\u0301"), "", StateOK, ""},
		{"another name", planRow("name", "Été"), "", StateElsewhere, `landed as "été"`},
		{"another name in the path", planRow("path", "/Kampagnen/ete"), "", StateElsewhere, `landed as "été"`},
		{"another parent", planRow("name", "été", "parentFolderId", "801"), "", StateElsewhere, "landed in /Kampagnen"},
		{"another path", planRow("path", "/archive/été"), "", StateElsewhere, "landed in /Kampagnen"},
		{"another folder", planRow("folderId", "10", "name", "été"), "", StateElsewhere, "it is the folder 9"},
		{"the row of another folder, by order", planRow("folderId", "10", "name", "x"), "one", StateOK, ""},
	} {
		task := Task{Plan: tc.row, Order: tc.order, Report: &Report{Status: StatusComplete, RawStatus: "COMPLETE", Result: &folder}}
		if s := task.State(); s != tc.want || task.Landed() != tc.says || task.ToDo() != (tc.want == StateElsewhere) {
			t.Errorf("%s: %s, %q; want %s, %q", tc.name, s.Word(), task.Landed(), tc.want.Word(), tc.says)
		}
	}
	var w Watchlist
	w.Add("a", "", noon)
	w.tell("a", Report{Status: StatusComplete, RawStatus: "COMPLETE", Result: &folder})
	w.Assign("a", planRow("name", "summer"), "")
	if w.Count(StateElsewhere) != 1 || w.Count(StateOK) != 0 || w.Settled() != 1 {
		t.Error("a plan that comes later is not compared")
	}
	again := w.Task("a").Copy()
	again.Plan = planRow("name", "été")
	if events := w.Put(again); len(events) != 1 || events[0].To != StateOK || w.Count(StateOK) != 1 {
		t.Errorf("another plan gives %+v", events)
	}
}

// TestCountsAreWhatTheTasksSay does to watchlists whatever may happen to them, and
// counts their tasks one by one.
func TestCountsAreWhatTheTasksSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var w Watchlist
		now := noon
		ids := rapid.SampledFrom([]TaskID{"a", "b", "c", "d"})
		folders := rapid.SampledFrom([]Text{"", "900", "901"})
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				now = now.Add(time.Minute)
				w.Add(ids.Draw(t, "id"), "", now)
			},
			"plan": func(t *rapid.T) {
				w.Assign(ids.Draw(t, "id"), planRow("folderId", folders.Draw(t, "folder"), "name", "x"), rapid.SampledFrom([]string{"", "", "one"}).Draw(t, "order"))
			},
			"answer": func(t *rapid.T) {
				now = now.Add(time.Minute)
				id := ids.Draw(t, "id")
				r := over(rapid.IntRange(0, 9).Draw(t, "requested"), rapid.IntRange(0, 1).Draw(t, "errors"), folders.Draw(t, "result"))
				if r.Result != nil {
					r.Result.Name = rapid.SampledFrom([]Text{"x", "x (1)"}).Draw(t, "name")
				}
				r.Status = rapid.SampledFrom([]Status{StatusComplete, StatusComplete, StatusProcessing, StatusCanceled, StatusUnknown}).Draw(t, "status")
				if task := w.Task(id); task != nil && rapid.Bool().Draw(t, "by another process") {
					copied := task.Copy()
					copied.Report, copied.ReportAt, copied.AskedAt = &r, now, now
					w.Put(copied)
					return
				}
				w.Apply(Observe(id, now, now, r, nil))
			},
			"missing": func(t *rapid.T) {
				now = now.Add(time.Minute)
				w.Apply(Observe(ids.Draw(t, "id"), now, now, Report{}, &CheckError{Kind: KindNotFound}))
			},
			"due": func(*rapid.T) { w.Due(now, &Pace{}) },
			"drop": func(t *rapid.T) {
				if task, place := w.Drop(ids.Draw(t, "id")); task != nil && rapid.Bool().Draw(t, "back") {
					w.Undrop(task, place)
				}
			},
			"": func(t *rapid.T) { w.agrees(t) },
		})
	})
}

// agrees holds that the counts are those of the tasks, and that of the tasks for a
// folder exactly one counts, the last; but all that are ok if no row of the plan
// tells that they are about one folder.
func (w *Watchlist) agrees(t *rapid.T) {
	var counts [len(States)]int
	total, todo, counting, planned := 0, 0, map[Text]int{}, map[Text]bool{}
	for _, task := range w.Tasks() {
		planned[task.target()] = planned[task.target()] || task.Planned().Key() != ""
	}
	for _, task := range w.Tasks() {
		folder := task.target()
		switch {
		case task.Replaced():
			by := w.Task(task.ReplacedBy())
			if folder == "" || by == nil || by.target() != folder || by.Replaced() || task.begun(0).After(by.begun(0)) {
				t.Fatalf("%s is replaced by %q", task.ID, task.ReplacedBy())
			}
			continue
		case folder != "" && (planned[folder] || task.State() != StateOK):
			counting[folder]++
		}
		total++
		counts[task.State()]++
		if task.ToDo() {
			todo++
		}
	}
	for folder, n := range counting {
		if n != 1 && (n != 0 || planned[folder]) {
			t.Fatalf("%d attempts at %s count", n, folder)
		}
	}
	if got := fmt.Sprint(w.Total(), w.ToDo(), w.counts); got != fmt.Sprint(total, todo, counts) {
		t.Fatalf("counted are %s, want %d %d %v", got, total, todo, counts)
	}
}
