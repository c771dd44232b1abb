package cli

import (
	"io"

	"hubwatch/model/intake"
	"hubwatch/ui/cli/exit"
)

// batchLimit is how many lines of input wait for the store at most.
const batchLimit = 4096

// readIntake reads tasks line by line and hands them on as they arrive. What
// arrives while the last batch is being stored makes up the next one, so that
// a fast writer does not wait for the disk at every line.
func readIntake(r io.Reader, form intake.Form, each func(intake.Result) error) error {
	lines := make(chan intake.Result, batchLimit)
	failed := make(chan error, 1)
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		defer exit.OnPanic()
		defer close(lines)
		failed <- intake.ReadFrom(r, form, func(in intake.Result) error {
			select {
			case lines <- in:
				return nil
			case <-stop:
				return io.ErrClosedPipe
			}
		})
	}()
	for in := range lines {
		for waiting := len(lines); waiting > 0; waiting-- {
			in.Join(<-lines)
		}
		if err := each(in); err != nil {
			return err
		}
	}
	return <-failed
}
