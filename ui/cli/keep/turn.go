package keep

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/session"
	"hubwatch/model/store"
)

// renewEvery is how often the lease is requested or renewed: several times
// before it expires.
const renewEvery = time.Second

// take writes what checks taught and what was asked of HubSpot, and asks for
// the lease. What comes too late is reported and dropped: whoever polls by now
// learns it again.
func (k *Keeper) take(ctx context.Context, out session.Outbox, now time.Time) error {
	var lease store.Lease
	turn := store.Turn{Now: k.clock.Wall(), Tasks: out.Checked, Events: out.Events[k.brought.events:]}
	late := false
	err := k.requests.Write(func(requests []model.Request) (err error) {
		turn.Requests = requests
		if !out.Idle && (turn.Brings() || !now.Before(k.renew)) {
			turn.Holder = k.holder
		}
		k.hook.hush(out)
		lease, err = k.store.Take(ctx, turn)
		if late = errors.Is(err, store.ErrLate); late {
			return nil
		}
		return err
	})
	if err == nil && turn.Holder != "" {
		k.lease, k.renew, k.until = lease, now.Add(renewEvery), now.Add(lease.Trust)
	}
	if err != nil {
		return err
	}
	k.brought.events = len(out.Events)
	if late {
		what := "1 answer came too late and is not kept from here"
		if n := len(out.Checked); n != 1 {
			what = model.Thousands(n) + " answers came too late and are not kept from here"
		}
		k.tell(fmt.Sprintf("another hubwatch (%s) asks HubSpot by now; %s", k.lease.Asks(), what))
		return nil
	}
	if err := k.become(ctx, out.Causes[k.brought.causes:]); err != nil && !errors.Is(err, store.ErrLate) {
		return err
	}
	k.brought.causes = len(out.Causes)
	return nil
}

// become notes what became of causes.
func (k *Keeper) become(ctx context.Context, changes []cause.Change) error {
	if len(changes) == 0 {
		return nil
	}
	became := map[string][]string{}
	var told []model.Text
	for _, c := range changes {
		became[c.From] = append(became[c.From], c.Into)
		told = append(told, model.Text(c.String()))
	}
	return k.store.Become(ctx, became, false, k.clock.Now(), told...)
}

// goneAfter is how long ago another process's lease must have expired for its
// holder to count as gone while nobody can write: it may exist and be unable to
// renew it.
const goneAfter = time.Minute

// hold decides who polls while nothing can be written: whoever did before, or
// else whoever finds nobody else.
func (k *Keeper) hold(ctx context.Context, now time.Time) {
	if !k.lease.Held {
		switch l, err := k.store.Holder(ctx); {
		case err == nil && l.Holder != "" && l.Holder != k.holder && k.clock.Wall().Sub(l.Until).Abs() < goneAfter:
			k.lease = l
			return
		case err != nil && k.lease.Holder != "" && now.Before(k.until.Add(goneAfter)):
			return
		}
	}
	k.lease = store.Lease{Held: true, Holder: k.holder, PID: os.Getpid()}
	k.until, k.renew = now.Add(store.LeaseTime), time.Time{}
}
