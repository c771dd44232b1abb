package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/voice"
)

// calls is what a person who looks elsewhere was called for. Each is called
// once.
type calls struct {
	known   bool // what was there at the start is known and not news
	done    bool
	failed  bool
	stalled bool
	causes  map[string]bool // by ID
}

// call is a command that tells a person who looks elsewhere what they wait for:
// that all is done, the first problem, a new cause, a stall; how is the way the
// settings say. A dashboard with a voice says it instead.
func (p *attention) call(v *voice.Voice, how string) tea.Cmd {
	var news []string
	c := &p.calls
	if done := p.List().Len() > 0 && p.Settled(); done != c.done {
		if c.done = done; done {
			news = append(news, "all done: "+frame.Title(p.Env))
		}
	}
	if failed := p.Problems() > 0; failed && !c.failed {
		c.failed = true
		news = append(news, "the first task has a problem")
	}
	for _, cause := range p.Causes().Groups().Causes() {
		if !c.causes[cause.ID] {
			if c.causes == nil {
				c.causes = map[string]bool{}
			}
			c.causes[cause.ID] = true
			news = append(news, "a new cause: "+model.Clause(p.Causes().Title(cause)))
		}
	}
	if stalled := p.Stalled() != ""; stalled != c.stalled {
		if c.stalled = stalled; stalled {
			news = append(news, p.Stalled())
		}
	}
	known := c.known
	c.known = true
	if known && v != nil {
		for _, text := range news {
			v.Say(text)
		}
		return nil
	}
	if !known || len(news) == 0 || p.looking() {
		return nil
	}
	text := news[len(news)-1]
	if len(news) > 1 {
		text = fmt.Sprintf("%s, and %d more", text, len(news)-1)
	}
	return p.terminal.notify(text, how)
}

// terminal is what the environment tells of the terminal.
type terminal struct {
	notice   func(string) string // a notification of its own; nil if it has none that is known
	progress bool                // draws a progress bar in its tab or task bar
}

// learnTerminal finds out what the terminal can do. An unknown one gets the
// bell and no progress: some take the sequence for a notification.
func (p *attention) learnTerminal(env tea.EnvMsg) {
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

// notify calls a person. Semicolons part the fields of such sequences.
func (t *terminal) notify(text, how string) tea.Cmd {
	switch {
	case how == "terminal" && t.notice != nil:
		return tea.Raw(t.notice(model.Text(text).Line()))
	case how == "terminal", how == "bell":
		return tea.Raw("\a")
	}
	return nil
}

// progressBar is how far the migration is, nil if the terminal draws none.
func (p *attention) progressBar() *tea.ProgressBar {
	if !p.terminal.progress {
		return nil
	}
	return frame.ProgressBar(p.Env)
}
