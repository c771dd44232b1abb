package hubclient

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// timeLayouts are the forms of timestamps; each takes a fraction of a second
// as well. Without a zone a time is UTC.
var timeLayouts = []string{
	time.RFC3339,
	"2006-01-02T15:04:05Z0700",
	"2006-01-02T15:04:05",
}

// time reads a timestamp: RFC 3339 or near it, or the milliseconds since 1970
// as a number or digits. The result is UTC; it is the zero time if the value
// is missing, is no time, or cannot be true: before 2000 or after 2200, as
// placeholders of servers are.
func (v value) time() time.Time {
	s := strings.TrimSpace(v.raw())
	if t, ok := epoch(s); ok {
		return plausible(t)
	}
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return plausible(t)
		}
	}
	return time.Time{}
}

// epoch reads milliseconds since 1970, or seconds if there are ten digits.
func epoch(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		f, err := strconv.ParseFloat(s, 64) // such as 1.7778e12
		if err != nil || math.Abs(f) > 1e15 || f != math.Trunc(f) {
			return time.Time{}, false
		}
		n = int64(f)
	}
	if n >= 1e9 && n < 1e10 {
		return time.Unix(n, 0), true
	}
	return time.UnixMilli(n), true
}

// plausible is t in UTC, or the zero time if t cannot be true.
func plausible(t time.Time) time.Time {
	t = t.UTC()
	if t.Year() < 2000 || t.Year() > 2200 {
		return time.Time{}
	}
	return t
}
