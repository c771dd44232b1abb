package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
)

// What may go wrong with the database as a whole; errors of every call may
// wrap one of these.
var (
	// ErrBusy means that other processes kept writing for longer than this one
	// was ready to wait. Trying again helps.
	ErrBusy = errors.New("another process keeps the database locked")
	// ErrCorrupt means that the file is damaged or no database. Close the Store
	// and call Open again: that sets the file aside once nobody uses it.
	ErrCorrupt = errors.New("the database is damaged")
	// ErrFull means that the disk has no room left.
	ErrFull = errors.New("no space left on the disk")
	// ErrUnopened means that the operating system does not open the file.
	ErrUnopened = errors.New("the database cannot be opened: its folder is read-only, or too many files are open")
	// ErrReadOnly means that the file or its folder may not be written.
	ErrReadOnly = errors.New("the database or its folder is read-only")
	// ErrGone means that there is no database that can be used; see [Store.Renew].
	ErrGone = errors.New("there is no database")
	// ErrLate means that another one has the right to ask HubSpot by now, and what
	// was learned without it is not kept: it is learned there again.
	ErrLate = errors.New("another hubwatch asks HubSpot by now; an answer that comes late is not kept")
	// ErrNotWatched means that no such task is on the watchlist.
	ErrNotWatched = errors.New("is not on the watchlist")
)

// NewerError is a database that a later hubwatch has written. It was not
// touched.
type NewerError struct {
	Path    string
	Version int // of the database
	Known   int // the latest this program knows
}

// Error returns one line, safe to print.
func (e *NewerError) Error() string {
	return fmt.Sprintf("%q has schema version %d, this hubwatch knows up to %d: use a newer hubwatch, or another profile",
		e.Path, e.Version, e.Known)
}

// ForeignError is a healthy database of another program. It was not touched.
type ForeignError struct{ Path string }

// Error returns one line, safe to print.
func (e *ForeignError) Error() string {
	return fmt.Sprintf("%q is the database of another program", e.Path)
}

// RefusedError is a database that is not safe to use as it is. It was not
// touched.
type RefusedError struct {
	Path string
	Why  string // words that follow the path
}

// Error returns one line, safe to print.
func (e *RefusedError) Error() string { return fmt.Sprintf("%q %s", e.Path, e.Why) }

// ReadOnlyError is a change that was not made, since whoever wants it may only
// look on.
type ReadOnlyError struct {
	Path string
	Why  string // a clause
}

// Error returns one sentence, safe to print.
func (e *ReadOnlyError) Error() string { return "read only here: " + e.Why + " (" + e.Path + ")" }

// Is tells that it is an [ErrReadOnly], which time does not heal.
func (e *ReadOnlyError) Is(target error) bool { return target == ErrReadOnly }

// LooksOn reports whether an error is a [*ReadOnlyError].
func LooksOn(err error) bool {
	_, only := errors.AsType[*ReadOnlyError](err)
	return only
}

// Refused reports whether a database was not opened for a reason that time does
// not heal: a user must decide.
func Refused(err error) bool {
	_, refused := errors.AsType[*RefusedError](err)
	return refused || isOurs(err) || errors.Is(err, ErrCorrupt)
}

// SQLite's result codes, their low byte.
const (
	codeBusy     = 5
	codeReadOnly = 8
	codeCorrupt  = 11
	codeFull     = 13
	codeCantOpen = 14
	codeNotADB   = 26
)

// code returns SQLite's result code, 0 if err is none of its errors.
func code(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

// failed says what could not be done, to which file and why; nil stays nil.
func (s *SQLite) failed(what string, err error) error { return failed(s.path, what, err) }

func failed(path, what string, err error) error {
	var why error
	switch code(err) {
	case codeBusy:
		why = ErrBusy
	case codeCantOpen:
		why = ErrUnopened
	case codeReadOnly:
		why = ErrReadOnly
	case codeCorrupt, codeNotADB:
		why = ErrCorrupt
	case codeFull:
		why = ErrFull
	}
	switch {
	case err == nil:
		return nil
	case isOurs(err):
		return err
	case why == nil || errors.Is(err, why):
		return fmt.Errorf("%s %q: %w", what, path, err)
	}
	if errors.Is(why, ErrCorrupt) {
		suspect(path)
	}
	return &pathError{fmt.Errorf("%s %q: %w (%w)", what, path, why, err), why}
}

// pathError is what could not be done, to which file and why.
type pathError struct {
	error
	why error
}

// Unwrap returns the whole.
func (e *pathError) Unwrap() error { return e.error }

// Brief returns why alone, for where it is known of what file it is said.
func (e *pathError) Brief() string { return e.why.Error() }

// isOurs reports whether the error names the file by itself.
func isOurs(err error) bool {
	_, newer := errors.AsType[*NewerError](err)
	_, foreign := errors.AsType[*ForeignError](err)
	_, other := errors.AsType[*OtherAccountError](err)
	return newer || foreign || other
}
