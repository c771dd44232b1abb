//go:build !windows

package cli

import (
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model/store/storetest"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/manual"
)

// onTerminal prepares the environment for commands on a terminal and beside
// it, with one watchlist.
func onTerminal(t *testing.T, url string) (home string, env []string, beside *machine) {
	t.Helper()
	home = storetest.Folder(t)
	env = []string{"HUBWATCH_BASE_URL=" + url, config.TokenVariable + "=" + hubsim.DefaultToken, "NO_COLOR=", "HUBWATCH_ASCII=", "LC_ALL=", "LC_CTYPE=", "LANG="}
	beside = newMachine(t, url)
	beside.env = append(beside.env, "HOME="+home, "XDG_STATE_HOME="+filepath.Join(home, ".local", "state"))
	return home, env, beside
}

// running serves a scenario in real time.
func running(t *testing.T, scenario string) (*hubsim.Server, string) {
	t.Helper()
	s, err := hubsim.ParseScenario([]byte(scenario))
	if err != nil {
		t.Fatal(err)
	}
	sim := hubsim.New(hubsim.Options{Scenario: s})
	server := httptest.NewServer(sim)
	t.Cleanup(server.Close)
	return sim, server.URL
}

// leaping serves a scenario in real time, until it is later there at once: tasks end
// when a test says so, however fast the machine is.
func leaping(t *testing.T, scenario string) (sim *hubsim.Server, url string, later func(time.Duration)) {
	t.Helper()
	s, err := hubsim.ParseScenario([]byte(scenario))
	if err != nil {
		t.Fatal(err)
	}
	var ahead atomic.Int64
	sim = hubsim.New(hubsim.Options{Scenario: s, Now: func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }})
	server := httptest.NewServer(sim)
	t.Cleanup(server.Close)
	return sim, server.URL, func(d time.Duration) { ahead.Add(int64(d)) }
}

// TestLooksOnATerminal holds where colors, the bar and characters beyond ASCII
// are used, and where not.
func TestLooksOnATerminal(t *testing.T) {
	t.Parallel()
	const scenario = `{"tasks": 3, "workers": 3, "duration": {"min": 600, "max": 700}, "outcomes": [{"kind": "errors", "weight": 1}]}`
	for _, tc := range []struct {
		name      string
		env       string
		args      []string
		has, lack []string
	}{
		{name: "usual", has: []string{"m✗ failed\x1b[m", "HubSpot fault", "░", "\x1b[K"}, lack: []string{"errors"}},
		{name: "NO_COLOR", env: "NO_COLOR=1", has: []string{"░"}, lack: []string{"\x1b[38", "\x1b[31m"}},
		{name: "--no-color", args: []string{"--no-color"}, has: []string{"░"}, lack: []string{"\x1b[38", "\x1b[31m"}},
		{name: "--ascii", args: []string{"--ascii"}, has: []string{"---", "! failed"}, lack: []string{"░", "█", "✗"}},
		{name: "LANG=C", env: "LANG=C", has: []string{"---"}, lack: []string{"░", "█"}},
		{name: "the console of Linux", env: "TERM=linux", has: []string{"---", "! failed"}, lack: []string{"░", "█", "✗"}},
		{name: "a locale that has UTF-8", env: "LC_ALL=de_DE.utf8", has: []string{"░"}, lack: []string{"---"}},
		{name: "LANG=C and --ascii=false", env: "LANG=C", args: []string{"--ascii=false"}, has: []string{"░"}, lack: []string{"---"}},
		{name: "a dumb terminal", env: "TERM=dumb", lack: []string{"\x1b", "░"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			sim, url, later := leaping(t, scenario)
			home, env, _ := onTerminal(t, url)
			term := startIn(t, home, append(env, tc.env), append(append([]string{"wait"}, sim.TaskIDs()...), tc.args...)...)
			term.until("processing") // with the bar, where there is one
			later(time.Hour)
			if code := term.end(); code != exit.Errors {
				t.Errorf("exit code %d, want 1", code)
			}
			out := term.text()
			for _, want := range append(tc.has, "3 tasks, 3 failed") {
				if !strings.Contains(out, want) {
					t.Errorf("%q is not in %q", want, out)
				}
			}
			for _, bad := range tc.lack {
				if strings.Contains(out, bad) {
					t.Errorf("%q is in %q", bad, out)
				}
			}
		})
	}
}

