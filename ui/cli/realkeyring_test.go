//go:build linux

package cli

import (
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/config/keyring"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/cli/watch"
	"hubwatch/ui/fault"
)

// Names by which a test hands over to one that runs elsewhere.
const (
	insideVariable = "HUBWATCH_TEST_INSIDE" // on a session bus with a real keyring
	panicVariable  = "HUBWATCH_TEST_PANIC"  // on a terminal, in a program that panics
	binaryVariable = "HUBWATCH_TEST_BINARY" // that was built already
)

// TestTheTokenStaysInTheKeyring runs TestInsideKeyring on a private session
// bus with a real Secret Service.
func TestTheTokenStaysInTheKeyring(t *testing.T) {
	for _, program := range []string{"bash", "dbus-run-session", "dbus-send", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no real Secret Service to test on: %s is missing (apt-get install dbus dbus-daemon gnome-keyring)", program)
		}
	}
	t.Parallel()
	file, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	var out []byte
	for range 5 {
		cmd := exec.Command("../../config/keyring/testdata/with-keyring.sh", "ready", os.Args[0], "-test.run", "^TestInsideKeyring$", "-test.v")
		cmd.Env = append(os.Environ(), insideVariable+"=1", binaryVariable+"="+file)
		out, err = cmd.CombinedOutput()
		if !strings.Contains(string(out), "Trace/breakpoint trap") && !strings.Contains(string(out), "the keyring does not answer") {
			break // gnome-keyring itself did not crash or sleep, as it does now and then under load
		}
	}
	if err != nil || !strings.Contains(string(out), "--- PASS: TestInsideKeyring") {
		t.Fatalf("%v\n%s", err, out)
	}
}

// TestKeyringsThatFail runs the real program where no keyring can be used: it
// ends, with the reason and what to do.
func TestKeyringsThatFail(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"bash", "dbus-run-session", "dbus-send", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no real Secret Service to test on: %s is missing (apt-get install dbus dbus-daemon gnome-keyring)", program)
		}
	}
	file, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	for state, says := range map[string]string{
		"nobus": "there is no D-Bus session", "noservice": "no Secret Service", "nodefault": "no default collection",
		"locked": "the keyring is locked", "frozen": "the keyring does not answer",
	} {
		t.Run(state, func(t *testing.T) {
			t.Parallel()
			home := t.TempDir()
			var text string
			for range 5 {
				cmd := exec.Command("../../config/keyring/testdata/with-keyring.sh", state, "bash", "-c", `"$0" auth status; echo "exit $?"`, file)
				cmd.Env = append(os.Environ(), "HOME="+home, "XDG_STATE_HOME="+home, config.TokenVariable+"=")
				out, err := cmd.CombinedOutput()
				if text = string(out); err != nil {
					t.Fatalf("%v: %s", err, text)
				}
				if state == "frozen" || !strings.Contains(text, "the keyring does not answer") {
					break // it is not that the machine is too busy for one to answer
				}
			}
			if !strings.Contains(text, fmt.Sprintf("exit %d\n", exit.Unauthorised)) || !strings.Contains(text, says) || !strings.Contains(text, config.TokenVariable) {
				t.Errorf("%s: %s", state, text)
			}
		})
	}
}

