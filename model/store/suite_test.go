package store_test

import (
	"path/filepath"
	"testing"

	"hubwatch/model/store"
	"hubwatch/model/store/storetest"
)

func TestSQLite(t *testing.T) {
	storetest.Run(t, func(t *testing.T) func() (store.Store, error) {
		file := filepath.Join(t.TempDir(), "watchlist.db")
		return func() (store.Store, error) {
			s := store.New(file).By(storetest.Who, "")
			_, err := s.Renew(t.Context())
			return s, err
		}
	}, nil)
}
