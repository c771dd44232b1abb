package keys

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Validate returns what is wrong with key bindings, by action; empty if nothing is.
func Validate(keys map[string][]string) map[string]error { return New(false).Rebind(keys) }

// Rebind changes the keys of actions, and returns what is wrong, by action:
// there is no such action or key, or a key would mean two things in one place.
func (m *Map) Rebind(keys map[string][]string) map[string]error {
	wrong := map[string]error{}
	for name, to := range keys {
		e := m.entries[Action(name)]
		odd := slices.IndexFunc(to, func(key string) bool { return !exists(key) })
		switch {
		case e == nil:
			wrong[name] = fmt.Errorf("there is no action %q; there are %s", name, m.names())
		case len(to) == 0:
			wrong[name] = fmt.Errorf("%s has no key", name)
		case odd >= 0:
			wrong[name] = fmt.Errorf("%s: there is no key %q; keys are letters, signs, and names such as ctrl+n, f5, space, enter, pgdown", name, to[odd])
		default:
			e.Keys, e.Key = to, m.hint(to)
		}
	}
	m.conflicts(func(key string, a, b *Entry) {
		if _, asked := keys[string(a.Action)]; asked {
			a, b = b, a
		}
		wrong[string(b.Action)] = fmt.Errorf("%s: the key %s is also that of %s", b.Action, key, a.Action)
	})
	return wrong
}

// names returns what the settings call the actions.
func (m *Map) names() string {
	var names []string
	for _, a := range slices.Sorted(maps.Keys(m.entries)) {
		names = append(names, string(a))
	}
	return strings.Join(names, ", ")
}

// conflicts reports every key that means two things in one place.
func (m *Map) conflicts(tell func(key string, a, b *Entry)) {
	uses := map[string][]*Entry{}
	for _, s := range m.sections {
		for _, e := range s.Entries {
			for _, key := range e.Keys {
				for _, other := range uses[key] {
					if other.Places&e.Places != 0 {
						tell(key, other, e)
					}
				}
				uses[key] = append(uses[key], e)
			}
		}
	}
}
