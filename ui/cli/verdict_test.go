package cli

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/config"
	"hubwatch/model/store/storetest"
	"hubwatch/ui/cli/output"
)

// refusal is what a HubSpot, or something in its place, answers to every
// question; with status 0 the connection is refused.
type refusal struct {
	status int
	body   string
}

// RoundTrip answers.
func (f refusal) RoundTrip(req *http.Request) (*http.Response, error) {
	if f.status == 0 {
		return nil, syscall.ECONNREFUSED
	}
	id, _, _ := strings.Cut(strings.TrimPrefix(req.URL.Path, "/files/v3/folders/update/async/tasks/"), "/")
	return &http.Response{
		StatusCode: f.status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: http.Header{}, Request: req, ContentLength: -1,
		Body: io.NopCloser(strings.NewReader(strings.ReplaceAll(f.body, "{id}", id))),
	}, nil
}

// each answers each task by its ID, and all else as fine.
type each map[string]refusal

func (e each) RoundTrip(req *http.Request) (*http.Response, error) {
	for id, f := range e {
		if strings.Contains(req.URL.Path, "/"+id+"/") {
			return f.RoundTrip(req)
		}
	}
	return anAccount.RoundTrip(req)
}

// hubspots is a HubSpot's own refusal.
func hubspots(status int, category, more string) refusal {
	return refusal{status, fmt.Sprintf(`{"status":"error","message":"No.","correlationId":"01a0","category":"%s"%s}`, category, more)}
}

const (
	scopes    = `,"errors":[{"message":"One is needed.","context":{"requiredGranularScopes":["files"]}}]`
	quotaBody = `{"status":"error","message":"You have reached your ten_secondly_rolling limit.","errorType":"RATE_LIMIT","policyName":"TEN_SECONDLY_ROLLING"}`
	pageBody  = `<html><head><title>Blocked by policy</title></head></html>`
)

var (
	anAccount = refusal{200, `{"portalId":24681012,"hubId":24681012,"scopes":["files"]}`}
	okTask    = refusal{200, `{"taskId":"{id}","status":"COMPLETE","numErrors":0,"errors":[]}`}
	badTask   = refusal{200, `{"taskId":"{id}","status":"COMPLETE","numErrors":1,"errors":[{"message":"x"}]}`}
	goingTask = refusal{200, `{"taskId":"{id}","status":"PROCESSING"}`}
	noTask    = hubspots(404, "OBJECT_NOT_FOUND", "")
	noScope   = hubspots(403, "MISSING_SCOPES", scopes)
	locked    = hubspots(423, "LOCKED", "")
	failing   = hubspots(500, "INTERNAL_ERROR", "")
	blocked   = refusal{403, pageBody}
	badToken  = hubspots(401, "INVALID_AUTHENTICATION", "")
)

