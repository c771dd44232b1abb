package terminal

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"hubwatch/model"
)

// notices returns the sequence for a notification on this terminal, nil if none
// is known.
func notices(env func(string) string) func(string) string {
	program, term := env("TERM_PROGRAM"), env("TERM")
	switch {
	case env("KITTY_WINDOW_ID") != "":
		return func(s string) string { return ansi.DesktopNotification(s, "i=hubwatch") }
	case program == "iTerm.app", program == "WezTerm", program == "ghostty":
		return ansi.Notify
	case term == "foot", term == "rxvt-unicode-256color":
		return func(s string) string { return ansi.URxvtExt("notify", "hubwatch", s) }
	}
	return nil
}

// Notify returns a command that calls the user in the way the settings name:
// terminal, bell or none.
func (t *Terminal) Notify(text, how string) tea.Cmd {
	switch {
	case how == "terminal" && t.notice != nil:
		return tea.Raw(t.notice(model.Text(text).Line()))
	case how == "terminal", how == "bell":
		return tea.Raw("\a")
	}
	return nil
}
