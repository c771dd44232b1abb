package cli

import (
	"context"

	"hubwatch/model/store"
	"hubwatch/ui/cli/hub"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/stores"
)

// hub returns how this process comes to a client for HubSpot.
func (p *program) hub() hub.Hub {
	return hub.Hub{Flags: &p.flags, Env: p.env, Keyring: p.keyring, Now: p.time().Now, Sent: p.asked().Note, New: p.process.newHub}
}

// stores returns where the watchlist of the profile is.
func (p *program) stores() stores.Profile {
	return stores.Profile{Flags: &p.flags, Env: p.env, Now: p.time().Now, Say: p.io.Say}
}

// keeper keeps a watchlist in its store from now on; say is told what goes wrong
// with the hook.
func (p *program) keeper(ctx context.Context, s store.Store, revision int64, say func(string)) (*keep.Keeper, error) {
	return keep.New(ctx, p.keepOptions(s, revision, say))
}

// keepOptions returns how this process keeps a watchlist.
func (p *program) keepOptions(s store.Store, revision int64, say func(string)) keep.Options {
	return keep.Options{
		Store: s, Revision: revision, Clock: p.time(), Requests: p.asked(), Hook: p.flags.Settings.Hook, Profile: p.flags.Profile, Say: say,
	}
}
