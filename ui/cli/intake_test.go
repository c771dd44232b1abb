//go:build !windows

package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// TestIntakeOfFiles gives the real binary each file of testdata/intake. What is
// right stands in its expected.tsv: the file, the exit code, the tasks that are
// on the watchlist afterwards, and something that --explain says.
func TestIntakeOfFiles(t *testing.T) {
	t.Parallel()
	dir := filepath.Join("testdata", "intake")
	data, err := os.ReadFile(filepath.Join(dir, "expected.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimRight(string(data), "\n"), "\n")
	for _, row := range rows {
		cells := strings.Split(row, "\t")
		t.Run(cells[0], func(t *testing.T) {
			t.Parallel()
			m := newMachine(t, unreachable)
			got := m.run("add", "--explain", "-f", filepath.Join(dir, cells[0]))
			if code, _ := strconv.Atoi(cells[1]); got.code != code {
				t.Errorf("exit code %d, want %d; said %s", got.code, code, got.stderr)
			}
			var ids []string
			for _, line := range strings.Split(strings.TrimSpace(m.run("list", "-o", "csv").stdout), "\n")[1:] {
				id, _, _ := strings.Cut(line, ",")
				ids = append(ids, id)
			}
			want := strings.Fields(cells[2])
			slices.Sort(want)
			slices.Sort(ids)
			if !slices.Equal(ids, want) {
				t.Errorf("on the watchlist are %q, want %q\n%s", ids, want, got.stdout)
			}
			if !strings.Contains(got.stdout+got.stderr, cells[3]) {
				t.Errorf("said %q and\n%s\nwant %q in it", got.stderr, got.stdout, cells[3])
			}
			for _, secret := range []string{"99999999", "verysecretvalue"} {
				if strings.Contains(got.stdout+got.stderr, secret) {
					t.Errorf("a secret is shown:\n%s", got.stdout)
				}
			}
		})
	}
}

// TestWordsThatAreNoTasks gives the real binary what people type for a task and
// is none, and what is several at once.
func TestWordsThatAreNoTasks(t *testing.T) {
	t.Parallel()
	m := newMachine(t, unreachable)
	for _, tc := range []struct {
		arg, out string
		code     int
	}{
		{"nosuch.log", `"nosuch.log" looks like the name of a file, and no such file is there; "hubwatch add -f FILE" takes in`, 3},
		{"logs/nosuch.log", "looks like the name of a file", 3},
		{"hello", `"hello" is a word and looks like no task ID`, 3},
		{"AAAAFb3qL...", `is cut off: the whole of it is needed`, 3},
		{"https://api.hubapi.com/crm/v3/exports/export/async/tasks/812/status", "is a CRM export, not a folder update", 3},
		{"AAAAFb3qLmA, AAAAFb3qLmE", "added 2, 0 already watched, 0 refused\n", 0},
		{`{"id":"AAAAFb3qLmI","links":{}}`, "added 1, 0 already watched, 0 refused\n", 0},
		{"task-abc-1", "added 1,", 0},
	} {
		if got := m.run("add", tc.arg); got.code != tc.code || !strings.Contains(got.stdout+got.stderr, tc.out) {
			t.Errorf("%s: exit code %d, said %q; want %d and %q", tc.arg, got.code, got.stdout+got.stderr, tc.code, tc.out)
		}
	}
}

// TestADashIsStandardInput holds that add reads standard input for -, once and
// beside other tasks, and that other commands say what they do not.
func TestADashIsStandardInput(t *testing.T) {
	t.Parallel()
	env := home(t)
	piped := func(args ...string) result {
		in := strings.NewReader("AAAAEZ6whGI\nAAAAEZ6whGM\n")
		return runWith(t, &program{keyring: memory{}, io: output.Streams{In: in}}, env, args...)
	}
	for _, args := range [][]string{{"add", "-"}, {"add", "-", "AAAAEZ6whGI"}, {"add", "-f", "-", "-"}} {
		if got := piped(args...); got.code != 0 || !strings.Contains(got.stdout, ", 0 refused") {
			t.Errorf("%v: %+v", args, got)
		}
	}
	if list := run(t, env, "list").stdout; !strings.Contains(list, "AAAAEZ6whGI") || !strings.Contains(list, "AAAAEZ6whGM") {
		t.Errorf("after that there are\n%s", list)
	}
	for _, args := range [][]string{{"rm", "-"}, {"status", "-"}, {"wait", "AAAAEZ6whGI", "-"}, {"rerun", "-"}, {"-"}} {
		want := "- is no task ID: \"xargs hubwatch " + args[0] + "\" gives it those that another program prints"
		if args[0] == "-" {
			want = "- is no task ID: what is piped into the dashboard is read without it"
		}
		if got := piped(args...); got.code != exit.Usage || !strings.Contains(got.stderr, want) {
			t.Errorf("%v: %+v", args, got)
		}
	}
}
