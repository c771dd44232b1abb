// Package terminal is what a terminal can do besides showing a frame: its
// answers and reports, title, progress, notifications and clipboard.
package terminal

import (
	"strconv"
	"strings"
	"time"
)

// Terminal is the terminal of a dashboard. The zero value knows nothing about
// it. It is not safe for concurrent use.
type Terminal struct {
	kind   kind
	notice func(string) string // a notification of its own; nil if it has none that is known
	draws  bool                // a progress bar in its tab or task bar

	status  bool // it takes the status of programs
	hidden  bool // nobody can see it, it says
	title   string
	titleAt time.Time
	asked   asked
	resting bool // somebody waits until all is answered
}

// kind is what decides how sequences reach the terminal that a user sees.
type kind int

const (
	direct       kind = iota
	console           // the console of Linux: it has no sequences with text in them
	tmux              // passes on what is wrapped for it, if it is allowed to
	screen            // GNU screen: passes on what is wrapped for it
	tmuxOrScreen      // reached from another machine, which tells no more than that
)

// New returns the terminal that the environment describes; env may be nil.
func New(env func(string) string) *Terminal {
	if env == nil {
		env = func(string) string { return "" }
	}
	t := &Terminal{kind: kindOf(env)}
	if t.kind != direct {
		return t // the others pass on neither notifications nor progress by themselves
	}
	t.notice, t.draws = notices(env), progress(env)
	return t
}

func kindOf(env func(string) string) kind {
	term := env("TERM")
	switch {
	case env("TMUX") != "", strings.HasPrefix(term, "tmux"):
		return tmux
	case env("STY") != "":
		return screen
	case strings.HasPrefix(term, "screen"):
		return tmuxOrScreen
	case term == "linux":
		return console
	}
	return direct
}

// Mute reports whether the terminal accepts no sequence with text in it.
func (t *Terminal) Mute() bool { return t.kind == console }

// progress reports whether the terminal draws a progress bar. To an unknown one
// none is sent: some take the sequence for a notification.
func progress(env func(string) string) bool {
	version := env("TERM_PROGRAM_VERSION")
	switch env("TERM_PROGRAM") {
	case "ghostty":
		return true
	case "iTerm.app":
		return atLeast(version, 3, 6, 6)
	case "WezTerm":
		return atLeast(version, 20250209)
	}
	return env("WT_SESSION") != "" || env("ConEmuANSI") == "ON" || atLeast(env("VTE_VERSION"), 7900) || atLeast(env("KONSOLE_VERSION"), 260400)
}

// atLeast reports whether a version is no older than another.
func atLeast(version string, than ...int) bool {
	parts := strings.FieldsFunc(version, func(r rune) bool { return r < '0' || r > '9' })
	for i, want := range than {
		if i >= len(parts) {
			return false
		}
		n, err := strconv.Atoi(parts[i])
		if err != nil || n != want {
			return err == nil && n > want
		}
	}
	return true
}
