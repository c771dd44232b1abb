package frame

import (
	"testing"
	"time"
)

func TestRangeText(t *testing.T) {
	for _, tc := range []struct {
		from, to time.Duration
		want     string
	}{
		{3 * time.Second, 9 * time.Second, "under 10s"}, {21 * time.Second, 58 * time.Second, "20-60s"}, {35*time.Minute + 20*time.Second, 49*time.Minute + 5*time.Second, "35-50m"},
		{2 * time.Hour, 5 * time.Hour, "2-5h"}, {-time.Minute, 5 * time.Minute, "under 5m"}, {50 * time.Hour, 70 * time.Hour, "2-3d"}, {3 * time.Minute, 3 * time.Minute, "~3m"}, {0, 0, "under 1s"},
	} {
		if got := rangeText(tc.from, tc.to); got != tc.want {
			t.Errorf("%v to %v: got %q, want %q", tc.from, tc.to, got, tc.want)
		}
	}
}
