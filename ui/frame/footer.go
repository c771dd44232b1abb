package frame

import (
	"strings"

	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Footer returns the hint line of a screen: see [hints]. words renames actions;
// one renamed to "" is left out.
func Footer(e *screen.Env, at keys.Place, pending string, words map[keys.Action]string) string {
	var said []string
	for _, entry := range e.Keys.Hints(Here(e, at)) {
		does, other := words[entry.Action]
		if !other {
			does = entry.Hint
		}
		if does != "" {
			said = append(said, entry.Key, does)
		}
	}
	return hints(e, false, pending, said)
}

// FooterTyped returns the hint line of a screen while a line is typed in it:
// what its keys do, the most needed first. See [hints].
func FooterTyped(e *screen.Env, pending string, keysAndWhat ...string) string {
	return hints(e, true, pending, keysAndWhat)
}

// hints returns a line of keys and what they do, as many as fit. The key for
// help is at the right and is the last to go. A note takes the room it needs
// before the hints, for a while; otherwise pending does, which is what waits
// for the user. typed means that letters are text.
func hints(e *screen.Env, typed bool, pending string, keysAndWhat []string) string {
	help := Help(e, typed)
	room := e.Width - e.Theme.Width(help)
	var left strings.Builder
	used := 2
	left.WriteString("  ")
	if s := noteText(e, room-2); s != "" {
		used += e.Theme.Width(s)
		left.WriteString(e.Theme.Notice.Paint(s) + theme.Spaces(min(2, room-used)))
		used += min(2, room-used)
	} else if pending != "" {
		if e.Theme.Width(pending) > room-used {
			pending = e.Theme.UpTo(strings.TrimRight(pending, " "), room-used)
		}
		left.WriteString(e.Theme.Notice.Paint(pending))
		used += e.Theme.Width(pending)
	}
	for i := 0; i+1 < len(keysAndWhat); i += 2 {
		h := e.Theme.Hint(keysAndWhat[i], keysAndWhat[i+1])
		w := e.Theme.Width(h) + 2
		if used+w > room {
			break
		}
		left.WriteString(h + "  ")
		used += w
	}
	return left.String() + theme.Spaces(room-used) + help
}

// Here returns what decides which actions work on a screen.
func Here(e *screen.Env, at keys.Place) keys.Here {
	return keys.Here{Place: at, Tasks: e.List().Len() > 0, Login: e.CanLogin}
}

// Help returns the hint for the help, at the right of every screen. typed means
// that letters are text; the hint is "" if only letters open the help.
func Help(e *screen.Env, typed bool) string {
	of := e.Keys.Entry(keys.Help)
	name := of.Key
	if typed {
		if name = e.Keys.Untyped(keys.Help); name == "" {
			return ""
		}
	}
	return e.Theme.Hint(name, of.Hint) + " "
}

// sheetMargin is how many cells stand before the text of a sheet.
const sheetMargin = 2

// Bottom returns the last line of a sheet: its hints, of which the last are the
// most needed, and at the right the one for the help. typed means that letters
// are text.
func Bottom(e *screen.Env, typed bool, keysAndWhat ...string) string {
	help := Help(e, typed)
	room := e.Width - e.Theme.Width(help) - sheetMargin - 1
	for len(keysAndWhat) > 2 && e.Theme.Width(e.Theme.Hints(keysAndWhat...)) > room {
		keysAndWhat = keysAndWhat[2:]
	}
	l := page.Line{Theme: e.Theme}
	l.To(sheetMargin)
	l.Put(theme.Ink{}, e.Theme.UpTo(e.Theme.Hints(keysAndWhat...), room))
	l.To(e.Width - e.Theme.Width(help))
	return l.String() + help
}
