package doctor

import (
	"context"
	"time"

	"hubwatch/model/store/pg"
	"hubwatch/ui/cli/exit"
)

// storeClocks is the difference between the clocks of this machine and of the
// store's server from which it is reported; the lease depends on the server's
// alone.
const storeClocks = 5 * time.Second

// Store checks a store that is shared over a network, and the connection to it,
// and reports whether it can be opened.
func (x *Findings) Store(ctx context.Context, s *pg.Store) bool {
	f, err := s.Look(ctx)
	if err != nil {
		x.Fix(exit.OfStore(err), "store", "%v", err)
		return false
	}
	if f.Major < pg.OldestServer {
		x.Fix(exit.Usage, "store", "%s is PostgreSQL %s: hubwatch needs version %d or later", s.Path(), f.Server, pg.OldestServer)
		return false
	}
	x.OK("store", "%s, PostgreSQL %s, answers in %v", s.Path(), f.Server, f.Took.Round(10*time.Microsecond))
	x.storeWay(f)
	usable := x.storeRights(f)
	if f.Notice == 0 {
		x.Note("notices", "they do not come through, as behind a pooler in transaction mode: changes of others are seen within two seconds")
	} else {
		x.OK("notices", "of changes come in %v", f.Notice.Round(10*time.Microsecond))
	}
	if f.Ahead.Abs() > storeClocks {
		x.Note("clocks", "this machine is %v apart from the store's server; who may ask HubSpot goes by the server's clock alone", f.Ahead.Abs().Round(time.Second))
	}
	return usable
}

// storeWay says how the connection is secured.
func (x *Findings) storeWay(f pg.Facts) {
	switch {
	case f.Secure == "disable" && f.Remote:
		x.Note("tls", "is switched off by sslmode=disable: whoever is on the way to the server can read what is watched, and change it")
	case f.Secure == "disable":
		x.OK("tls", "is not used, since the server is on this machine")
	default:
		x.OK("tls", "is used (sslmode=%s)", f.Secure)
	}
}

// storeRights says what the role may do, and reports whether that is anything.
func (x *Findings) storeRights(f pg.Facts) bool {
	switch {
	case f.Schema == 0 && !f.Reads:
		x.Fix(exit.Usage, "schema", "there is none that %s may use: \"hubwatch store init\" makes it, and says how to give rights", f.User)
	case f.Schema < pg.Version():
		x.Fix(exit.Usage, "schema", "has version %d, this hubwatch needs %d: \"hubwatch store init\" brings it there", f.Schema, pg.Version())
	case f.Schema > pg.Version():
		x.Fix(exit.Usage, "schema", "has version %d, this hubwatch knows up to %d: use a newer hubwatch", f.Schema, pg.Version())
	case !f.Reads:
		x.Fix(exit.Usage, "rights", "%s may not read all tables of the schema hubwatch: \"hubwatch store init\" says how to give rights", f.User)
	case !f.Writes:
		x.Note("rights", "%s may look on, and change nothing", f.User)
	default:
		x.OK("rights", "%s may take part", f.User)
	}
	return f.Schema == pg.Version() && f.Reads
}
