package hubclient

import (
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// long is a reply made of a beginning, a part that is repeated, and an end.
func long(before, each, after string) string {
	return before + strings.TrimSuffix(strings.Repeat(each, (size-len(before)-len(after))/len(each)), ",") + after
}

const (
	longError  = `{"category":"CONFLICT","message":"It is \"there\" already [1].","context":{"id":["1"]},"errors":[{"message":"why\\"}]},`
	longResult = `"result":{"id":"7","name":"a","path":"/a"}`
)

// thinned is what is made of a reply of which not more than most bytes are read.
func thinned(from io.Reader, most int64) (r model.Report, err error) {
	made := thin(from, most)
	err = (&Client{}).judge(reply200(made), func(whole reply) (err error) {
		r, err = whole.report()
		return err
	})
	return r, err
}

func reply200(t *thinner) reply {
	return reply{status: http.StatusOK, body: t.out, thin: t, broken: t.err}
}

const size = 9 << 18 // of a long answer, where it is not to matter how long

// TestALongAnswerSettles holds what is known of a task whose answer is too long to
// be held in memory: its state, how many errors it has, and the first of them,
// whatever stands before and behind them.
func TestALongAnswerSettles(t *testing.T) {
	errors := (size - len(`{"status":"COMPLETE","errors":[]}`)) / len(longError)
	for name, tc := range map[string]struct {
		body         string
		state        model.Status
		errors, kept int
		path         model.Text
	}{
		"errors last":         {long(`{"status":"COMPLETE","numErrors":90000,`+longResult+`,"errors":[`, longError, `]}`), model.StatusComplete, 90_000, keptErrors, "/a"},
		"errors first":        {long(`{"errors":[`, longError, `],`+longResult+`,"numErrors":90000,"status":"COMPLETE"}`), model.StatusComplete, 90_000, keptErrors, "/a"},
		"no count":            {long(`{"status":"COMPLETE","errors":[`, longError, `]}`), model.StatusComplete, errors, keptErrors, ""},
		"errors say nothing":  {long(`{"status":"COMPLETE","errors":[`, `null,`, `]}`), model.StatusComplete, 0, 0, ""},
		"goes on":             {long(`{"status":"PROCESSING","errors":[`, longError, `]}`), model.StatusProcessing, errors, keptErrors, ""},
		"one long message":    {long(`{"status":"CANCELED","errors":[{"message":"`, `m\n\u00e9é`, `"}]}`), model.StatusCanceled, 1, 1, ""},
		"one error, too much": {long(`{"status":"COMPLETE","errors":[{"x":[`, `1,`, `]},{"message":"b"}]}`), model.StatusComplete, 2, 1, ""},
		"a member of no use":  {long(`{"status":"COMPLETE","x":[`, `{"errors":[1]},`, `],"numErrors":0}`), model.StatusComplete, 0, 0, ""},
		"many of no use":      {long(`{`, `"errors2":[1],`, `,"status":"COMPLETE"}`), model.StatusComplete, 0, 0, ""},
		"a name of no use":    {long(`{"`, `k`, `":1,"status":"COMPLETE"}`), model.StatusComplete, 0, 0, ""},
		"a long number":       {long(`{"k":`, `1`, `,"status":"COMPLETE"}`), model.StatusComplete, 0, 0, ""},
		"spaces":              {long(`{"status":"COMPLETE"`, " ", `}`), model.StatusComplete, 0, 0, ""},
		"spread":              {"{ \"status\" : \"COMPLETE\" ,\n \"errors\" : [ 1 ,\t 2 ]\r\n}\n", model.StatusComplete, 2, 2, ""},
	} {
		r, err := thinned(iotest.DataErrReader(strings.NewReader(tc.body)), longestBody)
		if err != nil || r.Status != tc.state || len(r.Errors) != tc.kept || r.ErrorCount() != tc.errors {
			t.Errorf("%s: %v, %v, %d errors of %d; want %v, %d of %d", name, err, r.Status, len(r.Errors), r.ErrorCount(), tc.state, tc.kept, tc.errors)
			continue
		}
		if r.Size != len(tc.body) || r.Body() != nil || (r.TooLong() == "") != (tc.kept == tc.errors) {
			t.Errorf("%s: %d bytes, too long: %q", name, r.Size, r.TooLong())
		}
		if tc.path != "" && (r.Result == nil || r.Result.Path != tc.path) {
			t.Errorf("%s: the folder is %v", name, r.Result)
		}
	}
}

// TestALongAnswerThatIsNoReport holds that of a long answer no more is believed than
// of a short one.
func TestALongAnswerThatIsNoReport(t *testing.T) {
	for body, says := range map[string]string{
		long(`{"status":"COMPLETE","errors":[`, longError, `],"status":"PENDING"}`):             "the reply has status twice",
		long(`{"errors":[],"status":"COMPLETE","errors":[`, longError, `]}`):                    "the reply has errors twice",
		long(`{"status":"COMPLETE","Errors":[`, longError, `]}`):                                "the reply is larger than 8 MiB",
		long(`{"status":"COMPLETE","result":{`, `"k":1,`, `}}`):                                 "the reply is larger than 8 MiB",
		long(`{"status":"COMPLETE","errors":{`, `"k":1,`, `}}`):                                 "the reply is larger than 8 MiB",
		long(`{"status":"COMPLETE","errors":[`, longError, `]} x`):                              "the reply has something behind its JSON",
		long(`{"status":"COMPLETE" "errors":[`, longError, `]}`):                                "the reply is not valid JSON",
		long(`{"status":"COMPLETE","errors":[1,]`, " ", `}`):                                    "the reply is not valid JSON",
		long(`{"status":"COMPLETE","errors":[`, longError, `],"numErrors":"many","errors":[]}`): "the reply has errors twice",
		long(`[`, longError, `]`):                                                               "the reply is larger than 8 MiB",
		long(`<html>`, "<p>COMPLETE</p>", ``):                                                   "the reply is larger than 8 MiB",
		long(`{"status":"error","message":"`, "m", `"}`):                                        "m",
		strings.Repeat("[", size):                                                               "the reply is larger than 8 MiB",
		`{"a":` + strings.Repeat("[", size):                                                     "the connection was cut",
		long(`{"status":"COMPLETE","errors":[`, longError, `]`):                                 "the connection was cut",
		strings.Repeat(" ", size):                                                               "the reply is empty",
	} {
		_, err := thinned(strings.NewReader(body), longestBody)
		if e, _ := err.(*model.CheckError); e == nil || !strings.HasPrefix(string(e.Message), says) {
			t.Errorf("%.60s: %v, want %s", body, err, says)
		}
	}
}

// TestAnEndlessAnswer holds that an answer without an end settles a task only if
// nothing that could follow would change how it ended.
func TestAnEndlessAnswer(t *testing.T) {
	for _, tc := range []struct {
		begin, each, says string
		errors            int
	}{
		{`{"status":"COMPLETE","numErrors":3,"errors":[`, longError, "", (size - 46) / len(longError)},
		{`{"status":"COMPLETE","numErrors":3,"x":"`, "x", "", 3},
		{`{"status":"COMPLETE","x":"`, "x", errTooLong.Error(), 0},
		{`{"status":"PROCESSING","errors":[`, longError, errTooLong.Error(), 0},
		{`{"errors":[`, longError, errTooLong.Error(), 0},
		{`{`, `"k":1,`, errTooLong.Error(), 0},
		{`{"status":"COMPLETE"}`, ` `, errTooLong.Error(), 0},
		{`{"x":`, `[`, errTooLong.Error(), 0},
		{`{"status":`, `1`, errTooLong.Error(), 0},
	} {
		r, err := thinned(&repeated{tc.begin, tc.each}, size)
		if e, _ := err.(*model.CheckError); tc.says != "" && (e == nil || e.Kind != model.KindBadReply || string(e.Message) != tc.says) {
			t.Errorf("%s: %v, want %s", tc.begin, err, tc.says)
		}
		if tc.says == "" && (err != nil || r.ErrorCount() != tc.errors || r.TooLong() != "over 2.4 MB") {
			t.Errorf("%s: %v, %d errors, too long: %q", tc.begin, err, r.ErrorCount(), r.TooLong())
		}
	}
}

// repeated is an endless body: a beginning, and what follows it again and again.
type repeated struct{ left, each string }

func (r *repeated) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		if r.left == "" {
			r.left = r.each
		}
		m := copy(p[n:], r.left)
		n, r.left = n+m, r.left[m:]
	}
	return n, nil
}