// TestInsideKeyring logs in on a terminal, runs the dashboard, the demo, a
// crash and a panic, and looks for the token everywhere but in the keyring.
func TestInsideKeyring(t *testing.T) {
	if os.Getenv(insideVariable) == "" {
		t.Skip("run by TestTheTokenStaysInTheKeyring")
	}
	sim := hubsim.New(hubsim.Options{Token: secret, Tasks: 20})
	server := httptest.NewServer(sim)
	defer server.Close()
	t.Setenv("HUBWATCH_BASE_URL", server.URL)
	home := t.TempDir()
	w := &witness{t: t}

	login := startOnTerminal(t, home, "auth", "login")
	login.until("Access token")
	login.write("pat-eu1-WRONG-0123456789\r")
	login.until("HubSpot refuses the token")
	if code := login.end(); code != exit.Unauthorised {
		t.Errorf("a wrong token: exit code %d", code)
	}
	w.see("a wrong login", strings.ReplaceAll(login.text(), "WRONG", secret)) // it must not be shown either

	login = startOnTerminal(t, home, "auth", "login")
	login.until("Access token")
	login.write(secret + "\r")
	login.until("logged in to HubSpot account 24681012")
	if code := login.end(); code != 0 {
		t.Errorf("login: exit code %d", code)
	}
	w.see("login", login.text())

	status := startOnTerminal(t, home, "auth", "status")
	if code := status.end(); code != 0 || !strings.Contains(status.text(), "…wxyz, from the keyring") {
		t.Errorf("status: %d, %s", code, status.text())
	}
	w.see("status", status.text())

	dashboard := startOnTerminal(t, home, sim.TaskIDs()[0], sim.TaskIDs()[1])
	dashboard.until("24681012")
	for _, name := range []string{"cmdline", "environ"} {
		data, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(dashboard.cmd.Process.Pid), name))
		if err != nil || len(data) == 0 {
			t.Errorf("%s: %v", name, err)
		}
		w.see(name, string(data))
	}
	_ = dashboard.cmd.Process.Signal(syscall.SIGABRT) // the Go runtime prints all stacks
	if code := dashboard.end(); code != 2 || !strings.Contains(dashboard.text(), "goroutine ") {
		t.Errorf("a crash: exit code %d", code)
	}
	w.see("a crash", dashboard.text())

	demo := startOnTerminal(t, home, "demo", "--tasks", "5")
	demo.until(" asked")
	demo.write("q")
	demo.end()
	w.see("the demo", demo.text())

	panics := startProgramOnTerminal(t, home, []string{panicVariable + "=1"}, os.Args[0], "-test.run", "^TestPanics$")
	panics.until("PASS")
	if !strings.Contains(panics.text(), "internal fault: nothing works") {
		t.Errorf("a panic: %s", panics.text())
	}
	panics.end()
	w.see("a panic", panics.text())

	for _, args := range [][]string{{"export"}, {"report"}, {"events"}, {"list", "-o", "json"}, {"doctor"}, {"config", "show"}, {"config", "profiles"}, {"status", sim.TaskIDs()[0]}} {
		term := startOnTerminal(t, home, args...)
		term.end()
		w.see(args[0], term.text())
	}
	w.search(home)
	if w.files < 2 {
		t.Errorf("%d files were looked at in %s", w.files, home)
	}

	logout := startOnTerminal(t, home, "auth", "logout")
	if code := logout.end(); code != 0 {
		t.Errorf("logout: %d, %s", code, logout.text())
	}
	status = startOnTerminal(t, home, "auth", "status")
	if code := status.end(); code != exit.Unauthorised || !strings.Contains(status.text(), "no HubSpot token") {
		t.Errorf("after logout: %d, %s", code, status.text())
	}

	first := startOnTerminal(t, home)
	first.until("token:")
	first.write(secret + "\r")
	first.until("kept in the keyring")
	first.until("24681012")
	first.write("q")
	if code := first.end(); code != 0 {
		t.Errorf("the first screen: exit code %d", code)
	}
	w.see("the first screen", first.text())
	w.search(home)
	status = startOnTerminal(t, home, "auth", "status")
	if code := status.end(); code != 0 || !strings.Contains(status.text(), "…wxyz, from the keyring") {
		t.Errorf("after the first screen: %d, %s", code, status.text())
	}
}

// panicking checks nothing; it panics with the token in its hands.
type panicking struct{ session.Checker }

func (p panicking) Check(ctx context.Context, id model.TaskID) (model.Report, error) {
	_, _ = p.Checker.Check(ctx, id)
	panic("nothing works")
}

