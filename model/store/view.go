package store

import (
	"context"
	"database/sql"
	"errors"
)

// Document gives what SaveDocument kept under the name, nil if nothing.
func (s *SQLite) Document(ctx context.Context, name string) ([]byte, error) {
	return s.document(ctx, name)
}

// SaveDocument keeps what all who watch share, such as the plan; nil forgets it.
// The last one to save a name wins.
func (s *SQLite) SaveDocument(ctx context.Context, name string, data []byte) error {
	return s.saveDocument(ctx, name, data)
}

// View gives what SaveView kept under the name, nil if nothing. Who has none of
// their own begins with that of those who have no name.
func (s *SQLite) View(ctx context.Context, name string) ([]byte, error) {
	data, err := s.document(ctx, s.viewName(name))
	if err == nil && data == nil && s.views != "" {
		data, err = s.document(ctx, name)
	}
	return data, err
}

// viewName returns the name of a user's view among all documents.
func (s *SQLite) viewName(name string) string {
	if s.views == "" {
		return name
	}
	return name + " of " + s.views
}

func (s *SQLite) document(ctx context.Context, name string) ([]byte, error) {
	var data []byte
	err := s.get(ctx, "read the view of", "SELECT data FROM view WHERE name = ?", []any{name}, &data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	return data, err
}

// SaveView keeps how a user looks at the watchlist, such as the filter and the
// cursor, as JSON text; nil forgets it. The last one to save a name wins.
func (s *SQLite) SaveView(ctx context.Context, name string, data []byte) error {
	return s.saveDocument(ctx, s.viewName(name), data)
}

func (s *SQLite) saveDocument(ctx context.Context, name string, data []byte) error {
	return s.write(ctx, "save the view to", func(ctx context.Context, tx *sql.Conn) error {
		if data == nil {
			_, err := tx.ExecContext(ctx, "DELETE FROM view WHERE name = ?", name)
			return err
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO view VALUES (?1, ?2) ON CONFLICT DO UPDATE SET data = ?2 WHERE data <> ?2`, name, data)
		return err
	})
}
