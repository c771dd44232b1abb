package hubclient

import (
	"net/http"
	"strings"
	"testing"
)

func TestKeptHeaders(t *testing.T) {
	h := http.Header{}
	h.Set("x-hubspot-correlation-id", "019d-1")
	h.Set("X-HubSpot-RateLimit-Max", "190")
	h.Set("Set-Cookie", "session=1")
	h.Set("CF-Ray", strings.Repeat("x", 1000))
	got := keptHeaders(h)
	if len(got) != 3 {
		t.Fatalf("%d headers kept: %v, want 3", len(got), got)
	}
	if got[0].Key != "X-HubSpot-Correlation-Id" || got[0].Values[0] != "019d-1" {
		t.Errorf("first kept is %v, want the correlation ID", got[0])
	}
	if n := len(got[2].Values[0]); n != maxHeader {
		t.Errorf("a long value kept with %d bytes, want %d", n, maxHeader)
	}
}
