//go:build !windows

package cli

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// printing is how each command is made to print something, by its name without
// the program's.
var printing = map[string][]string{
	"":                        {"--plain", "--help", "--version", "-h", "--plan PLAN --plain"},
	"demo":                    {"--listen 127.0.0.1:0", "--plain", "--plain --scenario trouble"},
	"status":                  {"", "-o json", "-o jsonl", "-o csv", "-o md", "IDS", "--filter status:errors"},
	"wait":                    {"", "-o json -q", "-o csv", "IDS", "--report REPORT"},
	"report":                  {"", "-o csv", "-o json", "--evidence FOLDER"},
	"rerun":                   {"", "-o jsonl", "-o curl"},
	"lint":                    {"--plan PLAN", "--plan PLAN -o json", "--plan PLAN -o csv", "--plan PLAN -o md"},
	"verify":                  {"--plan PLAN", "--plan PLAN -o json", "--plan PLAN -o csv", "--plan PLAN -o md"},
	"snapshot":                {"--plan PLAN"},
	"undo":                    {"--help"},
	"events":                  {"", "-o csv", "-o table", "--follow"},
	"replay":                  {"--list", "--plain"},
	"add":                     {"AAAAEZ6whGI", "a/b", "--plan PLAN", "-f PLAN"},
	"list":                    {"", "-o json", "-o jsonl", "-o csv", "-o md"},
	"rm":                      {"IDS", "AAAAAAAAAAA"},
	"archive":                 {"", "--ok"},
	"export":                  {"", "--filter status:errors"},
	"import":                  {"EXPORT"},
	"audit":                   {"", "-o json"},
	"auth":                    {""},
	"auth login":              {"--with-token"},
	"auth status":             {"", "-o json"},
	"auth logout":             {""},
	"config":                  {""},
	"config show":             {""},
	"config path":             {""},
	"config check":            {""},
	"config init":             {""},
	"config schema":           {""},
	"config profiles":         {""},
	"doctor":                  {""},
	"store":                   {""},
	"store check":             {"--store postgres://127.0.0.1:1/team"},
	"store copy":              {"--help"},
	"store init":              {"--help"},
	"version":                 {"", "-o json"},
	"man":                     {""},
	"completion":              {""},
	"completion bash":         {"", "--no-descriptions"},
	"completion zsh":          {""},
	"completion fish":         {""},
	"completion powershell":   {""},
	"help":                    {"", "wait", "auth login"},
	cobra.ShellCompRequestCmd: {"wa", "status A"},
}

// TestWhatCannotBePrinted runs every command before a disk that is full: each
// says so in one sentence, and ends with exit code 7.
func TestWhatCannotBePrinted(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full here")
	}
	p := &program{keyring: memory{}, env: func(string) string { return "" }, io: output.Streams{In: strings.NewReader("")}}
	everyCommand(p.root(nil), func(name string) {
		if _, ok := printing[name]; !ok {
			t.Errorf("%q is a command that this test does not know", name)
		}
	})
	m := migrated(t)
	for name, all := range printing {
		for _, args := range all {
			m.runFull(t, strings.TrimSpace(name+" "+args))
			if name != "" && name != "help" && name != cobra.ShellCompRequestCmd && args == all[0] {
				m.runFull(t, name+" --help")
			}
		}
	}
}

// migration is a watchlist whose tasks have ended, with their plan.
type migration struct {
	env   map[string]string
	ids   []string
	words map[string]string // what words in capitals stand for
}

func migrated(t *testing.T) migration {
	t.Helper()
	sim, url := simulated(t, oneFailed, time.Hour)
	m := migration{env: env(t, url), ids: sim.TaskIDs()}
	m.env[config.TokenVariable] = hubsim.DefaultToken
	m.words = map[string]string{"PLAN": write(t, "plan.csv", planOf(sim))}
	if got := run(t, m.env, "add", "--plan", m.words["PLAN"]); got.code != 0 {
		t.Fatalf("add: %+v", got)
	}
	if got := run(t, m.env, "wait", "-q"); got.code != exit.Errors {
		t.Fatalf("wait: %+v", got)
	}
	m.words["EXPORT"] = write(t, "export.json", run(t, m.env, "export").stdout)
	return m
}

// runFull runs a command line on a copy of the watchlist, with a standard output
// that is full.
func (m migration) runFull(t *testing.T, line string) {
	t.Helper()
	t.Run(line, func(t *testing.T) {
		t.Parallel()
		folder := t.TempDir()
		if err := os.CopyFS(folder, os.DirFS(m.env["XDG_STATE_HOME"])); err != nil {
			t.Fatal(err)
		}
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer full.Close()
		var stderr bytes.Buffer
		p := &program{keyring: memory{"default": hubsim.DefaultToken}, env: func(name string) string {
			if strings.HasPrefix(name, "XDG_") {
				return folder
			}
			return m.env[name]
		}, io: output.Streams{In: strings.NewReader(hubsim.DefaultToken), Out: full, Err: &stderr}}
		code := p.run(t.Context(), m.arguments(line, folder))
		said := stderr.String()
		if code != exit.Internal || strings.Count(said, "hubwatch: standard output could not be written: no space left on the disk\n") != 1 {
			t.Errorf("exit code %d, %q; want 7 and why", code, said)
		}
		if strings.Contains(said, "canceled") || strings.Contains(said, "/dev/full") {
			t.Errorf("said %q, want no consequences of it", said)
		}
	})
}

// arguments are the words of a line, with what those in capitals stand for.
func (m migration) arguments(line, folder string) []string {
	var args []string
	for _, word := range strings.Fields(line) {
		switch {
		case word == "IDS":
			args = append(args, m.ids...)
		case word == "FOLDER", word == "REPORT":
			args = append(args, filepath.Join(folder, word))
		case m.words[word] != "":
			args = append(args, m.words[word])
		default:
			args = append(args, word)
		}
	}
	return args
}

// planOf is the plan of a simulated migration as a file.
func planOf(sim *hubsim.Server) string {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write([]string{model.ColumnTask, model.ColumnFolder, model.ColumnName, model.ColumnParent, model.ColumnPath})
	for _, row := range sim.Plan() {
		_ = w.Write([]string{row.TaskID, row.FolderID, row.Name, row.ParentID, row.Path})
	}
	w.Flush()
	return b.String()
}

// TestARefusalIsSaidBesideAFullDisk holds that a failed write does not hide
// what else a person should know.
func TestARefusalIsSaidBesideAFullDisk(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full here")
	}
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	var stderr bytes.Buffer
	home := t.TempDir()
	p := &program{keyring: memory{}, env: func(name string) string {
		if strings.HasPrefix(name, "XDG_") {
			return home
		}
		return ""
	}, io: output.Streams{In: strings.NewReader(""), Out: full, Err: &stderr}}
	if code := p.run(t.Context(), []string{"add", "a/b"}); code != exit.Internal {
		t.Errorf("exit code %d, want 7", code)
	}
	if said := stderr.String(); !strings.Contains(said, `"a/b"`) || !strings.Contains(said, "no space left") {
		t.Errorf("said %q, want both", said)
	}
}
