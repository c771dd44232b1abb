//go:build !windows

package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model/store/storetest"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// machine is a user's environment for the real binary: a folder for state, and
// a simulated HubSpot.
type machine struct {
	t   *testing.T
	env []string
}

func newMachine(t *testing.T, url string) *machine {
	t.Helper()
	dir := storetest.Folder(t)
	return &machine{t, append(os.Environ(),
		"XDG_STATE_HOME="+dir, "HOME="+dir, config.TokenVariable+"="+hubsim.DefaultToken, "HUBWATCH_BASE_URL="+url)}
}

// command prepares the real binary.
func (m *machine) command(args ...string) (cmd *exec.Cmd, stdout, stderr *bytes.Buffer) {
	m.t.Helper()
	file, err := binary()
	if err != nil {
		m.t.Fatal(err)
	}
	cmd = exec.CommandContext(m.t.Context(), file, args...)
	cmd.Env = m.env
	stdout, stderr = &bytes.Buffer{}, &bytes.Buffer{}
	cmd.Stdout, cmd.Stderr = stdout, stderr
	return cmd, stdout, stderr
}

// run runs the real binary to its end.
func (m *machine) run(args ...string) result {
	m.t.Helper()
	cmd, stdout, stderr := m.command(args...)
	err := cmd.Run()
	if cmd.ProcessState == nil {
		m.t.Fatal(err)
	}
	validJSON(m.t, stdout.String())
	return result{cmd.ProcessState.ExitCode(), stdout.String(), stderr.String()}
}

const endless = `{"tasks": 5, "duration": {"min": 90000, "max": 90000}}`

