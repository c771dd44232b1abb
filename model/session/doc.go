// Package session is a watchlist being watched: what is known, what to ask next,
// and what others must be told. It is pure: the time is passed in.
package session
