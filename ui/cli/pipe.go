package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"hubwatch/model/intake"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// pipe is what another program writes to our standard input while the
// dashboard runs. The dashboard finds the tasks in the store.
type pipe struct {
	notes notes         // what to tell the person
	done  chan struct{} // closed when the pipe has ended
}

// pipeIn begins to read standard input, unless it is a terminal.
func (p *program) pipeIn(ctx context.Context, s *store.Store, to notes) *pipe {
	in := &pipe{notes: to, done: make(chan struct{})}
	if output.IsTerminal(p.io.In) || !output.IsPipe(p.io.In) {
		close(in.done)
		return in
	}
	go func() {
		defer exit.OnPanic()
		defer close(in.done)
		in.read(ctx, p.io.In, s)
	}()
	return in
}

// read takes in what arrives. It never stops reading, which would stop the
// program that writes: what cannot be stored now is tried again.
func (in *pipe) read(ctx context.Context, r io.Reader, s *store.Store) {
	var t tally
	quiet := &program{io: output.Streams{Err: io.Discard}} // the screen belongs to the dashboard
	err := readIntake(r, intake.FormText, func(found intake.Result) error {
		before := t
		for quiet.take(ctx, s, &t, "", found, "") != nil {
			in.notes.say("the IDs from the pipe cannot be saved yet; it is tried again")
			t = before
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if t.refused.n > before.refused.n {
			in.notes.say(fmt.Sprintf("from the pipe: added %d, refused %d; the last: %s", t.added, t.refused.n, found.Refused[len(found.Refused)-1]))
		}
		return nil
	})
	if err != nil {
		in.notes.say("the pipe: " + err.Error())
	}
	_, _ = io.Copy(io.Discard, r) // let the writer finish
}

// wait goes on until the pipe ends: the dashboard may be left while a
// migration script still writes, and ending the pipe would end the script.
func (in *pipe) wait(ctx context.Context, stderr io.Writer) {
	select {
	case <-in.done:
		return
	default:
	}
	fmt.Fprintln(stderr, "hubwatch: the pipe is still open; its task IDs go on the watchlist until it ends (ctrl-c stops)")
	select {
	case <-in.done:
	case <-ctx.Done():
	}
}