// TestExitCodes runs the real binary into every exit code, with each format.
func TestExitCodes(t *testing.T) {
	t.Parallel()
	type step struct {
		args string // words; IDS stands for the tasks
		env  string // besides the usual
		code int
		out  string // in stdout
		err  string // in stderr
	}
	for _, tc := range []struct {
		name, scenario string
		steps          []step
	}{
		{"all is well", allOK, []step{
			{args: "status", code: 3, err: "the watchlist is empty"},
			{args: "wait", code: 3, err: "the watchlist is empty"},
			{args: "report", code: 3, err: "the watchlist is empty"},
			{args: "wait IDS --timeout 1m", code: 0, out: "5 tasks, 5 ok", err: " ok "},
			{args: "wait", env: config.TokenVariable + "=", code: 0, out: "5 tasks, 5 ok"},
			{args: "wait --max-errors 0% -o json", code: 0, out: `"ok": 5`},
			{args: "wait -o jsonl -q", code: 0, out: `{"schema":1,"taskId":"AAAAEZ6kHwA","state":"ok"`},
			{args: "status", code: 0, out: "5 tasks, 5 ok"},
			{args: "status -o csv", code: 0, out: "taskId,state,status,"},
			{args: "status -o md", code: 0, out: "| ok | `AAAAEZ6kHwA` |"},
			{args: "list -o jsonl", code: 0, out: `"state":"ok"`},
			{args: "list -o csv", code: 0, out: "AAAAEZ6kHwA,ok,COMPLETE"},
			{args: "report", code: 0, out: "# HubSpot folder tasks: 5 tasks, 5 ok"},
			{args: "report -o json", code: 0, out: `"causes": []`},
			{args: "events --since 1h", code: 0, out: `"to":"ok"`},
			{args: "events --since 2100-01-01", code: 0},
			{args: "events -o csv", code: 0, out: ",AAAAEZ6kHwA,state,unchecked,ok,0,"},
			{args: "events -o table", code: 0, out: "  ok          AAAAEZ6kHwA"},
		}},
		{"an error that is not new", oneFailed, []step{
			{args: "status IDS", code: 1, out: "5 errors"},
			{args: "wait IDS", code: 1, out: "5 errors"},
			{args: "wait", env: config.TokenVariable + "=", code: 1, out: "5 errors"},
			{args: "wait", env: "HUBWATCH_BASE_URL=" + unreachable, code: 1, out: "5 errors"},
			{args: "wait --max-errors 4", code: 1, out: "5 errors"},
			{args: "wait --max-errors 5", code: 0, out: "5 errors"},
			{args: "wait --max-errors 99.9%", code: 1, out: "5 errors"},
			{args: "wait --max-errors 100%", code: 0, out: "5 errors"},
			{args: "wait --fail-fast", code: 1, out: "5 errors"},
			{args: "status", code: 1, out: "5 errors"},
			{args: "report", env: config.TokenVariable + "=", code: 0, out: "| 5 | `INTERNAL_ERROR` | Something went wrong while \\<path>"},
			{args: "report AAAAEZ6kHwA -o csv", code: 0, out: "INTERNAL_ERROR"},
			{args: "report AAAAAAAAAAA", code: 3, err: "is not on the watchlist"},
		}},
		{"canceled", canceled, []step{
			{args: "wait IDS", code: 1, out: "5 canceled"},
			{args: "wait --max-errors 5", code: 0, out: "5 canceled"},
		}},
		{"not yet", endless, []step{
			{args: "wait IDS --timeout 1500ms", code: 8, out: "not ", err: "the time is up; not settled: 5 of 5"},
			{args: "wait --timeout 1s -o json", code: 8, out: `"portalId": "24681012"`},
			{args: "status", code: 8, out: "5 processing"},
			{args: "wait --timeout 1s", env: "HUBWATCH_BASE_URL=" + unreachable, code: 6, err: "the time is up, and HubSpot"},
			{args: "status", env: "HUBWATCH_BASE_URL=" + unreachable, code: 6, err: "connection refused"},
			{args: "wait", env: config.TokenVariable + "=", code: 4, err: "no HubSpot token"},
			{args: "wait", env: config.TokenVariable + "=pat-wrong", code: 4, err: "not authorised"},
			{args: "status", env: config.TokenVariable + "=pat-wrong", code: 4, err: "not authorised"},
		}},
		{"unknown tasks", allOK, []step{
			{args: "wait IDS 475549724882", code: 5, out: "1 missing"},
			{args: "wait --allow-missing", code: 0, out: "1 missing"},
			{args: "wait --allow-missing=false", code: 5, out: "1 missing"},
			{args: "status", code: 5, out: "1 missing"},
		}},
		{"bad input", allOK, []step{
			{args: "wait --nope", code: 3, err: "--nope"},
			{args: "wait wait", code: 3, err: `"wait" is a command`},
			{args: "status list", code: 3, err: `"list" is a command`},
			{args: "list status", code: 3, err: "status"},
			{args: "wiat", code: 3, err: `did you mean "lint" or "list" or "wait"?`},
			{args: "reprot", code: 3, err: `did you mean "report"`},
			{args: "event", code: 3, err: `did you mean "events"`},
			{args: "graph", code: 3, err: `"graph" is no command, and looks like no task ID`},
			{args: "AAAAEZ6kHwA", code: 3, err: "needs a terminal"},
			{args: "list", code: 0, out: "0 tasks"},
			{args: "wait a/b", code: 3, err: "'/'"},
			{args: "wait --timeout soon", code: 3, err: "soon"},
			{args: "wait --timeout -1s", code: 3, err: "must not be negative"},
			{args: "wait --max-errors many", code: 3, err: "allowed are a number"},
			{args: "wait --max-errors -1", code: 3, err: "allowed are a number"},
			{args: "wait --max-errors 101%", code: 3, err: "allowed are a number"},
			{args: "wait --max-errors NaN%", code: 3, err: "allowed are a number"},
			{args: "wait -o xml", code: 3, err: "allowed are table, json, jsonl, csv and md"},
			{args: "wait IDS --report testdata/none/r.md", code: 3, err: `"testdata/none/r.md" could not be written: no such file or directory`},
			{args: "wait IDS --report /", code: 3, err: "is a folder"},
			{args: "wait IDS --report r.pdf", code: 3, err: `--report "r.pdf": allowed are .md, .csv and .json`},
			{args: "wait --report= --plan=", code: 3, err: "--plan is empty: allowed is the name of a file; --report is empty"},
			{args: "add --file=", code: 3, err: "--file is empty"},
			{args: "report --evidence=", code: 3, err: "--evidence is empty"},
			{args: "export -f cli.go", code: 3, err: `"cli.go" could not be written: file exists`},
			{args: "report -o xml", code: 3, err: "allowed are table, md, csv and json"},
			{args: "report --by task", code: 3, err: "allowed is cause"},
			{args: "events --since yesterday", code: 3, err: "allowed are a time"},
			{args: "events more", code: 3, err: "more"},
			{args: "events -o xml", code: 3, err: "allowed are jsonl, csv and table"},
			{args: "wait --max-error 3", code: 3, err: "did you mean --max-errors?"},
			{args: "add cli.go", code: 3, err: `argument 1, "cli.go" is a file`},
			{args: "status cli.go", code: 3, err: "\"cli.go\" is a file"},
			{args: "add -plan plan.csv", code: 3, err: "did you mean --plan?"},
			{args: "list --ouput json", code: 3, err: "did you mean --output?"},
			{args: "status --token pat-na1-11111111-2222", code: 3, err: "no flag takes a token"},
			{args: "status pat-na1-11111111-2222", code: 3, err: `"pat-…" looks like an access token`},
			{args: "help reprot", code: 3, err: `"reprot" is no command of hubwatch; did you mean "report"?`},
			{args: "help auth logn", code: 3, err: `did you mean "login"`},
			{args: "help report x", code: 3, err: `"x" is no command of hubwatch report, which has none`},
			{args: "help auth login", out: "--with-token"},
			{args: "auth logn", code: 3, err: `did you mean "login"`},
			{args: "config shw", code: 3, err: `did you mean "show"`},
			{args: "config other", code: 3, err: "there are check, init, path"},
			{args: "completion bsh", code: 3, err: `did you mean "bash" or "zsh"`},
			{args: "store other", code: 3, err: "there are check, copy, init"},
			{args: "rm", code: 3, err: "hubwatch rm needs ID…"},
			{args: "import", code: 3, err: "hubwatch import needs FILE"},
			{args: "import a b", code: 3, err: "hubwatch import takes FILE, and nothing else"},
			{args: "man x", code: 3, err: `hubwatch man takes no arguments, such as "x"`},
			{args: "add -f .", code: 3, err: "directory"},
			{args: "list --share 9", code: 3, err: "--share is 9: allowed is"},
			{args: "list", env: "HUBWATCH_THEME=pink", code: 3, err: "HUBWATCH_THEME is"},
			{args: "list --base-url ftp://x", code: 3, err: "--base-url: the base URL"},
			{args: "list --api-version v9", code: 3, err: "--api-version: the API version"},
			{args: "demo --speed nan", code: 3, err: "--speed NaN"},
			{args: "add -f testdata/none", code: 3, err: "no such file"},
			{args: "import testdata/none", code: 3, err: "no such file"},
			{args: "import /dev/null", code: 3, err: "is no exported watchlist: it is empty"},
			{args: "import .", code: 3, err: "hubwatch: . is a directory, and a file is wanted"},
			{args: "add --plan nowhere.csv", code: 3, err: "hubwatch: nowhere.csv: no such file"},
			{args: "lint --plan /dev/null", code: 3, err: "the plan /dev/null is empty: a plan begins with a header"},
			{args: "undo --snapshot .", code: 3, err: "hubwatch: . is a directory, and a file is wanted"},
			{args: "undo --snapshot /dev/null", code: 3, err: "/dev/null is no snapshot: it is empty"},
			{args: "status --timeout", code: 3, err: "needs an argument: --timeout; \"hubwatch status --help\" says what it takes"},
			{args: "auth status --base-url http://127.0.0.1:1", code: 6, err: "hubwatch: 127.0.0.1:1: unavailable: connection refused"},
			{args: "wait", env: "HUBWATCH_TIMEOUT=x", code: 3, err: "HUBWATCH_TIMEOUT"},
			{args: "wait", env: "HUBWATCH_PROFILE=../x", code: 3, err: "allowed are"},
			{args: "wait", env: "XDG_STATE_HOME=/dev/null/x", code: 7, err: "/dev/null"},
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			after := time.Hour
			sim, url := simulated(t, tc.scenario, after)
			m := newMachine(t, url)
			usual := m.env
			for _, s := range tc.steps {
				m.env = append(usual[:len(usual):len(usual)], s.env)
				args := strings.Fields(strings.ReplaceAll(s.args, "IDS", strings.Join(sim.TaskIDs(), " ")))
				got := m.run(args...)
				if got.code != s.code || !strings.Contains(got.stderr, s.err) {
					t.Errorf("%s (%s): exit code %d, stderr %q; want %d and %q in it", s.args, s.env, got.code, got.stderr, s.code, s.err)
				}
				if out := s.out; out != "not " && !strings.Contains(got.stdout, out) {
					t.Errorf("%s: printed %q, want %q in it", s.args, got.stdout, out)
				}
				if strings.Contains(got.stdout+got.stderr, "\x1b") {
					t.Errorf("%s: an escape code where there is no terminal: %q", s.args, got.stdout+got.stderr)
				}
				if strings.Contains(got.stdout+got.stderr, hubsim.DefaultToken) {
					t.Errorf("%s: the token is shown", s.args)
				}
			}
		})
	}
}

