package keys

import (
	"strings"
	"testing"
)

// TestEveryKeyCanBePressed holds that the name of a key is what its press is
// called, and that no key means two things in one place.
func TestEveryKeyCanBePressed(t *testing.T) {
	m := New(false)
	for _, s := range m.Sections() {
		for _, e := range s.Entries {
			for at, key := range e.Keys {
				if got := Named(key).String(); got != key {
					t.Errorf("%s: pressing %q gives %q", e.Action, key, got)
				}
				for _, place := range []Place{Table, Task, Groups} {
					p, ok := m.Find(Named(key), Here{Place: place, Tasks: true, Login: true})
					if want := (Press{e.Action, at + 1}); e.Places&place != 0 && p != want {
						t.Errorf("%s in %s is %v (%v), want %v", key, place, p, ok, want)
					}
				}
			}
		}
	}
	m.conflicts(func(key string, a, b *Entry) { t.Errorf("%s is both %s and %s", key, a.Action, b.Action) })
}

func TestRebind(t *testing.T) {
	m := New(false)
	wrong := m.Rebind(map[string][]string{"drop": {"delete"}, "sort": {"/"}, "nothing": {"x"}, "add": {"ctrl+ü+"}, "open": {}})
	for name, want := range map[string]string{
		"sort": "the key / is also that of filter", "nothing": `no action "nothing"; there are add, `, "add": `no key "ctrl+ü+"`, "open": "open has no key",
	} {
		if err := wrong[name]; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if len(wrong) != 4 {
		t.Errorf("wrong are %v", wrong)
	}
	if e := m.Entry(Drop); e.Key != "delete" || e.Does != "drop" || m.Name(Drop) != "delete" {
		t.Errorf("drop is %+v", e)
	}
	if p, ok := m.Find(Named("x"), Here{Place: Table, Tasks: true}); ok {
		t.Errorf("the key that drop had by itself does %v", p)
	}
}

// TestKeysExist holds which names of keys are taken: a key that no terminal sends
// would never do anything.
func TestKeysExist(t *testing.T) {
	for _, s := range New(false).sections {
		for _, e := range s.Entries {
			for _, key := range e.Keys {
				if !exists(key) {
					t.Errorf("%s has the key %q, which does not exist", e.Action, key)
				}
			}
		}
	}
	for _, key := range []string{"a", "A", "ü", "Ü", "+", "^", "ctrl+n", "ctrl++", "alt+x", "ctrl+alt+x", "ctrl+shift+k", "shift+tab", "f13", "insert", "super+k"} {
		if !exists(key) {
			t.Errorf("there is no %q", key)
		}
	}
	for _, key := range []string{"", "bogus", "qq", "ctrl q", "^q", "Ctrl+q", "ctrl+Q", "shift+a", "cmd+q", "PageDown", "return", "escape", " ", "f0", "f64", "f05", "ctrl+", "\x1b"} {
		if exists(key) {
			t.Errorf("%q is taken for a key", key)
		}
	}
}

// TestNeeds holds that an action that cannot be done here has no key, no hint
// and no line in the help.
func TestNeeds(t *testing.T) {
	m := New(false)
	for _, tc := range []struct {
		key  string
		here Here
		want Action
	}{
		{"enter", Here{Place: Table, Tasks: true}, Open},
		{"enter", Here{Place: Table}, ""},
		{"enter", Here{Place: Task}, Toggle},
		{"x", Here{Place: Groups, Tasks: true}, ""},
		{"a", Here{Place: Table}, Add},
		{"T", Here{Place: Table}, ""},
		{"T", Here{Place: Groups, Login: true}, Token},
		{"é", Here{Place: Table, Tasks: true}, ""},
	} {
		if p, ok := m.Find(Named(tc.key), tc.here); p.Action != tc.want || ok != (tc.want != "") {
			t.Errorf("%s does %q (%v) in %+v, want %q", tc.key, p.Action, ok, tc.here, tc.want)
		}
		for _, e := range m.Hints(tc.here) {
			if !e.Works(tc.here) {
				t.Errorf("%+v has a hint for %s", tc.here, e.Action)
			}
		}
	}
}

// TestName holds how sentences and hints call keys, on both kinds of terminal.
func TestName(t *testing.T) {
	fine, plain := New(false), New(true)
	for _, m := range []*Map{fine, plain} {
		m.Rebind(map[string][]string{"open": {"right"}, "fold": {"left", "up"}, "page-down": {"pgdown"}})
	}
	for _, tc := range []struct {
		does                                     Action
		nth                                      []int
		hint, plainHint, sentence, plainSentence string
	}{
		{Up, nil, "k ↑", "k", "k", "k"},
		{Open, nil, "→", "right", "→", "right"},
		{Fold, nil, "← ↑", "left", "←", "left"},
		{PageDown, nil, "pgdn", "pgdn", "pgdn", "pgdn"},
		{Tab, []int{5}, "1-9", "1-9", "5", "5"},
		{Tab, []int{12}, "1-9", "1-9", "9", "9"},
	} {
		for m, want := range map[*Map][2]string{fine: {tc.hint, tc.sentence}, plain: {tc.plainHint, tc.plainSentence}} {
			if got := [2]string{m.Entry(tc.does).Key, m.Name(tc.does, tc.nth...)}; got != want {
				t.Errorf("%s is called %q, want %q", tc.does, got, want)
			}
		}
	}
}
