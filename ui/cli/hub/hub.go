// Package hub makes clients for the HubSpot that flags and settings name, with
// the token of the profile.
package hub

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/build"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
)

// Hub makes clients.
type Hub struct {
	Flags   *flags.Global
	Env     func(string) string
	Keyring account.Keyring
	Now     func() time.Time
	Sent    func(model.Request)                                // is told of each request
	New     func(hubclient.Options) (*hubclient.Client, error) // nil is [hubclient.New]
}

// Sources returns where the token of the profile comes from.
func (h Hub) Sources() account.Sources {
	return account.Sources{Profile: h.Flags.Profile, Settings: h.Flags.File, Keyring: h.Keyring, Env: h.Env}
}

// Client returns a client with the token of the profile.
func (h Hub) Client(ctx context.Context) (*hubclient.Client, *account.TokenInUse, error) {
	token, err := h.Sources().Find(ctx)
	if err != nil {
		return nil, nil, err
	}
	inUse := h.Sources().InUse(token)
	client, err := h.With(inUse.Value)
	return client, inUse, err
}

// With returns a client with the given token, which counts the requests of
// other hubwatch processes as its own. The error has exit code 3.
func (h Hub) With(token func() string) (*hubclient.Client, error) {
	ledger, err := config.OpenLedger(h.Flags.Profile, h.Flags.BaseURL, h.Env)
	if err != nil {
		return h.Looker(token, nil) // it counts for itself
	}
	return h.Looker(token, ledger)
}

// Looker returns a client that writes only to the ledger, if there is one. The
// error has exit code 3.
func (h Hub) Looker(token func() string, ledger hubclient.Ledger) (*hubclient.Client, error) {
	f := h.Flags
	if err := f.Check(); err != nil {
		return nil, err
	}
	newHub := h.New
	if newHub == nil {
		newHub = hubclient.New
	}
	client, err := newHub(hubclient.Options{
		BaseURL: f.BaseURL, Version: f.APIVersion, Token: token, UserAgent: "hubwatch/" + build.Version(),
		Share: f.Share, DailyShare: &f.DailyShare, Now: h.Now, Sent: h.Sent, Ledger: ledger,
	})
	if err != nil {
		return nil, exit.With(exit.Usage, err)
	}
	return client, nil
}

// scout searches for folders in the account that the watchlist belongs to.
type scout struct {
	owner  account.Asker
	client *hubclient.Client
}

// Scout returns a searcher for folders, nil if the settings do not want one.
func (h Hub) Scout(owner account.Asker, client *hubclient.Client) session.Searcher {
	if h.Flags.Scout == config.ScoutOff {
		return nil
	}
	return scout{owner, client}
}

// Eyes returns a looker at the folders of a plan, nil if the settings do not
// want one.
func (h Hub) Eyes(owner account.Asker, client *hubclient.Client) session.Looker {
	if h.Flags.Scout == config.ScoutOff {
		return nil
	}
	return scout{owner, client}
}

// Look looks at folders once it is settled whose the token is.
func (s scout) Look(ctx context.Context, q survey.Question) ([]model.Folder, model.Text, error) {
	if _, err := s.owner.Account(ctx); err != nil {
		return nil, "", err
	}
	page, err := s.client.Folders(ctx, hubclient.FolderQuery{IDs: q.IDs, Parents: q.Parents, After: q.After})
	return page.Folders, page.After, err
}

// Folders searches once it is settled whose the token is.
func (s scout) Folders(ctx context.Context, ids []model.Text) ([]model.Folder, error) {
	if _, err := s.owner.Account(ctx); err != nil {
		return nil, err
	}
	page, err := s.client.Folders(ctx, hubclient.FolderQuery{IDs: ids})
	return page.Folders, err
}

// Connection is how a command asks HubSpot about the tasks of a watchlist.
type Connection struct {
	account.Asker
	Searcher session.Searcher // searches for folders; nil if nobody may
	Limiter  session.Limiter
	Asked    context.Context // of what is asked: it ends when the token is refused for good
}

// Connect returns a connection for a watchlist. finding bounds the search for
// the token, which may wait for the user.
func (h Hub) Connect(ctx, finding context.Context, s store.Store) (Connection, error) {
	client, token, err := h.Client(finding)
	if err != nil {
		return Connection{}, err
	}
	ask, ctx := account.NewGuard(ctx, client, s, token)
	return Connection{ask, h.Scout(ask, client), client, ctx}, nil
}

// ConnectBefore is [Hub.Connect] with a deadline; the zero time is none.
// Without a token by then the error has exit code 8.
func (h Hub) ConnectBefore(ctx context.Context, s store.Store, deadline time.Time) (Connection, error) {
	if deadline.IsZero() {
		return h.Connect(ctx, ctx, s)
	}
	limited, cancel := context.WithTimeout(ctx, deadline.Sub(h.Now()))
	defer cancel()
	c, err := h.Connect(ctx, limited, s)
	if err != nil && ctx.Err() == nil && limited.Err() != nil {
		return c, exit.With(exit.Pending, errors.New("the time is up, and the keyring or the token_command has given no token yet"))
	}
	return c, err
}

// Take returns what the dashboard does with a token from the user: check it,
// keep it where the next start finds it, and use it from then on.
func (h Hub) Take(s store.Store, inUse *account.TokenInUse) func(ctx context.Context, token string) (said string, err error) {
	return func(ctx context.Context, value string) (string, error) {
		if err := config.CheckToken(value); err != nil {
			return "", fmt.Errorf("the token %w", err)
		}
		client, err := h.With(func() string { return value })
		if err != nil {
			return "", account.InTime(ctx, err)
		}
		found, err := account.Admit(ctx, client)
		if err != nil {
			return "", account.InTime(ctx, err)
		}
		if err := account.Bind(ctx, s, found.Account); err != nil {
			return "", err
		}
		kept := h.Sources().KeepQuietly(ctx, value)
		inUse.Use(config.Token{Value: func() string { return value }, Source: config.Source{Kind: config.FromPerson}})
		return kept + "; " + account.Words(found.Account), nil
	}
}
