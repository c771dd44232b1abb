package ui

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// transcript is what was said.
type transcript struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (s *transcript) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.buf.Write(p)
}

// TestPlainLinesSayWhatHappens holds that the dashboard for listeners says in
// words what the screen shows, only adds lines, and sends no sequence.
func TestPlainLinesSayWhatHappens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said transcript
		done := make(chan error, 1)
		ctx, stop := context.WithCancel(t.Context())
		go func() {
			done <- Run(ctx, Options{Checker: queue(time.Now()), Clock: time.Now, Where: "demo", Tasks: watched(ids(3)...), Lines: &said}, Terminal{Out: &said})
		}()
		time.Sleep(2 * time.Minute)
		stop()
		if err := <-done; err != ErrInterrupted {
			t.Errorf("it ended with %v", err)
		}
		time.Sleep(5 * time.Second)
		said.mu.Lock()
		defer said.mu.Unlock()
		text := said.buf.String()
		for _, want := range []string{
			"Hubwatch watches 3 tasks on demo. ctrl-c ends it.", "Task AAAAEZ6w00000: processing. HubSpot works on it.",
			"Task AAAAEZ6w00002: errors. COMPLETE with 1 error: VALIDATION_ERROR: A folder of that name exists.",
			"3 of 3 settled: 1 error, 2 ok.",
		} {
			if !strings.Contains(text, want) {
				t.Errorf("%q was not said in\n%s", want, text)
			}
		}
		for _, r := range text {
			if r != '\n' && (r < ' ' || r > '~') {
				t.Fatalf("%q in\n%q", r, text)
			}
		}
		if n := strings.Count(text, "\n"); n > 12 {
			t.Errorf("%d lines for 3 tasks:\n%s", n, text)
		}
	})
}

// TestLinesThatNobodyReadHoldNothingUp holds that the checks go on while what is
// said waits to be read, and that the program can be left.
func TestLinesThatNobodyReadHoldNothingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out, in := io.Pipe()
		var ended atomic.Int32
		hub := queue(time.Now())
		check := func(ctx context.Context, id model.TaskID) (model.Report, error) {
			r, err := hub(ctx, id)
			if r.Status.Final() {
				ended.Add(1)
			}
			return r, err
		}
		done := make(chan error, 1)
		ctx, stop := context.WithCancel(t.Context())
		go func() {
			done <- Run(ctx, Options{Checker: checkerFunc(check), Clock: time.Now, Where: "demo", Tasks: watched(ids(3)...), Lines: in}, Terminal{Out: in})
		}()
		time.Sleep(time.Minute)
		if n := ended.Load(); n != 3 {
			t.Errorf("the end of %d of 3 tasks was seen", n)
		}
		stop()
		if err := <-done; err != ErrInterrupted {
			t.Errorf("it ended with %v", err)
		}
		_ = out.Close()
		time.Sleep(5 * time.Second)
	})
}
