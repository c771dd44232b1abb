package pg

import (
	"context"
	"errors"

	"hubwatch/model/store"
)

// Take brings a turn, what was learned under the term of the lease; see
// [store.Turns].
func (s *Store) Take(ctx context.Context, t store.Turn) (store.Lease, error) {
	if !t.Brings() {
		return s.renew(ctx, t.Holder)
	}
	g := granted{term: s.term.Load()}
	late := false
	err := s.change(ctx, "save to", func(c *change) (err error) {
		if t.Holder != "" {
			if g, err = s.ask(ctx, c.tx, c.list, t.Holder); err != nil {
				return err
			}
		}
		c.sent(t.Requests)
		if len(t.Tasks)+len(t.Events) == 0 {
			return nil
		}
		if !t.Copied {
			err = c.fence(g.term)
		}
		if late = errors.Is(err, store.ErrLate); late {
			return nil // the requests were made all the same
		}
		if err != nil {
			return err
		}
		c.happened(t.Events...)
		return c.save(t.Tasks, s.saver, s.seen.Load())
	})
	if err != nil {
		return store.Lease{}, err
	}
	if t.Holder != "" {
		s.term.Store(g.term)
	}
	if late {
		return g.lease, store.ErrLate
	}
	return g.lease, nil
}
