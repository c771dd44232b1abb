package tty

import (
	"bytes"
	"testing"

	"github.com/charmbracelet/colorprofile"
)

func TestWhatTheLocaleAllows(t *testing.T) {
	for _, tc := range []struct {
		env             map[string]string
		unicode, glyphs bool
	}{
		{nil, true, true},
		{map[string]string{"LANG": "de_DE.UTF-8"}, true, true},
		{map[string]string{"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, false, false},
		{map[string]string{"LC_CTYPE": "C.utf8", "TERM": "linux"}, true, false},
	} {
		env := func(name string) string { return tc.env[name] }
		if u, g := Unicode(env), Glyphs(env); u != tc.unicode || g != tc.glyphs {
			t.Errorf("%v: %v %v, want %v %v", tc.env, u, g, tc.unicode, tc.glyphs)
		}
	}
}

// TestAPipeIsNoTerminal holds that nothing is drawn, painted or cut for what is no
// terminal.
func TestAPipeIsNoTerminal(t *testing.T) {
	var b bytes.Buffer
	none := TTY{Env: func(string) string { return "" }}
	if none.List(&b) != nil || none.Colored(&b) || none.Attended(&b) || none.Check(&b) == nil || HelpWidth(&b) != longestHelp {
		t.Error("a buffer was taken for a terminal")
	}
	none.Colorless = true
	if none.Colors() != colorprofile.ASCII {
		t.Error("colors where none are wanted")
	}
}