func TestInterruptedWaitTellsWhatIsKnown(t *testing.T) {
	t.Parallel()
	for _, signal := range []os.Signal{syscall.SIGINT, syscall.SIGTERM} {
		sim, url := simulated(t, endless, time.Hour)
		m := newMachine(t, url)
		cmd, stdout, stderr := m.command(append([]string{"wait", "-o", "json"}, sim.TaskIDs()...)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		for begun := time.Now(); strings.Count(m.run("list", "-o", "json").stdout, `"status": "P`) < 5; { // what is kept is known
			if time.Since(begun) > ever {
				t.Fatalf("%v: the tasks are not known: %s", signal, stderr)
			}
		}
		if err := cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait()
		if code := cmd.ProcessState.ExitCode(); code != exit.Interrupted {
			t.Errorf("%v: exit code %d, want 2; said %q", signal, code, stderr)
		}
		var d output.Status
		if err := json.Unmarshal(stdout.Bytes(), &d); err != nil || d.Summary["pending"]+d.Summary["processing"] != 5 {
			t.Errorf("%v: printed %q, %v; want what is known", signal, stdout, err)
		}
		if got := m.run("list", "-o", "json"); !strings.Contains(got.stdout, `"status": "P`) {
			t.Errorf("%v: %q is kept, want what was learned", signal, got.stdout)
		}
	}
}

// TestFullDisk holds that a disk without room is said in one sentence.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no /dev/full here")
	}
	sim, url := simulated(t, allOK, time.Hour)
	m := newMachine(t, url)
	const sentence = `"/dev/full" could not be written: no space left on the disk`
	if got := m.run(append([]string{"wait", "--report", "/dev/full", "-q"}, sim.TaskIDs()...)...); got.code != exit.Internal ||
		got.stderr != "hubwatch: the report: "+sentence+"\n" || !strings.Contains(got.stdout, "5 ok") {
		t.Errorf("--report: %+v, want exit code 7, one sentence and the summary", got)
	}
	if got := m.run("report", "--evidence", "/dev/full"); got.code != exit.Usage || strings.Count(got.stderr, "\n") != 1 {
		t.Errorf("--evidence: %+v, want exit code 3 and one sentence", got)
	}
	for _, args := range []string{"wait", "status", "list", "list -o json", "list -o jsonl", "list -o csv", "list -o md", "report", "report -o csv", "report -o json", "events", "export"} {
		cmd, _, stderr := m.command(strings.Fields(args)...)
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stdout = full
		_ = cmd.Run()
		full.Close()
		if code := cmd.ProcessState.ExitCode(); code != exit.Internal || !strings.Contains(stderr.String(), "no space left") || strings.Count(stderr.String(), "\n") != 1 {
			t.Errorf("%s: exit code %d, %q; want 7 and one sentence", args, code, stderr)
		}
	}
}

