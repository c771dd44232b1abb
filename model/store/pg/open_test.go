package pg

import (
	"context"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/pg/pgtest"
)

func TestAddresses(t *testing.T) {
	t.Setenv("PGHOST", "")
	t.Setenv("PGSSLMODE", "prefer") // it does not count
	for _, tc := range []struct {
		address string
		tls     string // what counts then
		wrong   string // part of what is wrong
	}{
		{"postgres://eva@db.example.com/team", "verify-full", ""},
		{"postgresql://db.example.com:6543/team?sslmode=verify-full", "verify-full", ""},
		{"postgres://db.example.com/team?sslmode=verify-ca&connect_timeout=3", "verify-ca", ""},
		{"postgres://db.example.com/team?sslmode=disable", "disable", ""},
		{"postgres://127.0.0.1/team", "disable", ""},
		{"postgres://localhost/team?sslmode=require", "require", ""},
		{"postgres:///team?host=/run/postgresql", "disable", ""},
		{"postgres://[::1]:5432/team", "disable", ""},
		{"postgres://127.0.0.1,db.example.com/team", "verify-full", ""},
		{"postgres://db.example.com/team?sslmode=require", "", "sslmode=require: allowed are verify-full"},
		{"postgres://db.example.com/team?sslmode=prefer", "", "allowed are"},
		{"postgres://localhost/team?sslmode=often", "", "allowed are"},
		{"postgres://eva:canary@db.example.com/team", "", "has a password"},
		{"postgres://db.example.com/team?password=canary", "", "has a password"},
		{"postgres://db.example.com/team?options=canary", "", `says "options"`},
		{"postgres://db.example.com/team?sslrootcert=/nowhere/canary.crt", "", "a file that cannot be read, as sslrootcert, sslcert or sslkey: no such file"},
		{"host=db.example.com password=canary", "", "is no address"},
		{"mysql://db/canary", "", "is no address"},
		{"postgres://db.example.com:canary/team", "", "is no address"},
		{"", "", "is no address"},
	} {
		a, err := parse(tc.address)
		if err != nil {
			if tc.wrong == "" || !strings.Contains(err.Error(), tc.wrong) || strings.Contains(err.Error(), "canary") {
				t.Errorf("%s: %v, want %q", tc.address, err, tc.wrong)
			}
			continue
		}
		if tc.wrong != "" || a.tls != tc.tls || !strings.Contains(a.full, "sslmode="+tc.tls) {
			t.Errorf("%s: %+v, want %s %s", tc.address, a, tc.tls, tc.wrong)
		}
	}
}

// TestAFileInAnAddress names one in a folder with a space and a plus, as PostgreSQL's
// own programs want it.
func TestAFileInAnAddress(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "a b+c")
	root := filepath.Join(folder, "root.crt")
	server := httptest.NewTLSServer(nil)
	defer server.Close()
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
	if err := errors.Join(os.Mkdir(folder, 0o700), os.WriteFile(root, certificate, 0o600)); err != nil {
		t.Fatal(err)
	}
	for _, written := range []string{url.PathEscape(root), strings.ReplaceAll(root, " ", "%20")} {
		a, err := parse("postgres://db.example.com/team?sslrootcert=" + written)
		if err != nil || !strings.Contains(a.full, "a%20b%2Bc") {
			t.Errorf("%s: %+v, %v", written, a, err)
		}
	}
}

func TestTheSchemaIsNotMadeByTheWay(t *testing.T) {
	server := pgtest.Shared(t)
	url, err := server.Database(pgtest.Name(t))
	if err != nil {
		t.Fatal(err)
	}
	s := made(t, url)
	want := func(words string) {
		t.Helper()
		if _, err := s.Renew(ctx); !store.Refused(err) || !strings.Contains(err.Error(), words) {
			t.Errorf("%v, want that it is refused: %s", err, words)
		}
		if _, _, err := s.Load(ctx); !errors.Is(err, store.ErrGone) {
			t.Errorf("%v, want that there is none", err)
		}
	}
	want("hubwatch store init")
	for i, before := range []int{0, len(migrations)} {
		if got, err := made(t, url).Init(ctx); err != nil || got != before {
			t.Errorf("the init %d found %d, %v; want %d", i, got, err, before)
		}
	}
	if err := server.Exec(pgtest.Name(t), fmt.Sprint("UPDATE hubwatch.version SET version = ", len(migrations)+1)); err != nil {
		t.Fatal(err)
	}
	want("use a newer hubwatch")
	if _, err := s.Init(ctx); !store.Refused(err) {
		t.Errorf("init: %v, want that it is refused", err)
	}
	if err := server.Exec(pgtest.Name(t), "UPDATE hubwatch.version SET version = 0"); err != nil {
		t.Fatal(err)
	}
	want("hubwatch store init")
}

