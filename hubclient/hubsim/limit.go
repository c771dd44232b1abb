package hubsim

import (
	"net/http"
	"strconv"
	"time"
)

// limiter counts requests in a rolling window and in a day, for one token.
type limiter struct {
	limits Limits
	start  time.Time
	sent   []time.Time // accepted within the window, oldest first
	today  int
}

// others returns how many requests somebody else made between two times.
func (l *limiter) others(from, to time.Time) int {
	if from.Before(l.start) {
		from = l.start
	}
	if !to.After(from) {
		return 0
	}
	return int(l.limits.Others * to.Sub(from).Seconds())
}

// take counts a request. It returns the policy that refuses it, "" for none.
func (l *limiter) take(now time.Time) (policy string) {
	old := 0
	for old < len(l.sent) && now.Sub(l.sent[old]) >= l.window() {
		old++
	}
	l.sent = l.sent[old:]
	switch {
	case l.today+l.others(l.start, now) >= l.limits.Daily:
		return "DAILY"
	case l.used(now) >= l.limits.Max:
		return "TEN_SECONDLY_ROLLING"
	}
	l.sent = append(l.sent, now)
	l.today++
	return ""
}

func (l *limiter) window() time.Duration { return seconds(l.limits.Window) }

func (l *limiter) used(now time.Time) int {
	return len(l.sent) + l.others(now.Add(-l.window()), now)
}

// headers tells the client where it stands.
func (l *limiter) headers(h http.Header, now time.Time) {
	set := func(key string, n int) { h.Set("X-HubSpot-RateLimit-"+key, strconv.Itoa(max(0, n))) }
	set("Max", l.limits.Max)
	set("Remaining", l.limits.Max-l.used(now))
	set("Interval-Milliseconds", int(l.window().Milliseconds()))
	set("Daily", l.limits.Daily)
	set("Daily-Remaining", l.limits.Daily-l.today-l.others(l.start, now))
}
