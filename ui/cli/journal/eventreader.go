package journal

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"hubwatch/model"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/output"
)

const (
	maxEventLine = 1 << 20   // bytes of one event
	maxEvents    = 2_000_000 // in a file; the journal keeps a tenth
)

// ReadEvents reads the output of the events command. Its error says which line
// is wrong, in words that follow the name of the file.
func ReadEvents(src io.Reader) ([]model.Event, error) {
	lines := bufio.NewScanner(files.Unmarked(src))
	lines.Buffer(nil, maxEventLine)
	var events []model.Event
	n := 1
	for ; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		e, err := readEvent(lines.Bytes())
		if err != nil {
			return nil, fmt.Errorf("line %d %w", n, err)
		}
		if !e.Kind.OfTask() {
			continue
		}
		if events = append(events, e); len(events) > maxEvents {
			return nil, fmt.Errorf("has more than %d events", maxEvents)
		}
	}
	switch err := lines.Err(); {
	case errors.Is(err, bufio.ErrTooLong):
		return nil, fmt.Errorf("line %d is no event: it is longer than %d MiB", n, maxEventLine>>20)
	case err != nil:
		return nil, err
	}
	if len(events) == 0 {
		return nil, errNoEvents
	}
	return events, nil
}

// readEvent reads one line.
func readEvent(line []byte) (model.Event, error) {
	var out Event
	if err := json.Unmarshal(line, &out); err != nil {
		return model.Event{}, fmt.Errorf("is no event: %w", err)
	}
	if out.Schema != output.Schema {
		return model.Event{}, fmt.Errorf("has the schema %d; allowed is %d", out.Schema, output.Schema)
	}
	kind := model.ParseEventKind(out.Kind)
	if kind != 0 && !kind.OfTask() {
		return model.Event{Kind: kind}, nil
	}
	id, err := model.ParseTaskID(out.TaskID)
	if err != nil {
		return model.Event{}, fmt.Errorf("names a task that %w", err)
	}
	e := model.Event{ID: id, Kind: kind, Errors: max(0, out.NumErrors)}
	if e.Kind == 0 || out.At == nil {
		return e, fmt.Errorf("has the kind %q, or no time; allowed are added, state, failing, back, cause, claimed, released and noted", model.Text(out.Kind).Line())
	}
	if e.At = out.At.UTC(); e.At.Year() < 2000 || e.At.Year() > 9998 {
		return e, fmt.Errorf("happened at %s, which cannot be", e.At.Format(time.RFC3339))
	}
	var from, to bool
	e.From, from = model.ParseState(out.From)
	e.To, to = model.ParseState(out.To)
	if e.Kind != model.EventAdded && !(from && to) {
		return e, fmt.Errorf("goes from %q to %q, which are not both states", model.Text(out.From).Line(), model.Text(out.To).Line())
	}
	if c := out.CheckError; c != nil {
		e.Err = &model.CheckError{
			Kind: max(model.ParseKind(c.Kind), model.KindUnavailable), HTTPStatus: c.HTTPStatus,
			Message: model.Text(c.Message), CorrelationID: model.Text(c.CorrelationID),
		}
	}
	return e, nil
}

// errNoEvents is why a file cannot be played.
var errNoEvents = errors.New("has no events; \"hubwatch events\" prints some")
