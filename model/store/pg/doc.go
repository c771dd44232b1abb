// Package pg keeps a watchlist in a PostgreSQL database, which people on
// several machines share. It is a [store.Store], and passes the suite in
// model/store/storetest.
//
// Every writing transaction locks the row of its watchlist first. That
// serializes the writers of one list, so that a reader who asks for what is
// later than a revision misses nothing that commits late, and numbers have no
// gaps. A notice goes out with the commit and carries only the revision:
// readers look every two seconds anyway, and a notice makes it sooner.
//
// The right to ask HubSpot is a lease with a term, by the server's clock. What
// was learned is saved under the term of the process that learned it, or not at
// all.
//
// Only the connection that listens for notices needs a session of its own, so
// that a pooler may stand before the server.
package pg