// TestManyPrepareAtOnce has several make the schema at the same moment.
func TestManyPrepareAtOnce(t *testing.T) {
	url, err := pgtest.Shared(t).Database(pgtest.Name(t))
	if err != nil {
		t.Fatal(err)
	}
	errs := make(chan error, 5)
	for range cap(errs) {
		s := made(t, url)
		go func() {
			_, err := s.Init(ctx)
			errs <- err
		}()
	}
	for range cap(errs) {
		if err := <-errs; err != nil {
			t.Error(err)
		}
	}
}

func TestWhatIsInTheWayIsSaid(t *testing.T) {
	server := pgtest.Shared(t)
	url := fresh(t)
	name := pgtest.Name(t)
	if err := server.Exec(name, `DROP ROLE IF EXISTS looks, stranger; CREATE ROLE looks LOGIN; GRANT USAGE ON SCHEMA hubwatch TO looks; GRANT SELECT ON ALL TABLES IN SCHEMA hubwatch TO looks; CREATE ROLE stranger LOGIN`); err != nil {
		t.Fatal(err)
	}
	opened(t, url)
	look := made(t, server.URL("looks", name))
	if _, err := look.Renew(ctx); err != nil {
		t.Fatal(err)
	}
	if _, _, err := look.Load(ctx); err != nil {
		t.Errorf("who may look cannot: %v", err)
	}
	if _, err := look.Add(ctx, []model.Task{{ID: "x"}}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("who may look adds: %v", err)
	}
	if _, err := look.Take(ctx, store.Turn{Holder: "x"}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("who may look asks: %v", err)
	}
	for _, tc := range []struct {
		url, words string
		refused    bool
	}{
		{server.URL("nobody-here", name), "does not let you in", true},
		{server.URL("admin", "elsewhere"), "is not there", true},
		{server.URL("stranger", name), "may only be read", false},
		{"postgres://127.0.0.1:1/team", "cannot be reached (connection refused)", false},
		{"postgres://no-such-host.invalid/team", "is not known here", false},
		{server.URL("admin", name) + "?sslmode=require", "takes no TLS", true},
	} {
		s := made(t, tc.url)
		_, err := s.Renew(ctx)
		if err == nil || store.Refused(err) != tc.refused || !strings.Contains(err.Error(), tc.words) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %s", tc.url, err, tc.words)
		}
	}
}

func TestAPasswordIsAskedForAndNotShown(t *testing.T) {
	server := pgtest.Own(t)
	_, err := server.Database("team")
	if err == nil {
		err = server.Exec("team", "CREATE ROLE eva LOGIN SUPERUSER PASSWORD 'canary-right'")
	}
	if err == nil {
		err = server.AskForPasswords()
	}
	if err != nil {
		t.Fatal(err)
	}
	given := "canary-wrong"
	asked := 0
	s, err := New(Options{URL: server.URL("eva", "team"), Watchlist: "default", Password: func(context.Context) (string, error) {
		asked++
		if given == "" {
			return "", errors.New("the program failed")
		}
		return given, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	for _, step := range []struct {
		given, want string
		asked       int
	}{{"canary-wrong", "does not let you in", 1}, {"", "has no password: the program failed", 2}, {"canary-right", "", 3}} {
		given = step.given
		_, err := s.Init(ctx)
		if step.want == "" && err == nil {
			continue
		}
		if err == nil || !strings.Contains(err.Error(), step.want) || strings.Contains(err.Error(), "canary") || asked != step.asked {
			t.Errorf("with %q: %v, asked %d times; want %q", step.given, err, asked, step.want)
		}
	}
	must(t)(s.Add(ctx, []model.Task{{ID: "x"}}))
	if asked != 3 {
		t.Errorf("asked %d times, want once for each that was refused", asked)
	}
	if strings.Contains(string(server.Log()), "canary") {
		t.Error("the server's log has the password")
	}
}
