package hubclient

import (
	"context"
	"errors"
	"io"
	"net/http"
	"runtime/debug"
)

const (
	maxBody    = 8 << 20   // bytes read of one reply
	maxRefusal = 64 << 10  // the same of a reply that is no success
	largeBody  = 256 << 10 // from here on a reply waits until no other one of its size is read
)

// errTooLarge is the cause when a reply has more than maxBody bytes, which read
// gives together with the first of them.
var errTooLarge = errors.New("the reply is larger than 8 MiB")

// bodies reads reply bodies, large ones one at a time: sixteen of eight
// megabytes would take more memory than everything else.
type bodies struct {
	turn chan struct{} // has room for the one who reads a large body
}

// read reads at most maxBody bytes, or the first maxRefusal of a reply without
// a status of success. With an error it returns what it has read so far. For a
// large body it sets r.done.
func (b *bodies) read(ctx context.Context, resp *http.Response, r *reply) ([]byte, error) {
	if resp.StatusCode == http.StatusSwitchingProtocols {
		return nil, nil // what follows is a connection, which does not end with ctx
	}
	most := largeBody
	if !success(resp.StatusCode) {
		most = maxRefusal
	}
	size := 512
	if n := resp.ContentLength; n >= 0 {
		size = int(min(n, int64(most))) + 1
	}
	body, err := fill(make([]byte, 0, size), resp.Body, most)
	switch {
	case errors.Is(err, io.EOF):
		return body, nil
	case err != nil || !success(resp.StatusCode):
		return body, err
	}
	select {
	case b.turn <- struct{}{}:
	case <-ctx.Done():
		return body, ctx.Err()
	}
	r.done = func() {
		debug.FreeOSMemory() // the next one may be long in coming
		<-b.turn
	}
	size = maxBody + 1
	if n := resp.ContentLength; n > 0 && n < maxBody {
		size = int(n) + 1
	}
	body, err = fill(append(make([]byte, 0, size), body...), resp.Body, maxBody+1)
	switch {
	case errors.Is(err, io.EOF):
		return body, nil
	case err == nil:
		return body, errTooLarge
	}
	return body, err
}

// fill reads until it has most bytes or an error, which is io.EOF at the end.
func fill(b []byte, from io.Reader, most int) ([]byte, error) {
	for len(b) < most {
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
		n, err := from.Read(b[len(b):min(cap(b), most)])
		if b = b[:len(b)+n]; err != nil {
			return b, err
		}
	}
	return b, nil
}

func success(status int) bool { return status >= 200 && status <= 299 }
