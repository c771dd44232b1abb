package ui

import (
	"time"
	"unicode/utf8"

	"hubwatch/ui/theme"
)

// notes is what is said in the footer, in place of the hints it has no room
// for. The zero value says nothing.
type notes struct {
	text  string
	path  string // of a file that was written, behind the text
	until time.Time
}

// How long a note is read: the time to see it, and for each character.
const (
	noteSeen   = 2 * time.Second
	noteLetter = 70 * time.Millisecond
	noteLeast  = 5 * time.Second
	noteMost   = 15 * time.Second
)

func (n *notes) say(text, path string, now time.Time) {
	letters := utf8.RuneCountInString(text + path)
	read := noteSeen + time.Duration(letters)*noteLetter
	*n = notes{text, path, now.Add(min(max(read, noteLeast), noteMost))}
}

// shown is the note in at most room cells, "" if it was read. The path stays
// whole if anything does: without it nobody finds the file.
func (n *notes) shown(now time.Time, room int, l *theme.Theme) string {
	switch {
	case n.text == "" || !now.Before(n.until) || room <= 0:
		return ""
	case n.path == "":
		return l.UpTo(n.text, room)
	}
	text, path := n.text, n.path
	if w := l.Width(path); w > room {
		return l.FitTail(path, room)
	} else if left := room - w - 1; left < l.Width(text) {
		if left < 8 {
			return path
		}
		text = l.Fit(text, left)
	}
	return text + " " + path
}
