package keep

import (
	"context"

	"hubwatch/model/store"
)

// Copy copies a watchlist, with its journal and its plan, into one in which nothing
// has happened yet, and tells how much that was. What is there then has been
// compared with what was given.
func Copy(ctx context.Context, from, to store.Store) (copied store.Total, err error) {
	err = to.Fill(ctx, func(put func(store.Part) error) error {
		copied = store.Total{}
		return from.Parts(ctx, func(p store.Part) error {
			for i := range p.Documents {
				p.Documents[i].Own = p.Documents[i].Own || p.Documents[i].Name == dashboardView
			}
			copied.Count(p)
			return put(p)
		})
	})
	return copied, err
}
