package hubclient

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"hubwatch/model"
)

const (
	firstLimit  = 100 // requests per window until HubSpot names its limit; the smallest it grants
	firstWindow = 10 * time.Second
	maxLimit    = 10_000 // requests per window; a larger one is a mistake, HubSpot sells 250
	outageAfter = 3      // unavailable replies in a row
)

// pace keeps the requests of all callers within a share of HubSpot's burst
// limit, in any window, and learns that limit from the reply headers.
// Source: developers.hubspot.com, API usage guidelines.
type pace struct {
	share   float64
	limiter *rate.Limiter

	mu          sync.Mutex
	limit       int  // requests the app may send per window
	told        bool // whether limit came from HubSpot
	window      time.Duration
	remaining   int
	day         day
	sent        []time.Time // requests of the last window, oldest first
	slowUntil   time.Time   // until then only half of our share
	unavailable int         // requests in a row that found HubSpot unavailable
	dayLook     time.Time   // nothing is asked before, once the day is used up
}

func newPace(share, dailyShare float64) *pace {
	p := &pace{share: share, limit: firstLimit, window: firstWindow, day: day{share: dailyShare}}
	r, burst := spread(p.allowed(time.Now()), p.window)
	p.limiter = rate.NewLimiter(r, burst)
	return p
}

// spread divides the requests allowed in any window into a burst and a steady
// rate: burst + rate * window is always less than allowed, by so little that
// the limiter's rounding to nanoseconds cannot add a request.
func spread(allowed int, window time.Duration) (rate.Limit, int) {
	window += time.Millisecond
	if allowed <= 1 {
		return rate.Every(window), 1
	}
	burst := min(int(math.Ceil(0.12*float64(allowed))), allowed-1)
	return rate.Limit(float64(allowed-burst) / window.Seconds()), burst
}

// allowed is how many requests we allow ourselves in any window, at least 1.
func (p *pace) allowed(now time.Time) int {
	share := p.share
	if now.Before(p.slowUntil) {
		share /= 2
	}
	return max(1, int(share*float64(p.limit)))
}

// tune sets the limiter to what is allowed now.
func (p *pace) tune(now time.Time) {
	r, burst := spread(p.allowed(now), p.window)
	r = min(r, p.day.rate())
	if r != p.limiter.Limit() {
		p.limiter.SetLimitAt(now, r)
	}
	if burst != p.limiter.Burst() {
		p.limiter.SetBurstAt(now, burst)
	}
}

const (
	longestTurn = 20 * time.Second // what waits longer for its turn is told to come back
	dayPause    = 10 * time.Minute // between two looks at a day that is used up
)

// wait waits for the next turn, or returns ctx's error when ctx ends first. If
// the turn is far off it fails at once with a [*model.CheckError] that says
// when to come back.
func (p *pace) wait(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	now := time.Now()
	turn, err := p.reserve(now)
	if err != nil {
		return err
	}
	if err := sleep(ctx, turn.DelayFrom(now)); err != nil {
		turn.Cancel()
		return err
	}
	return nil
}

// reserve takes a turn.
func (p *pace) reserve(now time.Time) (*rate.Reservation, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.day.spent() && now.Before(p.dayLook) {
		return nil, slowDown("our share of the day's requests is used up", p.dayLook.Sub(now))
	}
	if p.day.spent() { // one request now and then shows whether a new day has begun
		p.dayLook = now.Add(dayPause)
		return p.limiter.ReserveN(now, 0), nil
	}
	p.tune(now)
	turn := p.limiter.ReserveN(now, 1)
	if wait := turn.DelayFrom(now); wait > longestTurn {
		turn.CancelAt(now)
		return nil, slowDown("slowed down: "+p.why(now), min(dayPause, wait-longestTurn/2))
	}
	return turn, nil
}

// slowDown is the error for a request that we hold back ourselves.
func slowDown(why string, wait time.Duration) *model.CheckError {
	return &model.CheckError{Kind: model.KindRateLimited, Message: model.Text(why), RetryAfter: wait}
}

// why says what keeps the rate below our whole share, "" if nothing does.
func (p *pace) why(now time.Time) string {
	r, _ := spread(p.allowed(now), p.window)
	switch {
	case p.day.spent():
		return "our share of the day is used up"
	case p.day.rate() < r:
		return fmt.Sprintf("to leave others %s of the day's requests", part(1-p.day.share))
	case now.Before(p.slowUntil):
		return "others need the quota"
	}
	return ""
}

// part is a part of a whole in words.
func part(of float64) string {
	if of == 0.5 {
		return "half"
	}
	return fmt.Sprintf("%.0f %%", 100*of)
}

// sending counts a request that goes out now.
func (p *pace) sending() {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	p.forget(now)
	p.sent = append(p.sent, now)
}

// forget drops the requests that are older than the window.
func (p *pace) forget(now time.Time) {
	old := 0
	for old < len(p.sent) && now.Sub(p.sent[old]) >= p.window {
		old++
	}
	p.sent = p.sent[old:]
}

// finished takes note of how a request ended; nil is a good reply.
func (p *pace) finished(e *model.CheckError) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e != nil && e.Kind == model.KindUnavailable {
		p.unavailable++
	} else {
		p.unavailable = 0
	}
}

// outage tells whether the last requests all found HubSpot unavailable.
func (p *pace) outage() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.unavailable >= outageAfter
}

// slow halves the rate until one window after from.
func (p *pace) slow(from time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if until := from.Add(p.window); until.After(p.slowUntil) {
		p.slowUntil = until
	}
	p.tune(time.Now())
}

// learn reads the limit headers of a reply. Headers that are missing or make
// no sense leave things as they are. When the limit is nearly used up, and not
// by us, somebody else needs it: we go slower for a window.
func (p *pace) learn(h http.Header) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if n, ok := number(h, "X-HubSpot-RateLimit-Max"); ok && n > 0 && n <= maxLimit {
		p.limit, p.told = n, true
		if ms, ok := number(h, "X-HubSpot-RateLimit-Interval-Milliseconds"); ok && ms >= 1000 && ms <= 3_600_000 {
			p.window = time.Duration(ms) * time.Millisecond
		}
	}
	if n, ok := number(h, "X-HubSpot-RateLimit-Remaining"); ok && n <= p.limit {
		p.remaining = n
		p.forget(now)
		if 10*n < p.limit && 2*len(p.sent) < p.limit {
			p.slowUntil = now.Add(p.window)
		}
	}
	if n, ok := number(h, "X-HubSpot-RateLimit-Daily"); ok && n > 0 {
		p.day.limit = n
	}
	if n, ok := number(h, "X-HubSpot-RateLimit-Daily-Remaining"); ok && (p.day.limit == 0 || n <= p.day.limit) {
		p.day.learn(n)
	}
	p.tune(now)
}

// number reads a header that is a count. A limit above 100 million is none.
func number(h http.Header, key string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(h.Get(key)))
	return n, err == nil && n >= 0 && n <= 100_000_000
}

// budget is what is known now, for the reader.
func (p *pace) budget() model.Budget {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	p.forget(now)
	p.tune(now)
	b := model.Budget{
		Sent:         len(p.sent),
		Share:        p.allowed(now),
		Remaining:    p.remaining,
		Window:       p.window,
		DayLimit:     p.day.limit,
		DayRemaining: p.day.remaining,
		DayFloor:     p.day.floor,
		Why:          p.why(now),
		PerSecond:    float64(p.limiter.Limit()),
	}
	if p.told {
		b.Limit = p.limit
	}
	return b
}
