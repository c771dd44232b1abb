package hubclient

import (
	"net/http"
	"testing"
	"time"
)

var testNow = time.Date(2026, 5, 4, 9, 12, 0, 0, time.UTC)

func TestRetryAfter(t *testing.T) {
	const date = "Mon, 04 May 2026 08:00:00 GMT" // the server's clock, 72 minutes behind ours
	tests := []struct {
		value, date string
		want        time.Duration
		ok          bool
	}{
		{"", "", 0, false},
		{"   ", "", 0, false},
		{"0", "", 0, true},
		{"7", "", 7 * time.Second, true},
		{" 7 ", "", 7 * time.Second, true},
		{"007", "", 7 * time.Second, true},
		{"3600", "", time.Hour, true},
		{"3601", "", time.Hour, true},
		{"86400", "", time.Hour, true},
		{"9223372037", "", time.Hour, true},
		{"99999999999999999999999", "", time.Hour, true},
		{"-1", "", 0, false},
		{"+5", "", 0, false},
		{"10.5", "", 0, false},
		{"1e3", "", 0, false},
		{"soon", "", 0, false},
		{"٣", "", 0, false},
		{"Mon, 04 May 2026 09:12:30 GMT", "", 30 * time.Second, true},
		{"Mon, 04 May 2026 09:11:30 GMT", "", -30 * time.Second, false},
		{"Mon, 04 May 2026 08:00:30 GMT", date, 30 * time.Second, true},
		{"Mon, 04 May 2026 07:59:30 GMT", date, -30 * time.Second, false},
		{"Mon, 04 May 2026 08:00:00 GMT", date, 0, true},
		{"Monday, 04-May-26 08:00:05 GMT", date, 5 * time.Second, true},
		{"Mon, 04 May 2026 09:12:30 GMT", "not a date", 30 * time.Second, true},
		{"Fri, 31 Dec 9999 23:59:59 GMT", "", time.Hour, true},
	}
	for _, tt := range tests {
		h := http.Header{"Retry-After": {tt.value}, "Date": {tt.date}}
		got, ok := retryAfter(h, testNow, time.Hour)
		if ok != tt.ok || ok && got != tt.want {
			t.Errorf("%q at %q: got %v %v, want %v %v", tt.value, tt.date, got, ok, tt.want, tt.ok)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, s := range []string{"", "0", "7", "-1", "9223372037", "10.5", "Mon, 04 May 2026 09:12:30 GMT"} {
		f.Add(s, "")
		f.Add(s, "Mon, 04 May 2026 08:00:00 GMT")
	}
	f.Fuzz(func(t *testing.T, value, date string) {
		h := http.Header{"Retry-After": {value}, "Date": {date}}
		if d, ok := retryAfter(h, testNow, time.Hour); d > time.Hour || ok && d < 0 {
			t.Errorf("got %v, %v", d, ok)
		}
	})
}
