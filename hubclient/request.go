package hubclient

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"hubwatch/model"
)

const requestTime = 15 * time.Second // for one request, from dialing to the last byte

// retryPauses are the longest pauses before each short retry. Longer waits are
// up to the caller.
var retryPauses = []time.Duration{250 * time.Millisecond, time.Second}

// reply is one reply from HubSpot, with the token cut out of it.
type reply struct {
	status int
	header http.Header
	body   []byte
	thin   *thinner // what made body of a reply that is too long to be held; nil of any other
	broken error    // why the body is not all there, or nil
	done   func()   // to be called when the body is not needed any more; nil if it is a small one
}

// correlationID returns HubSpot's name for the reply, "" if the header has none.
func (r reply) correlationID() model.Text {
	return model.Text(r.header.Get("X-HubSpot-Correlation-Id"))
}

// unending reports whether the body goes on beyond what is read of one, and is
// as far as it was read.
func (r reply) unending() bool { return r.thin != nil && r.thin.unending() }

// report returns what the reply says about a task.
func (r reply) report() (model.Report, error) {
	report, err := Decode(r.body)
	if r.thin != nil && err == nil && r.thin.settle(&report) {
		return report, nil
	}
	if r.unending() {
		return model.Report{}, bodyError(r)
	}
	return report, err
}

// A question is one request, below the base URL.
type question struct {
	method, path string
	body         func(token string) []byte // nil for none
	open         bool                      // sent without the token
	long         bool                      // the reply may be too long to be held
	again        bool                      // it has just failed, retries included: it is no blip
}

// get returns the question of everything that is only read.
func get(path string) question { return question{method: http.MethodGet, path: path} }

// ask sends a request and passes a reply with a 2xx status to read. It retries
// after short pauses where that may help.
func (c *Client) ask(ctx context.Context, q question, read func(reply) error) error {
	for try := 0; ; try++ {
		err := c.once(ctx, q, read)
		if try == len(retryPauses) || q.again || !transient(err, try) || c.pace.outage() {
			return err
		}
		if err := sleep(ctx, rand.N(retryPauses[try])); err != nil {
			return err
		}
	}
}

// fetch asks a question and returns what decode reads in the reply. Errors are
// those of Check.
func fetch[T any](ctx context.Context, c *Client, q question, decode func(body []byte) (T, error)) (read T, err error) {
	err = c.ask(ctx, q, func(r reply) error {
		var err error
		read, err = decode(r.body)
		return err
	})
	return read, err
}

// transient reports whether asking again within a second may help. It does not
// if HubSpot named a pause or took too long.
func transient(err error, try int) bool {
	e, ok := errors.AsType[*model.CheckError](err)
	if !ok || e.Kind != model.KindUnavailable || e.RetryAfter > 0 {
		return false
	}
	switch e.HTTPStatus {
	case http.StatusInternalServerError:
		return try == 0
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	case 0:
		return !lasting(e.Err)
	}
	return errors.Is(e.Err, io.ErrUnexpectedEOF) // the connection was cut in a good reply
}

// once waits for its turn, sends one request and learns from the outcome.
func (c *Client) once(ctx context.Context, q question, read func(reply) error) error {
	turn, err := c.turn(ctx)
	if err != nil {
		return err
	}
	r, err := c.send(ctx, q)
	c.pace.arrived(turn)
	if r.done != nil {
		defer r.done()
	}
	if err == nil {
		c.pace.learn(r.header)
		err = c.judge(r, read)
	}
	if ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return ctx.Err()
	}
	e, _ := errors.AsType[*model.CheckError](err)
	c.pace.finished(e)
	switch now := c.now(); {
	case err == nil:
		c.gate.passed()
		c.heard.Store(!q.open || c.heard.Load())
	case e == nil:
	case e.HTTPStatus == statusEdgeName && c.heard.Load():
		e.Kind, e.Message = model.KindUnavailable, "the edge in front of HubSpot fails"
	case errors.Is(e, errEdge):
		e.RetryAfter = c.gate.edge(*e, now)
	case e.Kind == model.KindRateLimited || e.Kind == model.KindMoving:
		c.pace.slow(c.gate.shut(*e, now))
	}
	return err
}

// turn waits until a request may go out. While HubSpot wants a pause it fails
// at once, even if the pause began during the wait.
func (c *Client) turn(ctx context.Context) (*sending, error) {
	if e := c.gate.pause(c.now()); e != nil {
		return nil, e
	}
	turn, err := c.pace.wait(ctx)
	if err != nil {
		return nil, err
	}
	if e := c.gate.pause(c.now()); e != nil {
		c.pace.arrived(turn)
		return nil, e
	}
	return turn, nil
}

// judge turns a reply into nil or a [*model.CheckError]: first by its status,
// then by what read makes of the body.
func (c *Client) judge(r reply, read func(reply) error) error {
	if !success(r.status) {
		e := replyError(r)
		e.Headers = keptHeaders(r.header)
		return e
	}
	if r.broken != nil && !r.unending() {
		return bodyError(r)
	}
	err := read(r)
	if e, ok := errors.AsType[*model.CheckError](err); ok {
		e.HTTPStatus = r.status
		e.CorrelationID = cmp.Or(e.CorrelationID, r.correlationID())
		e.RetryAfter = pauseOf(e, r.header, time.Now())
		e.Headers = keptHeaders(r.header)
	}
	return err
}

// send sends one request and reads the reply. Redirects are not followed. An
// error is a [*model.CheckError] without HTTP status.
func (c *Client) send(ctx context.Context, q question) (reply, error) {
	token := ""
	if !q.open {
		token = strings.TrimSpace(c.token())
		if err := checkToken(token); err != nil {
			return reply{}, err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, requestTime)
	defer cancel()
	var body io.Reader
	if q.body != nil {
		body = bytes.NewReader(q.body(token))
	}
	req, err := http.NewRequestWithContext(ctx, q.method, c.base.String()+q.path, body)
	if err != nil {
		return reply{}, networkError(err, token)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("User-Agent", c.userAgent)
	browser := http.Client{
		Transport:     guard{c.base, token, c.transport, c.sent},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	resp, err := browser.Do(req)
	if errors.Is(err, errWrites) {
		panic(err) // a fault of ours, and no outage: nothing is to go on after it
	}
	if err != nil {
		return reply{}, networkError(err, token)
	}
	defer resp.Body.Close()
	scrub := newScrubber(token)
	r := reply{status: resp.StatusCode, header: scrub.header(resp.Header)}
	r.body, r.broken = c.bodies.read(ctx, resp, &r)
	if q.long && errors.Is(r.broken, errTooLarge) {
		r.thin = thin(io.MultiReader(bytes.NewReader(r.body), resp.Body), longestBody)
		r.body, r.broken = r.thin.out, r.thin.err
	}
	r.body = scrub.bytes(r.body)
	if r.broken != nil {
		r.broken = scrub.error(r.broken)
	}
	return r, nil
}

// sleep waits for d, or returns ctx's error when ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
