package hubclient

import (
	"fmt"
	"time"

	"hubwatch/model"
)

// budget returns what is known about the limits now.
func (p *pace) budget() model.Budget {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	p.tune(now)
	b := model.Budget{
		Sent:         p.window.within(now),
		Free:         max(0, p.free(now)-p.hurried),
		Share:        p.allowed(now),
		Window:       p.window.span,
		DayLimit:     p.day.limit,
		DayRemaining: p.day.remaining,
		DayFloor:     p.day.floor,
		DaySent:      p.total,
		Others:       int(p.others.now),
		Why:          p.why(now),
		PerSecond:    float64(p.limiter.Limit()),
	}
	if p.told {
		b.Limit = p.limit
	}
	b.Turns, b.NextTurn = p.turns(now)
	b.Burst = p.limiter.Burst()
	if p.day.spent() {
		b.Burst = 1
	}
	return b
}

// turns returns how many requests may go out at once, and when the next one may.
func (p *pace) turns(now time.Time) (n int, next time.Duration) {
	if p.day.spent() {
		return b2i(!now.Before(p.dayLook)), max(0, p.dayLook.Sub(now))
	}
	if wait := p.window.fullFor(p.allowed(now), now); wait > 0 {
		return 0, wait
	}
	tokens := p.limiter.TokensAt(now)
	n = max(0, int(tokens))
	next = time.Microsecond + time.Duration((float64(n+1)-tokens)/float64(p.limiter.Limit())*float64(time.Second))
	return min(n, p.allowed(now)-len(p.window.sent)), next
}

// why says what keeps the rate below our full share, "" if nothing does.
func (p *pace) why(now time.Time) string {
	r, _ := spread(p.allowed(now), p.window.span)
	switch {
	case p.day.spent():
		return "our share of the day is used up"
	case p.day.rate() < r:
		return fmt.Sprintf("to leave others %s of the day's requests", part(1-p.day.share))
	case p.crowded():
		return fmt.Sprintf("others use %.0f%% of the quota", 100*p.others.now/float64(p.limit))
	case now.Before(p.slowUntil):
		return "HubSpot asked for a pause"
	}
	return ""
}

// part returns a fraction in words.
func part(of float64) string {
	if of == 0.5 {
		return "half"
	}
	return fmt.Sprintf("%.0f%%", 100*of)
}
