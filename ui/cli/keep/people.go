package keep

import (
	"context"
	"encoding/json"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/model/store"
)

// people is what a keeper knows about those who share the watchlist.
type people struct {
	claims bool      // there are some
	tended time.Time // when they were last looked after
}

// tendEvery is how often a sign of life is written and expired claims are ended.
const tendEvery = time.Minute

// alive writes the user's sign of life, and ends the claims of those who gave
// none for long.
func (k *Keeper) alive(ctx context.Context, who model.Text, now time.Time) error {
	due := k.people.tended.IsZero() || now.Sub(k.people.tended) >= tendEvery
	if !k.people.claims || !due || who == "" && !k.lease.Held {
		return nil
	}
	k.people.tended = now
	return k.store.Claim(ctx, model.ClaimChange{Alive: who}, k.clock.Wall())
}

// meet reads who is on what, and who looks on.
func (k *Keeper) meet(ctx context.Context, in *session.Inbox) (err error) {
	in.Claims, err = k.store.Claims(ctx, k.clock.Wall())
	if err != nil {
		return err
	}
	if in.Claims == nil {
		in.Claims = model.Claims{} // known to be none
	}
	k.people.claims = len(in.Claims) > 0
	in.Others, err = k.store.Others(ctx)
	return err
}

// lookOn is the exchange of a user who may only look on: nothing is written,
// and HubSpot is not asked.
func (k *Keeper) lookOn(ctx context.Context, now time.Time) (session.Inbox, error) {
	reading, cancel := context.WithTimeout(ctx, limit(k.store))
	defer cancel()
	in, err := k.read(reading)
	in.Until, in.Strict, in.ReadOnly = now, true, k.store.ReadOnly()
	if err != nil {
		return in, err
	}
	lease, err := k.store.Holder(reading)
	if err == nil && lease.Holder != "" && k.clock.Wall().Sub(lease.Until) < goneAfter {
		in.Poller = lease.Asks()
	}
	k.hook.follow(false)
	return in, err
}

// LookedAt returns when the user last looked at the dashboard, the zero time if
// that is not known.
func LookedAt(ctx context.Context, s store.Store) (time.Time, error) {
	data, err := s.View(ctx, dashboardView)
	if err != nil {
		return time.Time{}, err
	}
	var view struct {
		LookedAt time.Time `json:"lookedAt"`
	}
	_ = json.Unmarshal(data, &view) // what cannot be read is of no use: never
	return view.LookedAt, nil
}
