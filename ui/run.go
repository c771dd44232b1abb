package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"hubwatch/ui/backlog"
	"hubwatch/ui/job"
	"hubwatch/ui/renderer"
	"hubwatch/ui/typed"
	"hubwatch/ui/voice"
)

// Terminal is where a dashboard is shown. The zero value is the terminal of
// this process.
type Terminal struct {
	In  io.Reader // nil opens the terminal again, for when the standard input is something else
	Out io.Writer
}

// ErrInterrupted is returned by [Run] if ctx ends before the user leaves.
var ErrInterrupted = errors.New("interrupted")

// How long a terminal that does not read may hold up the end, and what is still
// to be said to it.
const (
	quitLimit = 2 * time.Second
	sayLimit  = 200 * time.Millisecond
)

// Run shows the dashboard until the user leaves it, or until ctx ends, which
// gives [ErrInterrupted]. The terminal is always restored, even after a panic,
// which comes back as an error with its stack trace. If HubSpot refused to
// answer when the user left, the error is that [*model.CheckError].
func Run(ctx context.Context, opt Options, term Terminal) error {
	a, err := newApp(ctx, opt)
	if err != nil {
		return err
	}
	defer a.stop()
	left := false // or its state is not ours to read
	defer func() {
		if left && opt.Left != nil {
			opt.Left(&a.session.Known)
		}
	}()
	if opt.Lines == nil && term.In == nil {
		tty, _, err := tea.OpenTTY()
		if err != nil {
			return fmt.Errorf("there is no terminal to read keys from: %w", err)
		}
		defer tty.Close()
		term.In = tty
	}
	var p *tea.Program
	if term.Out == nil && opt.Lines == nil {
		screen := backlog.NewFile(os.Stdout, func() { p.Send(tea.ClearScreen()) })
		defer screen.Drain(sayLimit)
		term.Out = screen
	}
	opts := append(term.options(opt.Colors), tea.WithFPS(120)) // until the first frame stands
	if opt.Lines != nil {
		said := backlog.New(opt.Lines, func() { fmt.Fprintln(opt.Lines, "What was said while nobody read is left out.") })
		defer said.Drain(sayLimit)
		a.voice = voice.New(a.Env, said)
		opts = append(opts, tea.WithoutRenderer(), tea.WithInput(nil))
	}
	p = tea.NewProgram(a, opts...)
	go a.pulse.Run(a.ctx, p.Send)
	if opt.Lines == nil {
		a.lastFrame.renderer = renderer.New(p)
		defer job.Watch(p.Send)()
	}
	ended, err := untilLeft(ctx, p, func() {
		if opt.Lines == nil {
			_, _ = io.WriteString(term.Out, a.tty.Leave()) // a terminal that is gone needs nothing back
		}
	})
	if !ended {
		return err
	}
	left = a.crash == nil
	return a.outcome(err)
}

// outcome writes what is left and returns the error of [Run]; err is that of the
// program.
func (a *app) outcome(err error) error {
	if why := a.Pace().Stopped(); err == nil && why != nil {
		err = why // for scripts: nothing was asked any more
	}
	if a.crash != nil {
		err = a.crash
	}
	if flushed := a.flush(); flushed != nil {
		return errors.Join(err, flushed)
	}
	return err
}

// untilLeft runs the program until the user leaves it or ctx ends, and then
// calls after. ended is false if the terminal holds the program up; then the
// program's state must not be read.
func untilLeft(ctx context.Context, p *tea.Program, after func()) (ended bool, err error) {
	done, r := make(chan error, 1), &rescue{p, make(chan struct{})}
	running.Store(r)
	go func() {
		_, err := p.Run()
		after()
		running.CompareAndSwap(r, nil)
		close(r.ended)
		done <- err
	}()
	select {
	case err := <-done:
		return true, err
	case <-ctx.Done():
		go p.Send(leaveMsg{})
	}
	select {
	case <-done:
		return true, ErrInterrupted
	case <-time.After(quitLimit):
		return false, ErrInterrupted
	}
}

// options leave signals to our caller and keep the renderer's clock slow,
// because each of its ticks costs the same whether anything changed or not.
func (t Terminal) options(colors colorprofile.Profile) []tea.ProgramOption {
	if colors == colorprofile.Unknown {
		colors = colorprofile.TrueColor
	}
	opts := []tea.ProgramOption{tea.WithoutSignalHandler(), tea.WithFPS(30), tea.WithColorProfile(colors)}
	if t.In != nil {
		opts = append(opts, tea.WithInput(typed.New(t.In)))
	}
	if t.Out != nil {
		opts = append(opts, tea.WithOutput(t.Out))
	}
	return opts
}