// ask runs a command line against a HubSpot, in a bubble.
func ask(t *testing.T, hub http.RoundTripper, env map[string]string, lines ...[]string) (got result, took time.Duration) {
	t.Helper()
	home := storetest.Folder(t)
	all := map[string]string{config.TokenVariable: "pat-na1-of-the-test-0001", "XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home}
	for k, v := range env {
		all[k] = v
	}
	for _, args := range lines {
		p := &program{keyring: memory{}, io: output.Streams{In: strings.NewReader("pat-na1-of-the-test-0001\n")}, process: process{newHub: through(hub)}}
		begun := time.Now()
		got = runWith(t, p, all, args...)
		took = time.Since(begun)
	}
	return got, took
}

// TestVerdicts holds the exit code of every command that asks, under every
// fault, about one task, many, and the watchlist; and that each ends.
func TestVerdicts(t *testing.T) {
	t.Parallel()
	one := []string{"A1"}
	many := []string{"A1", "A2", "A3", "A4", "A5", "A6", "A7"}
	for _, fault := range []struct {
		name      string
		hub       http.RoundTripper
		env       map[string]string
		tasks     int // the code of what asks about tasks
		token     int // the code of what asks about the token
		says      string
		tokenSays string // "" is says
	}{
		{"no token", anAccount, map[string]string{config.TokenVariable: ""}, 4, 4, "hubwatch auth login", "token"},
		{"wrong token", badToken, nil, 4, 4, "copy it again", ""},
		{"403 JSON", noScope, nil, 4, 4, "add one of the scopes files", ""},
		{"403 of another kind", hubspots(403, "GATED", ""), nil, 4, 4, "no permission (HTTP 403)", ""},
		{"401 page", refusal{401, pageBody}, nil, 6, 6, "Blocked by policy", ""},
		{"403 page", blocked, nil, 6, 6, "Blocked by policy", ""},
		{"400 page", refusal{400, pageBody}, nil, 6, 6, "Blocked by policy", ""},
		{"451 nothing", refusal{451, ""}, nil, 6, 6, "a firewall or proxy answers", ""},
		{"429 quota", refusal{429, quotaBody}, nil, 6, 6, "rate limited", ""},
		{"429 edge", refusal{429, "error code: 1015"}, nil, 6, 6, "error code: 1015", ""},
		{"423 for ever", locked, nil, 6, 6, "rate limited", ""},
		{"500 for ever", failing, nil, 6, 6, "unavailable (HTTP 500)", ""},
		{"refused connection", refusal{}, nil, 6, 6, "connection refused", ""},
		{"404 JSON", noTask, nil, 5, 6, "not found (HTTP 404)", ""},
		{"400 JSON of the ID", hubspots(400, "VALIDATION_ERROR", `,"context":{"id":["{id}"]}`), nil, 5, 6, "HTTP 400", ""},
		{"400 JSON of something else", hubspots(400, "CONFLICT", ""), nil, 6, 6, "HTTP 400", ""},
		{"404 page", refusal{404, pageBody}, nil, 6, 6, "--api-version", "no such address"},
		{"another task", refusal{200, `{"taskId":"other","status":"COMPLETE"}`}, nil, 6, 6, "another task", "says nothing about an account"},
		{"captive portal", refusal{200, pageBody}, nil, 6, 6, "Blocked by policy", ""},
	} {
		for _, cmd := range []struct {
			name  string
			lines [][]string
			token bool
		}{
			{"status one", [][]string{append([]string{"status"}, one...)}, false},
			{"status many", [][]string{append([]string{"status"}, many...)}, false},
			{"status", [][]string{append([]string{"add"}, many...), {"status"}}, false},
			{"wait one", [][]string{append([]string{"wait", "--quiet"}, one...)}, false},
			{"wait many", [][]string{append([]string{"wait", "--quiet"}, many...)}, false},
			{"wait", [][]string{append([]string{"add"}, many...), {"wait", "--quiet"}}, false},
			{"auth status", [][]string{{"auth", "status"}}, true},
			{"auth login", [][]string{{"auth", "login", "--with-token"}}, true},
			{"doctor", [][]string{{"doctor"}}, true},
		} {
			if cmd.name == "auth login" && fault.name == "no token" {
				continue // it is given one
			}
			if testing.Short() && (cmd.name == "wait many" || cmd.name == "wait" || cmd.name == "wait one" && strings.Contains(fault.name, "4")) {
				continue // many minutes each: with the race detector some do
			}
			t.Run(fault.name+"/"+cmd.name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					got, took := ask(t, fault.hub, fault.env, cmd.lines...)
					code, says, limit := fault.tasks, fault.says, 13*time.Minute
					if cmd.token {
						code = fault.token
						if fault.tokenSays != "" {
							says = fault.tokenSays
						}
					}
					if !strings.HasPrefix(cmd.name, "wait") {
						limit = time.Minute
					}
					if all := got.stdout + got.stderr; got.code != code || !strings.Contains(all, says) || took > limit {
						t.Errorf("code %d after %v, want %d; said %s\nwant %q", got.code, took, code, all, says)
					}
				})
			})
		}
	}
}

