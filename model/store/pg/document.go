package pg

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"hubwatch/model"
)

// document is one that was read.
type document struct {
	news int64 // of the watchlist then
	data []byte
}

// Document gives what SaveDocument kept under the name, nil if nothing. It is read
// once as long as nothing is new.
func (s *Store) Document(ctx context.Context, name string) ([]byte, error) {
	now, err := s.state(ctx)
	if err != nil {
		return nil, err
	}
	s.polling.Lock()
	kept, known := s.documents[name]
	s.polling.Unlock()
	if known && kept.news == now.news {
		return kept.data, nil
	}
	data, err := s.document(ctx, "", name)
	if err == nil {
		s.polling.Lock()
		s.documents[name] = document{now.news, data}
		s.polling.Unlock()
	}
	return data, err
}

// SaveDocument keeps what all who watch share; see [store.Documents].
func (s *Store) SaveDocument(ctx context.Context, name string, data []byte) error {
	return s.change(ctx, "save the plan to", func(c *change) error {
		c.told = true
		c.keep("", name, data)
		return nil
	})
}

// View gives what SaveView kept for this person under the name, nil if nothing.
func (s *Store) View(ctx context.Context, name string) ([]byte, error) {
	return s.document(ctx, s.options.Who, name)
}

// SaveView keeps how this person looks at the watchlist; see [store.Documents].
func (s *Store) SaveView(ctx context.Context, name string, data []byte) error {
	return s.change(ctx, "save the view to", func(c *change) error {
		c.keep(s.options.Who, name, data)
		return nil
	})
}

// keep puts a document in the place of the one of that name.
func (c *change) keep(person, name string, data []byte) {
	if data == nil {
		c.batch.queue("DELETE FROM hubwatch.document WHERE watchlist = $1 AND person = $2 AND name = $3", c.list.id, person, name)
		return
	}
	c.batch.queue(`
		INSERT INTO hubwatch.document AS d (watchlist, person, name, data) VALUES ($1, $2, $3, $4)
		ON CONFLICT (watchlist, person, name) DO UPDATE SET data = $4 WHERE d.data <> $4`, c.list.id, person, name, data)
}

func (s *Store) document(ctx context.Context, person, name string) (data []byte, err error) {
	err = s.get(ctx, "read", "SELECT data FROM hubwatch.document WHERE watchlist = $1 AND person = $2 AND name = $3", []any{person, name}, &data)
	if errors.Is(err, errNoRow) {
		return nil, nil
	}
	return data, err
}

// Causes returns what became of the IDs of causes; see [store.Documents].
func (s *Store) Causes(ctx context.Context) (became map[string][]string, rule string, err error) {
	became = map[string][]string{}
	err = s.read(ctx, "read the causes of", func(tx *conn, l list) error {
		if err := there(tx.row(ctx, []any{&rule}, "SELECT rule FROM hubwatch.watchlist WHERE id = $1", l.id)); err != nil {
			return err
		}
		clear(became)
		rows := tx.query(ctx, "SELECT former, now FROM hubwatch.cause WHERE watchlist = $1 ORDER BY former, now", l.id)
		return rows.each(func() error {
			var former, now string
			err := rows.Scan(&former, &now)
			became[former] = append(became[former], now)
			return err
		})
	})
	return became, rule, err
}

// Become notes what became of the IDs of causes; see [store.Documents].
func (s *Store) Become(ctx context.Context, became map[string][]string, renamed bool, now time.Time, told ...model.Text) error {
	return s.change(ctx, "save the causes to", func(c *change) error {
		if renamed {
			n, err := c.tx.exec(c.ctx, "UPDATE hubwatch.watchlist SET rule = '' WHERE id = $1 AND rule <> ''", c.list.id)
			if err != nil || n == 0 {
				return err
			}
		} else if err := c.fence(s.term.Load()); err != nil {
			return err
		}
		for _, former := range slices.Sorted(maps.Keys(became)) {
			for _, id := range became[former] {
				c.batch.queue("INSERT INTO hubwatch.cause VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", c.list.id, former, id)
			}
		}
		for _, text := range told {
			c.happened(model.Event{At: now, Kind: model.EventCause, Told: text})
		}
		return nil
	})
}
