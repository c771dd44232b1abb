package frame

import (
	"fmt"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// Small returns what fits on a screen that is too small for the dashboard: the
// progress, the size needed, and the worst cause.
func Small(e *screen.Env, width, height int) []string {
	all := e.List().Total()
	first := "nothing watched yet"
	if all > 0 {
		sep := Separator(e.Theme)
		first = fmt.Sprintf("%s to do of %s%s%d%%", model.Thousands(e.ToDo().Total()), model.Thousands(all), sep, 100*e.List().Settled()/all)
		if left := leftText(e); left != "" && !Ended(e) {
			first += sep + left
		}
	}
	lines := []string{first, fmt.Sprintf("%dx%d is needed for more; %s quits", width, height, e.Keys.Name(keys.Quit))}
	if causes := e.Causes().Groups().Causes(); len(causes) > 0 {
		lines = append(lines, fmt.Sprintf("%s %s", model.Thousands(causes[0].Tasks), e.Causes().Called(causes[0])))
	}
	for i := range lines {
		lines[i] = e.Theme.UpTo(lines[i], e.Width)
	}
	return lines[:min(len(lines), e.Height)]
}
