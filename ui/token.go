package ui

import (
	"context"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// Login checks a token that a person gave and has everything asked with it from
// then on. It returns what the person should know: where the token is kept.
// Nothing has changed if it fails; its error is one sentence, or ctx's own.
type Login func(ctx context.Context, token string) (said string, err error)

// loginLimit bounds one Login: it asks HubSpot and the keyring.
const loginLimit = 45 * time.Second

// longest token that can be typed, in characters.
const maxTokenInput = 1024

// tokenSheet is the sheet that asks for a token. What is typed or pasted is
// never shown.
type tokenSheet struct {
	input   textinput.Model
	why     string // why it is asked for, "" if the person wanted to give one
	refused string // what was wrong with the last one
	busy    bool   // one is being checked
}

// loggedInMsg says what came of a Login. Sent by loginCmd.
type loggedInMsg struct {
	sheet *tokenSheet // that it was given to
	said  string
	err   error
}

// loginCmd checks a token and answers with a loggedInMsg.
func loginCmd(ctx context.Context, login Login, sheet *tokenSheet, token string) tea.Cmd {
	return guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, loginLimit)
		defer cancel()
		said, err := login(ctx, token)
		return loggedInMsg{sheet, said, err}
	})
}

// openToken opens the sheet, empty.
func (a *app) openToken() {
	in := a.theme.NewInput("token: ", "")
	in.EchoMode, in.EchoCharacter = textinput.EchoPassword, '*'
	in.CharLimit = maxTokenInput
	in.Focus()
	a.token = &tokenSheet{input: in, why: a.opt.NoToken}
	a.token.resize(a.width)
}

// pasteToken takes what is pasted as a token, and never as task IDs.
func (a *app) pasteToken(content string) tea.Cmd {
	if a.token == nil {
		a.openToken()
	}
	if a.token.busy {
		return nil
	}
	var cmd tea.Cmd
	a.token.input, cmd = a.token.input.Update(tea.PasteMsg{Content: strings.TrimSpace(content)})
	return cmd
}

func (a *app) tokenKey(msg tea.KeyPressMsg) tea.Cmd {
	s := a.token
	switch {
	case msg.String() == "esc":
		a.token = nil // what is being checked is still used if it is good
		return a.checks()
	case s.busy:
		return nil
	case key.Matches(msg, a.keys.Accept):
		token := strings.TrimSpace(s.input.Value())
		if token == "" {
			return nil
		}
		s.input.Reset()
		s.busy, s.refused = true, ""
		return loginCmd(a.ctx, a.opt.Login, s, token)
	}
	var cmd tea.Cmd
	s.input, cmd = s.input.Update(msg)
	return cmd
}

// loggedIn goes on with the new token, or says why not.
func (a *app) loggedIn(msg loggedInMsg) tea.Cmd {
	msg.sheet.busy = false
	if msg.err != nil {
		msg.sheet.refused = model.Text(msg.err.Error()).Line()
		if a.token != msg.sheet {
			a.say("%s", msg.sheet.refused)
		}
		return nil
	}
	if a.token == msg.sheet {
		a.token = nil
	}
	a.opt.NoToken = ""
	a.notes.say(model.Text(msg.said).Line(), "", a.now)
	a.pace.Resume()
	for _, t := range a.list.Tasks() {
		if t.Err != nil && (t.Err.Kind == model.KindAuth || t.Err.Kind == model.KindPermission) {
			a.list.Want(t.ID)
		}
	}
	return tea.Batch(a.asksAccount(), a.syncing(), a.checks())
}

func (s *tokenSheet) resize(width int) { s.input.SetWidth(max(10, width-12)) }

// cursor is where the terminal's cursor belongs.
func (s *tokenSheet) cursor(width, height int, l *theme.Theme) *tea.Cursor {
	c := s.input.Cursor()
	if c != nil {
		c.X++
		c.Y = height - len(s.lines(width, height, l)) + 1
	}
	return c
}

// lines draws the sheet over the lowest lines of the screen: as much of the
// explanation as there is room for.
func (s *tokenSheet) lines(width, height int, l *theme.Theme) []string {
	text, color := s.words(l)
	var said []string
	for _, line := range l.Wrap(text, width-2) {
		said = append(said, " "+color.Paint(line))
	}
	said = said[:max(1, min(len(said), height-5))]
	lines := []string{
		l.Rule.Paint(strings.Repeat(l.Sign("─", "-"), width)),
		l.Fit(" "+s.input.View(), width),
	}
	lines = append(lines, said...)
	return append(lines, l.Fit(" "+l.Key.Paint("enter")+l.Faint.Paint(" checks it, then uses it  ")+l.Key.Paint("esc")+l.Faint.Paint(" leaves"), width))
}

// words is what the sheet says below its input.
func (s *tokenSheet) words(l *theme.Theme) (string, theme.Ink) {
	switch {
	case s.busy:
		return "asking HubSpot whose it is and what it may do" + l.Ellipsis(), l.Notice
	case s.refused != "":
		return s.refused, l.Banner
	case s.why != "":
		return "Paste or type it here; it is not shown. " + s.why, l.Faint
	}
	return "Paste or type the access token of a private app or a service key; it is not shown.", l.Faint
}
