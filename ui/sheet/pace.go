package sheet

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Pace is a sheet with what is measured, of the migration and of what the watching
// costs, all that happened while nobody looked, and who shares the watchlist.
type Pace struct {
	*screen.Env
	page page.Page
}

// NewPace makes the sheet. It follows what later answers tell.
func NewPace(e *screen.Env) *Pace { return &Pace{Env: e} }

// Layout wraps the page to the screen.
func (s *Pace) Layout() {
	w := &page.Writer{Theme: s.Theme, Width: s.Width - 2}
	w.Section("pace")
	for _, f := range frame.Pace(s.Env) {
		w.Told(f.Name, f.Text, s.Theme.Text)
	}
	if !s.Env.Away.From.IsZero() {
		s.away(w)
	}
	s.people(w)
	s.page.Lines = w.Lines
	s.page.Resize(s.Height - 1)
}

// away writes what happened while nobody looked.
func (s *Pace) away(w *page.Writer) {
	w.Section("while you were away")
	if asked, of, behind := s.CatchingUp(); behind {
		w.Write(0, "", theme.Ink{}, fmt.Sprintf("Catching up: %d of %d asked. So far:", asked, of), s.Theme.Notice)
	}
	text := "Nothing happened."
	if !s.Env.Away.Empty() {
		text = s.Env.Away.String() + "."
	}
	w.Write(0, "", theme.Ink{}, text, s.Theme.Text)
	if causes := s.Env.Away.Causes; len(causes) > 0 {
		w.Section("new causes")
		for _, title := range causes {
			w.Write(0, s.Theme.Sign("●", "*"), s.Theme.Notice, model.Sentence(title), s.Theme.Text)
		}
	}
}

// people writes who shares the watchlist, and who is on what.
func (s *Pace) people(w *page.Writer) {
	asks := s.Asks()
	if asks == "" && len(s.Claims()) == 0 {
		return
	}
	w.Section("people")
	if asks != "" {
		w.Write(0, "", theme.Ink{}, asks+".", s.Theme.Text)
	}
	for _, c := range s.Claims() {
		title := c.Title.Line()
		if title == "" {
			title = string(c.Task)
		}
		w.Write(0, s.Theme.Sign("●", "*"), s.Theme.Notice, s.OnIt(c)+" since "+s.Times.Clock(c.Since, s.Now)+": "+model.Sentence(title), s.Theme.Text)
	}
}

// Key scrolls the sheet, or leaves it.
func (s *Pace) Key(msg tea.KeyPressMsg) []screen.Intent {
	does := keys.InSheet(msg)
	if by, moves := does.Step(s.page.Height, len(s.page.Lines)); moves {
		s.page.Scroll(by)
		return nil
	}
	if does == keys.Leave || s.Keys.Is(msg, keys.Away, keys.Quit, keys.Back) {
		return []screen.Intent{screen.Close{Sheet: s}}
	}
	return nil
}

// Paste takes nothing: what is pasted is for the screen.
func (s *Pace) Paste(string) (took bool, asks []screen.Intent) { return false, nil }

// Typing is false: there is nothing to type.
func (s *Pace) Typing() bool { return false }

// Cursor is not shown.
func (s *Pace) Cursor() *tea.Cursor { return nil }

// Wheel scrolls the sheet.
func (s *Pace) Wheel(by int) { s.page.Scroll(by) }

// Lines draws the sheet over the whole screen.
func (s *Pace) Lines() []string {
	var lines []string
	for _, line := range s.page.View() {
		lines = append(lines, " "+line)
	}
	return append(lines, s.Theme.Fit(s.page.Hint(s.Theme), s.Width))
}
