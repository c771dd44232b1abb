package cli

import (
	"cmp"
	"context"
	"os"

	"hubwatch/config"
	"hubwatch/model/store"
	"hubwatch/model/store/pg"
	"hubwatch/ui/cli/exit"
)

// store is where the watchlist of the profile is kept. It is to be opened.
func (p *program) store() (store.Store, error) {
	if p.flags.store == "" {
		return store.New(config.WatchlistFile(p.flags.profile, p.env)).By(p.who(), p.flags.who), nil
	}
	s, err := p.team(p.flags.profile, p.flags.store)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// who is the person, for those who share the watchlist.
func (p *program) who() string { return cmp.Or(p.flags.who, config.Who(p.env)) }

// team is the watchlist of a profile in the PostgreSQL of that address.
func (p *program) team(profile, address string) (*pg.Store, error) {
	_, command := p.settings.StoreOf(profile)
	s, err := pg.New(pg.Options{
		URL: address, Watchlist: profile, Who: p.who(),
		Password: func(ctx context.Context) (string, error) { return config.StorePassword(ctx, command, p.env) },
	})
	if err != nil {
		return nil, exit.With(exit.Usage, err)
	}
	return s, nil
}

// storeThere is the store of a profile, nil if it was never made.
func (p *program) storeThere(profile string) store.Store {
	address := p.flags.store
	if profile != p.flags.profile {
		address, _ = p.settings.StoreOf(profile)
	}
	if address != "" {
		if s, err := p.team(profile, address); err == nil {
			return s
		}
		return nil // what is wrong with the address is said where it is needed
	}
	file := config.WatchlistFile(profile, p.env)
	if _, err := os.Stat(file); err != nil {
		return nil
	}
	return store.New(file).By(p.who(), p.flags.who)
}
