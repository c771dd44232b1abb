package record

import (
	"context"
	"sync"
)

// Owner is what a store knows about the account that its watchlist belongs to.
// The zero Owner knows nothing. It is safe for concurrent use.
type Owner struct {
	mu      sync.Mutex
	portal  string // the account that the watchlist was last known to belong to
	unbound bool   // whether that is still to be written
}

// Portal returns the ID of the account that the watchlist belongs to, or will
// belong to, as far as known; "" for none.
func (o *Owner) Portal() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.portal
}

// Is records which account the watchlist belongs to.
func (o *Owner) Is(portalID string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.portal, o.unbound = portalID, false
}

// Later records which account it will belong to as soon as that can be written.
func (o *Owner) Later(portalID string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.portal, o.unbound = portalID, true
}

// Settle has bind write what Later recorded, if anything.
func (o *Owner) Settle(ctx context.Context, bind func(ctx context.Context, portalID string) error) error {
	o.mu.Lock()
	portalID, unbound := o.portal, o.unbound
	o.mu.Unlock()
	if !unbound {
		return nil
	}
	return bind(ctx, portalID)
}
