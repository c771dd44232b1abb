package hubclient

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// timeLayouts are the forms of timestamps, once they have a T and capital
// letters; each takes a fraction of a second as well. Java leaves out seconds
// that are zero. Without a zone a time is UTC.
var timeLayouts = []string{
	time.RFC3339,
	"2006-01-02T15:04:05Z0700",
	"2006-01-02T15:04:05Z07",
	"2006-01-02T15:04:05",
	"2006-01-02T15:04Z07:00",
	"2006-01-02T15:04",
}

// time reads a timestamp: RFC 3339 or near it, with a space or the name of the
// zone that Java adds, as in 10:00:09Z[UTC], or the milliseconds since 1970 as a
// number or digits. The result is UTC; it is the zero time if the value is
// missing, is no time, or cannot be true: before 2000 or after 2200, as
// placeholders of servers are.
func (v value) time() time.Time {
	s := strings.ToUpper(strings.TrimSpace(v.raw()))
	if t, ok := epoch(s); ok {
		return plausible(t)
	}
	s, _, _ = strings.Cut(s, "[")
	s = strings.Replace(s, " ", "T", 1)
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return plausible(t)
		}
	}
	return time.Time{}
}

// epoch reads milliseconds since 1970, or seconds if there are ten digits
// before the point.
func epoch(s string) (time.Time, bool) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		f, err := strconv.ParseFloat(s, 64) // such as 1.7778e12, or the 1777886001.25 that Java makes of an instant
		if err != nil || !(math.Abs(f) <= 1e15) {
			return time.Time{}, false
		}
		if f >= 1e9 && f < 1e10 {
			f *= 1000
		}
		n = int64(f)
	}
	if n >= 1e9 && n < 1e10 {
		return time.Unix(n, 0), true
	}
	return time.UnixMilli(n), true
}

// plausible returns t in UTC, or the zero time if t cannot be true.
func plausible(t time.Time) time.Time {
	t = t.UTC()
	if t.Year() < 2000 || t.Year() > 2200 {
		return time.Time{}
	}
	return t
}
