package sheet

import (
	"cmp"
	"fmt"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// NewPace returns a page with the figures of the migration and of polling,
// everything that happened while nobody looked, and who shares the watchlist.
func NewPace(e *screen.Env) *Page { return &Page{Env: e, opened: keys.Away, text: paceLines} }

func paceLines(e *screen.Env) []string {
	w := &page.Writer{Theme: e.Theme, Width: e.Width - page.Margin - 1}
	w.Section("pace")
	for _, f := range frame.Pace(e) {
		w.Told(0, paceCells, f.Name, f.Text, e.Theme.Text)
	}
	if !e.Away.From.IsZero() {
		writeAway(e, w)
	}
	writePeople(e, w)
	return indented(w.Lines)
}

// paceCells is how wide the names of what is measured are, with the gap.
const paceCells = 12

// writeAway writes what happened while nobody looked.
func writeAway(e *screen.Env, w *page.Writer) {
	w.Section("while you were away")
	if asked, of, behind := e.CatchingUp(); behind {
		w.Write(0, "", theme.Ink{}, fmt.Sprintf("Catching up: %d of %d asked. So far:", asked, of), e.Theme.Notice)
	}
	text := "Nothing happened."
	if !e.Away.Empty() {
		text = e.Away.Words(e.Times, frame.Ages(e)) + "."
	}
	w.Write(0, "", theme.Ink{}, text, e.Theme.Text)
	if claims := e.Away.Claims; len(claims) > 1 { // one is told above
		for _, text := range claims {
			w.Write(0, e.Theme.Sign("●", "*"), e.Theme.Notice, model.Sentence(text), e.Theme.Text)
		}
	}
	if causes := e.Away.Causes; len(causes) > 0 {
		w.Section("new causes")
		for _, title := range causes {
			w.Write(0, e.Theme.Sign("●", "*"), e.Theme.Notice, model.Sentence(title), e.Theme.Text)
		}
	}
}

// writePeople writes who shares the watchlist, and who is on what.
func writePeople(e *screen.Env, w *page.Writer) {
	asks := e.Asks()
	if asks == "" && len(e.Claims()) == 0 {
		return
	}
	w.Section("people")
	if asks != "" {
		w.Write(0, "", theme.Ink{}, asks+".", e.Theme.Text)
	}
	for _, c := range e.Claims() {
		title := cmp.Or(c.Title.Line(), string(c.Task))
		w.Write(0, e.Theme.Sign("●", "*"), e.Theme.Notice, e.OnIt(c)+" since "+e.Times.Clock(c.Since, e.Now)+": "+model.Sentence(title), e.Theme.Text)
	}
}
