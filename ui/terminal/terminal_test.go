package terminal

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// of is a terminal with this environment.
func of(env string) *Terminal {
	return New(func(name string) string {
		for _, pair := range strings.Fields(env) {
			if key, value, _ := strings.Cut(pair, "="); key == name {
				return value
			}
		}
		return ""
	})
}

// sent is what a command sends, "" if it sends nothing.
func sent(cmd tea.Cmd) string {
	if cmd == nil {
		return ""
	}
	raw, _ := cmd().(tea.RawMsg)
	text, _ := raw.Msg.(string)
	return text
}

func TestWhatTheEnvironmentTells(t *testing.T) {
	for env, want := range map[string]struct {
		notice string
		bar    bool
	}{
		"TERM=xterm-256color":                                                {"\a", false},
		"KITTY_WINDOW_ID=1":                                                  {"\x1b]99;", false},
		"TERM_PROGRAM=ghostty":                                               {"\x1b]9;", true},
		"TERM_PROGRAM=iTerm.app":                                             {"\x1b]9;", false},
		"TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.5.14":                 {"\x1b]9;", false},
		"TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=3.6.6":                  {"\x1b]9;", true},
		"TERM_PROGRAM=iTerm.app TERM_PROGRAM_VERSION=4.0":                    {"\x1b]9;", true},
		"TERM_PROGRAM=WezTerm TERM_PROGRAM_VERSION=20240203-110809-5046fc22": {"\x1b]9;", false},
		"TERM_PROGRAM=WezTerm TERM_PROGRAM_VERSION=20250209-182623-44866cc1": {"\x1b]9;", true},
		"WT_SESSION=1":                          {"\a", true},
		"ConEmuANSI=ON":                         {"\a", true},
		"VTE_VERSION=7600":                      {"\a", false},
		"VTE_VERSION=8000":                      {"\a", true},
		"KONSOLE_VERSION=260403":                {"\a", true},
		"TERM=foot":                             {"\x1b]777;notify;", false},
		"TMUX=x TERM_PROGRAM=ghostty":           {"\a", false},
		"TERM=screen-256color VTE_VERSION=8000": {"\a", false},
	} {
		term := of(env)
		if got := sent(term.Notify("all done", "terminal")); !strings.HasPrefix(got, want.notice) {
			t.Errorf("%s: %q, want %q", env, got, want.notice)
		}
		var v tea.View
		if term.Tell(&v, tea.NewProgressBar(tea.ProgressBarDefault, 5), &tea.ProgramStatus{}); (v.ProgressBar != nil) != want.bar || v.ProgramStatus != nil {
			t.Errorf("%s: progress %v, status %v, want %v and none", env, v.ProgressBar, v.ProgramStatus, want.bar)
		}
		if sent(term.Notify("all done", "bell")) != "\a" || term.Notify("all done", "none") != nil {
			t.Errorf("%s: the settings are not followed", env)
		}
	}
}

// TestTheClipboardBehindMultiplexers holds how a text for the clipboard reaches the
// terminal that a person sees.
func TestTheClipboardBehindMultiplexers(t *testing.T) {
	text := strings.Repeat("a long path, ", 12)
	plain := "\x1b]52;c;" + base64.StdEncoding.EncodeToString([]byte(text)) + "\a"
	pieces := "\x1bP"
	for i := 0; i < len(plain); i += 76 {
		if i > 0 {
			pieces += "\x1b\\\x1bP"
		}
		pieces += plain[i:min(i+76, len(plain))]
	}
	pieces += "\x1b\\"
	for env, want := range map[string]string{
		"TERM=xterm-256color":         plain,
		"TMUX=x TERM=screen":          plain + "\x1bPtmux;\x1b" + plain + "\x1b\\",
		"TERM=tmux-256color":          plain + "\x1bPtmux;\x1b" + plain + "\x1b\\",
		"STY=1.pts TERM=screen.xterm": pieces,
		"TERM=screen-256color":        plain + pieces,
		"TERM=linux":                  "",
		"TERM=xterm-kitty STY= TMUX=": plain,
	} {
		if got := sent(of(env).Clipboard(text)); got != want {
			t.Errorf("%s: %q, want %q", env, got, want)
		}
	}
}

