package hubclient

import (
	"context"
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
	maxLimit    = 10_000                 // requests per window; a larger one is a mistake, HubSpot sells 250
	outageAfter = 3                      // unavailable replies in a row
	jitter      = 200 * time.Millisecond // how much closer two requests may arrive than they were sent
	burstPart   = 0.03                   // of what is allowed in a window may go out at once
	spare       = 0.1                    // of the limit stays free while others use it
	trickle     = 0.02                   // of the limit that we take whatever others do
	slowest     = 0.1                    // of the usual rate is kept after requests that went out at once
)

// pace keeps the requests of all callers within a share of HubSpot's burst
// limit, in any window, and learns from the reply headers what that limit is
// and how much of it others use.
//
//	          hurry, and the window has room
//	wanted ------------------------------------> sent ---reply---> counted ---a window---> forgotten
//	   |                                          ^      arrived,            forget
//	   | reserve                                  |      learn
//	   v              its time                    | claim
//	turn of the limiter --------> due ------------+
//	   |                           |  the window is full: wait
//	   | far off                   +--<--+
//	   v
//	told to come back
//
// What is allowed in a window is the share, less while others use more than the
// rest ([others]), less after a pause that HubSpot asked for or another one has just
// asked in our place, and what is left of the day ([day]).
// Source: developers.hubspot.com, API usage guidelines.
type pace struct {
	share   float64
	limiter *rate.Limiter

	mu          sync.Mutex
	limit       int  // requests the app may send per window
	told        bool // whether limit came from HubSpot
	window      window
	ledger      Ledger    // nil if there is none
	hurried     int       // requests that may go out at once
	rushed      time.Time // when one last did
	answered    bool      // HubSpot has answered, so that what it grants and others use is known
	others      others
	day         day
	total       int       // requests since the day began
	slowUntil   time.Time // until then only half of our share
	heirUntil   time.Time // until then what others have used is of our share
	heirKnows   bool      // and HubSpot has said how much that is
	unavailable int       // requests in a row that found HubSpot unavailable
	dayLook     time.Time // nothing is asked before, once the day is used up
}

func newPace(share, dailyShare float64, ledger Ledger) *pace {
	p := &pace{share: share, limit: firstLimit, window: window{span: firstWindow}, ledger: ledger, day: day{share: dailyShare}}
	r, burst := spread(p.allowed(time.Now()), p.window.span)
	p.limiter = rate.NewLimiter(r, burst)
	return p
}

// spread splits the requests allowed per window into a burst and a steady rate,
// such that burst + rate * window stays below allowed even if the network
// delivers some requests closer together.
func spread(allowed int, window time.Duration) (rate.Limit, int) {
	window += jitter
	if allowed <= 1 {
		return rate.Every(window), 1
	}
	burst := min(int(math.Ceil(burstPart*float64(allowed))), allowed-1)
	return rate.Limit(float64(allowed-burst) / window.Seconds()), burst
}

// allowed returns how many requests we allow ourselves per window: our share,
// but no more than others leave, and at least 1.
func (p *pace) allowed(now time.Time) int {
	limit, share := float64(p.limit), p.share
	if now.Before(p.slowUntil) {
		share /= 2
	}
	n := share * limit
	if p.others.use >= 1 {
		n = min(n, limit-p.others.use-spare*limit)
	}
	if now.Before(p.heirUntil) {
		n = min(n, float64(b2i(p.heirKnows))*(share*limit-p.others.use))
	}
	return max(1, int(max(n, min(trickle, share)*limit)))
}

// inherit notes that another machine polled in our place until a moment ago.
// All we know of its requests is what HubSpot says is used.
func (p *pace) inherit() {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	p.others, p.heirKnows, p.heirUntil = others{}, false, now.Add(p.window.span+jitter)
	p.tune(now)
}

// crowded reports whether others use so much that it slows us down.
func (p *pace) crowded() bool {
	return p.others.use >= 1 && (1-spare)*float64(p.limit)-p.others.use < p.share*float64(p.limit)
}

// tune sets the limiter to what is allowed now.
func (p *pace) tune(now time.Time) {
	p.recount(now)
	allowed := p.allowed(now)
	r, burst := spread(allowed, p.window.span)
	if now.Sub(p.rushed) < p.window.span { // these cannot be taken back if others want more
		allowed = p.atOnce(now)
	}
	least := slowest * r
	if p.others.unknown() { // the reply to the next request shows how they go on
		least = min(r, p.turnAt(p.others.knownAt(), now))
	}
	r = max(least, rate.Limit(p.window.evenly(float64(r), allowed, burst, now)))
	r = min(r, p.day.rate())
	if r != p.limiter.Limit() {
		p.limiter.SetLimitAt(now, r)
	}
	if burst != p.limiter.Burst() {
		p.limiter.SetBurstAt(now, burst)
	}
}

// turnAt returns the rate at which the next turn comes at a time, one a second
// if that has passed.
func (p *pace) turnAt(at, now time.Time) rate.Limit {
	missing := 1 - p.limiter.TokensAt(now)
	if missing <= 0 || !now.Before(at) {
		return 1
	}
	return rate.Limit(missing / at.Sub(now).Seconds())
}

// recount updates which requests HubSpot still counts.
func (p *pace) recount(now time.Time) {
	if p.ledger != nil {
		for _, at := range p.ledger.Others() {
			if age := now.Sub(at); age < p.window.span+jitter && age > -p.window.span {
				p.window.sent = append(p.window.sent, &sending{at: at, back: at.Add(jitter)})
			}
		}
	}
	p.window.forget(now)
}

