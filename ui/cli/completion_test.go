package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func TestCompletionScripts(t *testing.T) {
	for shell, check := range map[string][]string{
		"bash": {"bash", "-n"}, "zsh": {"zsh", "-n"}, "fish": {"fish", "--no-execute"}, "powershell": nil,
	} {
		got := run(t, home(t), "completion", shell)
		if got.code != 0 || !strings.Contains(got.stdout, "hubwatch") || got.stderr != "" {
			t.Errorf("%s: exit code %d, %q", shell, got.code, got.stderr)
		}
		if check == nil {
			continue
		}
		if _, err := exec.LookPath(check[0]); err != nil {
			continue // a shell that is not here
		}
		file := write(t, "completion", got.stdout)
		if out, err := exec.Command(check[0], append(check[1:], file)...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v, %s", shell, err, out)
		}
	}
}

func TestCompletion(t *testing.T) {
	env := home(t)
	withReports(t, env)
	for _, tc := range []struct {
		args      string
		has, lack []string
	}{
		{args: "wait |", has: []string{"err2\tlabel of err2, errors", "ok1\t", "run3\t"}},
		{args: "wait err2 |", has: []string{"ok1\t"}, lack: []string{"err2"}},
		{args: "status |", has: []string{"ok1\t"}},
		{args: "report |", has: []string{"ok1\t"}},
		{args: "rm |", has: []string{"ok1\t"}},
		{args: "|", has: []string{"ok1\t", "wait\t", "report\t"}},
		{args: "--profile other wait |", lack: []string{"ok1"}},
		{args: "add --label |", has: []string{"label of ok1"}},
		{args: "wait -o |", has: []string{"jsonl", "csv", "md"}},
		{args: "report --output |", has: []string{"md"}, lack: []string{"jsonl"}},
		{args: "demo --scenario |", has: []string{"outage"}},
		{args: "--api-version |", has: []string{"2026-03"}},
		{args: "wa|", has: []string{"wait\t"}},
	} {
		args := strings.Fields(strings.ReplaceAll(tc.args, "|", " |"))
		last := ""
		if strings.HasSuffix(tc.args, "wa|") {
			args, last = nil, "wa"
		} else {
			args = args[:len(args)-1]
		}
		got := run(t, env, append(append([]string{cobra.ShellCompRequestCmd}, args...), last)...)
		for _, want := range tc.has {
			if !strings.Contains("\n"+got.stdout, "\n"+want) {
				t.Errorf("%s: %q, want %q", tc.args, got.stdout, want)
			}
		}
		for _, bad := range tc.lack {
			if strings.Contains("\n"+got.stdout, "\n"+bad) {
				t.Errorf("%s: %q, want no %q", tc.args, got.stdout, bad)
			}
		}
	}
}

func TestCompletionCreatesNothing(t *testing.T) {
	env := home(t)
	run(t, env, cobra.ShellCompRequestCmd, "wait", "")
	if entries, err := os.ReadDir(filepath.Join(env["XDG_STATE_HOME"])); err != nil || len(entries) > 0 {
		t.Errorf("%v, %v; want an empty folder", entries, err)
	}
}

// TestEveryCommandHasExamples holds that help shows how a command is used, at
// every level.
func TestEveryCommandHasExamples(t *testing.T) {
	t.Parallel()
	p := &program{env: func(string) string { return "" }}
	var look func(*cobra.Command)
	look = func(cmd *cobra.Command) {
		words := strings.Fields(cmd.CommandPath())[1:]
		got := run(t, home(t), append(words, "--help")...)
		if got.code != 0 || !strings.Contains(got.stdout, cmd.CommandPath()) || !strings.Contains(got.stdout, "EXAMPLES") {
			t.Errorf("%v --help: exit code %d, %q", words, got.code, got.stdout)
		}
		for _, sub := range cmd.Commands() {
			look(sub)
		}
	}
	look(p.root(nil))
}
