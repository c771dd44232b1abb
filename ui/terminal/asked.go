package terminal

import (
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// asked tracks what the terminal was asked and whether everything is answered.
// Terminals answer in order, so the last question is one that every terminal
// answers.
type asked struct {
	at       time.Time // the last time; the zero time: never
	last     bool      // the last question was asked
	answered bool
}

// patience is how long to wait for an answer, which would otherwise end up in
// what the user types next.
const patience = time.Second

// Modes that Bubble Tea does not set: reports of the desktop's colors, and of
// whether anybody can see the terminal (rockorager.dev/misc/visibility-reports).
const (
	setVisibility   = "\x1b[?2033h"
	resetVisibility = "\x1b[?2033l"
	reportVisible   = "\x1b[?999;1n"
	reportHidden    = "\x1b[?999;2n"
	saveTitle       = "\x1b[22;2t"
	restoreTitle    = "\x1b[23;2t"
)

// Enter returns what to send when the dashboard takes over the terminal: the
// title is saved and changes are reported.
func (t *Terminal) Enter() string {
	if t.Mute() {
		return ""
	}
	return saveTitle + ansi.SetModeLightDark + setVisibility
}

// Leave returns what to send when the dashboard gives the terminal back, with
// its former title. A terminal that saves none gets an empty title, rather than
// an outdated one.
func (t *Terminal) Leave() string {
	if t.Mute() {
		return ""
	}
	t.title, t.titleAt, t.hidden = "", time.Time{}, false
	return resetVisibility + ansi.ResetModeLightDark + ansi.SetWindowTitle("") + restoreTitle
}

// Ask asks the terminal for its background and what else it can do.
func (t *Terminal) Ask(now time.Time) tea.Cmd {
	t.asked = asked{at: now}
	if t.Mute() {
		return nil
	}
	return tea.Batch(tea.RequestBackgroundColor, tea.RequestProgramStatusSupport)
}

// AskLast asks, once, the question that every terminal answers. It is called
// with the first tick after the first frame, when Bubble Tea has asked its own
// questions.
func (t *Terminal) AskLast() tea.Cmd {
	if t.asked.last || t.asked.at.IsZero() {
		return nil
	}
	t.asked.last = true
	return tea.Raw(ansi.RequestPrimaryDeviceAttributes)
}

// overMsg ends a wait for answers. Sent by [Terminal.Rest].
type overMsg struct{}

// Rest waits until everything the terminal was asked is answered, or will not
// be; then [Terminal.Hear] gives [Rested]. It returns nil if there is nothing
// to wait for, and when it is called again.
func (t *Terminal) Rest(now time.Time) tea.Cmd {
	left := t.asked.at.Add(patience).Sub(now)
	if t.resting || t.asked.answered || t.asked.at.IsZero() || left <= 0 {
		return nil
	}
	t.resting = true
	return tea.Batch(t.AskLast(), tea.Tick(left, func(time.Time) tea.Msg { return overMsg{} }))
}

// News is what a terminal reports.
type News int

// What a terminal tells.
const (
	Nothing News = iota
	Hidden       // nobody can see it
	Shown        // somebody may see it
	Dark         // the desktop is dark now
	Light
	Rested // nothing that it was asked is left to be answered
)

// Hear handles a message, and returns what it reports.
func (t *Terminal) Hear(msg tea.Msg) News {
	switch msg := msg.(type) {
	case uv.PrimaryDeviceAttributesEvent:
		if t.asked.answered = t.asked.last; t.resting {
			return Rested
		}
	case overMsg:
		return Rested
	case tea.ProgramStatusSupportMsg:
		t.status = true
	case uv.DarkColorSchemeEvent:
		return Dark
	case uv.LightColorSchemeEvent:
		return Light
	case uv.UnknownCsiEvent:
		return t.seen(string(msg))
	}
	return Nothing
}

// seen handles a report of whether anybody can see the terminal.
func (t *Terminal) seen(report string) News {
	was := t.hidden
	switch report {
	case reportHidden:
		t.hidden = true
	case reportVisible:
		t.hidden = false
	}
	switch {
	case t.hidden && !was:
		return Hidden
	case was && !t.hidden:
		return Shown
	}
	return Nothing
}

// Show notes that somebody is there, whatever the terminal says, because a key
// came. It reports whether that is news.
func (t *Terminal) Show() bool { return t.seen(reportVisible) == Shown }

// Hidden reports whether nobody can see the terminal.
func (t *Terminal) Hidden() bool { return t.hidden }
