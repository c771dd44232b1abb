package hubclient

import (
	"math"
	"net/url"
	"strings"
	"testing"
)

func TestParseBase(t *testing.T) {
	tests := []struct{ in, want, wrong string }{
		{"", "https://api.hubapi.com", ""},
		{"https://api-eu1.hubapi.com/", "https://api-eu1.hubapi.com", ""},
		{"HTTPS://api.example:8443/hub//", "https://api.example:8443/hub", ""},
		{"http://127.0.0.1:8080", "http://127.0.0.1:8080", ""},
		{"http://127.8.8.8", "http://127.8.8.8", ""},
		{"http://[::1]:8080", "http://[::1]:8080", ""},
		{"http://[::ffff:127.0.0.1]", "http://[::ffff:127.0.0.1]", ""},
		{"http://localhost:1", "http://localhost:1", ""},
		{"http://api.hubapi.com", "", "not encrypted"},
		{"http://10.0.0.1", "", "not encrypted"},
		{"http://0.0.0.0", "", "not encrypted"},
		{"http://127.0.0.1.evil.example", "", "not encrypted"},
		{"http://localhost.evil.example", "", "not encrypted"},
		{"http://2130706433", "", "not encrypted"},
		{"ftp://api.hubapi.com", "", "neither https nor http"},
		{"api.hubapi.com", "", "no host"},
		{"https://", "", "no host"},
		{"https:api.hubapi.com", "", "no host"},
		{"https://me:secret@api.hubapi.com", "", "user name"},
		{"https://me@api.hubapi.com", "", "user name"},
		{"https://api.hubapi.com?x=1", "", "query or fragment"},
		{"https://api.hubapi.com?hapikey=secret", "", "query or fragment"},
		{"api.hubapi.com?secret", "", "query or fragment"},
		{"https://api.hubapi.com?", "", "query or fragment"},
		{"https://api.hubapi.com#", "", "query or fragment"},
		{"https://api.hubapi.com/a/../b", "", "upwards"},
		{"https://api.hubapi.com/%2e%2e/b", "", "upwards"},
		{"https://me:secret@api hubapi.com", "", "no URL"},
	}
	for _, tt := range tests {
		u, err := parseBase(tt.in)
		switch {
		case tt.wrong == "" && (err != nil || u.String() != tt.want):
			t.Errorf("%q: got %v, %v; want %s", tt.in, u, err, tt.want)
		case tt.wrong != "" && (err == nil || !strings.Contains(err.Error(), tt.wrong)):
			t.Errorf("%q: error %v, want one about %q", tt.in, err, tt.wrong)
		case err != nil && strings.Contains(err.Error(), "secret"):
			t.Errorf("%q: the error shows the password: %v", tt.in, err)
		}
	}
}

func TestNewNamesEveryMistake(t *testing.T) {
	_, err := New(Options{BaseURL: "ftp://x", Version: "v1", Share: 2})
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{`"ftp://x"`, `"v1"; allowed are v3, 2025-09, 2026-03`, "share of the rate limit is 2", "no token"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("error %q does not name %q", err, want)
		}
	}
	for _, share := range []float64{-1, 1.01, math.NaN(), math.Inf(1)} {
		if _, err := parseShare(share); err == nil {
			t.Errorf("a share of %v is accepted", share)
		}
	}
}

func TestSameOrigin(t *testing.T) {
	base := "https://api.hubapi.com"
	for other, want := range map[string]bool{
		"https://api.hubapi.com/x":             true,
		"https://API.hubapi.com:443/x":         true,
		"http://api.hubapi.com/x":              false,
		"https://api.hubapi.com:8443/x":        false,
		"https://evil.example/x":               false,
		"https://api.hubapi.com.evil.example/": false,
	} {
		a, _ := url.Parse(base)
		b, _ := url.Parse(other)
		if got := sameOrigin(a, b); got != want {
			t.Errorf("%s: got %v, want %v", other, got, want)
		}
	}
}
