package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/output"
)

// WriteEvidence writes what proves how each failed task ended into a new or
// empty folder: NNNN-ID.answer.json (or .txt) as it came, and NNNN-ID.json. It
// returns how many tasks there are.
func (d *Desk) WriteEvidence(ctx context.Context, dir string, tasks []*model.Task) (int, error) {
	if err := emptyFolder(dir); err != nil {
		return 0, exit.With(exit.Usage, err)
	}
	n := 0
	for _, t := range tasks {
		if !t.ToDo() && t.State() != model.StateUnknown && t.Err == nil {
			continue
		}
		n++
		if err := d.writeOne(ctx, filepath.Join(dir, evidenceName(n, t.ID)), t); err != nil {
			return n, exit.With(exit.Internal, fmt.Errorf("the evidence: %w", err))
		}
	}
	return n, nil
}

// ErrNoFolder is why there is nowhere to put evidence; whoever named the folder
// says where.
var ErrNoFolder = errors.New("is no folder")

// emptyFolder makes sure that there is a folder without anything in it, which
// only its owner may read if it is new.
func emptyFolder(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		return fmt.Errorf("%q: %w", dir, ErrNoFolder)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return files.Failed(dir, err)
	}
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		err = errors.New("the folder is not empty")
	}
	return files.Failed(dir, err)
}

// evidenceName returns the beginning of the file names of a task. An ID may
// hold what a file system does not take, or differ from another only in case.
func evidenceName(n int, id model.TaskID) string {
	return fmt.Sprintf("%04d-%s", n, safeName(string(id)))
}

// safeName returns text as a part of a file's name that every file system takes.
func safeName(s string) string {
	const most = 64
	safe := strings.Map(func(r rune) rune {
		if r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, s)
	return safe[:min(len(safe), most)]
}

// writeOne writes the files of one task.
func (d *Desk) writeOne(ctx context.Context, prefix string, t *model.Task) error {
	body, err := d.body(ctx, t)
	about := output.EvidenceOf(t)
	tooLarge, isTooLarge := errors.AsType[*store.TooLargeError](err)
	switch {
	case isTooLarge:
		about.NoBody = tooLarge.Error()
	case err != nil:
		return err
	case body == nil:
		about.NoBody = "HubSpot gave no report of this task"
	default:
		name := prefix + ".answer.txt"
		if json.Valid(body) {
			name = prefix + ".answer.json"
		}
		about.Body = filepath.Base(name)
		if err := files.WriteNew(name, body); err != nil {
			return err
		}
	}
	var b strings.Builder
	if err := output.WriteJSON(&b, about); err != nil {
		return err
	}
	return files.WriteNew(prefix+".json", []byte(b.String()))
}