// TestFullDiskOfEvidence runs on a file system of a few kilobytes, where one
// may be made.
func TestFullDiskOfEvidence(t *testing.T) {
	t.Parallel()
	sim, url := simulated(t, strings.Replace(oneFailed, `"tasks": 5`, `"tasks": 10`, 1), time.Hour)
	m := newMachine(t, url)
	m.run(append([]string{"wait", "-q"}, sim.TaskIDs()...)...)
	file, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	script := fmt.Sprintf("mount -t tmpfs -o size=32k none %q || exit 99; %q report --evidence %q/e >/dev/null", dir, file, dir)
	cmd := exec.CommandContext(t.Context(), "unshare", "-rm", "sh", "-c", script)
	cmd.Env = m.env
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	err = cmd.Run()
	if cmd.ProcessState == nil || cmd.ProcessState.ExitCode() == 99 || strings.Contains(stderr.String(), "unshare") {
		t.Skipf("no file system may be made here: %v, %s", err, &stderr)
	}
	if code := cmd.ProcessState.ExitCode(); code != exit.Internal || !strings.Contains(stderr.String(), "no space left on the disk") || strings.Count(stderr.String(), "\n") != 1 {
		t.Errorf("exit code %d, %q; want 7 and one sentence", code, &stderr)
	}
}

