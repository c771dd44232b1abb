package hubclient

import (
	"context"
	"errors"
	"net/http"
	"time"

	"hubwatch/model"
)

// Reached is what a request without the token has shown.
type Reached struct {
	Took  time.Duration // from dialing to the last byte
	Ahead time.Duration // how far our clock is ahead of HubSpot's, to the second
	Dated bool          // whether HubSpot told its time
}

// Reach checks that HubSpot can be reached. It sends no token, so the expected
// answer is "not authorized". Errors are those of Check.
func (c *Client) Reach(ctx context.Context) (Reached, error) {
	var out Reached
	turn, err := c.turn(ctx)
	if err != nil {
		return out, err
	}
	defer c.pace.arrived(turn)
	q := get(accountPath(c.version))
	q.open = true
	begun := time.Now()
	r, err := c.send(ctx, q)
	if r.done != nil {
		defer r.done()
	}
	if err != nil {
		return out, err
	}
	out.Took = time.Since(begun)
	if date, err := http.ParseTime(r.header.Get("Date")); err == nil {
		// A date is cut to the second: on average it is half a second late.
		out.Ahead, out.Dated = begun.Add(out.Took/2).Sub(date.Add(time.Second/2)).Round(time.Second), true
	}
	err = c.judge(r, func(r reply) error { // a web page of the network's is not HubSpot
		_, err := decodeAccount(r.body)
		return err
	})
	if e, ok := errors.AsType[*model.CheckError](err); ok && (e.Kind == model.KindAuth || e.Kind == model.KindPermission) {
		err = nil
	}
	return out, err
}
