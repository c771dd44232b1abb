package config

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"time"
)

const (
	maxProgramOutput = 4096            // bytes that are kept of what a program prints
	maxProgramWords  = 300             // bytes of its stderr that are shown
	programGrace     = 2 * time.Second // for its pipes to close once it has ended
)

// program is a program of the settings: a token_command or a hook. No shell
// reads it, it does not inherit a token, and when its time is up it ends with
// all it has started.
type program struct {
	argv  []string
	limit time.Duration
	env   []string // besides our own environment
	stdin []byte
	tty   *os.File // the terminal, which it has alone while it runs; nil is none
}

// run runs the program to its end and returns what it complained about, in one line
// to append with nothing in it that could be a token. stdout gets what it prints;
// nil is nobody. The error is ctx's own, or names the program and what went wrong.
func (p program) run(ctx context.Context, stdout *head) (words string, err error) {
	limited, cancel := context.WithTimeout(ctx, p.limit)
	defer cancel()
	stderr := &head{forget: true}
	cmd := exec.CommandContext(limited, p.argv[0], p.argv[1:]...)
	cmd.Env = append(withoutToken(os.Environ()), p.env...)
	cmd.Stderr = stderr
	if p.stdin != nil {
		cmd.Stdin = bytes.NewReader(p.stdin)
	}
	printed := ""
	if stdout != nil {
		cmd.Stdout = stdout
	}
	cmd.WaitDelay = programGrace
	if p.tty != nil {
		cmd.Stdin, cmd.Stderr = p.tty, p.tty
		defer lend(cmd, p.tty)()
	} else {
		alone(cmd)
	}
	err = cmd.Run()
	if stdout != nil {
		printed = string(stdout.kept)
	}
	words = stderrWords(string(stderr.kept), printed)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case limited.Err() != nil:
		return words, fmt.Errorf("%s did not end within %v", p.argv[0], p.limit)
	case p.tty != nil && interrupted(err):
		return "", context.Canceled
	case errors.Is(err, exec.ErrWaitDelay): // it has ended; something it started goes on
		return words, nil
	case err != nil && !errors.Is(err, errEnough):
		if e, ok := errors.AsType[*fs.PathError](err); ok {
			err = e.Err // it names the program again
		}
		return words, fmt.Errorf("%s failed: %w", p.argv[0], err)
	}
	return words, nil
}

// withoutToken returns an environment without the token.
func withoutToken(env []string) []string {
	return slices.DeleteFunc(env, func(e string) bool {
		name, _, _ := strings.Cut(e, "=")
		return strings.EqualFold(name, TokenVariable)
	})
}

// secretLike is what a token may look like: a long word without dots and slashes.
var secretLike = regexp.MustCompile(`[A-Za-z0-9_+=-]{16,}`)

// stderrWords returns what a program complained, in one line to append.
func stderrWords(stderr, stdout string) string {
	for secret := range strings.FieldsSeq(stdout) {
		if len(secret) >= 4 {
			stderr = strings.ReplaceAll(stderr, secret, "[hidden]")
		}
	}
	line := strings.Join(strings.Fields(secretLike.ReplaceAllString(stderr, "[hidden]")), " ")
	if line == "" {
		return ""
	}
	return ": " + line[:min(len(line), maxProgramWords)]
}

// head keeps the beginning of what is written to it.
type head struct {
	forget bool // takes the rest and forgets it; else more is an error
	kept   []byte
	cut    bool // whether more came
}

var errEnough = errors.New("too much output")

// Write keeps up to maxProgramOutput bytes in all.
func (h *head) Write(p []byte) (int, error) {
	room := maxProgramOutput - len(h.kept)
	if len(p) <= room {
		h.kept = append(h.kept, p...)
		return len(p), nil
	}
	h.kept, h.cut = append(h.kept, p[:room]...), true
	if h.forget {
		return len(p), nil
	}
	return room, errEnough
}