// TestAClosedPipeEndsQuietly runs the binary before a reader that goes away.
func TestAClosedPipeEndsQuietly(t *testing.T) {
	t.Parallel()
	needs(t, "sh", "sleep", "true")
	sim, url := simulated(t, allOK, time.Hour)
	m := newMachine(t, url)
	m.run(append([]string{"wait", "-q"}, sim.TaskIDs()...)...)
	file, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range []string{"list -o jsonl", "events", "report", "status"} {
		cmd := exec.CommandContext(t.Context(), "sh", "-c", fmt.Sprintf("(sleep 0.2; exec %q %s) | true", file, args))
		cmd.Env = m.env
		out, err := cmd.CombinedOutput()
		if err != nil || len(out) > 0 {
			t.Errorf("%s: %v, said %q; want silence", args, err, out)
		}
	}
	for _, redirect := range []string{">&-", "2>&-", ">&- 2>&-", "<&-"} {
		cmd := exec.CommandContext(t.Context(), "sh", "-c", fmt.Sprintf("exec %q wait -o json %s", file, redirect))
		cmd.Env = m.env
		if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), "panic") {
			t.Errorf("%s: %v, %q; want the outcome all the same", redirect, err, out)
		}
	}
}

// TestWordsThatNobodyReadHoldNothingUp runs the binary with a standard error that
// is full and that nobody reads.
func TestWordsThatNobodyReadHoldNothingUp(t *testing.T) {
	t.Parallel()
	sim, url := simulated(t, allOK, time.Hour)
	out, full, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	defer full.Close()
	_ = full.SetWriteDeadline(time.Now().Add(100 * time.Millisecond))
	if _, err := full.Write(make([]byte, 1<<20)); !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Skipf("the pipe is not full: %v", err)
	}
	for _, args := range [][]string{append([]string{"wait"}, sim.TaskIDs()...), {"status"}, {"status", "nonsense here"}} {
		cmd, _, _ := newMachine(t, url).command(args...)
		cmd.Stderr = full
		if err := cmd.Run(); cmd.ProcessState == nil || !cmd.ProcessState.Exited() {
			t.Errorf("%v: %v; want it to end by itself", args, err)
		}
	}
}

