package hubclient

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hubwatch/model"
)

// fixture reads a body from testdata.
func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestDecode holds what is read from each body that is a report. The facts are
// complete: a field that is not listed must be zero.
func TestDecode(t *testing.T) {
	for _, tt := range reports {
		t.Run(tt.file, func(t *testing.T) {
			body := fixture(t, tt.file)
			r, err := Decode(body)
			if err != nil {
				t.Fatal(err)
			}
			if got, want := describe(r), strings.TrimPrefix(tt.want, "\n"); got != want {
				t.Errorf("got:\n%swant:\n%s", got, want)
			}
			if string(r.Raw) != string(body) {
				t.Errorf("Raw = %q", r.Raw)
			}
		})
	}
}

// TestDecodeError holds which bodies under a status of success are no report.
func TestDecodeError(t *testing.T) {
	tests := []struct {
		file, message string
		kind          model.Kind
	}{
		{"28-truncated.json", "the reply was cut off", model.KindUnavailable},
		{"28-broken.json", "the reply is not valid JSON", model.KindBadReply},
		{"28-duplicate-keys.json", "the reply has status twice", model.KindBadReply},
		{"28-trailing-garbage.json", "the reply has something behind its JSON", model.KindBadReply},
		{"31-empty.json", "the reply is empty", model.KindBadReply},
		{"31-null.json", "the reply is JSON, but not an object", model.KindBadReply},
		{"31-array.json", "the reply is JSON, but not an object", model.KindBadReply},
		{"31-string.json", "the reply is JSON, but not an object", model.KindBadReply},
		{"31-empty-object.json", "the reply says nothing about a task", model.KindBadReply},
		{"31-foreign-object.json", "the reply says nothing about a task", model.KindBadReply},
		{"31-envelope-auth.json", "The key is not valid.", model.KindAuth},
		{"31-envelope-expired.json", "The key expired.", model.KindAuth},
		{"31-envelope-scopes.json", "Scopes are missing.", model.KindPermission},
		{"31-envelope-rate.json", "Slow down.", model.KindRateLimited},
		{"31-envelope-not-found.json", "No such thing.", model.KindNotFound},
		{"31-envelope-other.json", "It broke.", model.KindUnavailable},
		{"32-captive-portal.html", "the reply is not JSON but a web page: Airport & Hotel Wi-Fi", model.KindUnavailable},
		{"32-plain-words.txt", "the reply is not JSON", model.KindUnavailable},
		{"45-csrf.json", "Csrf token is missing from the request.", model.KindUnavailable},
		{"46-other-envelope.json", "X is not a type", model.KindUnavailable},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			_, err := Decode(fixture(t, tt.file))
			e, ok := errors.AsType[*model.CheckError](err)
			if !ok {
				t.Fatalf("error %v is no CheckError", err)
			}
			if e.Kind != tt.kind || string(e.Message) != tt.message {
				t.Errorf("got %v %q, want %v %q", e.Kind.Word(), e.Message, tt.kind.Word(), tt.message)
			}
		})
	}
}

func TestDecodeLongMessage(t *testing.T) {
	r, err := Decode(fixture(t, "13-message-with-array.json"))
	if err != nil {
		t.Fatal(err)
	}
	got := string(r.Errors[0].Message)
	if want := `Folder values were not valid: [{"isValid":false,"name":"C:\\assets\\0","error":"NAME \"x\" TAKEN"},`; !strings.HasPrefix(got, want) {
		t.Errorf("message begins %.120q, want %q", got, want)
	}
	if len(got) < 1500 || !strings.HasSuffix(got, "{}]") {
		t.Errorf("message of %d bytes is cut short", len(got))
	}
}

func TestDecodeCounterBeyondList(t *testing.T) {
	r, err := Decode(fixture(t, "14-counter-beyond-list.json"))
	if err != nil {
		t.Fatal(err)
	}
	if r.NumErrors != 250 || len(r.Errors) != 20 || r.Errors[19].Message != "child 19" {
		t.Errorf("got %d counted, %d listed", r.NumErrors, len(r.Errors))
	}
}

func TestDecodeLongPath(t *testing.T) {
	r, err := Decode(fixture(t, "23-long-path.json"))
	if err != nil {
		t.Fatal(err)
	}
	if want := `//a\b/` + strings.Repeat("deep/", 1000); string(r.Result.Path) != want {
		t.Errorf("path has %d bytes, want %d", len(r.Result.Path), len(want))
	}
	if r.Result.Name != " lead" {
		t.Errorf("name = %q, want its leading space kept", r.Result.Name)
	}
}

// manyErrors is a report with n errors.
func manyErrors(n int) []byte {
	const one = `{"status":"error","category":"VALIDATION_ERROR","message":"child","context":{"id":["1"]},"errors":[{"message":"why"}]},`
	return []byte(`{"status":"COMPLETE","taskId":"many","errors":[` + strings.TrimSuffix(strings.Repeat(one, n), ",") + `]}`)
}