// TestMixedVerdicts holds which of several truths a command ends with, whatever
// was asked last, and that what can be known is known nevertheless.
func TestMixedVerdicts(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		hub  []refusal // of A0, A1, …
		code int
		wait int    // if it is another one
		says string // of the summary
	}{
		{"all ok", []refusal{okTask, okTask}, 0, 0, `"ok": 2`},
		{"errors", []refusal{okTask, badTask, okTask}, 1, 1, `"errors": 1`},
		{"not settled", []refusal{okTask, badTask, goingTask}, 8, 8, `"processing": 1`},
		{"missing", []refusal{noTask, okTask, badTask}, 5, 5, `"missing": 1`},
		{"missing and going", []refusal{goingTask, noTask, badTask}, 5, 8, `"processing": 1`},
		{"failing", []refusal{noTask, failing, badTask}, 6, 6, `"errors": 1`},
		{"locked", []refusal{locked, okTask, okTask, okTask, noTask, okTask, badTask}, 6, 6, `"ok": 4`},
		{"locked first and last", []refusal{locked, okTask, okTask, locked}, 6, 6, `"ok": 2`},
		{"blocked", []refusal{blocked, blocked, blocked, blocked, okTask, okTask}, 6, 6, `"ok": 2`},
		{"refused", []refusal{noScope, okTask, okTask}, 4, 4, `"ok": 2`},
		{"some refused", []refusal{noScope, noScope, noScope, noScope, okTask, okTask, okTask, okTask, badTask, okTask}, 4, 4, `"ok": 5`},
		{"refused and failing", []refusal{noScope, failing, okTask, badTask, noTask}, 4, 4, `"errors": 1`},
		{"refused token last", []refusal{okTask, okTask, badToken}, 4, 4, ``},
		{"refused token first", []refusal{badToken, okTask, okTask}, 4, 4, ``},
	} {
		hub, ids := each{}, []string{}
		for i, f := range tc.hub {
			id := fmt.Sprintf("A%d", i)
			hub[id], ids = f, append(ids, id)
		}
		for name, lines := range map[string][][]string{
			"status": {append([]string{"status", "-o", "json"}, ids...)},
			"list":   {append([]string{"add"}, ids...), {"status", "-o", "json"}},
			"wait":   {append([]string{"wait", "-o", "json", "--timeout", "20m"}, ids...)},
		} {
			if testing.Short() && name == "wait" && tc.name != "missing and going" {
				continue // many minutes each: with the race detector one does
			}
			t.Run(tc.name+"/"+name, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					got, took := ask(t, hub, nil, lines...)
					code, limit := tc.code, 2*time.Minute
					if name == "wait" {
						code, limit = tc.wait, 21*time.Minute
					}
					if got.code != code || took > limit || !strings.Contains(got.stdout, tc.says) {
						t.Errorf("code %d after %v, want %d and %s; said %s%s", got.code, took, code, tc.says, got.stdout, got.stderr)
					}
				})
			})
		}
	}
}

// TestStatusEnds holds how long one sweep waits for a task without an answer,
// and that the others are told of.
func TestStatusEnds(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name     string
		flags    []string
		hub      refusal // of one of the tasks
		from, to time.Duration
		reason   string
	}{
		{"locked", nil, locked, 25 * time.Second, 35 * time.Second, "rate limited (HTTP 423)"},
		{"locked, at once", []string{"--timeout", "0s"}, locked, 0, 5 * time.Second, "rate limited (HTTP 423)"},
		{"locked, for longer", []string{"--timeout", "2m"}, locked, 100 * time.Second, 125 * time.Second, "rate limited (HTTP 423)"},
		{"failing", nil, failing, 30 * time.Second, 35 * time.Second, "unavailable (HTTP 500)"},
		{"blocked", nil, blocked, 30 * time.Second, 35 * time.Second, "Blocked by policy"},
		{"limited", nil, refusal{429, quotaBody}, 20 * time.Second, time.Minute, "rate limited"},
		{"limited by the edge", nil, refusal{429, "error code: 1015"}, 0, 5 * time.Second, "not the quota"},
		{"unknown", nil, noTask, 10 * time.Second, 12 * time.Second, "not found"},
		{"unknown, and no time to look again", []string{"--timeout", "1s"}, noTask, time.Second, 3 * time.Second, "not found"},
		{"refused", nil, noScope, 0, 3 * time.Second, "no permission"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				hub := each{"A0": okTask, "A1": tc.hub, "A2": okTask, "A3": okTask}
				got, took := ask(t, hub, nil, append([]string{"status", "A0", "A1", "A2", "A3"}, tc.flags...))
				ok := strings.Count(got.stdout, "ok   ")
				pauses := tc.name == "limited by the edge" // all of them, so that others may be left
				if took < tc.from || took > tc.to || !strings.Contains(got.stdout, tc.reason) || ok != 3 && !pauses {
					t.Errorf("after %v: %s%s", took, got.stdout, got.stderr)
				}
			})
		})
	}
}
