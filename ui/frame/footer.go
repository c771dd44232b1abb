package frame

import (
	"strings"

	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Footer is the hint line of a screen. The help key stands at the right and is
// the last to go; a note takes the room it needs before the hints, for a while,
// and else pending, which is what waits for the person.
func Footer(e *screen.Env, at keys.Place, pending string) string {
	help := hint(e, e.Keys.Entry(keys.Help)) + " "
	room := e.Width - e.Theme.Width(help)
	var left strings.Builder
	used := 2
	left.WriteString("  ")
	if s := noteText(e, room-2); s != "" {
		used += e.Theme.Width(s)
		left.WriteString(e.Theme.Notice.Paint(s) + theme.Spaces(min(2, room-used)))
		used += min(2, room-used)
	} else if pending != "" {
		left.WriteString(e.Theme.Notice.Paint(pending))
		used += e.Theme.Width(pending)
	}
	for _, entry := range e.Keys.Hints(Here(e, at)) {
		h := hint(e, entry)
		w := e.Theme.Width(h) + 2
		if used+w > room {
			break
		}
		left.WriteString(h + "  ")
		used += w
	}
	return left.String() + theme.Spaces(room-used) + help
}

// Here is what decides which actions work on a screen.
func Here(e *screen.Env, at keys.Place) keys.Here {
	return keys.Here{Place: at, Tasks: e.List().Len() > 0, Login: e.CanLogin}
}

func hint(e *screen.Env, of *keys.Entry) string { return e.Theme.Hint(of.Key, of.Does) }
