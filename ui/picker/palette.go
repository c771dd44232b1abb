package picker

import (
	"slices"

	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// NewPalette returns the list of every action that works here, with its key,
// the most likely ones first.
func NewPalette(env *screen.Env, here keys.Here) *Picker {
	likely := slices.DeleteFunc(env.Keys.Hints(here), func(e *keys.Entry) bool { return e.Action == keys.Clear || e.Action == keys.Back })
	all := slices.Clone(likely)
	for _, s := range env.Keys.Sections() {
		for _, e := range s.Entries {
			if e.Works(here) && e.Action != keys.Palette && !slices.Contains(likely, e) {
				all = append(all, e)
			}
		}
	}
	all = slices.DeleteFunc(all, func(e *keys.Entry) bool { return e.Action == keys.Palette })
	picks := make([]Pick, len(all))
	for i, e := range all {
		picks[i] = Pick{Text: e.Does, About: string(e.Action), Key: e.Key}
	}
	p := New(env, "", picks, func(i int) []screen.Intent {
		return []screen.Intent{screen.Do{Press: keys.Press{Action: all[i].Action, Digit: 1}}}
	})
	p.of = "action"
	return p
}
