// Package stores finds and opens the watchlists of profiles, wherever they are
// kept, and selects tasks from them.
package stores

import (
	"cmp"
	"context"
	"errors"
	"os"
	"time"

	"hubwatch/config"
	"hubwatch/model/store"
	"hubwatch/model/store/pg"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
)

// Profile is the profile that flags and settings name.
type Profile struct {
	Flags *flags.Global
	Env   func(string) string
	Now   func() time.Time
	Say   func(string) // is told what a user should know of a watchlist
}

// Who returns what to call the user, for those who share the watchlist.
func (p Profile) Who() string { return cmp.Or(p.Flags.Who, config.Who(p.Env)) }

// Store returns the store of the watchlist, not opened yet. The error has exit
// code 3.
func (p Profile) Store() (store.Store, error) {
	if p.Flags.Store == "" {
		return p.onDisk(config.WatchlistFile(p.Flags.Profile, p.Env)), nil
	}
	s, err := p.team(p.Flags.Profile, p.Flags.Store)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Shared returns the store of a team, not opened yet. The error has exit code 3.
func (p Profile) Shared() (*pg.Store, error) {
	if err := p.Flags.CheckProfile(); err != nil {
		return nil, err
	}
	if p.Flags.Store == "" {
		return nil, exit.Usagef("no store is named: --store, HUBWATCH_STORE or the settings name one, such as postgres://db.example.com/team")
	}
	return p.team(p.Flags.Profile, p.Flags.Store)
}

// onDisk returns the watchlist in that file.
func (p Profile) onDisk(file string) store.Store { return store.New(file).By(p.Who(), p.Flags.Who) }

// team returns the watchlist of a profile in the PostgreSQL of that address.
func (p Profile) team(profile, address string) (*pg.Store, error) {
	_, command := p.Flags.File.StoreOf(profile)
	s, err := pg.New(pg.Options{
		URL: address, Watchlist: profile, Who: p.Who(),
		Password: func(ctx context.Context) (string, error) { return config.StorePassword(ctx, command, p.Env) },
	})
	if err != nil {
		return nil, exit.With(exit.Usage, err)
	}
	return s, nil
}

// There returns the store of a profile, not opened yet; nil if it was never made.
func (p Profile) There(profile string) store.Store {
	address := p.Flags.Store
	if profile != p.Flags.Profile {
		address, _ = p.Flags.File.StoreOf(profile)
	}
	if address != "" {
		if s, err := p.team(profile, address); err == nil {
			return s
		}
		return nil // what is wrong with the address is said where it is needed
	}
	file := config.WatchlistFile(profile, p.Env)
	if _, err := os.Stat(file); err != nil {
		return nil
	}
	return p.onDisk(file)
}

// Open opens the watchlist, and creates it if there is none. A damaged one that
// was set aside is reported.
func (p Profile) Open() (*keep.Watchlist, error) {
	if err := p.Flags.CheckProfile(); err != nil {
		return nil, err
	}
	s, err := p.Store()
	if err != nil {
		return nil, err
	}
	return keep.Open(context.Background(), s, p.Now(), p.Say)
}

// With runs f on the watchlist. Errors have the exit code of an internal fault
// or the disk's, not the user's.
func (p Profile) With(f func(*keep.Watchlist) error) error {
	w, err := p.Open()
	if err != nil {
		return err
	}
	err = f(w)
	if err != nil && !exit.Named(err) {
		err = exit.With(exit.Internal, err)
	}
	return errors.Join(err, w.Close())
}
