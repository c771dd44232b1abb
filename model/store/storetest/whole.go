package storetest

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
)

// parts returns all that a store keeps, as one part.
func parts(t *testing.T, s store.Store) store.Part {
	t.Helper()
	all := store.Part{Became: map[string][]string{}}
	must(t)(0, s.Parts(ctx, func(p store.Part) error {
		if p.Portal != "" {
			all.Portal = p.Portal
		}
		all.Tasks, all.Events, all.Requests = append(all.Tasks, p.Tasks...), append(all.Events, p.Events...), append(all.Requests, p.Requests...)
		all.Documents, all.Wrong = append(all.Documents, p.Documents...), append(all.Wrong, p.Wrong...)
		for former, ids := range p.Became {
			all.Became[former] = append(all.Became[former], ids...)
		}
		return nil
	}))
	for i := range all.Documents {
		all.Documents[i].Own = false // not every kind tells
	}
	return all
}

// aCopyIsTheSame holds that all there can be comes along, whole or not at all, and
// that the copy goes on where the first was left.
func aCopyIsTheSame(t *testing.T, w *world) {
	from := w.open(t)
	many := make([]model.Task, 0, 2*store.PartSize+3)
	for i := range cap(many) {
		many = append(many, model.Task{ID: model.TaskID("t" + time.Duration(i).String()), AddedAt: at(i), Label: "\xff\x00"})
	}
	must(t)(from.Add(ctx, append([]model.Task{planned("wrong", "900", "one"), planned("right", "901", "two"), {ID: "gone"}, {ID: "large"}}, many...)))
	must(t)(0, from.BindAccount(ctx, "123"))
	large := reported("large", 3, "COMPLETE")
	large.Report.Size = 5 << 20
	full := FullTask("t0s")
	full.Report.Raw = []byte("{\xff\x00}")
	empty := reported("t1ns", 4, "PENDING")
	empty.Report.Raw = []byte{}
	w.save(t, from, full, large, empty, &model.Task{ID: "wrong", ReportAt: at(2), Report: done("999")})
	must(t)(from.Archive(ctx, []model.TaskID{"gone"}, at(9)))
	must(t)(0, from.Become(ctx, map[string][]string{"c1": {"c2", "c3"}}, false, at(1), "c1 became c2"))
	took(t)(from.Take(ctx, store.Turn{Requests: []model.Request{sent(1, at(1)), sent(2, at(2))}}))
	must(t)(0, from.SaveDocument(ctx, "plan", []byte("{}\x00")))
	want := parts(t, from)
	if len(want.Tasks) != len(many)+4 || len(want.Wrong) != 1 || len(want.Documents) != 1 {
		t.Fatalf("%d tasks, %v, %v", len(want.Tasks), want.Wrong, want.Documents)
	}

	w.again, w.turn = nil, nil
	to := w.open(t)
	stop := errors.New("stop")
	if err := to.Fill(ctx, func(put func(store.Part) error) error { return errors.Join(put(want), stop) }); !errors.Is(err, stop) {
		t.Errorf("%v, want what stopped it", err)
	}
	wantIDs(t, to)
	must(t)(0, to.Fill(ctx, func(put func(store.Part) error) error { return from.Parts(ctx, put) }))
	if got := parts(t, to); !reflect.DeepEqual(got, want) {
		t.Errorf("got  %.3000v\nwant %.3000v", got, want)
	}
	if err := to.Fill(ctx, func(func(store.Part) error) error { return nil }); !errors.Is(err, store.ErrNotEmpty) {
		t.Errorf("%v, want that it is not empty", err)
	}
	must(t)(to.Add(ctx, entries("next")))
	if last, err := to.LastEvent(ctx); err != nil || last != want.Events[len(want.Events)-1].Seq+1 {
		t.Errorf("the next event is %d, %v", last, err)
	}
	if all := load(t, to); all[len(all)-1].ID != "next" {
		t.Errorf("the next task is not the last one")
	}
}
