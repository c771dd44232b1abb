package cli

import (
	"io"

	"hubwatch/model"
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

// exported is an exported watchlist as add takes it: its tasks with their labels
// and rows. A row given by the order of answers only is left out, as nothing
// here could take it back.
func exported(tasks []*model.Task) intake.Result {
	var in intake.Result
	for i, t := range tasks {
		f := intake.Found{ID: t.ID, Label: t.Label, Line: 1, Place: i + 1, Evidence: intake.Answer}
		if t.Order == "" {
			f.Plan = t.Plan
		}
		in.Found = append(in.Found, f)
	}
	return in
}
