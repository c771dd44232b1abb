package terminal

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// titleEvery is the least time between two titles.
const titleEvery = 2 * time.Second

// Title gives the terminal a title, if it has another one and had it for a while.
func (t *Terminal) Title(text string, now time.Time) tea.Cmd {
	if t.Mute() || text == t.title || now.Sub(t.titleAt) < titleEvery && !now.Before(t.titleAt) {
		return nil
	}
	t.title, t.titleAt = text, now
	return tea.Raw(ansi.SetWindowTitle(text))
}

// Tell has a frame tell how far the program is, as far as the terminal takes that;
// either is nil for nothing.
func (t *Terminal) Tell(v *tea.View, bar *tea.ProgressBar, status *tea.ProgramStatus) {
	v.ProgressBar, v.ProgramStatus = nil, nil
	if t.draws {
		v.ProgressBar = bar
	}
	if t.status {
		v.ProgramStatus = status
	}
}
