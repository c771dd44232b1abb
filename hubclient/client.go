// Package hubclient asks HubSpot about folder-update tasks. It is the only package
// that sends HTTP requests to HubSpot, it only reads, and it stays within a share
// of the request limits by itself: callers may ask as fast as they like.
package hubclient

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"hubwatch/model"
)

// Options says how to reach HubSpot. Only Token must be set.
type Options struct {
	BaseURL    string            // "" is https://api.hubapi.com; https, or http to a loopback address
	Version    string            // the API version in the path; "" is v3
	Token      func() string     // gives the bearer token; called once for each request
	Share      float64           // part of the burst limit to use, above 0 and up to 1; 0 is 0.5
	DailyShare *float64          // part of what is left of the day to use, 0 to 1; nil is 0.5
	Transport  http.RoundTripper // nil is a transport made for polling for days
	UserAgent  string            // "" is hubwatch
	Now        func() time.Time  // by which a pause ends; nil is time.Now
	Ledger     Ledger            // nil counts the requests of this client alone

	// Sent is called for each request, when its reply begins to arrive or is
	// known not to come. It must be safe for concurrent use; nil is allowed.
	Sent func(model.Request)
}

// Client asks one HubSpot account. Its methods are safe for concurrent use; all
// requests share one limit and one pause. Make one with [New].
type Client struct {
	base      *url.URL
	version   string
	token     func() string
	transport http.RoundTripper
	userAgent string
	now       func() time.Time
	sent      func(model.Request)
	gate      gate
	bodies    bodies
	pace      *pace
	list      atomic.Int32 // the listForm that HubSpot understands
	probes    atomic.Int32 // for it, that decided nothing
	heard     atomic.Bool  // HubSpot has taken a token of ours
	silent    sync.Map     // the IDs of tasks whose last check found HubSpot unavailable
}

// New returns a client. It sends nothing. The error names every invalid option,
// its value and what is allowed.
func New(o Options) (*Client, error) {
	base, errBase := parseBase(o.BaseURL)
	version, errVersion := parseVersion(o.Version)
	share, errShare := parseShare(o.Share)
	dailyShare, errDaily := parseDailyShare(o.DailyShare)
	var errToken error
	if o.Token == nil {
		errToken = errors.New("no token is set")
	}
	if err := errors.Join(errBase, errVersion, errShare, errDaily, errToken); err != nil {
		return nil, err
	}
	c := &Client{
		base:      base,
		version:   version,
		token:     o.Token,
		transport: o.Transport,
		userAgent: cmp.Or(o.UserAgent, "hubwatch"),
		now:       o.Now,
		sent:      o.Sent,
		bodies:    bodies{make(chan struct{}, 1)},
		pace:      newPace(share, dailyShare, o.Ledger),
	}
	if c.transport == nil {
		c.transport = newTransport(base.Scheme == "http")
	}
	if c.now == nil {
		c.now = time.Now
	}
	return c, nil
}

// parseShare reads the share option: 0 is one half.
func parseShare(share float64) (float64, error) {
	if share == 0 {
		return 0.5, nil
	}
	if !(share > 0 && share <= 1) {
		return 0, fmt.Errorf("the share of the rate limit is %v; a number above 0 and up to 1 is allowed", share)
	}
	return share, nil
}

// parseDailyShare reads the share of the day: nil is one half.
func parseDailyShare(share *float64) (float64, error) {
	if share == nil {
		return 0.5, nil
	}
	if !(*share >= 0 && *share <= 1) {
		return 0, fmt.Errorf("the share of the day's requests is %v; a number from 0 to 1 is allowed", *share)
	}
	return *share, nil
}

// linked returns the task whose status a reply's links lead to, "" if none does.
func linked(links []model.Field) model.Text {
	for _, l := range links {
		for _, address := range l.Values {
			if _, after, ok := strings.Cut(string(address), "/folders/update/async/tasks/"); ok {
				id, _, _ := strings.Cut(after, "/")
				if plain, err := url.PathUnescape(id); err == nil {
					return model.Text(plain)
				}
			}
		}
	}
	return ""
}

// Check asks once for the state of task id, trying again after short pauses
// while HubSpot is unavailable, unless it was so in the last check of this task.
// Any error is a [*model.CheckError], except that ctx's own error is returned when
// ctx ends first. During a pause that HubSpot asked for, Check answers at once,
// without the network.
func (c *Client) Check(ctx context.Context, id model.TaskID) (model.Report, error) {
	if _, err := model.ParseTaskID(string(id)); err != nil {
		return model.Report{}, &model.CheckError{
			Kind: model.KindBadID, Message: model.Text("the task ID " + err.Error()), Err: err,
		}
	}
	var report model.Report
	q := get(statusPath(c.version, id))
	q.long = true
	_, q.again = c.silent.Load(id)
	err := c.ask(ctx, q, func(r reply) error {
		var err error
		report, err = r.report()
		if other := cmp.Or(report.TaskID, linked(report.Links)); err == nil && other != "" && other != model.Text(id) {
			err = badReply("the reply is about another task: " + model.Text(shortened(other.Line())))
		}
		if name := r.correlationID(); name != "" {
			report.CorrelationID = name
		}
		report.Headers = append(keptHeaders(r.header), report.Headers...)
		return err
	})
	if e, ok := errors.AsType[*model.CheckError](err); ok && e.Kind == model.KindUnavailable {
		c.silent.Store(id, nil)
	} else {
		c.silent.Delete(id)
	}
	if err != nil {
		return model.Report{}, err
	}
	return report, nil
}

// StatusURL returns the URL that Check requests for a task.
func (c *Client) StatusURL(id model.TaskID) string {
	return c.base.String() + statusPath(c.version, id)
}

// Account returns the account the token belongs to. Errors are those of Check.
func (c *Client) Account(ctx context.Context) (model.Account, error) {
	c.pace.hurry(1) // a user waits for it
	return fetch(ctx, c, get(accountPath(c.version)), decodeAccount)
}

// Budget returns what is known about the request limits now.
func (c *Client) Budget() model.Budget { return c.pace.budget() }

// Hurry lets the next n requests go out at once instead of evenly spread, as
// far as the window allows. Those that follow are spread wider.
func (c *Client) Hurry(n int) { c.pace.hurry(n) }

// Inherit says that another machine may have polled in place of this client
// until a moment ago. For one window this client starts slowly, and uses only
// what the other has left of the share.
func (c *Client) Inherit() { c.pace.inherit() }

// Expect says how long the work should take; the requests of the day that are
// not reserved for others are spread over that time. The default and the
// minimum are two hours.
func (c *Client) Expect(work time.Duration) { c.pace.expect(min(work, 24*time.Hour)) }