const (
	longestTurn = 20 * time.Second // what waits longer for its turn is told to come back
	dayPause    = 10 * time.Minute // between two looks at a day that is used up
)

// wait waits for the next turn, or returns ctx's error if ctx ends first. If the
// turn is far off it fails at once with a [*model.CheckError] that says when to
// come back. The caller must call [pace.arrived] when the request is over.
func (p *pace) wait(ctx context.Context) (*sending, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	now := time.Now()
	if s := p.rush(now); s != nil {
		return s, nil
	}
	turn, err := p.reserve(now)
	if err != nil {
		return nil, err
	}
	if err := sleep(ctx, turn.DelayFrom(now)); err != nil {
		turn.Cancel()
		return nil, err
	}
	s, wait := p.claim()
	for ; s == nil; s, wait = p.claim() {
		if err := sleep(ctx, wait); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// rush counts a request that goes out now without waiting, nil if it has its
// turn or must wait for one. The first to come takes the available turn;
// otherwise it would be promised to several, who would then queue.
func (p *pace) rush(now time.Time) *sending {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hurried == 0 || p.limiter.TokensAt(now) >= 1 {
		return nil
	}
	if p.recount(now); p.free(now) == 0 {
		return nil
	}
	p.hurried--
	p.rushed = now
	return p.count(now)
}

// hurry lets the next n requests go out at once, as far as the window allows.
func (p *pace) hurry(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.hurried += n; p.hurried > 0 {
		now := time.Now()
		p.recount(now)
		p.hurried = min(p.hurried, p.free(now))
	}
}

// free returns how many more requests the window allows now, as counted last. It
// is 0 while HubSpot's limit is not known, while the day's requests are scarcer than
// the window's, and while another machine has just polled in our place.
func (p *pace) free(now time.Time) int {
	allowed := p.allowed(now)
	if r, _ := spread(allowed, p.window.span); !p.answered || p.day.rate() < r || p.unavailable > 0 || now.Before(p.heirUntil) {
		return 0
	}
	return max(0, p.atOnce(now)-len(p.window.sent))
}

// atOnce returns how many requests we allow ourselves in a window in which some
// go out at once: no more than others leave who may just have started.
func (p *pace) atOnce(now time.Time) int {
	limit := float64(p.limit)
	left := limit - p.others.reckon(limit, p.window.span) - spare*limit
	return max(1, min(p.allowed(now), int(left)))
}

// count counts a request that goes out now.
func (p *pace) count(now time.Time) *sending {
	if p.ledger != nil {
		p.ledger.Note(now)
	}
	p.total++
	return p.window.add(now)
}

// claim counts a request that goes out now. If the window is already full,
// because others use more than before, it returns how long to wait instead.
func (p *pace) claim() (*sending, time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	p.recount(now)
	if wait := p.window.fullFor(p.allowed(now), now); wait > 0 {
		return nil, wait
	}
	return p.count(now), 0
}

// arrived notes that a request is over: its reply has arrived, or will not come.
func (p *pace) arrived(s *sending) {
	p.mu.Lock()
	defer p.mu.Unlock()
	s.back = time.Now()
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

// slowDown returns the error for a request that we hold back ourselves.
func slowDown(why string, wait time.Duration) *model.CheckError {
	return &model.CheckError{Kind: model.KindRateLimited, Message: model.Text(why), RetryAfter: wait}
}

// finished records how a request ended; nil is a good reply.
func (p *pace) finished(e *model.CheckError) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if e != nil && e.Kind == model.KindUnavailable {
		p.unavailable++
	} else {
		p.unavailable = 0
	}
}

// outage reports whether all of the last requests found HubSpot unavailable.
func (p *pace) outage() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.unavailable >= outageAfter
}

// expect notes how long the work will take.
func (p *pace) expect(d time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.day.work = d
	p.tune(time.Now())
}

// slow halves the rate for one window after a pause.
func (p *pace) slow(pause time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	if until := now.Add(pause + p.window.span); until.After(p.slowUntil) {
		p.slowUntil = until
	}
	p.tune(now)
}

// learn reads the limit headers of a reply. Headers that are missing or make no
// sense change nothing. What is used of the limit, but not by us, is used by
// others.
func (p *pace) learn(h http.Header) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	p.answered = true
	if n, ok := number(h, "X-HubSpot-RateLimit-Max"); ok && n > 0 && n <= maxLimit {
		p.limit, p.told = n, true
		if ms, ok := number(h, "X-HubSpot-RateLimit-Interval-Milliseconds"); ok && ms >= 1000 && ms <= 3_600_000 {
			p.window.span = time.Duration(ms) * time.Millisecond
		}
	}
	if n, ok := number(h, "X-HubSpot-RateLimit-Remaining"); ok && n <= p.limit {
		p.recount(now)
		p.others.learn(float64(max(0, p.limit-n-p.window.within(now))), now, p.window.span)
		if p.heirKnows = true; p.others.now < 1 {
			p.heirUntil = time.Time{} // nobody asked
		}
	}
	if n, ok := number(h, "X-HubSpot-RateLimit-Daily"); ok && n > 0 {
		p.day.limit = n
	}
	if n, ok := number(h, "X-HubSpot-RateLimit-Daily-Remaining"); ok && (p.day.limit == 0 || n <= p.day.limit) {
		if p.day.learn(n) {
			p.total = 0
		}
	}
	p.tune(now)
}

// number reads a header that holds a count. A limit above 100 million is ignored.
func number(h http.Header, key string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(h.Get(key)))
	return n, err == nil && n >= 0 && n <= 100_000_000
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
