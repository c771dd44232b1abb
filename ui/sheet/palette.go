package sheet

import (
	"strings"

	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// NewPalette offers every action that works here, with its key.
func NewPalette(env *screen.Env, here keys.Here) *Picker {
	var picks []Pick
	var does []keys.Action
	for _, s := range env.Keys.Sections() {
		for _, e := range s.Entries {
			if e.Works(here) && e.Action != keys.Palette {
				picks = append(picks, Pick{Text: strings.ReplaceAll(string(e.Action), "-", " "), About: e.Does, Key: e.Key})
				does = append(does, e.Action)
			}
		}
	}
	return NewPicker(env, "action", picks, 0, func(i int) []screen.Intent {
		return []screen.Intent{screen.Do{Press: keys.Press{Action: does[i], Digit: 1}}}
	})
}
