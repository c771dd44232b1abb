package frame

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/screen"
)

// Title returns the text for the terminal's title bar: the progress, what is to
// be done again, and whose tasks they are.
func Title(e *screen.Env) string {
	var parts []string
	switch looking := e.Flow().Looking.Left > 0 && e.Verdict() == 0; {
	case e.List().Total() == 0:
	case looking && e.Replay == nil:
		parts = append(parts, "first look")
	default:
		parts = append(parts, fmt.Sprintf("%d%%", percent(e)))
	}
	if n := e.ToDo().Total(); n > 0 {
		parts = append(parts, model.Thousands(n)+" to do")
	}
	return strings.Join(append(parts, "hubwatch "+AccountName(e)), e.Theme.Sign(" · ", ", "))
}

// percent returns how much of what counts is settled; 100 only if nothing is left.
func percent(e *screen.Env) int { return 100 * e.List().Settled() / max(1, e.List().Total()) }

// ProgressBar returns the progress for terminals that draw it; nil if nothing
// is watched or everything is settled.
func ProgressBar(e *screen.Env) *tea.ProgressBar {
	if e.List().Total() == 0 || e.Settled() {
		return nil
	}
	state := tea.ProgressBarDefault
	switch {
	case e.Pace().Held || e.Pace().Stopped() != nil:
		state = tea.ProgressBarWarning
	case e.ToDo().Total() > 0:
		state = tea.ProgressBarError
	}
	return tea.NewProgressBar(state, percent(e))
}

// Status returns what the program does, for terminals that show that; nil if
// nothing is watched. It contains no text from outside, because a terminal may
// show it anywhere.
func Status(e *screen.Env) *tea.ProgramStatus {
	if e.List().Total() == 0 {
		return nil
	}
	s := &tea.ProgramStatus{App: "hubwatch", Message: fmt.Sprintf("%s of %s settled", model.Thousands(e.List().Settled()), model.Thousands(e.List().Total()))}
	if n := e.ToDo().Total(); n > 0 {
		s.Message += ", " + model.Thousands(n) + " to do again"
	}
	switch {
	case e.Settled():
		s.State = tea.ProgramStateDone
	case e.NoToken != "", e.Pace().Stopped() != nil:
		s.State, s.Kind = tea.ProgramStateBlocked, tea.ProgramStatusKindAuth
	case e.Pace().Held:
		s.State = tea.ProgramStateIdle
	default:
		s.State, s.Progress, s.HasProgress = tea.ProgramStateWorking, percent(e), true
	}
	return s
}
