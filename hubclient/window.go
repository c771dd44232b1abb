package hubclient

import (
	"slices"
	"time"
)

// window holds the requests that HubSpot may still count against the limit:
// each from when it went out until one window after its reply arrived. HubSpot
// counts it from some moment in between, so it never counts more than this,
// however long requests take. The zero value is empty.
type window struct {
	span time.Duration
	sent []*sending
}

// sending is one request.
type sending struct {
	at   time.Time
	back time.Time // when the reply was here, or the request had failed; zero before
}

// gone returns when HubSpot stops counting the request, at the earliest if it
// is still under way.
func (s *sending) gone(span time.Duration, now time.Time) time.Time {
	if s.back.IsZero() {
		return now.Add(span)
	}
	return s.back.Add(span)
}

// forget drops the requests that HubSpot no longer counts.
func (w *window) forget(now time.Time) {
	w.sent = slices.DeleteFunc(w.sent, func(s *sending) bool { return !s.back.IsZero() && now.Sub(s.back) >= w.span })
}

// add counts a request that goes out now.
func (w *window) add(now time.Time) *sending {
	s := &sending{at: now}
	w.sent = append(w.sent, s)
	return s
}

// within returns how many requests went out within the last span.
func (w *window) within(now time.Time) int {
	n := 0
	for _, s := range w.sent {
		if now.Sub(s.at) < w.span {
			n++
		}
	}
	return n
}

// leaving returns when the requests stop counting, soonest first.
func (w *window) leaving(now time.Time) []time.Time {
	at := make([]time.Time, len(w.sent))
	for i, s := range w.sent {
		at[i] = s.gone(w.span, now)
	}
	slices.SortFunc(at, time.Time.Compare)
	return at
}

// fullFor returns how long no further request fits with at most allowed per
// window, 0 if one does now.
func (w *window) fullFor(allowed int, now time.Time) time.Duration {
	over := len(w.sent) - allowed
	if over < 0 {
		return 0
	}
	return max(time.Millisecond, w.leaving(now)[over].Sub(now))
}

// evenly returns the largest steady rate up to r, in requests a second, that
// never finds the window full from now on, with burst more at any time.
func (w *window) evenly(r float64, allowed, burst int, now time.Time) float64 {
	room := allowed - min(burst, allowed-1) - len(w.sent)
	for i, at := range w.leaving(now) {
		if left := at.Sub(now).Seconds(); left > 0 {
			r = min(r, float64(max(0, room+i+1))/left)
		}
	}
	return r
}
