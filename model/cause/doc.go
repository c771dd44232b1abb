// Package cause groups what went wrong by why it went wrong, so that a
// thousand failed tasks read as a handful of causes.
//
// An error becomes a [Signature]: its category, codes and masked message. Tasks
// with the same signature share a [Cause]. [Groups] keeps the causes of a
// watchlist as its tasks change, and [Notes] says in plain words what a known
// cause usually means. Nothing here guesses: the same error always has the same
// signature, and [Cause.Why] says which parts made it.
package cause
