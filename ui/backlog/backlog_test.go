package backlog

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestATerminalThatIsNotReadHoldsNothingUp writes far more than a terminal takes
// that nobody reads for a while.
func TestATerminalThatIsNotReadHoldsNothingUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out, in := io.Pipe()
		anew := make(chan struct{}, 1)
		var b *Writer
		b = New(in, func() { _, _ = b.Write([]byte("all of it")); anew <- struct{}{} })
		frame := bytes.Repeat([]byte("frame "), 10_000)
		for range 500 {
			if n, err := b.Write(frame); n != len(frame) || err != nil {
				t.Fatal(n, err)
			}
		}
		if b.size > maxBacklog {
			t.Errorf("%d bytes wait", b.size)
		}
		read := make(chan string)
		go func() { all, _ := io.ReadAll(out); read <- string(all) }()
		<-anew // the terminal is read again
		b.Drain(time.Second)
		_ = in.Close()
		got := <-read
		if !strings.HasSuffix(got, "all of it") || strings.ReplaceAll(strings.TrimSuffix(got, "all of it"), "frame ", "") != "" {
			t.Errorf("%d bytes are read, and whole frames and then everything anew are wanted", len(got))
		}
	})
}

// TestTheEndDoesNotWaitForATerminal holds that what nobody reads is left.
func TestTheEndDoesNotWaitForATerminal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out, in := io.Pipe()
		b := New(in, nil)
		_, _ = b.Write([]byte("a frame"))
		const limit = 200 * time.Millisecond
		begun := time.Now()
		b.Drain(limit)
		if took := time.Since(begun); took != limit {
			t.Errorf("it took %v, want %v", took, limit)
		}
		_ = out.Close()
	})
}

// TestTheTerminalItselfComesAfterWhatWasWritten gives the terminal to another
// program.
func TestTheTerminalItselfComesAfterWhatWasWritten(t *testing.T) {
	file, err := os.Create(filepath.Join(t.TempDir(), "terminal"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	f := NewFile(file, nil)
	defer f.Drain(time.Second)
	for range 1000 {
		_, _ = io.WriteString(f, "a frame ")
	}
	out := Direct(f)
	if out != io.Writer(file) {
		t.Fatalf("%T is not the terminal", out)
	}
	if got, err := os.ReadFile(file.Name()); err != nil || string(got) != strings.Repeat("a frame ", 1000) {
		t.Errorf("by then %d bytes stand there, %v", len(got), err)
	}
	if other := new(bytes.Buffer); Direct(other) != io.Writer(other) {
		t.Error("what is no terminal is another one")
	}
}
