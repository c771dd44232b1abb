package ui

import (
	"io"
	"os/exec"
	"strings"
	"time"

	"hubwatch/model"
)

// pagerText is an answer for a pager: indented if it is JSON, and harmless for
// one that shows everything it is given.
func pagerText(body []byte) io.Reader {
	text := string(body)
	if nodes := bodyNodes(body); len(nodes) == 1 && nodes[0].Copies != nil {
		text = nodes[0].Copies()
	}
	return strings.NewReader(model.Text(text).Block() + "\n")
}

// lasting is a command that has the terminal for a moment at least: after one
// that ends at once the renderer would stay asleep.
type lasting struct{ *exec.Cmd }

const lastingAtLeast = 100 * time.Millisecond

// Run runs the command.
func (l *lasting) Run() error {
	begun := time.Now()
	err := l.Cmd.Run()
	time.Sleep(lastingAtLeast - time.Since(begun))
	return err
}

// SetStdin does nothing: the command reads the text to show.
func (l *lasting) SetStdin(io.Reader) {}

// SetStdout gives the command the terminal.
func (l *lasting) SetStdout(w io.Writer) { l.Stdout = w }

// SetStderr gives the command the terminal.
func (l *lasting) SetStderr(w io.Writer) { l.Stderr = w }
