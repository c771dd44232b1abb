package pg

import (
	"context"
	"fmt"
	"testing"
	"time"

	"hubwatch/model/store"
	"hubwatch/model/store/pg/pgtest"
	"hubwatch/model/store/storetest"
)

var ctx = context.Background()

// fresh makes a database with the schema, and gives its address.
func fresh(t testing.TB) string {
	t.Helper()
	url, err := pgtest.Shared(t).Database(pgtest.Name(t))
	if err != nil {
		t.Fatal(err)
	}
	s := made(t, url)
	if _, err := s.Init(ctx); err != nil {
		t.Fatal(err)
	}
	return url
}

// made is a Store that is not opened.
func made(t testing.TB, url string) *Store {
	t.Helper()
	s, err := New(Options{URL: url, Watchlist: "default", Who: "eva@host"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// opened is a Store of that database that looks at it whenever it is asked.
func opened(t testing.TB, url string) *Store {
	t.Helper()
	s := made(t, url)
	s.every = 0
	if _, err := s.Renew(ctx); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestPostgreSQL(t *testing.T) {
	url, database := fresh(t), pgtest.Name(t)
	lists := 0
	storetest.Run(t, func(t *testing.T) func() (store.Store, error) {
		lists++
		o := Options{URL: url, Watchlist: pgtest.Name(t) + string(rune('a'+lists)), Who: storetest.Who}
		return func() (store.Store, error) {
			s, err := New(o)
			if err != nil {
				return nil, err
			}
			s.every = 0
			_, err = s.Renew(ctx)
			return s, err
		}
	}, func(t *testing.T, by time.Duration) {
		if err := pgtest.Shared(t).Exec(database, fmt.Sprintf("UPDATE hubwatch.claim SET since = since - %[1]d, alive = alive - %[1]d", by)); err != nil {
			t.Fatal(err)
		}
	})
}