// TestTheTitleIsCalm holds that a title comes at most every two seconds, and not
// twice.
func TestTheTitleIsCalm(t *testing.T) {
	term, now := of("TERM=xterm"), time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	for _, step := range []struct {
		after time.Duration
		title string
		want  string
	}{
		{0, "1%", "\x1b]2;1%\a"},
		{time.Second, "2%", ""},
		{time.Second, "3%", "\x1b]2;3%\a"},
		{time.Hour, "3%", ""},
		{time.Second, "4%", "\x1b]2;4%\a"},
		{-time.Hour, "5%", "\x1b]2;5%\a"}, // the clock was set
	} {
		now = now.Add(step.after)
		if got := sent(term.Title(step.title, now)); got != step.want {
			t.Errorf("%s: %q, want %q", step.title, got, step.want)
		}
	}
	term.Leave()
	if sent(term.Title("5%", now)) == "" {
		t.Error("a terminal that was given back has no title")
	}
}

// TestModesAndTitleAreGivenBack holds that what is set is reset, and that the console
// gets nothing of it.
func TestModesAndTitleAreGivenBack(t *testing.T) {
	term := of("TERM=xterm")
	if got, want := term.Enter(), "\x1b[22;2t\x1b[?2031h\x1b[?2033h"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := term.Leave(), "\x1b[?2033l\x1b[?2031l\x1b]2;\a\x1b[23;2t"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	console := of("TERM=linux")
	if console.Enter()+console.Leave() != "" || console.Title("1%", time.Now()) != nil || console.Ask(time.Now()) != nil {
		t.Error("the console gets what it would print")
	}
}

// TestRest holds when leaving waits for answers.
func TestRest(t *testing.T) {
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	answer := uv.PrimaryDeviceAttributesEvent{62, 22}
	if of("TERM=xterm").Rest(now) != nil {
		t.Error("a terminal that was never asked is waited for")
	}
	term := of("TERM=xterm")
	term.Ask(now)
	if got := sent(term.AskLast()); got != "\x1b[c" || term.AskLast() != nil {
		t.Errorf("asked last: %q, and again", got)
	}
	if term.Rest(now.Add(patience)) != nil {
		t.Error("a terminal that does not answer is waited for, for ever")
	}
	if term.Rest(now.Add(patience/2)) == nil || term.Hear(answer) != Rested || term.Rest(now) != nil {
		t.Error("it does not end with the answer")
	}

	term = of("TERM=xterm")
	term.Ask(now)
	if term.Rest(now) == nil || term.AskLast() != nil {
		t.Error("who leaves at once does not ask")
	}
	if term.Hear(overMsg{}) != Rested {
		t.Error("it does not end without an answer")
	}

	term = of("TERM=xterm")
	term.Ask(now)
	term.AskLast()
	if term.Hear(answer) != Nothing || term.Rest(now) != nil {
		t.Error("all is answered, and still waited for")
	}
	term.Ask(now) // again, as when the desktop's colors change
	if term.Rest(now) == nil {
		t.Error("the second questions are not waited for")
	}
}

// TestHear holds what is made of what terminals tell.
func TestHear(t *testing.T) {
	term := of("TERM=xterm")
	for i, step := range []struct {
		msg  tea.Msg
		want News
	}{
		{uv.UnknownCsiEvent("\x1b[?999;1n"), Nothing}, // it is not hidden anyway
		{uv.UnknownCsiEvent("\x1b[?999;2n"), Hidden},
		{uv.UnknownCsiEvent("\x1b[?999;2n"), Nothing},
		{uv.UnknownCsiEvent("\x1b[?999;3n"), Nothing},
		{uv.UnknownCsiEvent("\x1b[?999;1n"), Shown},
		{uv.DarkColorSchemeEvent{}, Dark},
		{uv.LightColorSchemeEvent{}, Light},
		{tea.WindowSizeMsg{}, Nothing},
	} {
		if got := term.Hear(step.msg); got != step.want {
			t.Errorf("step %d: %v is %d, want %d", i, step.msg, got, step.want)
		}
	}
	term.Hear(uv.UnknownCsiEvent("\x1b[?999;2n"))
	if !term.Hidden() || !term.Show() || term.Hidden() || term.Show() {
		t.Error("a key does not show that somebody is there")
	}
	term.Hear(tea.ProgramStatusSupportMsg{})
	var v tea.View
	if term.Tell(&v, nil, &tea.ProgramStatus{State: tea.ProgramStateIdle}); v.ProgramStatus == nil {
		t.Error("a terminal that takes a status gets none")
	}
}
