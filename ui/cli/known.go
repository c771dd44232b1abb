package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// knownCauses is what is known about causes of failure: hubwatch's own notes with the
// team's over them. If the team's file cannot be read the error has exit code 3,
// and hubwatch's own are given all the same.
func (p *program) knownCauses() (cause.Notes, error) {
	ours, err := cause.ParseNotes(assets.CausesFile, assets.Causes())
	if err != nil {
		return cause.Notes{}, exit.With(exit.Internal, err)
	}
	file := config.CausesFile(p.env)
	data, err := os.ReadFile(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return ours, nil
	case err != nil:
		return ours, exit.With(exit.Usage, err)
	}
	team, err := cause.ParseNotes(file, bytes.TrimPrefix(data, []byte(output.Mark)))
	if err != nil {
		return ours, exit.With(exit.Usage, err)
	}
	return ours.Over(team), nil
}

// causesNow is what became of the IDs of causes. Where they are still those of an
// earlier rule, it finds out by the tasks that have them, once.
func causesNow(ctx context.Context, s *store.Store, now time.Time) (map[string][]string, error) {
	became, rule, err := s.Causes(ctx)
	if rule == "" || err != nil {
		return became, err
	}
	tasks, _, err := s.Load(ctx)
	if err != nil {
		return nil, err
	}
	g, _ := output.GroupsOf(tasks, nil)
	former := g.Former()
	var told []model.Text
	if n := len(former); n > 0 {
		told = append(told, model.Text(fmt.Sprintf("causes are told apart by a better rule: %s by the rule %s became %s; the former IDs go on working",
			model.Plural(n, "cause"), rule, model.Plural(len(g.Causes()), "cause"))))
	}
	if err := s.Become(ctx, former, true, now, told...); err != nil {
		return nil, err
	}
	return former, nil
}
