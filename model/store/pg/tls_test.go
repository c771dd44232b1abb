package pg

import (
	"net/url"
	"strings"
	"testing"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/pg/pgtest"
)

// TestTLSIsVerified reaches a server by TLS, and does not where its certificate is
// for another machine or signed by another authority: one sentence says so, and time
// does not heal it.
func TestTLSIsVerified(t *testing.T) {
	server := pgtest.Own(t)
	address, err := server.Database("team")
	if err != nil {
		t.Fatal(err)
	}
	root := server.TLS(t, "127.0.0.1")
	by := func(mode, root string) string {
		return address + "?sslmode=" + mode + "&sslrootcert=" + url.PathEscape(root)
	}
	s := made(t, by(verified, root))
	if _, err := s.Init(ctx); err != nil {
		t.Fatal(err)
	}
	if f, err := s.Look(ctx); err != nil || f.Secure != verified || f.Notice == 0 || !f.Writes {
		t.Errorf("%+v, %v; want that it is used, and notices come", f, err)
	}
	must(t)(s.Add(ctx, []model.Task{{ID: "x"}}))
	if n := encrypted(t, server); n == 0 {
		t.Error("the server has no connection by TLS")
	}
	refused := func(name, address, why string) {
		t.Helper()
		_, err := made(t, address).Renew(ctx)
		if err == nil || !store.Refused(err) || !strings.Contains(err.Error(), "shows a certificate that cannot be verified ("+why) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want that it is refused: %s", name, err, why)
		}
	}
	before := root
	root = server.TLS(t, "db.example.com")
	refused("a certificate of another machine", by(verified, root), "cannot validate certificate for 127.0.0.1")
	refused("another name", strings.Replace(by(verified, root), "127.0.0.1", "localhost", 1), "certificate is valid for db.example.com, not localhost")
	refused("another authority", by(chain, before), "certificate signed by unknown authority")
	if _, err := made(t, by(chain, root)).Renew(ctx); err != nil {
		t.Errorf("who signed it is all that %s asks: %v", chain, err)
	}
}

// encrypted is how many connections the server has by TLS.
func encrypted(t *testing.T, s *pgtest.Server) (n int) {
	t.Helper()
	look := made(t, s.URL("admin", "team"))
	err := look.pool.do(ctx, func(c *conn) error {
		return c.row(ctx, []any{&n}, "SELECT count(*)::integer FROM pg_stat_ssl WHERE ssl")
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}
