package sheet

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Away is a sheet with all that happened while nobody looked: in the line below
// the header it may be cut off.
type Away struct {
	*screen.Env
	page page.Page
}

// NewAway makes the sheet. It follows what later answers tell.
func NewAway(e *screen.Env) *Away { return &Away{Env: e} }

// Layout wraps the page to the screen.
func (s *Away) Layout() {
	w := &page.Writer{Theme: s.Theme, Width: s.Width - 2}
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
	s.page.Lines = w.Lines
	s.page.Resize(s.Height - 1)
}

// Key scrolls the sheet, or leaves it.
func (s *Away) Key(msg tea.KeyPressMsg) []screen.Intent {
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
func (s *Away) Paste(string) (took bool, asks []screen.Intent) { return false, nil }

// Typing is false: there is nothing to type.
func (s *Away) Typing() bool { return false }

// Cursor is not shown.
func (s *Away) Cursor() *tea.Cursor { return nil }

// Wheel scrolls the sheet.
func (s *Away) Wheel(by int) { s.page.Scroll(by) }

// Lines draws the sheet over the whole screen.
func (s *Away) Lines() []string {
	var lines []string
	for _, line := range s.page.View() {
		lines = append(lines, " "+line)
	}
	return append(lines, s.Theme.Fit(s.page.Hint(s.Theme), s.Width))
}
