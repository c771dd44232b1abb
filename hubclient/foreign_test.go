package hubclient

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// TestWhoeverAnswers holds that only what HubSpot itself says is about a task or
// the token: everything else is the network's, and worth asking again.
func TestWhoeverAnswers(t *testing.T) {
	const (
		page    = `<!doctype html><html><head><title>Blocked &amp; logged</title></head></html>`
		gateway = `{"message":"Forbidden"}`
	)
	statuses := []int{400, 401, 402, 403, 406, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 424, 425, 426, 428, 431, 444, 451, 460, 494, 499}
	for _, body := range []struct{ text, says string }{
		{page, "Blocked & logged"}, {gateway, "Forbidden"}, {"Request blocked.\n", "Request blocked."}, {"[]", "[]"}, {`{"a":1} {"b":2}`, "{"},
		{`"OBJECT_NOT_FOUND"`, "OBJECT_NOT_FOUND"}, {"\xff\xfe\x00", "a firewall or proxy"},
	} {
		for _, status := range statuses {
			synctest.Test(t, func(t *testing.T) {
				e := check(t, newClient(t, &script{answers: []answer{{status: status, body: body.text}}}))
				if e == nil || e.Kind != model.KindUnavailable || e.HTTPStatus != status || !strings.Contains(string(e.Message), body.says) {
					t.Errorf("%d %s: %v, want it to be the network's, with %q", status, body.text, e, body.says)
				}
			})
		}
	}
}

// TestWhatHubSpotSays holds that its category decides what a refusal is about,
// not the status alone.
func TestWhatHubSpotSays(t *testing.T) {
	for _, tc := range []struct {
		status     int
		body, says string
		kind       model.Kind
	}{
		{404, `"category":"OBJECT_NOT_FOUND"`, "", model.KindNotFound},
		{410, `"category":"OBJECT_NOT_FOUND"`, "", model.KindNotFound},
		{400, `"category":"OBJECT_NOT_FOUND"`, "", model.KindNotFound},
		{404, `"subCategory":"x"`, "", model.KindNotFound},
		{404, `"category":"INTERNAL_ERROR"`, "", model.KindUnavailable},
		{404, `"category":"MISSING_SCOPES"`, "", model.KindPermission},
		{404, `"category":"RATE_LIMITS"`, "", model.KindRateLimited},
		{404, `"category":"EXPIRED_AUTHENTICATION"`, "", model.KindAuth},
		{400, `"category":"VALIDATION_ERROR"`, "", model.KindBadID},
		{414, `"category":"VALIDATION_ERROR"`, "", model.KindBadID},
		{400, `"context":{"id":["AAAAB3kQx_8"]}`, "", model.KindBadID},
		{400, `"message":"Unable to parse value for path parameter: taskId"`, "", model.KindBadID},
		{400, `"category":"GATED"`, "", model.KindUnavailable},
		{400, `"message":"Something else"`, "", model.KindUnavailable},
		{409, `"category":"CONFLICT"`, "", model.KindUnavailable},
		{409, `"category":"VALIDATION_ERROR"`, "", model.KindUnavailable},
		{403, `"category":"GATED"`, "", model.KindPermission},
		{403, `"category":"RATE_LIMITS"`, "", model.KindRateLimited},
		{401, `"category":"OBJECT_NOT_FOUND"`, "", model.KindAuth},
		{500, `"category":"OBJECT_NOT_FOUND"`, "", model.KindUnavailable},
		{502, `"category":"INVALID_AUTHENTICATION"`, "", model.KindUnavailable},
	} {
		synctest.Test(t, func(t *testing.T) {
			e := check(t, newClient(t, &script{answers: []answer{{status: tc.status, body: `{"status":"error",` + tc.body + `}`}}}))
			if e == nil || e.Kind != tc.kind {
				t.Errorf("%d %s: %v, want %s", tc.status, tc.body, e, tc.kind.Word())
			}
		})
	}
}

