package keep

import (
	"context"
	"strconv"
	"time"

	"hubwatch/model/plan"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
)

// The names under which the plan is kept, and what changes with it.
const (
	planName    = "plan"
	planVersion = "plan-version"
)

// StoredPlan returns the plan of a watchlist, one without rows if there is none.
func StoredPlan(ctx context.Context, s store.Store) (plan.Plan, error) {
	data, err := s.Document(ctx, planName)
	if err != nil {
		return plan.Plan{}, exit.With(exit.Internal, err)
	}
	p, err := plan.Decode(data)
	if err == nil {
		err = takeBack(ctx, s, &p)
	}
	if err != nil {
		return plan.Plan{}, exit.With(exit.Internal, err)
	}
	return p, nil
}

// takeBack removes from a plan the joins by order that results have disproved.
func takeBack(ctx context.Context, s store.Store, p *plan.Plan) error {
	wrong, err := s.Wrong(ctx)
	for _, w := range wrong {
		p.Unplace(w.Order)
	}
	return err
}

// renew gives tasks with a result the rows that they have now.
func renew(ctx context.Context, s store.Store, p *plan.Plan) error {
	tasks, _, err := s.Load(ctx)
	if err != nil {
		return err
	}
	if entries := p.Renewed(tasks); len(entries) > 0 {
		_, err = s.Replan(ctx, entries)
	}
	return err
}

// SavePlan merges a plan into the stored one, with the tasks that are known of
// its rows, and returns the result.
func SavePlan(ctx context.Context, s store.Store, newer plan.Plan) (plan.Plan, error) {
	p, err := StoredPlan(ctx, s)
	if err != nil {
		return plan.Plan{}, err
	}
	p.Merge(newer)
	if err = takeBack(ctx, s, &p); err != nil {
		return plan.Plan{}, exit.With(exit.Internal, err)
	}
	if err = s.SaveDocument(ctx, planName, p.Encode()); err == nil {
		err = s.SaveDocument(ctx, planVersion, []byte(strconv.FormatInt(time.Now().UnixNano(), 10)))
	}
	if err == nil {
		err = renew(ctx, s, &p)
	}
	if err != nil {
		return plan.Plan{}, exit.With(exit.Internal, err)
	}
	return p, nil
}
