package pg

import (
	"context"
	"errors"

	"hubwatch/model/store"
)

// Account returns the portal ID of the HubSpot account that the watchlist
// belongs to.
func (s *Store) Account(ctx context.Context) (portalID string, err error) {
	err = s.get(ctx, "read the account of", "SELECT portal FROM hubwatch.watchlist WHERE id = $1", nil, &portalID)
	if portalID != "" {
		s.owner.Is(portalID)
	}
	return portalID, s.failed("read the account of", there(err))
}

// BindAccount settles which HubSpot account the watchlist belongs to; see
// [store.Owner].
func (s *Store) BindAccount(ctx context.Context, portalID string) error {
	bound, err := s.Account(ctx)
	switch {
	case err == nil && bound == portalID:
		return nil // nothing is written where nothing changes
	case err == nil && bound == "" && s.ReadOnly() != nil:
		return nil //nolint:nilerr // who takes part settles it
	case err == nil && bound == "":
		var l list
		if l, err = s.where(); err == nil {
			err = s.failed("bind", s.bind(ctx, l, portalID))
		}
	case err == nil:
		err = &store.OtherAccountError{Path: s.Path(), Bound: bound, Asked: portalID}
	}
	if err == nil {
		s.owner.Is(portalID)
	}
	return err
}

// bind settles the account of a watchlist.
func (s *Store) bind(ctx context.Context, l list, portalID string) error {
	var bound string
	err := s.pool.do(ctx, func(c *conn) error {
		err := c.row(ctx, []any{&bound}, "UPDATE hubwatch.watchlist SET portal = $2 WHERE id = $1 AND portal IN ('', $2) RETURNING portal", l.id, portalID)
		if errors.Is(err, errNoRow) {
			err = there(c.row(ctx, []any{&bound}, "SELECT portal FROM hubwatch.watchlist WHERE id = $1", l.id))
		}
		return err
	})
	if err != nil || bound == portalID {
		return err
	}
	return &store.OtherAccountError{Path: s.Path(), Bound: bound, Asked: portalID}
}

// BindLater is BindAccount for when nothing can be written; see [store.Owner].
func (s *Store) BindLater(portalID string) { s.owner.Later(portalID) }

// BindPending settles what BindLater left open, if anything.
func (s *Store) BindPending(ctx context.Context) error { return s.owner.Settle(ctx, s.BindAccount) }
