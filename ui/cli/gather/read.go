package gather

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"hubwatch/model"
	"hubwatch/model/cells"
	"hubwatch/model/intake"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/export"
	"hubwatch/ui/cli/output"
)

// batchLimit is how many lines of input wait for the store at most.
const batchLimit = 4096

// readLines reads tasks line by line and passes them on as they arrive. What
// arrives while a batch is being stored becomes the next batch, so that a fast
// writer does not wait for the disk at every line.
func readLines(r io.Reader, form intake.Form, each func(intake.Result) error) error {
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

// exported returns an exported watchlist as add reads it: its tasks with their
// labels and rows. A row joined only by the order of answers is left out,
// because nothing here could take it back.
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

// Arguments reads the words of the command line: IDs and status URLs, several
// in one quoted word, or an answer of HubSpot's. typed reads one ID.
func Arguments(args []string, typed func(string) (model.TaskID, error), take func(string, intake.Result) error) error {
	for i, arg := range args {
		if err := take(fmt.Sprintf("argument %d", i+1), intake.ReadTyped(arg, typed)); err != nil {
			return err
		}
	}
	return nil
}

// formOf tells a CSV file by its name.
func formOf(file string) intake.Form {
	if strings.EqualFold(filepath.Ext(file), ".csv") {
		return intake.FormCSV
	}
	return intake.FormText
}

// stopping is a reader that ends with its context: a large file takes a while.
type stopping struct {
	ctx context.Context
	io.Reader
}

func (s stopping) Read(b []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(b)
}

// File reads a file as a whole, or what a program writes as its lines arrive.
// The file "-" is standard input.
func File(ctx context.Context, streams output.Streams, file string, take func(string, intake.Result) error) error {
	r, name, err := streams.Open(ctx, file)
	if err != nil {
		return err
	}
	defer r.Close()
	text, form := bufio.NewReader(stopping{ctx, r}), formOf(file)
	switch {
	case export.Begins(text):
		var tasks []*model.Task
		if tasks, err = export.Parse(text); err == nil {
			err = take(name, exported(tasks))
		}
	case file == "-" && !output.IsFile(streams.In), file != "-" && !output.IsFile(r):
		err = readLines(text, form, func(in intake.Result) error { return take(name, in) })
	default:
		head, _ := text.Peek(8) // an error comes again
		if what := cells.OtherFile(head); what != "" {
			return exit.Usagef("%s is %s; allowed is text, such as CSV", name, what)
		}
		var in intake.Result
		in, err = intake.ReadAll(text, form)
		if ctx.Err() == nil { // else it is not judged
			err = errors.Join(take(name, in), err)
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil && !exit.Named(err) {
		return exit.Usagef("%s: %w", name, err)
	}
	return err
}
