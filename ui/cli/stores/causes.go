package stores

import (
	"bytes"
	"errors"
	"io/fs"
	"os"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/model/cause"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
)

// Causes returns what is known about causes of failure: hubwatch's own notes
// with the team's over them. If the team's file cannot be read the error has
// exit code 3, and hubwatch's own notes are returned all the same.
func (p Profile) Causes() (cause.Notes, error) {
	ours, err := cause.ParseNotes(assets.CausesFile, assets.Causes())
	if err != nil {
		return cause.Notes{}, exit.With(exit.Internal, err)
	}
	file := config.CausesFile(p.Env)
	data, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ours, nil
	case err != nil:
		return ours, exit.With(exit.Usage, err)
	}
	team, err := cause.ParseNotes(file, bytes.TrimPrefix(data, []byte(files.Mark)))
	if err != nil {
		return ours, exit.With(exit.Usage, err)
	}
	return ours.Over(team), nil
}
