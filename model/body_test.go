package model

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

func TestABodyIsKept(t *testing.T) {
	random := make([]byte, 3<<20)
	for i := range random {
		random[i] = byte(rand.Uint32())
	}
	for _, tc := range []struct {
		body         []byte
		kept, packed bool
	}{
		{[]byte{}, true, false},
		{[]byte(`{"status":"PENDING"}`), true, false},
		{[]byte(strings.Repeat("x", largeBody)), true, false},
		{[]byte(strings.Repeat("x", largeBody+1)), true, true},
		{[]byte(strings.Repeat("a message ", 800_000)), true, true},
		{random, false, false},
	} {
		var r Report
		r.Keep(tc.body)
		if got := r.Body(); bytes.Equal(got, tc.body) != tc.kept || (r.Packed != nil) != tc.packed || r.Size != len(tc.body) {
			t.Errorf("%d bytes: got %d back, packed %v, size %d", len(tc.body), len(got), r.Packed != nil, r.Size)
		}
	}
	spacious := append(make([]byte, 0, 4096), "{}"...)
	var r Report
	if r.Keep(spacious); cap(r.Raw) > 16 {
		t.Errorf("%d bytes are held for two", cap(r.Raw))
	}
	if _, err := Unpack([]byte("{}")); err == nil {
		t.Error("what was never packed is unpacked")
	}
}

// TestASavedBodyIsLetGo holds that a task does not hold in memory what is on
// disk, unless there is a newer report by now.
func TestASavedBodyIsLetGo(t *testing.T) {
	var w Watchlist
	w.Add("a", "", t0)
	o := answered("a", 1, "PROCESSING", 0)
	o.Report.Keep([]byte(`{"status":"PROCESSING"}`))
	w.Apply(o)
	saved := w.Task("a").Copy()
	w.Apply(answered("a", 3, "PROCESSING", 0))
	w.Task("a").Report.Keep([]byte("{}"))
	w.Saved(saved)
	if w.Task("a").Report.Raw == nil {
		t.Error("the body of a newer report is gone")
	}
	saved = w.Task("a").Copy()
	w.Saved(saved)
	if r := w.Task("a").Report; r.Raw != nil || r.RawStatus != "PROCESSING" || r.Size != 2 || saved.Report.Raw == nil {
		t.Errorf("%+v, want the report without its body", r)
	}
	w.Saved(&Task{ID: "b"})
}
