package attention

import (
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"hubwatch/model"
	"hubwatch/ui/frame"
)

// terminal is what the environment tells of the terminal.
type terminal struct {
	notice   func(string) string // a notification of its own; nil if it has none that is known
	progress bool                // draws a progress bar in its tab or task bar
}

// LearnTerminal finds out what the terminal can do. An unknown one gets the
// bell and no progress: some take the sequence for a notification.
func (p *Attention) LearnTerminal(env tea.EnvMsg) {
	program := env.Getenv("TERM_PROGRAM")
	switch {
	case env.Getenv("TMUX") != "": // it passes neither on by itself
	case env.Getenv("KITTY_WINDOW_ID") != "":
		p.terminal.notice = func(s string) string { return ansi.DesktopNotification(s, "i=hubwatch") }
	case program == "iTerm.app", program == "WezTerm", program == "ghostty":
		p.terminal.notice = ansi.Notify
		p.terminal.progress = program != "WezTerm"
	case env.Getenv("WT_SESSION") != "":
		p.terminal.progress = true
	case env.Getenv("TERM") == "foot", env.Getenv("TERM") == "rxvt-unicode-256color":
		p.terminal.notice = func(s string) string { return ansi.URxvtExt("notify", "hubwatch", s) }
	}
}

// Notify calls a person. Semicolons part the fields of such sequences.
func (t *terminal) notify(text, how string) tea.Cmd {
	switch {
	case how == "terminal" && t.notice != nil:
		return tea.Raw(t.notice(model.Text(text).Line()))
	case how == "terminal", how == "bell":
		return tea.Raw("\a")
	}
	return nil
}

// ProgressBar is how far the migration is, nil if the terminal draws none.
func (p *Attention) ProgressBar() *tea.ProgressBar {
	if !p.terminal.progress {
		return nil
	}
	return frame.ProgressBar(p.env)
}
