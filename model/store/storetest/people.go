package storetest

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"hubwatch/model"
)

func claims(t *testing.T, w *world) {
	s, other := w.two(t)
	must(t)(s.Add(ctx, entries("a")))
	ana := model.Claim{Cause: "c1", Title: "A folder is there", Who: "ana@laptop"}
	task := model.Claim{Task: "a", Title: "/x", Who: "ana@laptop"}
	ops := model.Claim{Cause: "c1", Title: "A folder is there", Who: "ops@jump1"}
	for _, step := range []struct {
		name   string
		second int
		change model.ClaimChange
		want   []model.Claim // without their times
	}{
		{"nobody is on anything", 0, model.ClaimChange{Alive: "ana@laptop"}, nil},
		{"the first has it", 0, model.ClaimChange{Take: []model.Claim{ana}}, []model.Claim{ana}},
		{"and keeps it", 1, model.ClaimChange{Take: []model.Claim{ops}}, []model.Claim{ana}},
		{"nobody gives up what another has", 2, model.ClaimChange{Give: []model.Claim{ops}}, []model.Claim{ana}},
		{"a task, too", 3, model.ClaimChange{Take: []model.Claim{task, ana}}, []model.Claim{ana, task}},
		{"it is given up and taken", 4, model.ClaimChange{Give: []model.Claim{ana}, Take: []model.Claim{ops}}, []model.Claim{task, ops}},
		{"a sign of life changes nothing", 5, model.ClaimChange{Alive: "ops@jump1"}, []model.Claim{task, ops}},
	} {
		must(t)(0, s.Claim(ctx, step.change, at(step.second)))
		got, err := other.Claims(ctx, at(step.second))
		if err != nil {
			t.Fatal(err)
		}
		var bare []model.Claim
		for _, c := range got {
			if age := at(step.second).Sub(c.Since).Seconds(); age < -2 || age > 8 || c.Alive.Before(c.Since) {
				t.Errorf("%s: %+v as of %v", step.name, c, at(step.second))
			}
			bare = append(bare, model.Claim{Cause: c.Cause, Task: c.Task, Title: c.Title, Who: c.Who})
		}
		if !reflect.DeepEqual(bare, step.want) {
			t.Errorf("%s: %+v, want %+v", step.name, bare, step.want)
		}
	}
	events, err := other.Events(ctx, 1, 9)
	var words []string
	for _, e := range events {
		words = append(words, string(e.Cause)+string(e.ID)+" "+e.Words())
	}
	want := []string{
		"c1 ana@laptop is on “A folder is there”", "a ana@laptop is on it",
		"c1 ana@laptop is not on “A folder is there” any more", "c1 ops@jump1 is on “A folder is there”",
	}
	if err != nil || !reflect.DeepEqual(words, want) {
		t.Errorf("%q, %v; want %q", words, err, want)
	}
}

// claimsEndWithoutASignOfLife lets the time of a claim pass, of two people of whom one
// is there.
func claimsEndWithoutASignOfLife(t *testing.T, w *world) {
	s, other := w.two(t)
	must(t)(s.Add(ctx, entries("a")))
	ana := model.Claim{Cause: "c1", Title: "A folder is there", Who: "ana@laptop"}
	ops := model.Claim{Task: "a", Title: "/x", Who: "ops@jump1"}
	now := t0
	must(t)(0, s.Claim(ctx, model.ClaimChange{Take: []model.Claim{ana, ops}}, now))
	for _, step := range []struct {
		name   string
		passes time.Duration
		change model.ClaimChange
		want   []model.Text // who is still on something
	}{
		{"it is nearly over", model.ClaimTime - time.Minute, model.ClaimChange{}, []model.Text{"ana@laptop", "ops@jump1"}},
		{"one gives a sign of life", 0, model.ClaimChange{Alive: "ana@laptop"}, []model.Text{"ana@laptop", "ops@jump1"}},
		{"the other's is over, whoever looks", 2 * time.Minute, model.ClaimChange{}, []model.Text{"ana@laptop"}},
		{"and may be had", 0, model.ClaimChange{Take: []model.Claim{{Task: "a", Title: "/x", Who: "ana@laptop"}}}, []model.Text{"ana@laptop", "ana@laptop"}},
		{"both are over, each in its time", model.ClaimTime - time.Minute, model.ClaimChange{}, []model.Text{"ana@laptop"}},
		{"nothing is left", 2 * time.Minute, model.ClaimChange{}, nil},
	} {
		now = now.Add(step.passes)
		if w.later != nil && step.passes > 0 {
			w.later(t, step.passes)
		}
		must(t)(0, other.Claim(ctx, step.change, now))
		kept, err := s.Claims(ctx, now)
		var who []model.Text
		for _, c := range kept {
			who = append(who, c.Who)
		}
		slices.Sort(who)
		if err != nil || !reflect.DeepEqual(who, step.want) {
			t.Errorf("%s: %q, %v; want %q", step.name, who, err, step.want)
		}
	}
	events, err := other.Events(ctx, 1, 99)
	ends := 0
	for _, e := range events {
		if e.Kind == model.EventReleased {
			ends++
		}
	}
	if err != nil || ends != 3 {
		t.Errorf("%d ends in the journal, %v; want 3", ends, err)
	}
}

func whoDidIt(t *testing.T, w *world) {
	s := w.open(t)
	must(t)(s.Add(ctx, entries("a")))
	must(t)(0, s.Label(ctx, "a", "first", "wait for the owner"))
	events, err := s.Events(ctx, 0, 9)
	if err != nil || len(events) != 2 {
		t.Fatalf("%+v, %v", events, err)
	}
	for i, want := range []model.Event{{Kind: model.EventAdded}, {Kind: model.EventNoted, Told: "first: wait for the owner"}} {
		if e := events[i]; e.Who != Who || e.Kind != want.Kind || e.Told != want.Told || e.ID != "a" {
			t.Errorf("event %+v, want it by %s", e, Who)
		}
	}
}
