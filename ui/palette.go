package ui

import (
	"strings"

	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/sheet"
)

// openPalette offers every action that works here, with its key.
func (a *app) openPalette() {
	var picks []sheet.Pick
	var does []keys.Action
	for _, s := range a.Keys.Sections() {
		for _, e := range s.Entries {
			if e.Works(a.here()) && e.Action != keys.Palette {
				picks = append(picks, sheet.Pick{Text: strings.ReplaceAll(string(e.Action), "-", " "), About: e.Does, Key: e.Key})
				does = append(does, e.Action)
			}
		}
	}
	a.over(sheet.NewPicker(a.Env, "action", picks, 0, func(i int) []screen.Intent {
		return []screen.Intent{screen.Do{Press: keys.Press{Action: does[i], Digit: 1}}}
	}))
}
