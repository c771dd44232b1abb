package keep

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/model/store"
)

// far is a store on a network, to which every way there and back takes time. A
// Store makes several ways of what is one here.
type far struct {
	store.Store
	way time.Duration
}

func (f *far) Remote() bool { return true }

// there goes there and back, some times.
func (f *far) there(ctx context.Context, ways int) error {
	select {
	case <-time.After(time.Duration(ways) * f.way):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (f *far) Renew(ctx context.Context) (bool, error) {
	anew, err := f.Store.Renew(ctx)
	ways := 0
	if anew {
		ways = 7
	}
	return anew, errors.Join(err, f.there(ctx, ways))
}

func (f *far) Take(ctx context.Context, t store.Turn) (store.Lease, error) {
	l, err := f.Store.Take(ctx, t)
	return l, errors.Join(err, f.there(ctx, 7))
}

func (f *far) SaveView(ctx context.Context, name string, data []byte) error {
	return errors.Join(f.there(ctx, 4), f.Store.SaveView(ctx, name, data))
}

func (f *far) Since(ctx context.Context, revision int64) (store.Changes, error) {
	c, err := f.Store.Since(ctx, revision)
	return c, errors.Join(err, f.there(ctx, 5))
}

func (f *far) Claims(ctx context.Context, now time.Time) (model.Claims, error) {
	c, err := f.Store.Claims(ctx, now)
	return c, errors.Join(err, f.there(ctx, 4))
}

// TestAStoreFarAwayAnswers holds that a store on another continent, to which every
// way takes a third of a second, is not taken for one that does not answer, and that
// one in which nothing comes back is, before a lease is over.
func TestAStoreFarAwayAnswers(t *testing.T) {
	s, err := store.Open(filepath.Join(t.TempDir(), "w.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	synctest.Test(t, func(t *testing.T) {
		f := &far{s, 300 * time.Millisecond}
		if d, err := OpenDashboard(t.Context(), f, nil, time.Now()); err != nil || !d.There {
			t.Fatalf("%+v, %v; want it opened", d, err)
		}
		k := keeperOf(t, f)
		out := session.Outbox{Checked: []*model.Task{{ID: "a"}}, View: []byte("{}")}
		for range 3 {
			if _, err := k.Sync(t.Context(), out); err != nil {
				t.Errorf("%v, want everything saved and read", err)
			}
		}
		f.way = time.Hour
		begun := time.Now()
		if _, err := k.Sync(t.Context(), out); err == nil {
			t.Error("no error from a store from which nothing comes back")
		}
		if took := time.Since(begun); took > 2*store.LeaseTime {
			t.Errorf("said after %v", took)
		}
	})
}
