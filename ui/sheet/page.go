// Package sheet holds the sheets: what covers part of a screen and takes the
// keyboard, for adding tasks, a token, a label, texts to copy, and the help.
package sheet

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Page is a sheet over the whole screen with text that scrolls and is kept up
// to date.
type Page struct {
	*screen.Env
	text   func(*screen.Env) []string // in lines, each with its page.Margin
	opened keys.Action                // the action that opens it also closes it
	page   page.Page
}

// NewJournal returns a page with the latest events, newest first.
func NewJournal(e *screen.Env) *Page {
	return &Page{Env: e, opened: keys.Journal, text: func(e *screen.Env) []string { return frame.Journal(e, len(e.Recent())+1) }}
}

// Layout makes the text for the screen.
func (s *Page) Layout() {
	s.page.Lines = s.text(s.Env)
	s.page.Resize(s.Height - 1)
}

// Key scrolls the sheet, or leaves it.
func (s *Page) Key(msg tea.KeyPressMsg) []screen.Intent {
	does := keys.InSheet(msg)
	by, moves := does.Step(s.page.Height, len(s.page.Lines))
	switch {
	case moves:
		s.page.Scroll(by)
	case s.Keys.Is(msg, keys.Down):
		s.page.Scroll(+1)
	case s.Keys.Is(msg, keys.Up):
		s.page.Scroll(-1)
	case does == keys.Leave || s.Keys.Is(msg, s.opened, keys.Quit, keys.Back, keys.Out):
		return []screen.Intent{screen.Close{Sheet: s}}
	}
	return nil
}

// Paste accepts nothing: a paste is for the screen below.
func (s *Page) Paste(string) (took bool, asks []screen.Intent) { return false, nil }

// Typing returns false: there is nothing to type.
func (s *Page) Typing() bool { return false }

// Cursor is not shown.
func (s *Page) Cursor() *tea.Cursor { return nil }

// Wheel scrolls the sheet.
func (s *Page) Wheel(by int) { s.page.Scroll(by) }

// Lines draws the sheet over the whole screen.
func (s *Page) Lines() []string {
	return append(s.page.View(), frame.Bottom(s.Env, false, s.page.Hint(s.Theme)...))
}

// indented gives lines their margin.
func indented(lines []string) []string {
	for i, line := range lines {
		if line != "" {
			lines[i] = theme.Spaces(page.Margin) + line
		}
	}
	return lines
}
