package ui

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/fault"
	"hubwatch/ui/screen"
)

// openedMsg says whether an address is open in a browser. Sent by browseCmd.
type openedMsg struct {
	what, url string
	err       error
}

func browseCmd(d Desk, what, url string) tea.Cmd {
	return fault.Guarded(func() tea.Msg { return openedMsg{what, url, d.Browse(url)} })
}

// browse opens an address.
func (a *app) browse(ask screen.Browse) tea.Cmd {
	if a.opt.Desk == nil {
		a.say("there is no browser here: %s", ask.URL)
		return nil
	}
	return browseCmd(a.opt.Desk, ask.What, ask.URL)
}

// opened says what came of it. Without a browser the address is copied.
func (a *app) opened(msg openedMsg) tea.Cmd {
	if msg.err == nil {
		a.say("%s is open in the browser", msg.what)
		return nil
	}
	return a.copyCmd("the address (no browser here)", msg.url)
}
