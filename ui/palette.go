package ui

import (
	"strings"

	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// openPalette offers every action that works here, with its key.
func (a *app) openPalette() {
	var picks []pick
	var does []keys.Action
	for _, s := range a.Keys.Sections() {
		for _, e := range s.Entries {
			if e.Works(a.here()) && e.Action != keys.Palette {
				picks = append(picks, pick{text: strings.ReplaceAll(string(e.Action), "-", " "), about: e.Does, key: e.Key})
				does = append(does, e.Action)
			}
		}
	}
	a.over(newPicker(a.Env, "action", picks, 0, func(i int) []screen.Intent {
		return []screen.Intent{screen.Do{Press: keys.Press{Action: does[i], Digit: 1}}}
	}))
}
