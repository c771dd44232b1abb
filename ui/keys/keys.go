// Package keys lists every action of the dashboard: its name in the settings,
// its keys, where it works and what it needs. The help, the hints, the palette,
// docs/keys.md and every sentence that names a key are made from this list.
package keys

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// An Action is one thing that a key or the palette can do, by its name in the
// settings. The zero value is no action.
type Action string

// A Press is an action that the user asks for.
type Press struct {
	Action Action
	Digit  int // which of the action's keys it was, counted from 1
}

// Place is one or more of the screens on which an action works.
type Place int

// The places; they can be added up.
const (
	Table Place = 1 << iota
	Task
	Groups

	AnyTask  = Table | Task
	AnyList  = Table | Groups
	Anywhere = Table | Task | Groups
)

// String returns what docs/keys.md calls a place.
func (p Place) String() string {
	if p == Anywhere {
		return "everywhere"
	}
	var names []string
	for i, name := range []string{"table", "task", "groups"} {
		if p&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// need is something that an action requires.
type need int

const (
	tasks need = 1 << iota
	login
)

// Here is what decides which actions work at the moment.
type Here struct {
	Place Place // the one in front
	Tasks bool  // there are tasks
	Login bool  // a token can be given
}

// An Entry describes an action.
type Entry struct {
	Action Action
	Places Place
	Does   string   // what it does, in a few words
	Keys   []string // that do it, one at least
	Key    string   // what the hints call its keys
	Edits  bool     // it changes the watchlist, which all who share it see
	Hint   string   // what the hints call what it does, where there is little room
	needs  need
}

// Works reports whether the action can be done here.
func (e *Entry) Works(h Here) bool {
	return e.Places&h.Place != 0 && (h.Tasks || e.needs&tasks == 0) && (h.Login || e.needs&login == 0)
}

// A Section is a group of actions under a heading of the help.
type Section struct {
	Title   string
	Entries []*Entry
}

// Map holds the actions with the user's keys. It is not safe for concurrent use.
type Map struct {
	sections []Section
	entries  map[Action]*Entry
	ascii    bool
}

// New returns the actions with their default keys. With ascii, keys are not
// named by arrows.
func New(ascii bool) *Map {
	m := &Map{sections: all(), entries: map[Action]*Entry{}, ascii: ascii}
	for _, s := range m.sections {
		for _, e := range s.Entries {
			e.Key = m.hint(e.Keys)
			m.entries[e.Action] = e
		}
	}
	return m
}

// Sections returns every action, in the order of the help.
func (m *Map) Sections() []Section { return m.sections }

// Find returns what a key does here; ok is false if it does nothing.
func (m *Map) Find(key tea.KeyPressMsg, h Here) (p Press, ok bool) {
	pressed := key.String()
	for _, s := range m.sections {
		for _, e := range s.Entries {
			if at := slices.Index(e.Keys, pressed); at >= 0 && e.Works(h) {
				return Press{e.Action, at + 1}, true
			}
		}
	}
	return Press{}, false
}

// Is reports whether a key does one of these actions, no matter where that works.
func (m *Map) Is(key tea.KeyPressMsg, actions ...Action) bool {
	return slices.ContainsFunc(actions, func(a Action) bool { return slices.Contains(m.entries[a].Keys, key.String()) })
}

// Hints returns the actions that work here and deserve a hint, most needed
// first. Help is not included: its hint is always shown.
func (m *Map) Hints(h Here) []*Entry {
	list := hinted[h.Place]
	if h.Place == Table && !h.Tasks {
		list = hintedEmpty
	}
	hints := make([]*Entry, 0, len(list))
	for _, a := range list {
		if e := m.entries[a]; e.Works(h) {
			hints = append(hints, e)
		}
	}
	return hints
}

// Entry returns the description of an action, nil if there is no such action.
func (m *Map) Entry(a Action) *Entry { return m.entries[a] }

// Name returns what a sentence calls the key of an action: the first key, or
// the n-th, counted from 1, of an action with numbers.
func (m *Map) Name(a Action, n ...int) string {
	keys := m.entries[a].Keys
	at := 0
	if len(n) > 0 {
		at = min(n[0], len(keys)) - 1
	}
	return m.called(keys[at])
}

// Untyped returns what a sentence calls a key of an action that is not a
// letter, for places where letters are text; "" if there is none.
func (m *Map) Untyped(a Action) string {
	for _, key := range m.entries[a].Keys {
		if Named(key).Text == "" {
			return m.called(key)
		}
	}
	return ""
}

// Step returns how far a movement goes among all lines, page of which are
// visible; ok is false if the action is not a movement.
func (a Action) Step(page, all int) (by int, ok bool) {
	by, ok = map[Action]int{Up: -1, Down: +1, PageUp: -page, PageDown: +page, First: -all, Last: +all}[a]
	return by, ok
}
