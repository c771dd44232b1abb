package hubclient

import (
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"hubwatch/model"
)

// largeBodies are bodies of just less than the limit, of each kind that costs
// memory in another way.
func largeBodies() map[string]string {
	const room = maxBody - 400
	fill := func(before, each, after string) string {
		return before + strings.TrimSuffix(strings.Repeat(each, room/len(each)), ",") + after
	}
	const begin = `{"status":"COMPLETE","taskId":"x",`
	return map[string]string{
		"one message":     fill(begin+`"errors":[{"message":"`, "m", `"}]}`),
		"escaped message": fill(begin+`"errors":[{"message":"`, `\n`, `"}]}`),
		"errors":          fill(begin+`"errors":[`, `{"category":"VALIDATION_ERROR","message":"It is there.","context":{"id":["1"]},"errors":[{"message":"why"}]},`, `]}`),
		"tiny errors":     fill(begin+`"errors":[`, `1,`, `]}`),
		"tiny details":    fill(begin+`"errors":[{"errors":[`, `1,`, `]}]}`),
		"context":         fill(begin+`"errors":[{"context":{"a":[`, `1,`, `]}}]}`),
		"keys":            fill(begin+`"errors":[{"context":{`, `"k":1,`, `}}]}`),
		"unknown members": fill(begin, `"k":1,`, `}`),
		"unknown array":   fill(begin+`"k":[`, `{"a":[]},`, `]}`),
		"links":           fill(begin+`"links":[`, `{"a":"b"},`, `]}`),
		"spaces":          fill(begin, ` `, `"numErrors":0}`),
		"java map":        fill(begin+`"errors":[{"context":"{`, `a=b, `, `}"}]}`),
		"token":           fill(begin+`"k":"`, canary+` `, `"}`),
	}
}

// TestALargeBodyCostsLittle holds how much memory a body of eight megabytes
// takes: while it is read, and afterwards.
func TestALargeBodyCostsLittle(t *testing.T) {
	for name, text := range largeBodies() {
		if testing.Short() && name != "errors" {
			continue
		}
		lengths := []int64{-1}
		if name == "errors" {
			lengths = append(lengths, int64(len(text))) // it is the same read, whatever is in the body
		}
		for _, length := range lengths {
			c := newClient(t, largeReply{text, length})
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			r, err := c.Check(t.Context(), "x")
			runtime.ReadMemStats(&after)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			used := after.TotalAlloc - before.TotalAlloc
			runtime.GC()
			runtime.ReadMemStats(&after)
			if kept := int64(after.HeapAlloc) - int64(before.HeapAlloc); used > 13<<20 || kept > 3<<20 {
				t.Errorf("%s: %d kB used, %d kB kept", name, used>>10, kept>>10)
			}
			if body := r.Body(); name != "token" && string(body) != text {
				t.Errorf("%s: the reply as it came has %d bytes, want %d", name, len(body), len(text))
			}
			runtime.KeepAlive(r)
		}
	}
}

// largeReply is a transport of one body.
type largeReply struct {
	text   string
	length int64 // -1 if it is not told
}

func (l largeReply) RoundTrip(req *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(l.text)), Request: req, ContentLength: l.length}, nil
}

// TestLargeBodiesWaitForEachOther holds that many large replies at once take as
// much memory as one.
func TestLargeBodiesWaitForEachOther(t *testing.T) {
	c := newClient(t, largeReply{largeBodies()["errors"], -1})
	done := make(chan model.Report)
	callers := 4
	if testing.Short() {
		callers = 2 // as with the race detector, which is slow
	}
	for range callers {
		go func() {
			r, _ := c.Check(t.Context(), "x")
			done <- r
		}()
	}
	for range callers {
		if r := <-done; r.ErrorCount() < 10_000 || len(r.Errors) < 100 || len(r.Errors) > keptParts {
			t.Errorf("%d errors, %d kept", r.ErrorCount(), len(r.Errors))
		}
	}
}

// TestLongTexts holds that a text is cut where a character ends, and only if it
// is long.
func TestLongTexts(t *testing.T) {
	for name, unit := range map[string]string{"ascii": "m", "two bytes": "é", "three": "営", "four": "🙂", "escape": `\n`, "unicode": `\u00e9`, "pair": `\ud83d\ude42`, "quote": `\"`} {
		for _, pad := range []string{"", "a", "ab", "abc"} {
			body := `{"status":"COMPLETE","errors":[{"message":"` + pad + strings.Repeat(unit, 90_000) + `","id":"` + pad + strings.Repeat(unit, 1000) + `"}]}`
			r, err := Decode([]byte(body))
			if err != nil {
				t.Fatal(err)
			}
			message, ok := strings.CutSuffix(string(r.Errors[0].Message), "…")
			whole := string(r.Errors[0].ID)
			if !ok || len(message) > maxText || len(message) < maxText/12-8 || !strings.HasPrefix(message, whole) || strings.ContainsRune(message, '\ufffd') {
				t.Errorf("%s %q: %d bytes, ends in %q", name, pad, len(message), message[max(0, len(message)-8):])
			}
			if strings.Contains(whole, "…") {
				t.Errorf("%s: a short text was cut", name)
			}
		}
	}
	r, err := Decode([]byte(`{"status":"COMPLETE","errors":[{"message":"` + strings.Repeat("\xa5", 90_000) + `"}]}`))
	if err != nil || len(r.Errors[0].Message) < maxText {
		t.Errorf("of broken UTF-8: %v, %q", err, r.Errors[0].Message)
	}
}