// ours is the sequences that commands without a dashboard may send: colors, and
// back to the start of a line.
var ours = regexp.MustCompile(`\x1b\[[0-9;]*[mK]`)

// TestCommandsAskTheTerminalNothing holds that only the dashboard asks the
// terminal what it is like: one that does not answer holds nobody up.
func TestCommandsAskTheTerminalNothing(t *testing.T) {
	t.Parallel()
	sim, url := simulated(t, oneFailed, time.Hour)
	home, env, beside := onTerminal(t, url)
	beside.run(append([]string{"status"}, sim.TaskIDs()...)...)
	beside.run(append([]string{"add"}, sim.TaskIDs()...)...)
	for _, args := range []string{
		"--help", "help wait", "auth -h", "list", "list -o csv", "status", "report", "doctor", "events", "rerun", "config show", "version", "wait --nope", "auth status",
	} {
		term := startIn(t, home, env, strings.Fields(args)...)
		term.end()
		out := term.text()
		if rest := ours.ReplaceAllString(out, ""); out == "" || strings.ContainsRune(rest, 0x1b) {
			t.Errorf("%s: %q", args, out)
		}
	}
}

// asTyped are the parts of a help that are not wrapped: a person copies them.
var asTyped = regexp.MustCompile(`(?m)^(USAGE|EXAMPLES)\n(.+\n)+`)

// TestHelpFitsTheTerminal holds that help is read on the narrowest screen and
// is plain text in a file.
func TestHelpFitsTheTerminal(t *testing.T) {
	for _, width := range []int{40, 80, 100} {
		var help strings.Builder
		p := &program{env: func(string) string { return "" }}
		for _, cmd := range append(p.root(nil).Commands(), p.root(nil)) {
			help.WriteString(asTyped.ReplaceAllString(manual.Help(cmd, width, false), ""))
		}
		for line := range strings.Lines(help.String()) {
			if n := utf8.RuneCountInString(strings.TrimSuffix(line, "\n")); n > width || strings.Contains(line, "true|false") {
				t.Errorf("%d cells in a line of %d: %q", n, width, line)
			}
		}
	}
	if got := run(t, home(t), "--help"); got.code != 0 || strings.ContainsRune(got.stdout, 0x1b) || !strings.Contains(got.stdout, "WATCH IT\n") {
		t.Errorf("%+v", got)
	}
}

// TestWaitBesideADashboard holds that a wait makes no requests while a
// dashboard is open, sees what it sees, and goes on when it is closed.
func TestWaitBesideADashboard(t *testing.T) {
	t.Parallel()
	sim, url, later := leaping(t, `{"tasks": 32, "workers": 4, "duration": {"min": 100, "max": 200}}`)
	home, env, beside := onTerminal(t, url)
	term := startIn(t, home, env, sim.TaskIDs()...)
	term.until("processing")

	status := beside.run("status")
	if status.code != exit.Pending || !strings.Contains(status.stderr, "another hubwatch") || strings.Contains(status.stdout, "unchecked") {
		t.Errorf("status beside the dashboard: %+v", status)
	}
	cmd, stdout, _ := beside.command("wait")
	stderr := &transcript{}
	cmd.Stderr = stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stderr.until(t, "another hubwatch")
	later(5 * time.Minute) // some have ended, and not all
	stderr.until(t, " ok ")
	if _, err := term.pty.WriteString("q"); err != nil {
		t.Fatal(err)
	}
	term.end()
	stderr.until(t, "asking from here")
	later(time.Hour)
	if err := cmd.Wait(); err != nil {
		t.Errorf("%v, %s", err, stderr)
	}
	if !strings.Contains(stdout.String(), "32 tasks, 32 ok") {
		t.Errorf("it prints %s", stdout)
	}
	said := stderr.String()
	follows, over := strings.Index(said, "another hubwatch"), strings.Index(said, "asking from here")
	if follows < 0 || over < follows || !strings.Contains(said[follows:over], " ok ") {
		t.Errorf("said %q, want that it follows, what the dashboard learned, and that it takes over", said)
	}
	// Answers on their way when the dashboard was closed are asked for again.
	if st := sim.Stats(); st.Limited > 0 || st.AfterEnd > 4 {
		t.Errorf("%d refused, %d of ended tasks, want none and next to none", st.Limited, st.AfterEnd)
	}
}

