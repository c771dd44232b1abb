// Package session is a watchlist being watched: what is known about it, what to ask
// next, and what other processes must be told. It is pure: the time is passed in. A
// driver, with a screen or without, does everything that waits, such as requests
// and disk access, and reports the outcome to the session, which returns [Changes].
//
//	           Due              Check               Observe
//	session ---------> driver ---------> HubSpot -------------> session, Changes
//	           Pack             Sync                Receive
//	session ---------> driver ---------> Keeper  -------------> session, Changes
//	                 what a person does: Add, Drop, Undo ...
//	                   person ------------------> driver -----> session, Changes
//
// [Known] is the read-only half, for screens and output.
//
// Due returns not only tasks to check. It also returns searches, which tell
// where the folders of tasks are (the result goes to [Session.Found]), and after
// [Session.Foresee] looks at the folders that rows of the plan without a task
// lead to (the result goes to [Session.Looked]).
//
// # Who asks HubSpot
//
// Of the processes that share a watchlist, one polls HubSpot. The Keeper tells each
// process which one that is. Only Receive and the passing of time change the state:
//
//	+---------+  nobody else asks   +------+  another one asks   +-----------+
//	| unclear | ------------------> | ours | ------------------> | following |
//	+---------+ <------------------ +------+ <------------------ +-----------+
//	     |        no word for long             nobody else asks        ^
//	     |                     another one asks                        |
//	     +-------------------------------------------------------------+
//
// A session begins as unclear: it asks nothing, and exchanges with the Keeper at
// once. If an exchange fails and does not tell who polls, a session that follows
// goes on following, and any other polls for a while, so that checks go on without
// a disk. Without a Keeper the state is always ours. [Session.MayAsk] tells.
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
// Nothing is forgotten before it is written: changes that failed to be written go
// before newer ones. What the Keeper says about a task is ignored while changes
// to it are waiting or under way here. Claims change here at once; from the next
// Receive on they are what the store says, with unwritten changes on top.
package session
