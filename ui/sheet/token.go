package sheet

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/input"
	"hubwatch/ui/keys"
	"hubwatch/ui/page"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// NoneYet is the reason given where no token was ever stored.
const NoneYet = "there is no token"

const tokenPrompt = "token: "

// longest token that can be typed, in characters.
const maxTokenInput = 1024

// Token is the sheet that asks for a token. What is typed or pasted is never shown.
type Token struct {
	*screen.Env
	input   input.Line
	why     string // why there is none, "" if there is one and the user gives another
	refused string // what was wrong with the last one
	busy    bool   // one is being checked
	left    bool   // the user did not wait for it
}

// NewToken returns the sheet. why is why there is no token, "" if there is one.
func NewToken(e *screen.Env, why string) *Token {
	in := input.New(e.Theme, tokenPrompt, "")
	in.EchoMode, in.EchoCharacter = textinput.EchoPassword, '*'
	in.CharLimit = maxTokenInput
	return &Token{Env: e, input: in, why: why}
}

// Key edits the token, and submits it on enter.
func (s *Token) Key(msg tea.KeyPressMsg) []screen.Intent {
	switch does := keys.InSheet(msg); {
	case does == keys.Leave:
		s.left = true // what is being checked is still used if it is good
		return []screen.Intent{screen.Close{Sheet: s}}
	case s.busy:
		return nil
	case does == keys.Accept:
		token := strings.TrimSpace(s.input.Value())
		if token == "" {
			return nil
		}
		s.input.Reset()
		s.busy, s.refused = true, ""
		return []screen.Intent{screen.Login{Token: token, Then: s.checked}}
	}
	s.input.Type(msg)
	return nil
}

// checked closes the sheet if the token is good, or says what is wrong with it.
func (s *Token) checked(err error) []screen.Intent {
	s.busy = false
	switch {
	case err == nil:
		return []screen.Intent{screen.Close{Sheet: s}}
	case s.left:
		return []screen.Intent{screen.Say{Text: model.Text(err.Error()).Line()}}
	}
	s.refused = model.Text(err.Error()).Line()
	return nil
}

// Paste accepts everything: whatever it is, it may be a token, and is not shown.
func (s *Token) Paste(text string) (took bool, asks []screen.Intent) {
	if !s.busy {
		s.input.Model, _ = s.input.Update(tea.PasteMsg{Content: strings.TrimSpace(text)})
	}
	return true, nil
}

// Typing returns true: letters belong to the token.
func (s *Token) Typing() bool { return true }

// Layout gives the line of input its room.
func (s *Token) Layout() { s.input.SetWidth(max(10, s.Width-fieldAt-len(tokenPrompt)-2)) }

// Cursor is in the line of input.
func (s *Token) Cursor() *tea.Cursor {
	if s.first() {
		_, field := s.page()
		c := s.input.CursorAt(field)
		if c != nil {
			c.X += fieldAt - page.Margin
		}
		return c
	}
	return s.input.CursorAt(s.Height - len(s.Lines()) + 1)
}

// shortBelow is the width below which there is little room for hints.
const shortBelow = 60

// first reports whether there is no token yet; then the sheet takes the whole
// screen.
func (s *Token) first() bool { return s.why != "" }

// Lines draws the sheet: over the whole screen where there is no token yet, else
// over the lowest lines of the screen, as much of the explanation as there is room
// for.
func (s *Token) Lines() []string {
	l, width := s.Theme, s.Width
	if s.first() {
		lines, _ := s.page()
		leaves := "looks around without one"
		if s.Width < shortBelow {
			leaves = "leaves"
		}
		return append(lines, frame.Bottom(s.Env, true, "enter", "checks it", "esc", leaves))
	}
	said := s.said(page.Margin, max(1, s.Height-5))
	lines := []string{
		frame.Rule(s.Env),
		l.Fit("  "+s.input.View(), width),
	}
	lines = append(lines, said...)
	return append(lines, frame.Bottom(s.Env, true, "enter", "checks it", "esc", "leaves"))
}

// said returns what becomes of the token, in at most n lines behind so many cells.
func (s *Token) said(at, n int) []string {
	text, ink := s.words()
	if text == "" {
		return nil
	}
	var lines []string
	for _, line := range s.Theme.Wrap(text, s.Width-at-1) {
		lines = append(lines, theme.Spaces(at)+ink.Paint(line))
	}
	return lines[:min(len(lines), n)]
}

// words returns what the sheet says below its input.
func (s *Token) words() (string, theme.Ink) {
	l := s.Theme
	switch {
	case s.busy:
		return "asking HubSpot whose it is and what it may do" + l.Ellipsis(), l.Notice
	case s.refused != "":
		return s.refused, l.Banner
	case s.why == NoneYet:
		return "", l.Faint
	case s.why != "":
		return s.why, l.Faint
	}
	return "Paste or type the access token of a private app or a service key; it is not shown.", l.Faint
}