// TestTheEdgeIsWaitedOut holds that a limit of the edge lasts longer than one of
// the quota, longer each time, and slows nothing down afterwards.
func TestTheEdgeIsWaitedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		edge := answer{status: 429, header: "Content-Type: text/plain", body: "error code: 1015"}
		page := answer{status: 429, body: "<html><title>Access denied | Cloudflare</title>"}
		ok := answer{status: 200, body: pending}
		s := &script{answers: []answer{edge, page, edge, edge, edge, ok, edge, ok}}
		c := newClient(t, s)
		for i, want := range []time.Duration{1, 2, 4, 6, 6, 0, 1, 0} {
			e := check(t, c)
			if e == nil {
				e = &model.CheckError{}
			}
			if e.RetryAfter != want*time.Minute || want > 0 && (e.Kind != model.KindRateLimited || !strings.Contains(string(e.Message), "not the quota")) {
				t.Errorf("answer %d: %v for %v, want %d min", i, e, e.RetryAfter, want)
			}
			if want == 0 {
				continue
			}
			if again := check(t, c); again == nil || again.HTTPStatus != 0 {
				t.Errorf("answer %d: asked during the pause", i)
			}
			time.Sleep(e.RetryAfter)
		}
		if why := c.Budget().Why; why != "" {
			t.Errorf("slowed: %s", why)
		}
	})
}

// TestTheEdgeInMidRun holds that what the edge says of tokens it cannot read is
// believed only of a token that has never worked.
func TestTheEdgeInMidRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, &script{answers: []answer{{status: 530}, {status: 200, body: pending}, {status: 530}}})
		for i, want := range []model.Kind{model.KindAuth, 0, model.KindUnavailable} {
			e := check(t, c)
			if e == nil {
				e = &model.CheckError{}
			}
			if e.Kind != want {
				t.Errorf("answer %d: %v, want %s", i, e, want.Word())
			}
		}
	})
}

// TestNoReport holds which replies of success are no report although they are
// JSON of one: none of them may end a task.
func TestNoReport(t *testing.T) {
	const end = `"status":"COMPLETE"`
	for _, tc := range []struct{ body, says string }{
		{`{` + end + `}{"status":"PROCESSING"}`, "behind its JSON"},
		{`{` + end + "}\n{" + end + `}`, "behind its JSON"},
		{`{` + end + `} x`, "behind its JSON"},
		{`{` + end + "}\x00", "behind its JSON"},
		{`{` + end + "}\ufeff", "behind its JSON"},
		{`{` + end + `},`, "behind its JSON"},
		{`{` + end + `}<!-- served by proxy -->`, "behind its JSON"},
		{`{"status":"PROCESSING",` + end + `}`, "status twice"},
		{`{` + end + `,"status":"PROCESSING"}`, "status twice"},
		{`{` + end + `,"Status":"PROCESSING"}`, "status twice"},
		{`{` + end + `,"\u0073tatus":"PROCESSING"}`, "status twice"},
		{`{` + end + `,"numErrors":3,"numErrors":0}`, "numErrors twice"},
		{`{` + end + `,"errors":[{"message":"x"}],"errors":[]}`, "errors twice"},
		{`{` + end + `,"taskId":"AAAAB3kQx_8","taskId":"AAAAB3kQx_8"}`, "taskId twice"},
		{`{` + end + `,"result":{"id":"1","path":"/a","path":"/b"}}`, "path of the folder twice"},
		{`{` + end + `,"taskId":"AAAAB3kQx_9"}`, "another task: AAAAB3kQx_9"},
		{`{` + end + `,"taskId":"aaaab3kqx_8"}`, "another task"},
		{`{"id":"AAAAB3kQx_9",` + end + `,"result":{"id":"999","path":"/other"}}`, "another task: AAAAB3kQx_9"},
		{`{` + end + `,"links":{"status":"https://api.hubapi.com/files/v3/folders/update/async/tasks/AAAAB3kQx_9/status"}}`, "another task: AAAAB3kQx_9"},
		{`{` + end + `,"taskId":12}`, "another task: 12"},
		{`{` + end + `,"numErrors":"many"}`, "no number"},
		{`{` + end + `,"numErrors":true}`, "no number"},
		{`{` + end + `,"numErrors":[3]}`, "no number"},
		{`{` + end + `,"numErrors":{"n":3}}`, `numErrors is {"n":3}, which is no number of errors`},
		{`{"numErrors":"some","status":"CANCELED","errors":[null]}`, "numErrors is \"some\""},
		{`{` + end + `,"numErrors":"NaN"}`, "no number"},
		{`{` + end + `,"numErrors":NaN}`, "not valid JSON"},
		{`{` + end + `,"a":` + strings.Repeat("[", 20000) + strings.Repeat("]", 20000) + `}`, "not valid JSON"},
	} {
		s := &script{answers: []answer{{status: http.StatusOK, body: tc.body}}}
		e := check(t, newClient(t, s))
		if e == nil || e.Kind != model.KindBadReply || !strings.Contains(string(e.Message), tc.says) {
			t.Errorf("%.60s: %v, want %q", tc.body, e, tc.says)
		}
	}
	for body, want := range map[string]int{
		`"numErrors":-0`: 0, `"numErrors":1e400`: 1<<31 - 1, `"numErrors":0.5`: 1, `"numErrors":null`: 0, `"numErrors":""`: 0,
		`"numErrors":-1`: 0, `"numErrors":"-1","errors":[]`: 0, `"numErrors":-1e99`: 0, `"numErrors":"3"`: 3, `"numErrors":3.0`: 3, `"numErrors":1e99,"errors":[{"message":"x"}]`: 1, `"errors":[{"message":"x"}],"numErrors":-1`: 1,
		`"numErrors":"many","errors":[{"message":"x"}]`: 1, `"numErrors":0,"errors":[{"message":"x"}]`: 1, `"numErrors":2,"errors":[{"message":"x"}]`: 2,
		`"x":1,"x":2`: 0, `"taskId":null`: 0, `"taskId":"AAAAB3kQx_8"`: 0,
	} {
		r, err := newClient(t, &script{answers: []answer{{status: 200, body: "{" + end + "," + body + "}\r\n \t"}}}).Check(t.Context(), "AAAAB3kQx_8")
		if err != nil || r.ErrorCount() != want {
			t.Errorf("%s: %d errors, %v; want %d", body, r.ErrorCount(), err, want)
		}
	}
}

