package store

import (
	"context"
	"database/sql"
)

// Take brings a turn; see [Turns].
func (s *SQLite) Take(ctx context.Context, t Turn) (l Lease, err error) {
	if t.Holder == "" && !t.Brings() {
		return Lease{}, nil
	}
	begin := learning
	if t.Copied {
		begin = writing // HubSpot may have forgotten it by now
	}
	err = s.change(ctx, begin, "save to", func(ctx context.Context, tx *sql.Conn, revision int64) (saved int, err error) {
		l = Lease{} // of an earlier attempt
		if t.Holder != "" {
			if l, err = s.lease(ctx, tx, t.Holder, t.Now); err != nil {
				return 0, err
			}
		}
		if saved, err = s.save(ctx, tx, revision, t.Tasks); err != nil {
			return 0, err
		}
		if err := s.journal(ctx, tx, t.Events); err != nil {
			return 0, err
		}
		return saved, s.log(ctx, tx, t.Requests)
	})
	return l, err
}
