// Package pg keeps a watchlist in a PostgreSQL database, which people on several
// machines share. It is a [store.Store]; the suite in model/store/storetest says
// what that is.
//
// Every writing transaction takes the row of its watchlist first. That puts the
// writers of one list in a row, so that a reader who asks for what is later than
// a revision misses none that commits late, and numbers have no gaps. A notice
// goes out with the commit and carries the revision alone: readers look every two
// seconds anyway, and a notice makes it sooner.
//
// Who may ask HubSpot is a lease with a term, by the clock of the server. What
// was learned is saved under the term of the one who learned it, or not at all.
//
// Nothing here needs a connection to itself but the one that listens, so that a
// pooler may stand before the server.
package pg
