package hubclient

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"

	"hubwatch/model"
)

// networkError is the error for a request that got no reply. It never shows
// the token.
func networkError(err error, token string) *model.CheckError {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	err = scrubError(err, token)
	e := &model.CheckError{
		Kind:    model.KindUnavailable,
		Message: model.Text(networkWords(err)),
		Err:     err,
	}
	if errors.Is(err, errOtherHost) || errors.Is(err, errNotLoopback) {
		e.Kind = model.KindWrongRoute
	}
	return e
}

// networkWords says in plain words why a request failed.
func networkWords(err error) string {
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return "no such host: " + dns.Name
	}
	text := err.Error()
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	case errors.Is(err, syscall.ECONNREFUSED), strings.Contains(text, "connection refused"),
		strings.Contains(text, "actively refused"):
		return "connection refused"
	case errors.Is(err, syscall.ENETUNREACH), errors.Is(err, syscall.EHOSTUNREACH):
		return "the network is unreachable"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.Is(err, syscall.ECONNRESET), errors.Is(err, syscall.EPIPE):
		return "the connection was cut"
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum):
		return "the reply is not compressed as it claims"
	case strings.Contains(text, "Proxy Authentication Required"):
		return "the proxy wants a password"
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "the server's certificate is not trusted: " + text
	}
	return text
}

// lasting tells whether a request that failed without a reply, for this cause,
// will fail again within a second.
func lasting(err error) bool {
	_, untrusted := errors.AsType[*tls.CertificateVerificationError](err)
	return err == nil || untrusted || errors.Is(err, context.DeadlineExceeded)
}
