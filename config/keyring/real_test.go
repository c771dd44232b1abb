//go:build linux

package keyring

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"
)

// insideVariable names the state of the keyring to the test that runs inside.
const insideVariable = "HUBWATCH_TEST_KEYRING"

// TestRealKeyring runs TestInside on a private session bus, against a real
// Secret Service in every state it may be in.
func TestRealKeyring(t *testing.T) {
	for _, program := range []string{"bash", "dbus-run-session", "dbus-send", "gnome-keyring-daemon"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no real Secret Service to test on: %s is missing (apt-get install dbus dbus-daemon gnome-keyring)", program)
		}
	}
	for state := range inside {
		t.Run(state, func(t *testing.T) {
			t.Parallel()
			if _, err := exec.LookPath("Xvfb"); err != nil && state == "prompt" {
				t.Skip("no screen for the keyring's dialog: Xvfb is missing (apt-get install xvfb)")
			}
			var out []byte
			var err error
			for range 3 {
				cmd := exec.Command("testdata/with-keyring.sh", state, os.Args[0], "-test.run", "^TestInside$", "-test.v")
				cmd.Env = append(os.Environ(), insideVariable+"="+state)
				if out, err = cmd.CombinedOutput(); !strings.Contains(string(out), "Trace/breakpoint trap") {
					break // gnome-keyring itself did not crash, as it does now and then under load
				}
			}
			if err != nil || !strings.Contains(string(out), "--- PASS: TestInside") {
				t.Fatalf("%v\n%s", err, out)
			}
			t.Logf("%s", out)
		})
	}
}

// inside is what must hold in each state.
var inside = map[string]func(*testing.T){
	"ready":     readyKeyring,
	"locked":    func(t *testing.T) { unusable(t, ErrLocked, "unlock it") },
	"nodefault": func(t *testing.T) { unusable(t, ErrNone, "no default collection") },
	"noservice": func(t *testing.T) { unusable(t, ErrNone, "no Secret Service") },
	"nobus":     func(t *testing.T) { unusable(t, ErrNone, "no D-Bus session") },
	"frozen":    func(t *testing.T) { unusable(t, ErrTimeout, "does not answer") },
	"prompt":    dialogKeyring,
}

func TestInside(t *testing.T) {
	state := os.Getenv(insideVariable)
	if state == "" {
		t.Skip("run by TestRealKeyring")
	}
	if state != "frozen" { // what answers may take its time: a busy machine is not what is tried
		lookLimit, readyLimit = time.Minute, time.Minute
	}
	inside[state](t)
}

func readyKeyring(t *testing.T) {
	ctx, k := t.Context(), Keyring{}
	if err := k.Check(ctx); err != nil {
		t.Fatalf("check: %v", err)
	}
	if _, err := k.Get(ctx, "default"); !errors.Is(err, ErrNotFound) {
		t.Errorf("before: %v, want not found", err)
	}
	if err := k.Delete(ctx, "default"); !errors.Is(err, ErrNotFound) {
		t.Errorf("delete before: %v, want not found", err)
	}
	for _, secret := range []string{"pat-eu1-first", "pat-eu1-second", strings.Repeat("x", maxSecret)} {
		if err := k.Set(ctx, "default", secret); err != nil {
			t.Fatal(err)
		}
		if got, err := k.Get(ctx, "default"); err != nil || got != secret {
			t.Errorf("%d bytes, %v, want the %d stored", len(got), err, len(secret))
		}
	}
	if err := k.Set(ctx, "eu", "pat-eu1-other"); err != nil {
		t.Fatal(err)
	}
	if err := k.Delete(ctx, "default"); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Get(ctx, "default"); !errors.Is(err, ErrNotFound) {
		t.Errorf("after: %v, want not found", err)
	}
	if got, err := k.Get(ctx, "eu"); err != nil || got != "pat-eu1-other" {
		t.Errorf("the other profile: %q, %v", got, err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := k.Get(stopped, "eu"); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
}

// unusable holds that every call fails, for that reason and in those words.
func unusable(t *testing.T, want error, words string) {
	ctx, k := t.Context(), Keyring{}
	var all sync.WaitGroup
	for name, call := range map[string]func() error{
		"get":    func() error { _, err := k.Get(ctx, "default"); return err },
		"check":  func() error { return k.Check(ctx) },
		"delete": func() error { return k.Delete(ctx, "default") },
		"set":    func() error { return k.Set(ctx, "default", "pat-canary") },
	} {
		all.Go(func() {
			err := call()
			t.Logf("%s: %v", name, err)
			if !errors.Is(err, want) || !strings.Contains(err.Error(), words) || strings.Contains(err.Error(), "canary") {
				t.Errorf("%s: %v, want %v with %q", name, err, want, words)
			}
		})
	}
	all.Wait()
}

// dialogKeyring has a dialog open that nobody answers.
func dialogKeyring(t *testing.T) {
	told := make(chan struct{}, 9)
	k := Keyring{Waiting: func() { told <- struct{}{} }}
	if err := k.Check(t.Context()); !errors.Is(err, ErrLocked) {
		t.Errorf("check: %v, want locked", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-told; cancel() }()
	begun := time.Now()
	if _, err := k.Get(ctx, "default"); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want canceled", err)
	}
	if took := time.Since(begun); took < quietLimit {
		t.Errorf("told after %v, want after %v", took, quietLimit)
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Second)
	defer cancel()
	if err := k.Set(ctx, "default", "pat-canary"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("while another call hangs: %v, want that the time is up", err)
	}
}
