package store

import (
	"context"
	"database/sql"
	"fmt"
)

// OtherAccountError says that the watchlist belongs to another HubSpot account
// than the one asked for.
type OtherAccountError struct {
	Path  string
	Bound string // the portal ID of the watchlist
	Asked string // the portal ID asked for
}

// Error returns one line, safe to print.
func (e *OtherAccountError) Error() string {
	return fmt.Sprintf("the watchlist %q belongs to HubSpot account %q, not %q: use another profile",
		e.Path, e.Bound, e.Asked)
}

// Account returns the portal ID of the HubSpot account that the watchlist
// belongs to, "" if that is not settled.
func (s *SQLite) Account(ctx context.Context) (portalID string, err error) {
	err = s.get(ctx, "read the account of", "SELECT portal FROM watchlist", nil, &portalID)
	if portalID != "" {
		s.owner.Is(portalID)
	}
	return portalID, err
}

// BindAccount settles which HubSpot account the watchlist belongs to. The error
// is an [*OtherAccountError] if that is settled otherwise.
func (s *SQLite) BindAccount(ctx context.Context, portalID string) error {
	if bound, err := s.Account(ctx); err == nil && bound == portalID {
		return nil // nothing is written where nothing changes
	}
	err := s.write(ctx, "bind", func(ctx context.Context, tx *sql.Conn) error { return bindAccount(ctx, tx, s.path, portalID) })
	if err == nil {
		s.owner.Is(portalID)
	}
	return err
}

func bindAccount(ctx context.Context, tx *sql.Conn, path, portalID string) error {
	var bound string
	if err := tx.QueryRowContext(ctx, "SELECT portal FROM watchlist").Scan(&bound); err != nil {
		return err
	}
	switch bound {
	case portalID:
		return nil
	case "":
		_, err := tx.ExecContext(ctx, "UPDATE watchlist SET portal = ?", portalID)
		return err
	}
	return &OtherAccountError{Path: path, Bound: bound, Asked: portalID}
}

// BindLater is BindAccount for when nothing can be written; see [Owner].
func (s *SQLite) BindLater(portalID string) { s.owner.Later(portalID) }

// BindPending settles what BindLater left open, if anything.
func (s *SQLite) BindPending(ctx context.Context) error { return s.owner.Settle(ctx, s.BindAccount) }
