package ui

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// pasted takes what is pasted, or what came as a burst of keys because the
// terminal does not say what is pasted.
func (a *app) pasted(content string) tea.Cmd {
	burst, ok := strings.CutPrefix(content, burstMark)
	if ok {
		return a.burst(burst)
	}
	return a.paste(content)
}

// paste takes text to the line of input that has the keyboard; elsewhere it can
// only be about tasks.
func (a *app) paste(content string) tea.Cmd {
	several := severalLines(content)
	in := a.input()
	if in != nil {
		if took, asks := in.Paste(content); took {
			return a.do(asks)
		}
	}
	switch {
	case !several && model.LooksLikeToken(content):
		return a.pasteToken(content)
	case a.intake != nil:
	case several:
	case a.filtering != nil:
		pasteLine(&a.filtering.input, content)
		a.filter(a.filtering.input.Value())
		return nil
	case a.task != nil && a.task.seeking != nil:
		pasteLine(a.task.seeking, content)
		return nil
	}
	return a.pasteIDs(content, false)
}

// pasteToken takes what is pasted as a token, and never as task IDs.
func (a *app) pasteToken(text string) tea.Cmd {
	if a.opt.Login == nil {
		a.say("no token can be given here")
		return nil
	}
	s := newTokenSheet(&a.env, a.opt.NoToken)
	a.over(s)
	_, asks := s.Paste(text)
	return a.do(asks)
}

// burst takes keys that came all at once. Into a line of input they are typed;
// elsewhere they are pasted, unless the first of them asks for such a line.
func (a *app) burst(keys string) tea.Cmd {
	first, size := utf8.DecodeRuneInString(keys)
	switch {
	case a.bursting():
		a.intake.burstAt = a.opt.Clock()
		return a.pasteIDs(keys, true)
	case a.typing() && !strings.ContainsAny(strings.TrimRight(keys, "\r\n"), "\r\n"):
		return a.types(keys)
	case !a.typing() && a.asksForLine(first):
		return tea.Batch(a.types(keys[:size]), a.burst(keys[size:]))
	}
	cmd := a.paste(keys)
	if a.intake != nil {
		a.intake.burstAt = a.opt.Clock()
	}
	return cmd
}

// asksForLine tells whether a key opens a line of input, and can be no part of
// an ID.
func (a *app) asksForLine(r rune) bool {
	k := &a.keys
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && a.copying == nil && !a.small() &&
		key.Matches(pressOfRune(r), k.Filter, k.Search, k.Palette, k.Help)
}

// types presses keys one after the other.
func (a *app) types(keys string) tea.Cmd {
	var cmds []tea.Cmd
	for _, r := range keys {
		if a.ctx.Err() != nil {
			break // one of them has quit
		}
		cmds = append(cmds, a.key(pressOfRune(r)))
	}
	return tea.Batch(cmds...)
}

// pressOfRune is the press of the key that sends a character.
func pressOfRune(r rune) tea.KeyPressMsg {
	switch r {
	case '\r', '\n':
		return pressOf("enter")
	case '\t':
		return pressOf("tab")
	case ' ':
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}
	}
	return pressOf(string(r))
}

// burstPause is how long a paste without brackets may stop and still go on.
const burstPause = 300 * time.Millisecond

// bursting tells whether a paste without brackets may still go on.
func (a *app) bursting() bool {
	return a.intake != nil && a.opt.Clock().Sub(a.intake.burstAt) < burstPause
}

// burstKey takes a key that belongs to a paste without brackets: its last
// characters come alone where it is cut, and its last line ends with enter.
func (a *app) burstKey(msg tea.KeyPressMsg) (cmd tea.Cmd, ok bool) {
	if !a.bursting() {
		return nil, false
	}
	text := msg.Text
	if key.Matches(msg, a.keys.Accept) {
		text = "\n"
	}
	if text == "" {
		return nil, false
	}
	return a.pasteIDs(text, true), true
}
