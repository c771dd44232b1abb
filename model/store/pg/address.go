package pg

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// inAddress is what may stand in an address, by the names of the driver.
var inAddress = []string{"host", "port", "user", "database", "sslmode", "sslrootcert", "sslcert", "sslkey", "passfile", "connect_timeout", "target_session_attrs"}

// The ways to secure the connection.
const (
	plain    = "disable"
	verified = "verify-full"
	chain    = "verify-ca"
)

// address is where a database is, with what the settings say about TLS.
type address struct {
	full   string // for the driver; it has no password
	shown  string // for people
	remote bool   // whether it is on another machine
	tls    string // one of the ways above, or what else the address of a local one says
}

// CheckAddress returns what is wrong with an address, in words that follow it
// and repeat nothing of it; nil if nothing is.
func CheckAddress(text string) error {
	_, err := parse(text)
	return err
}

// parse reads an address. What comes from the environment, such as PGUSER, is
// left to the driver.
func parse(text string) (address, error) {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "postgres" && u.Scheme != "postgresql" {
		return address{}, errors.New("is no address of a PostgreSQL: allowed is postgres://host/database?sslmode=verify-full")
	}
	u.RawQuery = strings.ReplaceAll(u.RawQuery, "+", "%2B") // PostgreSQL takes a plus for a plus
	query := u.Query()
	if _, secret := u.User.Password(); secret || query.Has("password") || query.Has("sslpassword") {
		return address{}, errors.New("has a password, which does not belong there: allowed are PGPASSFILE (~/.pgpass), PGPASSWORD and store_password_command")
	}
	for name := range query {
		if !slices.Contains(inAddress, name) && name != "dbname" {
			return address{}, fmt.Errorf("says %q, which is not known: allowed are %s", name, strings.Join(inAddress, ", "))
		}
	}
	written := query.Get("sslmode")
	query.Set("sslmode", plain) // only to find out where it leads
	probe := *u
	probe.RawQuery = encoded(query)
	c, err := pgconn.ParseConfigWithOptions(probe.String(), pgconn.ParseConfigOptions{ConnStringAllowedKeys: inAddress})
	if unread, missing := errors.AsType[*fs.PathError](err); missing {
		return address{}, fmt.Errorf("names a file that cannot be read, as sslrootcert, sslcert or sslkey: %w", unread.Err)
	}
	if err != nil {
		return address{}, errors.New("cannot be read as an address of a PostgreSQL: allowed is postgres://host/database?sslmode=verify-full")
	}
	a := address{remote: !local(c.Host), tls: written, shown: shown(c)}
	for _, f := range c.Fallbacks {
		a.remote = a.remote || !local(f.Host)
	}
	switch {
	case written == "" && a.remote:
		a.tls = verified
	case written == "":
		a.tls = plain
	case !slices.Contains([]string{plain, "allow", "prefer", "require", chain, verified}, written), a.remote && !slices.Contains([]string{plain, chain, verified}, written):
		return address{}, fmt.Errorf("says sslmode=%s: allowed are %s, %s, and %s, which secures nothing", written, verified, chain, plain)
	}
	query.Set("sslmode", a.tls)
	u.RawQuery = encoded(query)
	a.full = u.String()
	return a, nil
}

// encoded writes a query with the one sign for a space that PostgreSQL knows.
func encoded(query url.Values) string { return strings.ReplaceAll(query.Encode(), "+", "%20") }

// local reports whether a host is this machine.
func local(host string) bool {
	ip := net.ParseIP(host)
	return strings.HasPrefix(host, "/") || host == "localhost" || ip != nil && ip.IsLoopback()
}

// shown returns an address for people: the machine and the database.
func shown(c *pgconn.Config) string {
	u := url.URL{Scheme: "postgres", Host: c.Host, Path: "/" + c.Database}
	switch {
	case strings.HasPrefix(c.Host, "/"):
		u.Host, u.RawQuery = "", "host="+c.Host
	case c.Port != 5432:
		u.Host = net.JoinHostPort(c.Host, fmt.Sprint(c.Port))
	}
	return u.String()
}
