package stores

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
)

// File is the word that names the file on this machine, in place of an address.
const File = "file"

// Copy copies the watchlist from one store into another, which must be unused, and
// says what was copied. [File] and addresses name them; "" is the store in use.
func (p Profile) Copy(ctx context.Context, from, to string) (said string, err error) {
	if err := p.Flags.CheckProfile(); err != nil {
		return "", err
	}
	inUse := cmp.Or(p.Flags.Store, File)
	from, to = cmp.Or(from, inUse), cmp.Or(to, inUse)
	for _, named := range []string{from, to} {
		if named != File && !strings.Contains(named, "://") {
			return "", exit.Usagef("what --to or --from has names no store: allowed are the word file, which is the file on this machine, and postgres://host/database")
		}
	}
	if from == to {
		return "", exit.Usagef("a copy needs two stores: --to names another one than the one in use, or --from does")
	}
	source, err := p.source(ctx, from)
	if err != nil {
		return "", err
	}
	defer source.Close()
	target, err := p.named(ctx, to)
	if err != nil {
		return "", err
	}
	defer target.Close()
	n, err := keep.Copy(ctx, source, target)
	switch {
	case errors.Is(err, store.ErrNotEmpty):
		return "", exit.Usagef("%w", err)
	case err != nil:
		return "", exit.With(exit.Internal, err)
	}
	return fmt.Sprintf("copied %s, %s and %s of the audit log from %s to %s",
		model.Plural(n.Tasks, "task"), model.Plural(n.Events, "event"), model.Plural(n.Requests, "request"), source.Path(), target.Path()), nil
}

// source opens the store that a word or an address names, to be copied: one that is
// not there is not made, and one in which nothing ever happened is refused, with exit
// code 3.
func (p Profile) source(ctx context.Context, named string) (store.Store, error) {
	if file := config.WatchlistFile(p.Flags.Profile, p.Env); named == File {
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			return nil, exit.Usagef("profile %q has no watchlist on this machine: there is no %s; nothing was copied", p.Flags.Profile, file)
		}
	}
	s, err := p.named(ctx, named)
	if err != nil {
		return nil, err
	}
	events, err := s.Events(ctx, 0, 1)
	if err == nil && len(events) == 0 {
		var tasks []*model.Task
		if tasks, _, err = s.Load(ctx); err == nil && len(tasks) == 0 {
			return nil, errors.Join(exit.Usagef("the watchlist of profile %q in %s is empty; nothing was copied", p.Flags.Profile, s.Path()), s.Close())
		}
	}
	if err != nil {
		return nil, exit.With(exit.Internal, errors.Join(err, s.Close()))
	}
	return s, nil
}

// named opens the store that a word or an address names.
func (p Profile) named(ctx context.Context, named string) (store.Store, error) {
	var s store.Store = store.New(config.WatchlistFile(p.Flags.Profile, p.Env))
	if named != File {
		shared, err := p.team(p.Flags.Profile, named)
		if err != nil {
			return nil, err
		}
		s = shared
	}
	if _, err := s.Renew(ctx); err != nil {
		return nil, exit.With(exit.Internal, errors.Join(err, s.Close()))
	}
	return s, nil
}
