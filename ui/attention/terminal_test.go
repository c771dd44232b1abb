package attention

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/screen"
)

func TestNoticesFitTheTerminal(t *testing.T) {
	for name, test := range map[string]struct {
		env  []string
		want string
		bar  bool
	}{
		"unknown": {[]string{"TERM=xterm-256color"}, "\a", false},
		"kitty":   {[]string{"KITTY_WINDOW_ID=1"}, "\x1b]99;", false},
		"ghostty": {[]string{"TERM_PROGRAM=ghostty"}, "\x1b]9;", true},
		"windows": {[]string{"WT_SESSION=1"}, "\a", true},
		"foot":    {[]string{"TERM=foot"}, "\x1b]777;notify;", false},
		"tmux":    {[]string{"TMUX=x", "TERM_PROGRAM=ghostty"}, "\a", false},
	} {
		known := session.New(session.Start{Tasks: []*model.Task{{ID: "1"}}})
		a := New(&screen.Env{Known: &known.Known})
		a.LearnTerminal(tea.EnvMsg(test.env))
		msg, _ := a.terminal.notify("all done", "terminal")().(tea.RawMsg)
		if got, _ := msg.Msg.(string); !strings.HasPrefix(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
		if got := a.ProgressBar() != nil; got != test.bar {
			t.Errorf("%s: progress %v, want %v", name, got, test.bar)
		}
	}
}
