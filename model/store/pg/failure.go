package pg

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"

	"hubwatch/model/store"
)

// failure says in plain words what is wrong with the database.
type failure struct {
	text string // what follows the name of the store
	kind error  // one of those in model/store; nil for none
	err  error  // the driver's
}

func (f *failure) Error() string { return f.text }

func (f *failure) Unwrap() []error {
	if f.kind == nil {
		return []error{f.err}
	}
	return []error{f.kind, f.err}
}

// failed says what could not be done, to which watchlist and why; nil stays nil.
func (s *Store) failed(what string, err error) error {
	if err == nil {
		return nil
	}
	if store.Refused(err) || errors.Is(err, store.ErrLate) || errors.Is(err, store.ErrGone) || store.LooksOn(err) {
		return err
	}
	f := s.explain(err)
	if refused, ok := errors.AsType[*store.RefusedError](f); ok {
		return refused
	}
	if told, ok := errors.AsType[*failure](f); ok {
		return fmt.Errorf("the store %s %w", s.Path(), told)
	}
	return fmt.Errorf("%s %q: %w", what, s.Path(), f)
}

// refused returns an error that time does not heal.
func (s *Store) refused(why string) error { return &store.RefusedError{Path: s.Path(), Why: why} }

// explain returns an error of the driver in plain words. Nothing of it is
// repeated that could be a password.
func (s *Store) explain(err error) error {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return s.told(e, err)
	}
	if e, ok := errors.AsType[*passwordError](err); ok {
		return &failure{text: "has no password: " + e.err.Error(), kind: store.ErrGone, err: err}
	}
	if errors.Is(err, context.Canceled) {
		return err
	}
	_, connecting := errors.AsType[*pgconn.ConnectError](err)
	text := err.Error()
	switch _, unnamed := errors.AsType[*net.DNSError](err); {
	case strings.Contains(text, "server refused TLS"):
		return s.refused("takes no TLS: have it set up there, or, if the network between is yours alone, write sslmode=disable into the address of the store")
	case strings.Contains(text, "x509:"), strings.Contains(text, "tls: failed to verify"):
		return s.refused("shows a certificate that cannot be verified (" + unverified(text) + "): sslrootcert=FILE in the address of the store names who signs it")
	case unnamed:
		return &failure{text: "is on a machine whose name is not known here", kind: store.ErrGone, err: err}
	case errors.Is(err, context.DeadlineExceeded) || pgconn.Timeout(err):
		return &failure{text: "does not answer", kind: store.ErrGone, err: err}
	case connecting && strings.Contains(text, "connection refused"):
		return &failure{text: "cannot be reached (connection refused)", kind: store.ErrGone, err: err}
	case connecting:
		return &failure{text: "cannot be reached (" + afterLast(text, ": ") + ")", kind: store.ErrGone, err: err}
	}
	if _, cut := errors.AsType[net.Error](err); cut || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, pgconn.ErrConnClosed) {
		return &failure{text: "has lost the connection", kind: store.ErrGone, err: err}
	}
	return err
}

// told returns what the server said.
func (s *Store) told(e *pgconn.PgError, err error) error {
	switch e.Code {
	case "28P01", "28000":
		s.secret.forget()
		return s.refused("does not let you in (" + e.Message + "): PGPASSFILE, PGPASSWORD or store_password_command give the password, the address the user")
	case "3D000":
		return s.refused("is not there (" + e.Message + ")")
	case "42501", "25006":
		return &failure{text: "may only be read here (" + e.Message + ")", kind: store.ErrReadOnly, err: err}
	case "53100":
		return &failure{text: "is on a disk that is full", kind: store.ErrFull, err: err}
	case "53300":
		return &failure{text: "has too many connections", kind: store.ErrGone, err: err}
	case "55P03", "57014":
		return &failure{text: "is kept locked by another one", kind: store.ErrBusy, err: err}
	case "57P01", "57P02":
		return &failure{text: "is being shut down", kind: store.ErrGone, err: err}
	case "57P03", "08006", "08P01":
		return &failure{text: "is not ready (" + e.Message + ")", kind: store.ErrGone, err: err}
	case "3F000", "42P01", "42703":
		return s.refused("has no schema for hubwatch that can be used (" + e.Message + "): \"hubwatch store init\" makes it")
	}
	return err
}

// unsaid reports whether the server said nothing, so that it is not known what
// became of what was sent.
func unsaid(err error) bool {
	_, said := errors.AsType[*pgconn.PgError](err)
	return !said
}

// ended reports whether the server has ended the connection since it was shut
// down: it may be back by now.
func ended(err error) bool {
	e, said := errors.AsType[*pgconn.PgError](err)
	return said && (e.Code == "57P01" || e.Code == "57P02")
}

// unverified returns what is wrong with a certificate, without what may have
// led to it.
func unverified(text string) string {
	if _, after, ok := strings.Cut(text, "x509: "); ok {
		text = after
	}
	text, _, _ = strings.Cut(text, " (possibly because")
	return afterLast(text, "tls: ")
}

// afterLast returns what follows the last of a separator.
func afterLast(text, separator string) string {
	if i := strings.LastIndex(text, separator); i >= 0 {
		text = text[i+len(separator):]
	}
	line, _, _ := strings.Cut(text, "\n")
	return line
}
