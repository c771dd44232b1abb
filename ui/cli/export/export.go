// Package export writes a whole watchlist as a file, for another hubwatch.
package export

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"hubwatch/model"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/output"
)

// exportKind tells an exported watchlist from other JSON of hubwatch.
const exportKind = "hubwatch watchlist"

// exportDocument is a whole watchlist as a file. It holds what hubwatch itself
// keeps, for another hubwatch; scripts read the output of list and status.
type exportDocument struct {
	Schema int          `json:"schema"`
	Kind   string       `json:"kind"`
	Tasks  []model.Task `json:"tasks"`
}

// Write writes a whole watchlist, for [Parse].
func Write(w io.Writer, tasks []*model.Task) error {
	d := exportDocument{Schema: 1, Kind: exportKind, Tasks: make([]model.Task, 0, len(tasks))}
	for _, t := range tasks {
		d.Tasks = append(d.Tasks, *t)
	}
	return output.WriteJSON(w, d)
}

// exportBegins is how every exported watchlist begins.
var exportBegins = fmt.Sprintf("{\n  \"schema\": 1,\n  \"kind\": %q", exportKind)

// Begins reports whether an exported watchlist follows. It reads no more of a
// stream than it needs to see that none does.
func Begins(r *bufio.Reader) bool {
	for n := range len(exportBegins) {
		head, err := r.Peek(n + 1)
		if err != nil || head[n] != exportBegins[n] {
			return false
		}
	}
	return true
}

// Parse reads what [Write] wrote. Every ID is checked: the file may
// come from anywhere.
func Parse(r io.Reader) ([]*model.Task, error) {
	var d exportDocument
	switch err := json.NewDecoder(files.Unmarked(r)).Decode(&d); {
	case errors.Is(err, io.EOF):
		return nil, errors.New("is no exported watchlist: it is empty")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, errors.New("is no whole exported watchlist: it ends in the middle")
	case errors.As(err, new(*json.SyntaxError)):
		return nil, errors.New("is no exported watchlist: it is no JSON, as \"hubwatch export\" writes it")
	case err != nil:
		return nil, fmt.Errorf("is no exported watchlist: %w", err)
	}
	switch {
	case d.Kind != exportKind:
		return nil, errors.New("is no exported watchlist; \"hubwatch add -f\" takes task IDs from other files")
	case d.Schema != 1:
		return nil, fmt.Errorf("has schema %d; this hubwatch reads schema 1", d.Schema)
	}
	tasks := make([]*model.Task, 0, len(d.Tasks))
	for i := range d.Tasks {
		t := &d.Tasks[i]
		if _, err := model.ParseTaskID(string(t.ID)); err != nil {
			return nil, fmt.Errorf("task %d: the ID %q %w", i+1, t.ID, err)
		}
		t.InFlight = false
		t.NotAfter(time.Now())
		tasks = append(tasks, t)
	}
	return tasks, nil
}
