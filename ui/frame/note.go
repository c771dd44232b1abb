package frame

import (
	"time"
	"unicode/utf8"

	"hubwatch/ui/screen"
)

// How long a note is read: the time to see it, and for each character.
const (
	noteSeen   = 2 * time.Second
	noteLetter = 70 * time.Millisecond
	noteLeast  = 5 * time.Second
	noteMost   = 15 * time.Second
)

// Say returns a note that is shown from now on for as long as it takes to read.
// path is that of a written file, "" if there is none.
func Say(text, path string, now time.Time) screen.Note {
	letters := utf8.RuneCountInString(text + path)
	read := noteSeen + time.Duration(letters)*noteLetter
	return screen.Note{Text: text, Path: path, Until: now.Add(min(max(read, noteLeast), noteMost))}
}

// noteText returns the note in at most room cells, "" once it has been shown
// for long enough. The path is kept whole if anything is: without it nobody
// finds the file.
func noteText(e *screen.Env, room int) string {
	l, n := e.Theme, &e.Note
	switch {
	case n.Text == "" || !e.Now.Before(n.Until) || room <= 0:
		return ""
	case n.Path == "":
		return l.UpTo(n.Text, room)
	}
	text, path := n.Text, n.Path
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
