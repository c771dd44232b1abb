package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/fault"
	"hubwatch/ui/keys"
)

// copiedMsg says whether text is on a clipboard. Sent by copyCmd.
type copiedMsg struct {
	what, text string
	place      string
	err        error // there is no clipboard that we can reach ourselves
}

// maxOSC52 is how many bytes terminals take at most from a program.
const maxOSC52 = 74_994

// copyCmd puts text on the clipboard, if we can reach one.
func (a *app) copyCmd(what, text string) tea.Cmd {
	if text == "" {
		a.say("there is no %s to copy", what)
		return nil
	}
	desk, ctx := a.opt.Desk, a.ctx
	if desk == nil {
		return a.copied(copiedMsg{what: what, text: text, err: errNoDesk})
	}
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, deskLimit)
		defer cancel()
		place, err := desk.Copy(ctx, text)
		return copiedMsg{what, text, place, err}
	})
}

var errNoDesk = errors.New("there is no clipboard here")

// copied says what came of copying. Without a clipboard the terminal is asked
// to take the text, which never answers; what is too long for it goes to a
// file.
func (a *app) copied(msg copiedMsg) tea.Cmd {
	size := model.Plural(len(msg.text), "byte")
	switch {
	case msg.err == nil:
		a.say("copied %s (%s) to %s", msg.what, size, msg.place)
	case len(msg.text) <= maxOSC52 && !a.opt.NoTerminalClipboard:
		a.say("sent %s (%s) to the terminal (OSC 52); not there? %s tab: a file", msg.what, size, a.Keys.Name(keys.CopyMenu))
		return tea.SetClipboard(msg.text)
	case a.opt.Desk != nil:
		return fileCmd(a.opt.Desk, msg.what, "copy.txt", []byte(msg.text))
	default:
		a.say("%s (%s) is too long for the terminal's clipboard", msg.what, size)
	}
	return nil
}
