package query

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"hubwatch/model"
)

var now = time.Date(2026, 5, 4, 9, 30, 0, 0, time.UTC)

// failed is a task that ended with errors five minutes ago.
func failed() *model.Task {
	return &model.Task{
		ID: "AAAAEZ6whGI", Label: "Wave 3: Press", Note: "ask Eva", ReportAt: now.Add(-time.Minute),
		Plan: []model.Field{{Key: "wave", Values: []model.Text{"3"}}, {Key: "Target Path", Values: []model.Text{"/brand/new"}}},
		Report: &model.Report{
			RawStatus: "COMPLETE", Status: model.StatusComplete, NumErrors: 4,
			RequestedAt: now.Add(-20 * time.Minute), StartedAt: now.Add(-15 * time.Minute), CompletedAt: now.Add(-5 * time.Minute),
			Errors: []model.TaskError{{Category: "VALIDATION_ERROR", Message: "A folder 'Sommer Über' exists at 100%*"}},
			Result: &model.Folder{Path: "/brand/2026/spring", Name: "spring"},
		},
	}
}

func facts() *Facts {
	yes := func(*model.Task) bool { return true }
	slow := func(*model.Task, time.Time) bool { return true }
	return &Facts{Now: now, Slow: slow, Marked: yes, Causes: func(*model.Task) []string { return []string{"NAME_CONFLICT folder exists", "e12"} }}
}

func TestMatch(t *testing.T) {
	for text, want := range map[string]bool{
		"": true, "   ": true,
		"status:errors": true, "status:err": true, "STATUS:Errors": true, "status:ok": false, "status:ok,errors": true, "status:complete": true, "status:COMP": true, "status=complete": true, "status=errors": true, "status:pending": false, "status:QUEUED": false, "!status:QUEUED": true,
		"!status:errors": false, "!!status:errors": true, "!status:ok": true,
		"sommer": true, "über": true, "ÜBER": true, "winter": false, "validation": true, "eva": true, "wave": true, "spring exists": true, "spring winter": false,
		"so*exists": true, "exists*so": false, `"100%*"`: true, `"so*exists"`: false,
		"path:/brand": true, "path:/brand/*/spring": true, "path=/brand": false, "path=/BRAND/2026/spring": true,
		"label:press": true, `label="wave 3: press"`: true, "note:eva": true, "id:EZ6": true, "id=AAAAEZ6whGI": true,
		"cause:name_*": true, `cause="name_conflict folder exists"`: true, "cause=e12": true, "cause:scope": false, "cause=NAME_CONFLICT": false,
		"errors>3": true, "errors>4": false, "errors>=4": true, "errors<5": true, "errors:4": true, "errors=3": false,
		"age>4m": true, "age>10m": false, "age<1d": true, "ran>9m": true, "ran<=10m": true, "waited>4m59s": true, "checked<2m": true,
		"slow": true, "!slow": false, "stale": false, "new": false, "marked": true, "problem": true, "running": false, "settled": true, "!archived": true,
		`"slow"`: false, "wave:3": true, "wave=2": false, `"target path":brand`: true,
	} {
		q, err := Parse(text, "wave", "Target Path")
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := q.Match(failed(), facts()); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestNothingIsKnown(t *testing.T) {
	for text, want := range map[string]bool{
		"slow": false, "new": false, "stale": false, "marked": false, "cause:x": false, "!cause:x": true,
		"errors>0": false, "errors=0": true, "ran>0s": false, "waited>0s": false, "checked>0s": false, "status:unchecked": true, "archived": false,
	} {
		q, err := Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if got := q.Match(&model.Task{ID: "X"}, &Facts{Now: now}); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestErrorsSayWhere(t *testing.T) {
	for text, want := range map[string]struct {
		at   int
		what string
	}{
		"ok staus:errors": {3, "there is no field \"staus\""},
		"status:foo":      {7, "there is no status \"foo\""},
		"über age>soon":   {9, "no duration"},
		"age:10m":         {0, "compared with < or >"},
		"errors>many":     {7, "whole number"},
		`x cause:"open`:   {8, "not closed"},
		"label:":          {0, "label: needs a value"},
		"status:quue":     {7, "HubSpot's own words in capitals"},
		"status:ok,":      {0, "needs a value"},
		"! ok":            {0, "nothing behind"},
		"label>x":         {0, "takes : (contains)"},
		"status>ok":       {0, "takes :"},
		"http://x":        {0, "quotes look for the text itself"},
		":x":              {0, "no field \"\""},
	} {
		_, err := Parse(text)
		e, ok := errors.AsType[*Error](err)
		if !ok {
			t.Errorf("%s: %v, want an Error", text, err)
			continue
		}
		if e.at != want.at || !strings.Contains(e.What, want.what) {
			t.Errorf("%s: %d %q, want %d %q", text, e.at, e.What, want.at, want.what)
		}
	}
}

func TestQueriesThatDependOnTheTime(t *testing.T) {
	for text, want := range map[string]bool{"status:ok": false, "age>1m": true, "ok !slow": true, "new": false, "ran>1s": false} {
		q, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := q.Timed(); got != want {
			t.Errorf("%s: timed is %v, want %v", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"status:errors age>10m !label:press", `cause="a \"b\" \\"`, "errors>=3 x,y", "wave:1,\"2 3\",", "!!é*", "\x00\xff:", `"`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text, "wave")
		if e, ok := errors.AsType[*Error](err); ok {
			if e.at < 0 || e.at > utf8.RuneCountInString(text) {
				t.Errorf("%q: an error at %d", text, e.at)
			}
		} else if err != nil {
			t.Errorf("%q: %v", text, err)
		}
		q.Match(failed(), facts())
		if q, err := Parse("label=" + Quote(text)); err == nil && len(text) < 1000 {
			want := &model.Task{Label: model.Text(text)}
			if model.Text(text).Line() == text && !q.Match(want, facts()) {
				t.Errorf("%q in quotes does not match itself", text)
			}
		} else if len(text) < 1000 {
			t.Errorf("%q in quotes: %v", text, err)
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	q, err := Parse("exists somewhere !status:ok age>1m")
	if err != nil {
		b.Fatal(err)
	}
	task, facts := failed(), facts()
	b.ReportAllocs()
	for b.Loop() {
		q.Match(task, facts)
	}
}
