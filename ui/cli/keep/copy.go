package keep

import (
	"context"

	"hubwatch/model/store"
)

// Copy copies a watchlist, with its journal and its plan, into an unused one,
// and returns how much that was. The copy is compared with the original.
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
