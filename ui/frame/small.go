package frame

import (
	"fmt"

	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// Small is what still fits on a screen that is too small: how it goes, that there is no room, and the
// worst cause.
func Small(e *screen.Env) []string {
	lines := []string{Counts(e, false, " "), "too small for more; " + e.Keys.Name(keys.QuitNow) + " quits"}
	if e.Theme.Width(lines[0])+e.Theme.Width(lines[1])+2 <= e.Width || e.Height == 1 {
		lines = []string{lines[0] + "  " + lines[1]}
	}
	if causes := e.Causes().Groups().Causes(); len(causes) > 0 {
		lines = append(lines, fmt.Sprintf("%d: %s", causes[0].Tasks, e.Causes().Title(causes[0])))
	}
	for i := range lines {
		lines[i] = e.Theme.Fit(lines[i], e.Width)
	}
	return lines[:min(len(lines), e.Height)]
}