// TestALongAnswerOverHTTP holds that a client reads on where an answer is too long
// to be held, how much memory that takes, and that a token in it is not kept.
func TestALongAnswerOverHTTP(t *testing.T) {
	const errors = (9 << 20) / 120
	each := `{"message":"` + canary + strings.Repeat("x", 105-len(canary)) + `"},`
	c := newClient(t, body(func(*http.Request) io.ReadCloser {
		return io.NopCloser(io.MultiReader(io.LimitReader(&repeated{`{"status":"COMPLETE","taskId":"x","errors":[`, each}, 44+errors*120), strings.NewReader(`1]}`)))
	}))
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	r, err := c.Check(t.Context(), "x")
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > 14<<20 {
		t.Errorf("%d kB used", used>>10)
	}
	if err != nil || r.ErrorCount() != errors+1 || len(r.Errors) != keptErrors || r.TooLong() != "9.4 MB" {
		t.Fatalf("%v, %d errors, %d kept, too long: %q", err, r.ErrorCount(), len(r.Errors), r.TooLong())
	}
	if m := string(r.Errors[0].Message); !strings.HasPrefix(m, tokenStandIn+"xx") {
		t.Errorf("the token is in %s", m)
	}
}

// slowly gives a part of a body each millisecond.
type slowly struct {
	req  *http.Request
	from io.Reader
}

func (s slowly) Read(p []byte) (int, error) {
	if err := sleep(s.req.Context(), time.Millisecond); err != nil {
		return 0, err
	}
	return s.from.Read(p[:min(len(p), 1000)])
}

// TestALongAnswerThatTakesTooLong holds that what has come in time of a long answer
// is made use of.
func TestALongAnswerThatTakesTooLong(t *testing.T) {
	for status, says := range map[string]string{"COMPLETE": "", "PENDING": "the reply is larger than 8 MiB, and it did not end in time"} {
		synctest.Test(t, func(t *testing.T) {
			c := newClient(t, body(func(r *http.Request) io.ReadCloser {
				return io.NopCloser(slowly{r, &repeated{fmt.Sprintf(`{"status":%q,"errors":[`, status), longError}})
			}))
			e := check(t, c)
			if says == "" && e != nil || says != "" && (e == nil || string(e.Message) != says || e.Kind != model.KindBadReply) {
				t.Errorf("%s: %v, want %q", status, e, says)
			}
		})
	}
}
