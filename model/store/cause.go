package store

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"time"

	"hubwatch/model"
)

// Causes returns what became of the IDs of causes, and by which rule the
// watchlist had its causes when it was last told of one; "" for the latest.
func (s *SQLite) Causes(ctx context.Context) (became map[string][]string, rule string, err error) {
	became = map[string][]string{}
	err = s.read(ctx, "read the causes of", func(ctx context.Context, tx *sql.Conn) error {
		if err := tx.QueryRowContext(ctx, "SELECT rule FROM watchlist").Scan(&rule); err != nil {
			return err
		}
		clear(became) // of an earlier attempt
		return each(ctx, tx, func(rows *sql.Rows) error {
			var former, now string
			err := rows.Scan(&former, &now)
			became[former] = append(became[former], now)
			return err
		}, "SELECT former, now FROM cause ORDER BY former, now")
	})
	return became, rule, err
}

// Become notes what became of the IDs of causes, and in the journal what is told
// of that. All causes have their IDs by the latest rule then. If they had before,
// and that is not so in the watchlist any more, somebody else was first: renamed
// tells that the IDs are those of an earlier rule, and nothing is written twice.
func (s *SQLite) Become(ctx context.Context, became map[string][]string, renamed bool, now time.Time, told ...model.Text) error {
	return s.write(ctx, "save the causes to", func(ctx context.Context, tx *sql.Conn) error {
		if renamed {
			done, err := tx.ExecContext(ctx, "UPDATE watchlist SET rule = '' WHERE rule <> ''")
			if n, err := affected(done, err); err != nil || n == 0 {
				return err
			}
		}
		for _, former := range slices.Sorted(maps.Keys(became)) {
			for _, id := range became[former] {
				if _, err := tx.ExecContext(ctx, "INSERT INTO cause VALUES (?, ?) ON CONFLICT DO NOTHING", former, id); err != nil {
					return err
				}
			}
		}
		events := make([]model.Event, len(told))
		for i, text := range told {
			events[i] = model.Event{At: now, Kind: model.EventCause, Told: text}
		}
		return s.journal(ctx, tx, events)
	})
}
