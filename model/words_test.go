package model

import (
	"strings"
	"testing"
)

func TestWords(t *testing.T) {
	for _, tc := range []struct{ got, want string }{
		{Plural(0, "task"), "0 tasks"}, {Plural(1, "task"), "1 task"}, {Plural(2, "task"), "2 tasks"}, {Plural(12345, "error"), "12,345 errors"},
		{Thousands(999), "999"}, {Thousands(1000), "1,000"}, {Thousands(-1234567), "-1,234,567"}, {Thousands(-123), "-123"},
		{StateErrors.Count(1), "1 error"}, {StateErrors.Count(2), "2 errors"}, {StateOK.Count(1), "1 ok"}, {StateProcessing.Count(1000), "1,000 processing"},
		{Sentence("no"), "no."}, {Sentence("no."), "no."}, {Sentence("no.. "), "no."}, {Sentence("why?"), "why?"}, {Sentence("oh!."), "oh!"}, {Sentence("more…"), "more…"}, {Sentence(""), ""},
		{Clause("no."), "no"}, {Clause("no?"), "no?"}, {Clause("v2.0"), "v2.0"},
	} {
		if tc.got != tc.want {
			t.Errorf("%q, want %q", tc.got, tc.want)
		}
	}
}

func TestHeadAndTail(t *testing.T) {
	const text = Text("añb営c")
	for n, want := range map[int][2]Text{0: {"", ""}, 1: {"a", "c"}, 2: {"a", "c"}, 3: {"añ", "c"}, 4: {"añb", "営c"}, 6: {"añb", "b営c"}, 7: {"añb営", "ñb営c"}, 8: {text, text}, 99: {text, text}} {
		if head, tail := text.Head(n), text.Tail(n); head != want[0] || tail != want[1] {
			t.Errorf("%d bytes: %q and %q, want %q", n, head, tail, want)
		}
	}
	broken := Text(strings.Repeat("\x80", 9))
	for n := range len(broken) {
		if head, tail := broken.Head(n), broken.Tail(n); len(head) != n || len(tail) != n {
			t.Errorf("%d bytes of broken UTF-8: %q and %q", n, string(head), string(tail))
		}
	}
}
