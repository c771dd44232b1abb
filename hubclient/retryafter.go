package hubclient

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
)

const (
	longPause  = time.Hour      // the longest pause taken from a reply
	dailyPause = 26 * time.Hour // the same for a used-up day or an account that moves

	unnamedLong  = 15 * time.Minute // a used-up day or a moving account, no pause named
	unnamedBurst = 10 * time.Second
	unnamedShort = time.Second
	contention   = 2 * time.Second // the least pause after a 423
)

// retryAfter reads the Retry-After header: seconds, or a date that is taken
// relative to the reply's own Date, so that our clock may be wrong. The result
// is at most limit. ok is false if there is no header, or none with a meaning.
func retryAfter(h http.Header, now time.Time, limit time.Duration) (d time.Duration, ok bool) {
	s := strings.TrimSpace(h.Get("Retry-After"))
	if s == "" {
		return 0, false
	}
	if strings.Trim(s, "0123456789") == "" {
		n, err := strconv.ParseUint(s, 10, 64)
		if err != nil || n > uint64(limit/time.Second) {
			return limit, true
		}
		return time.Duration(n) * time.Second, true
	}
	at, err := http.ParseTime(s)
	if err != nil {
		return 0, false
	}
	if sent, err := http.ParseTime(strings.TrimSpace(h.Get("Date"))); err == nil {
		now = sent
	}
	d = at.Sub(now)
	return min(d, limit), d >= 0
}

// pauseOf returns how long to stop asking after e: the pause that the reply
// names, or one of our own where HubSpot wants a pause without saying how long.
// Zero seconds count as not named. 0 means no pause. Source:
// developers.hubspot.com, error handling and API usage guidelines.
func pauseOf(e *model.CheckError, h http.Header, now time.Time) time.Duration {
	limit, unnamed := longPause, time.Duration(0)
	switch {
	case e.Kind == model.KindMoving, daily(e):
		limit, unnamed = dailyPause, unnamedLong
	case e.Kind != model.KindRateLimited, errors.Is(e, errEdge): // for the edge see gate
	case e.HTTPStatus == http.StatusLocked:
		unnamed = contention
	case e.Category == "SECONDLY":
		unnamed = unnamedShort
	default:
		unnamed = unnamedBurst
	}
	d, _ := retryAfter(h, now, limit)
	if d <= 0 {
		return unnamed
	}
	if e.HTTPStatus == http.StatusLocked {
		return max(d, contention)
	}
	return d
}

// daily reports whether e says that the day's requests are used up.
func daily(e *model.CheckError) bool {
	return e.Kind == model.KindRateLimited &&
		(e.Category == "DAILY" || strings.Contains(strings.ToLower(string(e.Message)), "daily limit"))
}
