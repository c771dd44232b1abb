package keep

import (
	"context"
	"os"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/store"
)

// Peeked is what is known of a watchlist that was only looked at.
type Peeked struct {
	Tasks  []*model.Task
	Plan   plan.Plan
	Portal model.Text // the HubSpot account that it belongs to, "" if that is not known
}

// Peek looks at the watchlist in a file. None is made where there is none, and
// what cannot be read is left out: that is for a command to say which needs it.
func Peek(ctx context.Context, file string) (p Peeked) {
	if _, err := os.Stat(file); err != nil {
		return p
	}
	s, err := store.Open(file)
	if err != nil {
		return p
	}
	defer s.Close()
	if tasks, _, err := s.Load(ctx); err == nil {
		p.Tasks = tasks
	}
	if kept, err := StoredPlan(ctx, s); err == nil {
		p.Plan = kept
	}
	if portal, err := s.Account(ctx); err == nil {
		p.Portal = model.Text(portal)
	}
	return p
}
