package gather

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

// Pipe is what another program writes to standard input while the dashboard
// runs. The dashboard gets the tasks from the store.
type Pipe struct {
	say  func(string)  // tells the user
	done chan struct{} // closed when the pipe has ended
}

// ReadPipe begins to read standard input, unless it is a terminal. say tells
// the user something; it is called on another goroutine.
func ReadPipe(ctx context.Context, r io.Reader, s store.Store, say func(string)) *Pipe {
	p := &Pipe{say: say, done: make(chan struct{})}
	if output.IsTerminal(r) || !output.IsPipe(r) {
		close(p.done)
		return p
	}
	go func() {
		defer exit.OnPanic()
		defer close(p.done)
		p.read(ctx, r, s)
	}()
	return p
}

// read reads what arrives. It never stops reading, which would stop the program
// that writes; what cannot be stored now is tried again.
func (p *Pipe) read(ctx context.Context, r io.Reader, s store.Store) {
	a := Adder{Store: s, Complaints: Complaints{Out: io.Discard}} // the screen belongs to the dashboard
	err := readLines(r, intake.FormText, func(found intake.Result) error {
		refused := a.Tally.Refused.N
		for a.Take(ctx, "", found) != nil {
			p.say("the IDs from the pipe cannot be saved yet; it is tried again")
			select {
			case <-time.After(time.Second):
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if n := a.Tally.Refused.N; n > refused {
			p.say(fmt.Sprintf("from the pipe: added %d, refused %d; the last: %s", a.Tally.Added, n, found.Refused[len(found.Refused)-1]))
		}
		return nil
	})
	if err != nil {
		p.say("the pipe: " + err.Error())
	}
	_, _ = io.Copy(io.Discard, r) // let the writer finish
}

// Wait waits until the pipe ends: the dashboard may be left while a migration
// script still writes, and closing the pipe would end the script. It says on
// stderr that it waits.
func (p *Pipe) Wait(ctx context.Context, stderr io.Writer) {
	select {
	case <-p.done:
		return
	default:
	}
	fmt.Fprintln(stderr, "hubwatch: the pipe is still open; its task IDs go on the watchlist until it ends (ctrl-c stops)")
	select {
	case <-p.done:
	case <-ctx.Done():
	}
}