func TestDecodeManyErrors(t *testing.T) {
	r, err := Decode(manyErrors(50_000))
	if err != nil {
		t.Fatal(err)
	}
	if n := len(r.Errors); r.ErrorCount() != 50_000 || n < 100 || n > keptParts || r.Errors[n-2].Details[0].Message != "why" {
		t.Errorf("got %d errors of %d, want the first of 50000", n, r.ErrorCount())
	}
	if string(r.Body()) != string(manyErrors(50_000)) {
		t.Error("the reply as it came is another one")
	}
}

func BenchmarkDecodeManyErrors(b *testing.B) {
	body := manyErrors(50_000)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Decode(body); err != nil {
			b.Fatal(err)
		}
	}
}

// TestDecodeDeep holds that nesting is either kept as text or refused, and
// that neither takes long.
func TestDecodeDeep(t *testing.T) {
	tests := []struct {
		name, open, end string
		depth           int
		kind            model.Kind // 0 if it is a report
	}{
		{"arrays", "[", "]", 9_000, 0},
		{"more arrays", "[", "]", 10_000, model.KindBadReply},
		{"many arrays", "[", "]", 20_000, model.KindBadReply},
		{"errors in errors", `{"errors":[`, "]}", 4_000, 0},
		{"more errors in errors", `{"errors":[`, "]}", 10_000, model.KindBadReply},
		{"never closed", "[", "", 9_000, model.KindUnavailable},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			body := `{"taskId":"deep","errors":` + strings.Repeat(tt.open, tt.depth) + strings.Repeat(tt.end, tt.depth)
			if tt.end != "" {
				body += "}"
			}
			_, err := Decode([]byte(body))
			var got model.Kind
			if e, ok := errors.AsType[*model.CheckError](err); ok {
				got = e.Kind
			}
			if got != tt.kind {
				t.Errorf("error %v, want kind %v", err, tt.kind)
			}
		})
	}
}

// TestDecodeTimes holds the forms in which a time is understood, apart from those
// of the fixtures: what Java makes of a time, and what else ISO 8601 allows.
func TestDecodeTimes(t *testing.T) {
	for sent, want := range map[string]string{
		`"2026-11-26 10:00:09"`:                  "10:00:09",
		`"2026-11-26 10:00:09.25Z"`:              "10:00:09.25",
		`"2026-11-26t10:00:09z"`:                 "10:00:09",
		`"2026-11-26T11:00:09+01"`:               "10:00:09",
		`"2026-11-26T06:30-03:30"`:               "10:00:00",
		`"2026-11-26T10:00Z"`:                    "10:00:00",
		`"2026-11-26T10:00:09Z[UTC]"`:            "10:00:09",
		`"2026-11-26T11:00+01:00[Europe/Paris]"`: "10:00:00",
		`1795687209.250000000`:                   "10:00:09.25",
		`"1795687209.5"`:                         "10:00:09.5",
		`"2026-11-26"`:                           "",
		`"26.11.2026 10:00:09"`:                  "",
		`"[UTC]"`:                                "",
		`1e300`:                                  "",
		`"NaN"`:                                  "",
	} {
		r, err := Decode([]byte(`{"taskId":"AAAAB3kQx_8","status":"COMPLETE","completedAt":` + sent + `}`))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if !r.CompletedAt.IsZero() {
			got = r.CompletedAt.Format("15:04:05.999")
		}
		if got != want {
			t.Errorf("%s is %s, want %s", sent, got, want)
		}
	}
}

// TestDecodeNoErrors holds what of a list of errors is none.
func TestDecodeNoErrors(t *testing.T) {
	for sent, want := range map[string]int{
		`false`: 0, `0`: 0, `"[]"`: 0, `"{}"`: 0, `"null"`: 0, `[null, false, ""]`: 0, `[[]]`: 0, `[[], [ ]]`: 0,
		`[{}]`: 1, `[[{}]]`: 1, `true`: 1, `3`: 1, `"none"`: 1,
		`[[{"message":"a"}, {"message":"b"}], {"message":"c"}]`: 3,
		`"[{\"message\":\"a\"},{\"message\":\"b\"}]"`:           2, `["{\"message\":\"a\"}"]`: 1, `"[moved"`: 1, `"{a=[b, c]}"`: 1,
		`{"122690003720":{"message":"a"},"122690003721":{"message":"b"}}`: 2,
		`{"results":[{"message":"a"},{"message":"b"}],"total":2}`:         2,
		`[{"error":{"message":"a"}}]`:                                     1, `[{"reason":"a"}]`: 1, `[{"details":[]}]`: 1, `{"message":"a","page":{"message":"b"}}`: 1,
	} {
		r, err := Decode([]byte(`{"taskId":"AAAAB3kQx_8","status":"COMPLETE","errors":` + sent + `}`))
		if err != nil {
			t.Fatal(err)
		}
		if got := r.ErrorCount(); got != want || len(r.Errors) != want {
			t.Errorf("errors %s: %d counted, %d kept, want %d", sent, got, len(r.Errors), want)
		}
	}
}

// TestDecodeStatusWithSpaces holds that white space is no part of a status.
func TestDecodeStatusWithSpaces(t *testing.T) {
	r, err := Decode([]byte(`{"taskId":"AAAAB3kQx_8","status":" Complete\n"}`))
	if err != nil || r.Status != model.StatusComplete {
		t.Errorf("got %v, %v", r.Status, err)
	}
}
