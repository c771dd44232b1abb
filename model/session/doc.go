// Package session is a watchlist being watched: what is known about it, what to
// ask next, and what others must be told. It is pure: the time is passed in.
// Whoever drives it, with a screen or without, does what waits and tells it
// what came of that; it answers with [Changes].
//
//	           Due              Check               Observe
//	session ---------> driver ---------> HubSpot -------------> session, Changes
//	           Pack             Sync                Receive
//	session ---------> driver ---------> Keeper  -------------> session, Changes
//	                 what a person does: Add, Drop, Undo ...
//	                   person ------------------> driver -----> session, Changes
//
// [Known] is the reading half, for whoever shows or prints it.
//
// Besides tasks to check Due names searches, of which [Session.Found] takes in where the
// folders of tasks are, and, after [Session.Foresee], looks, of which [Session.Looked]
// takes in what is where the rows of the plan lead that have not started.
//
// # Who asks HubSpot
//
// Of the processes that share a watchlist one asks. The Keeper tells each who it
// is; only Receive moves a session from one state to another, and the time:
//
//	+---------+  nobody else asks   +------+  another one asks   +-----------+
//	| unclear | ------------------> | ours | ------------------> | following |
//	+---------+ <------------------ +------+ <------------------ +-----------+
//	     |        no word for long             nobody else asks        ^
//	     |                     another one asks                        |
//	     +-------------------------------------------------------------+
//
// A session begins unclear, asks nothing then, and exchanges at once. Where an
// exchange fails and does not say who asks, one that follows goes on following,
// and any other asks for a while: checks go on without a disk. Without a Keeper it
// is always ours. [Session.MayAsk] tells.
//
// # A change on its way to disk
//
//	            edit, Observe             Pack                Receive: written
//	(nothing) ---------------> waiting ---------> under way -------------------> on disk
//	                             ^  ^                 |                             |
//	                             |  +-----------------+                             |
//	                             |    Receive: failed                               |
//	                             +--------------------------------------------------+
//	                                  Receive: that was another database
//
// Nothing is forgotten before it is written: what failed goes before what came
// since. What the Keeper says about a task gives way to what waits or is under
// way here, and is taken in otherwise. Who is on what changes here at once;
// from the next Receive on it is what the store says, with what is not written
// yet on top.
package session
