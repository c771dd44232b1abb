package terminal

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// titleEvery is the least time between two titles.
const titleEvery = 2 * time.Second

// Title sets the terminal's title, if it is another one and the last was not
// set just before.
func (t *Terminal) Title(text string, now time.Time) tea.Cmd {
	if t.Mute() || text == t.title || now.Sub(t.titleAt) < titleEvery && !now.Before(t.titleAt) {
		return nil
	}
	t.title, t.titleAt = text, now
	return tea.Raw(ansi.SetWindowTitle(text))
}

// Tell adds progress and status to a frame, as far as the terminal supports
// them; either may be nil.
func (t *Terminal) Tell(v *tea.View, bar *tea.ProgressBar, status *tea.ProgramStatus) {
	v.ProgressBar, v.ProgramStatus = nil, nil
	if t.draws {
		v.ProgressBar = bar
	}
	if t.status {
		v.ProgramStatus = status
	}
}
