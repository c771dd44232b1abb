package ui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/input"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/sheet"
	"hubwatch/ui/typed"
)

// pasted handles a paste, or a burst of keys that is probably one, from a
// terminal that does not mark pastes.
func (a *app) pasted(content string) tea.Cmd {
	if burst, ok := strings.CutPrefix(content, typed.BurstMark); ok {
		return a.burst(burst)
	}
	return a.paste(content)
}

// paste gives text to what has the keyboard. If that refuses it, the text is a
// token if it looks like one, or else about tasks.
func (a *app) paste(text string) tea.Cmd {
	if in := a.input(); in != nil {
		if took, asks := in.Paste(text); took {
			return a.do(asks)
		}
	}
	var s screen.Sheet
	switch {
	case !input.IsToken(text):
		s = a.adding()
	case !a.CanLogin:
		a.say("no token can be given here")
	default:
		s = sheet.NewToken(a.Env, a.NoToken)
	}
	if s == nil {
		return nil
	}
	a.openSheet(s)
	_, asks := s.Paste(text)
	return a.do(asks)
}

// adding returns a new sheet for adding tasks, nil if none can be added.
func (a *app) adding() screen.Sheet {
	if a.Replay != nil {
		a.say("nothing can be added to a replay")
		return nil
	}
	if a.refusesEdit() {
		return nil
	}
	return sheet.NewAdd(a.Env, a.opt.Clock)
}

// burst handles keys that came all at once. In a line of input they are typed,
// unless they are several lines, or a token that would become visible.
// Elsewhere they are pasted, unless the first key opens a line of input.
func (a *app) burst(typed string) tea.Cmd {
	first, size := utf8.DecodeRuneInString(typed)
	add, adding := a.input().(*sheet.Add)
	_, hidden := a.input().(*sheet.Token)
	switch {
	case adding && add.Bursting():
		add.Begins()
		return a.do(add.GoesOn(typed))
	case a.typing() && !input.SeveralLines(typed) && (hidden || !input.IsToken(typed)):
		return a.typeKeys(typed)
	case !a.typing() && a.asksForLine(first):
		return tea.Batch(a.typeKeys(typed[:size]), a.burst(typed[size:]))
	}
	cmd := a.paste(typed)
	if add, adding := a.input().(*sheet.Add); adding {
		add.Begins()
	}
	return cmd
}

// asksForLine reports whether a key opens a line of input and cannot be part of
// an ID.
func (a *app) asksForLine(r rune) bool {
	p, _ := a.Keys.Find(keys.Typed(r), a.front.Here())
	switch p.Action {
	case keys.Filter, keys.Search, keys.Palette, keys.Help:
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && a.input() == nil && !a.small()
	default:
		return false
	}
}

// typeKeys presses keys one after the other.
func (a *app) typeKeys(typed string) tea.Cmd {
	var cmds []tea.Cmd
	for _, r := range typed {
		if a.ctx.Err() != nil {
			break // one of them has quit
		}
		cmds = append(cmds, a.key(keys.Typed(r)))
	}
	return tea.Batch(cmds...)
}