func TestReplayOnATerminal(t *testing.T) {
	t.Parallel()
	sim, url := simulated(t, oneFailed, time.Hour)
	home, env, beside := onTerminal(t, url)
	beside.run(append([]string{"wait", "-q"}, sim.TaskIDs()...)...)
	before := sim.Stats().Checks
	term := startIn(t, home, append(env, config.TokenVariable+"="), "replay")
	term.until("Replay of session 1")
	term.until("5 failed")
	term.until("The end.")
	term.write("q")
	if code := term.end(); code != 0 || sim.Stats().Checks != before {
		t.Errorf("exit code %d, %d requests, want none", code, sim.Stats().Checks-before)
	}
	list := beside.run("replay", "--list")
	if list.code != 0 || strings.Count(list.stdout, "\n") != 2 {
		t.Errorf("%+v, want one session", list)
	}
	for args, want := range map[string]string{"replay 2": "session 2 is not in the journal", "replay none.jsonl": "no such file", "replay --speed 0": "allowed is"} {
		if got := beside.run(strings.Fields(args)...); got.code != exit.Usage || !strings.Contains(got.stderr, want) {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

// TestTheHookIsToldOnce runs two programs at the same time, one of which asks
// HubSpot, with a hook that writes down what it gets.
func TestTheHookIsToldOnce(t *testing.T) {
	t.Parallel()
	needs(t, "sh", "cat", "env")
	sim, url := running(t, `{"tasks": 8, "workers": 8, "duration": {"min": 1, "max": 2}, "outcomes": [{"kind": "errors", "weight": 1}]}`)
	m := newMachine(t, url)
	dir := t.TempDir()
	m.env = append(m.env, "XDG_CONFIG_HOME="+dir)
	told := filepath.Join(dir, "told")
	settings := fmt.Sprintf("hook: [sh, -c, 'cat >>\"$0\"; env >>\"$0.env\"', %q]\n", told)
	writeSettings(t, map[string]string{"XDG_CONFIG_HOME": dir}, settings)
	first, _, _ := m.command(append([]string{"wait", "-q"}, sim.TaskIDs()...)...)
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for begun := time.Now(); sim.Stats().Requests == 0 && time.Since(begun) < ever; { // until the first has its tasks
		time.Sleep(5 * time.Millisecond) // another process; there is no clock to step
	}
	second := m.run("wait", "-q")
	if err := first.Wait(); second.code != exit.Errors || first.ProcessState.ExitCode() != exit.Errors {
		t.Errorf("%v, %+v", err, second)
	}
	data, err := os.ReadFile(told)
	if err != nil {
		t.Fatal(err)
	}
	var journal strings.Builder
	for line := range strings.Lines(m.run("events").stdout) {
		if !strings.Contains(line, `"kind":"added"`) { // before anybody asked
			journal.WriteString(line)
		}
	}
	if string(data) != journal.String() || strings.Count(journal.String(), `"to":"errors"`) != 8 {
		t.Errorf("told\n%swant\n%s", data, &journal)
	}
	if env, err := os.ReadFile(told + ".env"); err != nil || strings.Contains(string(env), hubsim.DefaultToken) || !strings.Contains(string(env), "HUBWATCH_PROFILE=default") {
		t.Errorf("%v; its environment: %s", err, env)
	}
	writeSettings(t, map[string]string{"XDG_CONFIG_HOME": dir}, "hook: [/nowhere/hook]\n")
	if got := m.run("wait", "475549724882"); got.code != exit.Missing || strings.Count(got.stderr, "the hook: /nowhere/hook failed: no such file") != 1 {
		t.Errorf("a hook that is not there: %+v", got)
	}
}

// TestLeavingARefusedDashboard holds that a script sees that HubSpot refused the
// token, and that a person who leaves otherwise has done nothing wrong.
func TestLeavingARefusedDashboard(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		scenario, says string
		code           int
	}{
		{`{"tasks": 2, "faults": [{"kind":"auth"}]}`, "refuses the token", exit.Unauthorised},
		{`{"tasks": 2, "faults": [{"kind":"page","status":401}]}`, "unavailable", exit.OK},
		{endless, "▶1", exit.OK},
	} {
		sim, url := running(t, tc.scenario)
		home, env, _ := onTerminal(t, url)
		term := startIn(t, home, env, sim.TaskIDs()[0])
		term.until(tc.says)
		term.write("q")
		if code := term.end(); code != tc.code {
			t.Errorf("%s: exit code %d, want %d", tc.says, code, tc.code)
		}
	}
}
