package pgtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// TLS lets the server run again with TLS and a certificate for a machine, a
// name or an address. It returns the file with the certificate of the authority
// that signed it, which was made for this.
func (s *Server) TLS(t testing.TB, machine string) (root string) {
	t.Helper()
	authority, authorityKey, err := certificate("the authority of a test", "", nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	server, key, err := certificate(machine, machine, authority, authorityKey)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalECPrivateKey(key)
	root = filepath.Join(t.TempDir(), "root.crt")
	if err == nil {
		err = errors.Join(
			os.WriteFile(root, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: authority.Raw}), 0o600),
			s.own("server.crt", "CERTIFICATE", server.Raw), s.own("server.key", "EC PRIVATE KEY", der),
			s.Stop(), s.Run("ssl=on"))
	}
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// own writes a file among the server's data, which is the server's own.
func (s *Server) own(name, kind string, data []byte) error {
	file := filepath.Join(s.data(), name)
	err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: data}), 0o600)
	if err == nil && s.user != "" {
		err = said(exec.Command("chown", s.user, file)) //nolint:noctx // it takes no time
	}
	return err
}

// certificate makes a certificate for a machine, signed by an authority; without one
// it is an authority's own.
func certificate(called, machine string, by *x509.Certificate, byKey *ecdsa.PrivateKey) (*x509.Certificate, *ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	c := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: called},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), BasicConstraintsValid: true,
	}
	switch ip := net.ParseIP(machine); {
	case by == nil:
		c.IsCA, c.KeyUsage, by, byKey = true, x509.KeyUsageCertSign, c, key
	case ip != nil:
		c.IPAddresses = []net.IP{ip}
	default:
		c.DNSNames = []string{machine}
	}
	der, err := x509.CreateCertificate(rand.Reader, c, by, &key.PublicKey, byKey)
	if err != nil {
		return nil, nil, err
	}
	c, err = x509.ParseCertificate(der)
	return c, key, err
}
