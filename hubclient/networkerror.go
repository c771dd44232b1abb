package hubclient

import (
	"compress/gzip"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"

	"hubwatch/model"
)

// networkError returns the error for a request without a reply. It never shows
// the token.
func networkError(err error, token string) *model.CheckError {
	if u, ok := errors.AsType[*url.Error](err); ok {
		err = u.Err
	}
	err = newScrubber(token).error(err)
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
	text := err.Error()
	dns, ok := errors.AsType[*net.DNSError](err)
	switch {
	case ok && dns.IsNotFound:
		return "DNS knows no such host: " + dns.Name
	case ok && dns.IsTimeout:
		return "DNS does not answer for " + dns.Name + ": look at this machine's name servers"
	case ok:
		return "DNS fails for " + dns.Name + ": " + dns.Err
	case errors.Is(err, errConnect):
		return errConnect.Error()
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
	case errors.Is(err, errProxy):
		return text[strings.Index(text, errProxy.Error()):]
	}
	if _, broken, ok := strings.Cut(text, "transport connection broken: "); ok {
		return "what answers is not HTTP as HubSpot speaks it: " + broken
	}
	return tlsWords(err)
}

// tlsWords says in one sentence why the connection could not be secured; it
// returns any other error's text unchanged.
func tlsWords(err error) string {
	if _, ok := errors.AsType[tls.RecordHeaderError](err); ok || errors.Is(err, http.ErrSchemeMismatch) {
		return "the server does not speak TLS at this address: a wrong port, or a proxy in between"
	}
	if alert, ok := errors.AsType[tls.AlertError](err); ok {
		return "the server refuses the secure connection: " + alert.Error()
	}
	if name, ok := errors.AsType[x509.HostnameError](err); ok {
		return "the server's certificate is for other names than " + name.Host
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return "the server's certificate is not trusted: nobody this machine trusts has signed it; " +
			"a proxy that inspects traffic needs its own certificate on this machine (SSL_CERT_FILE names more of them)"
	}
	if invalid, ok := errors.AsType[x509.CertificateInvalidError](err); ok && invalid.Reason == x509.Expired {
		return "the server's certificate is not valid at this time: it has expired, or the clock of this machine is wrong"
	}
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "the server's certificate is not trusted: " + err.Error()
	}
	return err.Error()
}

// lasting reports whether a request that got no reply for this cause would fail
// again within a second.
func lasting(err error) bool {
	_, untrusted := errors.AsType[*tls.CertificateVerificationError](err)
	_, unnamed := errors.AsType[*net.DNSError](err)
	return err == nil || untrusted || unnamed || errors.Is(err, errConnect) || errors.Is(err, context.DeadlineExceeded)
}
