package cli

import (
	"context"
	"time"

	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
)

// tokenSources is where the token of the profile comes from.
func (p *program) tokenSources() account.Sources {
	return account.Sources{Profile: p.flags.profile, Settings: p.settings, Keyring: p.keyring, Env: p.env}
}

// client is a client for the HubSpot that flags and settings name, with the
// token of the profile.
func (p *program) client(ctx context.Context) (*hubclient.Client, *account.TokenInUse, error) {
	token, err := p.tokenSources().Find(ctx)
	if err != nil {
		return nil, nil, err
	}
	inUse := p.tokenSources().InUse(token)
	client, err := p.clientWith(inUse.Value)
	return client, inUse, err
}

// clientWith is a client with that token, which counts the requests of other
// hubwatch processes as its own.
func (p *program) clientWith(token func() string) (*hubclient.Client, error) {
	ledger, err := config.OpenLedger(p.flags.profile, p.flags.baseURL, p.env)
	if err != nil {
		return p.looker(token, nil) // it counts for itself
	}
	return p.looker(token, ledger)
}

// looker is a client that writes nothing but into a ledger, if there is one.
func (p *program) looker(token func() string, ledger hubclient.Ledger) (*hubclient.Client, error) {
	for name, err := range map[string]error{"--share": config.CheckShare(p.flags.share), "--daily-share": config.CheckDailyShare(p.flags.dailyShare), "--scout": config.CheckScout(p.flags.scout)} {
		if err != nil {
			return nil, exit.Usagef("%s %w", name, err)
		}
	}
	newHub := p.process.newHub
	if newHub == nil {
		newHub = hubclient.New
	}
	client, err := newHub(hubclient.Options{
		BaseURL: p.flags.baseURL, Version: p.flags.apiVersion, Token: token, UserAgent: "hubwatch/" + output.Version(),
		Share: p.flags.share, DailyShare: &p.flags.dailyShare, Now: p.time().Now, Sent: p.asked().Note, Ledger: ledger,
	})
	if err != nil {
		return nil, exit.With(exit.Usage, err)
	}
	return client, nil
}

// connection is how a command asks HubSpot about the tasks of a watchlist.
type connection struct {
	account.Asker
	searcher session.Searcher    // searches for folders; nil if nobody may
	budget   func() model.Budget // what the limits allow
	expect   func(time.Duration) // to be told how long the work will take
	hurry    func(int)           // to be told how many requests are to go out at once
	ctx      context.Context     // of what is asked; see refused
}

// connect makes a connection for the watchlist of the profile. finding bounds the
// search for the token, which may wait for a person.
func (p *program) connect(ctx, finding context.Context, s store.Store) (connection, error) {
	client, token, err := p.client(finding)
	if err != nil {
		return connection{}, err
	}
	ask, ctx := account.NewGuard(ctx, client, s, token)
	return connection{ask, p.scout(ask, client), client.Budget, client.Expect, client.Hurry, ctx}, nil
}

// keeper keeps a watchlist in its store from now on; say is told what goes wrong
// with the hook.
func (p *program) keeper(ctx context.Context, s store.Store, revision int64, say func(string)) (*keep.Keeper, error) {
	return keep.New(ctx, p.keepOptions(s, revision, say))
}

// keepOptions is how this process keeps a watchlist.
func (p *program) keepOptions(s store.Store, revision int64, say func(string)) keep.Options {
	return keep.Options{
		Store: s, Revision: revision, Clock: p.time(), Requests: p.asked(), Hook: p.settings.Hook, Profile: p.flags.profile, Say: say,
	}
}
