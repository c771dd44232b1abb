package keep

import (
	"context"
	"time"

	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
)

// How a journal is followed.
const (
	followEvery = 500 * time.Millisecond // between two looks at it
	eventBatch  = 1000                   // events read at once
)

// Journal calls each with every entry of the journal, oldest first, and with
// follow goes on with new ones until ctx ends. An error of each ends it.
func Journal(ctx context.Context, s store.Store, follow bool, each func(store.Entry) error) error {
	after := int64(0)
	for {
		err := journalAfter(ctx, s, &after, each)
		if ctx.Err() == nil && (err != nil || !follow) {
			return err
		}
		select {
		case <-time.After(followEvery):
		case <-ctx.Done():
			return exit.With(exit.Interrupted, nil)
		}
	}
}

// journalAfter calls each with the entries after the given one, and moves that on.
func journalAfter(ctx context.Context, s store.Store, after *int64, each func(store.Entry) error) error {
	for {
		entries, err := s.Events(ctx, *after, eventBatch)
		if err != nil {
			return err
		}
		for _, e := range entries {
			*after = e.Seq
			if err := each(e); err != nil {
				return err
			}
		}
		if len(entries) < eventBatch {
			return nil
		}
	}
}