func TestTwoWaitsAtOnce(t *testing.T) {
	t.Parallel()
	sim, url, later := leaping(t, `{"tasks": 12, "workers": 12, "duration": {"min": 600, "max": 700}, "outcomes": [{"kind":"ok","weight":3},{"kind":"errors","weight":1}]}`)
	m := newMachine(t, url)
	report := filepath.Join(t.TempDir(), "r.json")
	first, out1, _ := m.command(append([]string{"wait", "-o", "json", "--report", report}, sim.TaskIDs()...)...)
	second, out2, _ := m.command("wait", "-o", "json")
	err1, err2 := &transcript{}, &transcript{}
	first.Stderr, second.Stderr = err1, err2
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	err1.until(t, "  AAAA") // it has put them on the watchlist
	if err := second.Start(); err != nil {
		t.Fatal(err)
	}
	err2.until(t, "another hubwatch") // who asks
	later(time.Hour)
	if err := second.Wait(); second.ProcessState.ExitCode() != exit.Errors {
		t.Errorf("the second: %v, %s", err, err2)
	}
	if err := first.Wait(); first.ProcessState.ExitCode() != exit.Errors {
		t.Errorf("the first: %v, %s", err, err1)
	}
	var a, b output.Status
	if json.Unmarshal(out1.Bytes(), &a) != nil || json.Unmarshal(out2.Bytes(), &b) != nil || fmt.Sprint(a.Summary) != fmt.Sprint(b.Summary) {
		t.Errorf("they print %v and %v, want the same", a.Summary, b.Summary)
	}
	if st := sim.Stats(); st.Limited > 0 || st.AfterEnd > 0 {
		t.Errorf("%d refused, %d of ended tasks, want none", st.Limited, st.AfterEnd)
	}
	data, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	validJSON(t, string(data))
	if info, err := os.Stat(report); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the report: %v, %v; want only its owner to read it", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(report), ".hubwatch-*")); len(left) > 0 {
		t.Errorf("%v is left behind", left)
	}
}

// TestJQFindsEveryField asks jq for each documented field of real output.
func TestJQFindsEveryField(t *testing.T) {
	t.Parallel()
	jq, err := exec.LookPath("jq")
	if err != nil {
		t.Skip("jq is not installed")
	}
	scenario, err := assets.Scenario("migration")
	if err != nil {
		t.Fatal(err)
	}
	sim, url := simulated(t, string(scenario), time.Hour)
	m := newMachine(t, url)
	out := m.run(append([]string{"status", "-o", "json", "475549724882"}, sim.TaskIDs()[:40]...)...).stdout
	fields := strings.Fields(`.schema .account.portalId .account.region .account.type .summary.total
		.summary.errors .summary.missing .summary.unknown .summary.canceled .summary.processing .summary.pending .summary.unchecked .summary.ok`)
	for _, f := range strings.Fields(`taskId state status label requestedAt startedAt completedAt checkedAt numErrors
		errors[].category errors[].message errors[].id errors[].subCategory errors[].status errors[].context errors[].links
		errors[].errors[].message errors[].errors[].code errors[].errors[].in errors[].errors[].context
		result.id result.name result.path result.parentFolderId result.archived result.createdAt result.updatedAt
		checkError.kind checkError.httpStatus checkError.message checkError.correlationId`) {
		fields = append(fields, ".tasks[]."+strings.ReplaceAll(f, "[]", "[]?"))
	}
	fields = append(fields, `.tasks[].errors[].context[][]`)
	var program []string
	for _, field := range fields {
		program = append(program, fmt.Sprintf(`(if [%s | select(. != null)] == [] then %q else empty end)`, field, field))
	}
	cmd := exec.CommandContext(t.Context(), jq, "-r", strings.Join(program, ", "))
	cmd.Stdin = strings.NewReader(out)
	if missing, err := cmd.CombinedOutput(); err != nil || len(missing) > 0 {
		t.Errorf("%v, jq does not find %s", err, missing)
	}
}
