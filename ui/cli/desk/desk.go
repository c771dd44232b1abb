// Package desk is what hubwatch can do outside of its terminal: the clipboard,
// a browser, a pager, and files with what proves how tasks ended.
package desk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/atotto/clipboard"
	"github.com/cli/browser"

	"hubwatch/model"
	"hubwatch/ui/cli/files"
)

// Desk is the [outside.Desk] of this machine.
type Desk struct {
	Env     func(string) string
	Raw     func(context.Context, model.TaskID) ([]byte, error) // an answer that is not in memory; nil if none is kept
	Browses bool                                                // the addresses lead somewhere
}

// remote reports whether the user sits at another machine. SSH_TTY is out of
// date inside tmux.
func (d *Desk) remote() bool { return d.Env("SSH_CONNECTION") != "" }

// Copy tries the machine's clipboard, unless nobody sits at it, then tmux,
// which passes the text on to the terminal it is attached to.
func (d *Desk) Copy(ctx context.Context, text string) (string, error) {
	if !d.remote() && !clipboard.Unsupported && nativeCopy(ctx, text) == nil {
		return "the clipboard", nil
	}
	if d.Env("TMUX") == "" {
		return "", errors.New("there is no clipboard here")
	}
	cmd := exec.CommandContext(ctx, "tmux", "load-buffer", "-w", "-")
	cmd.Stdin = strings.NewReader(text)
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("tmux: %w", err)
	}
	return "tmux and its terminal", nil
}

// nativeCopy runs the machine's clipboard program, which may hang.
func nativeCopy(ctx context.Context, text string) error {
	done := make(chan error, 1)
	go func() { done <- clipboard.WriteAll(text) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Browse opens a browser where there is a desktop. Its output is discarded; it
// would be drawn over the dashboard.
func (d *Desk) Browse(url string) error {
	desktop := runtime.GOOS != "linux" || d.Env("DISPLAY") != "" || d.Env("WAYLAND_DISPLAY") != "" || d.Env("WSL_DISTRO_NAME") != ""
	if !d.Browses || d.remote() || !desktop {
		return errors.New("there is no desktop here")
	}
	browser.Stdout, browser.Stderr = io.Discard, io.Discard
	return browser.OpenURL(url)
}

// Write writes into the folder hubwatch was started in, or the one for
// temporary files if that is not allowed.
func (d *Desk) Write(name string, data []byte) (string, error) {
	place, err := writeBeside(".", name, data)
	if err != nil {
		place, err = writeBeside(os.TempDir(), name, data)
	}
	return place, err
}

// writeBeside writes a new file, beside those of the same name.
func writeBeside(dir, name string, data []byte) (string, error) {
	ext := filepath.Ext(name)
	stem := "hubwatch-" + safeName(strings.TrimSuffix(name, ext))
	file := filepath.Join(dir, stem+ext)
	for n := 2; ; n++ {
		err := files.WriteNew(file, data)
		if !errors.Is(err, fs.ErrExist) {
			return file, err
		}
		file = filepath.Join(dir, fmt.Sprintf("%s-%d%s", stem, n, ext))
	}
}

// Evidence writes a folder about one task: the ticket, the raw answer, and what
// else is known.
func (d *Desk) Evidence(ctx context.Context, t *model.Task, ticket string) (string, error) {
	dir, err := newFolder("hubwatch-" + safeName(string(t.ID)) + "-" + time.Now().UTC().Format("20060102T150405Z"))
	if err != nil {
		return "", err
	}
	prefix := filepath.Join(dir, evidenceName(1, t.ID))
	if err := d.writeOne(ctx, prefix, t); err != nil {
		return "", err
	}
	return dir, files.WriteNew(prefix+".md", []byte(ticket))
}

// Pack writes a folder with the answers about several tasks.
func (d *Desk) Pack(ctx context.Context, tasks []*model.Task) (string, error) {
	dir, err := newFolder("hubwatch-evidence-" + time.Now().UTC().Format("20060102T150405Z"))
	if err != nil {
		return "", err
	}
	_, err = d.WriteEvidence(ctx, dir, tasks)
	return dir, err
}

// newFolder makes a folder that was not there, which only its owner may read: of
// that name, with a number behind it if there is one already, or among the
// temporary ones where none may be made. It returns its path.
func newFolder(name string) (string, error) {
	dir := name
	for n := 2; ; n++ {
		err := os.Mkdir(dir, 0o700)
		switch {
		case errors.Is(err, fs.ErrExist):
			dir = fmt.Sprintf("%s-%d", name, n)
			continue
		case errors.Is(err, fs.ErrPermission):
			return os.MkdirTemp("", name+"-*")
		case err != nil:
			return "", files.Failed(dir, err)
		}
		return dir, nil
	}
}

// body returns the last answer about a task, nil if there is none.
func (d *Desk) body(ctx context.Context, t *model.Task) ([]byte, error) {
	switch {
	case t.Report != nil && (t.Report.Raw != nil || t.Report.Packed != nil):
		return t.Report.Body(), nil
	case d.Raw == nil:
		return nil, nil
	}
	return d.Raw(ctx, t.ID)
}

// Pager returns the user's pager. What is more than words with blanks between
// them a shell reads, as git does it: a path in quotes, a variable.
func (d *Desk) Pager() *exec.Cmd {
	pager := strings.TrimSpace(d.Env("PAGER"))
	words := strings.Fields(pager)
	if len(words) == 0 {
		words = []string{"less"}
		if _, err := exec.LookPath(words[0]); err != nil {
			words = []string{"more"}
		}
	}
	if shell, err := exec.LookPath("sh"); err == nil && strings.ContainsAny(pager, forShell) {
		return exec.Command(shell, "-c", pager)
	}
	return exec.Command(words[0], words[1:]...)
}

// forShell is the characters of a command that mean something to a shell.
const forShell = "|&;<>()$`\\\"'*?[#~=%\n"