// TestACountOfATaskThatGoesOn holds that a number of errors which cannot be is no
// matter while a task goes on.
func TestACountOfATaskThatGoesOn(t *testing.T) {
	for _, count := range []string{`-1`, `"many"`, `{"n":1}`} {
		r, err := Decode([]byte(`{"status":"PROCESSING","numErrors":` + count + `}`))
		if err != nil || r.Status != model.StatusProcessing || r.ErrorCount() != 0 {
			t.Errorf("%s: %v, %v, %d errors", count, err, r.Status, r.ErrorCount())
		}
	}
}

// TestARefusalIsReadToABound holds that an endless error page costs little.
func TestARefusalIsReadToABound(t *testing.T) {
	for _, status := range []int{302, 400, 404, 429, 500} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			read := &counted{}
			_, err := newClient(t, refusing{status, read}).Check(t.Context(), "x")
			if err == nil || read.n > 2*maxRefusal {
				t.Errorf("read %d bytes, %v", read.n, err)
			}
		})
	}
}

// TestAnotherProtocol holds that a server which changes the protocol holds up
// nothing: its body is a connection that no deadline ends.
func TestAnotherProtocol(t *testing.T) {
	open := make(chan struct{})
	t.Cleanup(func() { close(open) })
	e := check(t, newClient(t, refusing{http.StatusSwitchingProtocols, &counted{open: open}}))
	if e == nil || e.Kind != model.KindUnavailable || e.HTTPStatus != 101 {
		t.Errorf("%v, want that it is the network's", e)
	}
}

// refusing is a transport of an endless body.
type refusing struct {
	status int
	body   *counted
}

func (r refusing) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: r.status, Header: http.Header{}, Body: r.body, Request: req, ContentLength: -1}, nil
}

// counted is an endless body that counts what is read of it.
type counted struct {
	spaces
	n    int
	open chan struct{} // nothing comes before it is closed; nil for no wait
}

func (c *counted) Read(p []byte) (int, error) {
	if c.open != nil {
		<-c.open
	}
	c.n += len(p)
	return c.spaces.Read(p)
}

func (*counted) Close() error { return nil }
