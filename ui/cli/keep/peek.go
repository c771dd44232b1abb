package keep

import (
	"context"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/store"
)

// Peeked is what is known about a watchlist that was only looked at.
type Peeked struct {
	Tasks  []*model.Task
	Plan   plan.Plan
	Portal model.Text // the HubSpot account that it belongs to, "" if that is not known
}

// Peek reads the watchlist in a store; nil if there is none. What cannot be
// read is left out, for commands that can do without it.
func Peek(ctx context.Context, s store.Store) (p Peeked) {
	if s == nil {
		return p
	}
	defer s.Close()
	if _, err := s.Renew(ctx); err != nil {
		return p
	}
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
