// Package storetest tests what every kind of store must do: each kind runs the
// suite on itself.
package storetest

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
)

// Who opens the stores under test.
const Who = "eva@host"

// Run runs the suite. fresh gives each test a watchlist of its own, and returns
// a function that opens it, once more with each call, as another process would.
// Each test closes what it opens. A kind that uses a clock of its own has
// later, which makes the stored claims that much older; otherwise it is nil.
func Run(t *testing.T, fresh func(t *testing.T) (open func() (store.Store, error)), later func(t *testing.T, by time.Duration)) {
	for _, tc := range []struct {
		name string
		test func(*testing.T, *world)
	}{
		{"EveryFieldComesBack", everyFieldComesBack},
		{"AddTakesNoPartOfAnOwnClock", addTakesNoPartOfAnOwnClock},
		{"AddRemoveRestoreArchive", addRemoveRestoreArchive},
		{"AddKeepsWhatAPersonWrote", addKeepsWhatAPersonWrote},
		{"Label", label},
		{"LongReportsAreCut", longReportsAreCut},
		{"ALargeBodyComesBack", aLargeBodyComesBack},
		{"Raw", raw},
		{"Documents", documents},
		{"Causes", causes},
		{"Account", account},
		{"ACanceledCallSaysSo", aCanceledCallSaysSo},
		{"TwoStoresSeeEachOthersChanges", twoStoresSeeEachOthersChanges},
		{"ASaveDoesNotHideWhatOthersChanged", aSaveDoesNotHideWhatOthersChanged},
		{"SavingDoesNotResurrect", savingDoesNotResurrect},
		{"SavingDoesNotGoBack", savingDoesNotGoBack},
		{"TheLastOneThatKnewWins", theLastOneThatKnewWins},
		{"OfTwoThatDidNotKnowHubSpotsDateCounts", ofTwoThatDidNotKnowHubSpotsDateCounts},
		{"AReportThatWasReadKeepsItsBody", aReportThatWasReadKeepsItsBody},
		{"TurnsAreTaken", turnsAreTaken},
		{"ATurnIsKeptAsAWhole", aTurnIsKeptAsAWhole},
		{"WhatIsCopiedIsNeverLate", whatIsCopiedIsNeverLate},
		{"TheLeaseStaysWithItsHolder", theLeaseStaysWithItsHolder},
		{"OneStoreForManyGoroutines", oneStoreForManyGoroutines},
		{"AResultTakesBackTheRowsOfAWrongOrder", aResultTakesBackTheRowsOfAWrongOrder},
		{"AResultThatFitsKeepsTheOrder", aResultThatFitsKeepsTheOrder},
		{"Claims", claims},
		{"ClaimsEndWithoutASignOfLife", claimsEndWithoutASignOfLife},
		{"WhoDidIt", whoDidIt},
		{"Journal", journal},
		{"EachEventIsToldOnce", eachEventIsToldOnce},
		{"ACopyIsTheSame", aCopyIsTheSame},
		{"AuditLog", auditLog},
		{"ProcessesShareTheAuditLog", processesShareTheAuditLog},
	} {
		t.Run(tc.name, func(t *testing.T) { tc.test(t, &world{fresh: fresh, later: later}) })
	}
}

// world is a watchlist, and who has opened it.
type world struct {
	fresh func(*testing.T) func() (store.Store, error)
	later func(*testing.T, time.Duration)
	again func() (store.Store, error) // nil before the first
	turn  store.Store                 // whose turn it is to ask HubSpot; nil if nobody's
}

// open opens the watchlist, as another process would.
func (w *world) open(t *testing.T) store.Store {
	t.Helper()
	if w.again == nil {
		w.again = w.fresh(t)
	}
	s, err := w.again()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// two opens a watchlist of its own twice, as two processes do.
func (w *world) two(t *testing.T) (a, b store.Store) {
	t.Helper()
	w.again, w.turn = nil, nil
	return w.open(t), w.open(t)
}

// take gives the turn to s.
func (w *world) take(t *testing.T, s store.Store) {
	t.Helper()
	if w.turn == s {
		return
	}
	if w.turn != nil {
		must(t)(0, w.turn.Release(ctx, name(w.turn)))
	}
	if l, err := s.Take(ctx, store.Turn{Holder: name(s), Now: time.Now()}); err != nil || !l.Held {
		t.Fatalf("lease %+v, %v; want it held", l, err)
	}
	w.turn = s
}

// name returns the name of a store among all that ask.
func name(s store.Store) string { return fmt.Sprintf("%p", s) }

// save saves tasks, when it is the turn of s.
func (w *world) save(t *testing.T, s store.Store, tasks ...*model.Task) {
	t.Helper()
	w.take(t, s)
	took(t)(s.Take(ctx, store.Turn{Tasks: tasks}))
}

var (
	ctx = context.Background()
	t0  = time.Date(2026, 5, 4, 9, 0, 0, 123456789, time.UTC)
)

func at(seconds int) time.Time { return t0.Add(time.Duration(seconds) * time.Second) }

// must gives the count of a call that may not fail.
func must(t *testing.T) func(n int, err error) int {
	return func(n int, err error) int {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
}

// took gives the lease of a turn that may not fail.
func took(t *testing.T) func(l store.Lease, err error) store.Lease {
	return func(l store.Lease, err error) store.Lease {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
}

func entries(ids ...model.TaskID) []model.Task {
	var tasks []model.Task
	for _, id := range ids {
		tasks = append(tasks, model.Task{ID: id, AddedAt: t0})
	}
	return tasks
}

func load(t *testing.T, s store.Store) []*model.Task {
	t.Helper()
	tasks, _, err := s.Load(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return tasks
}

func ids(tasks []*model.Task) []model.TaskID {
	var ids []model.TaskID
	for _, task := range tasks {
		ids = append(ids, task.ID)
	}
	return ids
}

func wantIDs(t *testing.T, s store.Store, want ...model.TaskID) {
	t.Helper()
	if got := ids(load(t, s)); !slices.Equal(got, want) {
		t.Errorf("watched %v, want %v", got, want)
	}
}

func reported(id model.TaskID, second int, word string) *model.Task {
	return &model.Task{
		ID: id, AskedAt: at(second), ReportAt: at(second), SeenAt: at(second),
		Report: &model.Report{Status: model.ParseStatus(word), RawStatus: model.Text(word)},
	}
}

// fillIn gives every exported field below v a value of its own, so that a
// field forgotten on the way to disk and back shows.
func fillIn(v reflect.Value, n *int) {
	*n++
	switch x := v.Addr().Interface().(type) {
	case *time.Time:
		*x = at(*n)
		return
	case *error:
		return // causes are not kept
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(strings.Repeat("é\xff\x00", *n%3+1))
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fillIn(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fillIn(v.Index(i), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !slices.Contains([]string{"Raw", "Packed", "Cut", "Size", "InFlight"}, f.Name) {
				fillIn(v.Field(i), n)
			}
		}
	default:
		panic("no value for " + v.Type().String())
	}
}

// FullTask returns a task with a value in every field that is kept.
func FullTask(id model.TaskID) *model.Task {
	task, n := &model.Task{}, 0
	fillIn(reflect.ValueOf(task).Elem(), &n)
	task.ID = id
	for i := range task.History {
		task.History[i].ID = id
	}
	return task
}
