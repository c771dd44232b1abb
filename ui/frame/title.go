package frame

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"hubwatch/ui/screen"
)

// Title is what the terminal's own title bar says.
func Title(e *screen.Env) string {
	s := fmt.Sprintf("hubwatch %s: %d/%d", accountName(e), e.List().Settled(), e.List().Total())
	if n := e.ToDo().Total(); n > 0 {
		s += fmt.Sprintf(", %d to do", n)
	}
	return s
}

// ProgressBar is how far the migration is, for terminals that draw it; nil if
// nothing is watched.
func ProgressBar(e *screen.Env) *tea.ProgressBar {
	if e.List().Len() == 0 {
		return nil
	}
	state := tea.ProgressBarDefault
	switch {
	case e.Pace().Held || e.Pace().Stopped() != nil:
		state = tea.ProgressBarWarning
	case e.ToDo().Total() > 0:
		state = tea.ProgressBarError
	}
	return tea.NewProgressBar(state, 100*e.List().Settled()/e.List().Total())
}
