package config

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

const (
	maxCommandOutput = 4096            // bytes; a command that prints more prints no token
	maxCommandWords  = 300             // bytes of its stderr that are shown
	commandGrace     = 2 * time.Second // for its pipes to close once it has ended
)

// commandLimit is how long a token_command may take. A person may have to
// unlock something.
var commandLimit = 30 * time.Second

// runTokenCommand runs a program and returns what it prints, without the line
// end. No shell is involved, and the program does not inherit a token. The
// error never shows what the program printed, and of its stderr nothing that
// could be a token.
func runTokenCommand(ctx context.Context, argv []string) (string, error) {
	limited, cancel := context.WithTimeout(ctx, commandLimit)
	defer cancel()
	var stdout, stderr head
	cmd := exec.CommandContext(limited, argv[0], argv[1:]...)
	cmd.Env = withoutToken(os.Environ())
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.WaitDelay = commandGrace
	alone(cmd)
	err := cmd.Run()
	words := stderrWords(string(stderr.kept), string(stdout.kept))
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case limited.Err() != nil:
		return "", fmt.Errorf("%s did not end within %v%s", argv[0], commandLimit, words)
	case stdout.cut:
		return "", fmt.Errorf("%s printed more than %d bytes, which is no token", argv[0], maxCommandOutput)
	case err != nil && !errors.Is(err, errEnough): // what it complains may be long
		return "", fmt.Errorf("%s failed: %w%s", argv[0], err, words)
	}
	value := strings.TrimRight(string(stdout.kept), "\r\n")
	if value == "" {
		return "", fmt.Errorf("%s printed nothing%s", argv[0], words)
	}
	return value, nil
}

// withoutToken is an environment without the token.
func withoutToken(env []string) []string {
	var out []string
	for _, e := range env {
		if name, _, _ := strings.Cut(e, "="); !strings.EqualFold(name, TokenVariable) {
			out = append(out, e)
		}
	}
	return out
}

// secretLike is what a token may look like: a long word without dots and
// slashes.
var secretLike = regexp.MustCompile(`[A-Za-z0-9_+=-]{16,}`)

// stderrWords is what a program complained, in one line to append.
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
	return ": " + line[:min(len(line), maxCommandWords)]
}

// head keeps the beginning of what is written to it.
type head struct {
	kept []byte
	cut  bool // whether more came
}

var errEnough = errors.New("too much output")

// Write takes up to maxCommandOutput bytes in all.
func (h *head) Write(p []byte) (int, error) {
	room := maxCommandOutput - len(h.kept)
	if len(p) > room {
		h.kept, h.cut = append(h.kept, p[:room]...), true
		return room, errEnough
	}
	h.kept = append(h.kept, p...)
	return len(p), nil
}
