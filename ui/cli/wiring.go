package cli

import (
	"context"

	"hubwatch/model/store"
	"hubwatch/ui/cli/hub"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/stores"
)

// hub returns what makes clients for HubSpot.
func (p *program) hub() hub.Hub {
	return hub.Hub{Flags: &p.flags, Env: p.env, Keyring: p.keyring, Now: p.time().Now, Sent: p.asked().Note, New: p.process.newHub}
}

// stores returns the profile, which opens its watchlist.
func (p *program) stores() stores.Profile {
	return stores.Profile{Flags: &p.flags, Env: p.env, Now: p.time().Now, Say: p.io.Say}
}

// keeper returns a Keeper for a watchlist; say is told about problems with the
// hook.
func (p *program) keeper(ctx context.Context, s store.Store, revision int64, say func(string)) (*keep.Keeper, error) {
	return keep.New(ctx, p.keepOptions(s, revision, say))
}

// keepOptions returns the options of this process's Keeper.
func (p *program) keepOptions(s store.Store, revision int64, say func(string)) keep.Options {
	return keep.Options{
		Store: s, Revision: revision, Clock: p.time(), Requests: p.asked(), Hook: p.flags.File.Hook, Profile: p.flags.Profile, Say: say,
	}
}