// TestAFaultIsNoInterruption holds that a panic ends with the code for a fault
// of ours, wherever it is: the runtime's own code means interrupted.
func TestAFaultIsNoInterruption(t *testing.T) {
	t.Parallel()
	for _, where := range []string{"here", "in a check"} {
		cmd := exec.Command(os.Args[0], "-test.run", "^TestFaults$")
		state := t.TempDir()
		cmd.Env = append(os.Environ(), panicVariable+"="+where, "XDG_STATE_HOME="+state)
		out, _ := cmd.CombinedOutput()
		if code := cmd.ProcessState.ExitCode(); code != exit.Internal || !strings.Contains(string(out), "internal fault: nothing works") ||
			strings.Contains(string(out), "goroutine ") || strings.Count(string(out), "\n") != 1 {
			t.Errorf("%s: exit code %d, %s", where, code, out)
		}
		files, _ := filepath.Glob(filepath.Join(state, "hubwatch", "fault-*.txt"))
		if len(files) != 1 || !strings.Contains(string(out), files[0]) {
			t.Fatalf("%s: the traces %v, and it says %s", where, files, out)
		}
		trace, err := os.ReadFile(files[0])
		if err != nil || !strings.Contains(string(trace), "goroutine ") || strings.Contains(string(trace), "CANARY") {
			t.Errorf("%s: %v, the trace is %s", where, err, trace)
		}
		if info, _ := os.Stat(files[0]); info.Mode().Perm() != 0o600 {
			t.Errorf("%s: the trace has mode %v", where, info.Mode())
		}
	}
}

// TestATraceIsNotLost holds that the trace is said where it cannot be kept.
func TestATraceIsNotLost(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	exit.Panics{Folder: filepath.Join(file, "state")}.Say(&out, "internal fault: odd", "goroutine 1")
	if !strings.Contains(out.String(), "internal fault: odd") || !strings.Contains(out.String(), "goroutine 1") {
		t.Errorf("said %q", out.String())
	}
	out.Reset()
	p := &program{env: func(string) string { return file }, io: output.Streams{Err: &out}}
	p.sayError(errors.Join(&fault.Error{What: "odd"}, errors.New("the last changes could not be saved")))
	if !strings.Contains(out.String(), "internal fault: odd") || !strings.Contains(out.String(), "\nhubwatch: the last changes could not be saved\n") {
		t.Errorf("said %q", out.String())
	}
}

func TestFaults(t *testing.T) {
	panics(os.Getenv).Prepare()
	switch os.Getenv(panicVariable) {
	case "here":
		defer exit.OnPanic()
		panic("nothing works with " + secret)
	case "in a check":
		w := &watch.Watcher{Session: session.New(session.Start{}), Checker: panicking{checkNothing{}}}
		w.List().Add("AAAAEZ6whGI", "", time.Now())
		_ = w.Run(t.Context(), func(time.Time) (bool, error) { return false, nil })
	default:
		t.Skip("run by TestAFaultIsNoInterruption")
	}
}

type checkNothing struct{}

func (checkNothing) Check(context.Context, model.TaskID) (model.Report, error) {
	return model.Report{}, nil
}

// TestPanics is a dashboard whose checks panic. It says what hubwatch says.
func TestPanics(t *testing.T) {
	if os.Getenv(panicVariable) == "" {
		t.Skip("run by TestInsideKeyring")
	}
	p := &program{env: os.Getenv, keyring: keyring.Keyring{}, io: output.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, flags: flags.Global{Settings: config.Settings{BaseURL: os.Getenv("HUBWATCH_BASE_URL"), APIVersion: "v3", Profile: "default", Share: 0.5, DailyShare: 0.5, Scout: "auto"}}}
	client, _, err := p.hub().Client(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	err = p.show(t.Context(), ui.Options{Checker: panicking{client}, Account: client.Account, Tasks: []*model.Task{{ID: "AAAAEZ6whGI"}}})
	p.sayError(err)
	if exit.Of(err) != exit.Internal {
		t.Errorf("exit code %d: %v", exit.Of(err), err)
	}
}
