package cli

import (
	"bufio"
	"io"

	"hubwatch/model"
)

// batchLimit is how many lines of input wait for the store at most.
const batchLimit = 4096

// readIntake reads tasks line by line and hands them on as they arrive. What
// arrives while the last batch is being stored makes up the next one, so that
// a fast writer does not wait for the disk at every line.
func readIntake(r io.Reader, each func(model.Intake) error) error {
	lines := make(chan model.Intake, batchLimit)
	failed := make(chan error, 1)
	stop := make(chan struct{})
	defer close(stop)
	go func() {
		defer close(lines)
		failed <- scanIntake(r, func(in model.Intake) bool {
			select {
			case lines <- in:
				return true
			case <-stop:
				return false
			}
		})
	}()
	for in := range lines {
		for waiting := len(lines); waiting > 0; waiting-- {
			next := <-lines
			in.Found = append(in.Found, next.Found...)
			in.Refused = append(in.Refused, next.Refused...)
		}
		if err := each(in); err != nil {
			return err
		}
	}
	return <-failed
}

func scanIntake(r io.Reader, each func(model.Intake) bool) error {
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		if !each(model.ReadIntake(sc.Text())) {
			return nil
		}
	}
	return sc.Err()
}
