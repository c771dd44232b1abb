package plan

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hubwatch/model"
)

// TestTheScript runs a script of three folders against servers that answer in
// every way, and holds what it prints, where it stops and how it ends.
func TestTheScript(t *testing.T) {
	for _, tool := range []string{"bash", "curl"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("this test needs %s", tool)
		}
	}
	const good, no = `{"id":"AAAAEZ6whGI"}`, `{"status":"error","message":"no such folder 2"}`
	started := func(folders ...string) string {
		var b strings.Builder
		for _, f := range folders {
			answer := good
			if f == "2" {
				answer = no
			}
			b.WriteString(`{"folderId":"` + f + `","answer":` + answer + "}\n")
		}
		return b.String()
	}
	for _, tc := range []struct {
		name   string
		status int // of the answer to folder 2
		answer string
		waves  bool
		args   []string
		stdout string
		stderr string
		code   int
	}{
		{name: "one is refused", status: 400, answer: no, stdout: started("1", "2", "3"), stderr: "refused to start 1 of them", code: 1},
		{name: "the token is refused", status: 401, answer: no, stdout: started("1"), stderr: "folder 2: HubSpot did not take it, so this stops here", code: 1},
		{name: "a scope is missing", status: 403, answer: no, stdout: started("1"), stderr: "no\\ such\\ folder", code: 1},
		{name: "a fault", status: 500, answer: no, stdout: started("1"), stderr: "stops here", code: 1},
		{name: "a page of a proxy", status: 404, answer: "<html>\x1b[31m", stdout: started("1"), stderr: `\E[31m`, code: 1},
		{name: "a page that says all is well", status: 200, answer: "<html>", stdout: started("1"), stderr: "stops here", code: 1},
		{name: "no wave", waves: true, stderr: "name the wave to start, 1 to 2", code: 3},
		{name: "a word for a wave", waves: true, args: []string{"abc"}, stderr: "name the wave to start, 1 to 2", code: 3},
		{name: "a wave there is not", waves: true, args: []string{"3"}, stderr: "name the wave to start, 1 to 2", code: 3},
		{name: "the second wave", waves: true, args: []string{"02"}, stdout: started("3")},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			hubspot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Header.Get("Authorization") != "Bearer secret-of-the-test" {
					t.Errorf("the token is %q", r.Header.Get("Authorization"))
				}
				body, _ := io.ReadAll(r.Body)
				if strings.Contains(string(body), `"id":"2"`) {
					w.WriteHeader(tc.status)
					_, _ = io.WriteString(w, tc.answer)
					return
				}
				w.WriteHeader(http.StatusAccepted)
				_, _ = io.WriteString(w, good)
			}))
			defer hubspot.Close()
			var again Rerun
			for _, id := range []model.Text{"1", "2", "3"} {
				step := Step{Name: "/a", Why: "it failed", Request: Request{FolderID: string(id), Name: "x"}}
				if tc.waves && id == "3" {
					step.Wave = 2
				} else if tc.waves {
					step.Wave = 1
				}
				again.Steps = append(again.Steps, step)
			}
			file := filepath.Join(t.TempDir(), "start.sh")
			if err := os.WriteFile(file, again.script(hubspot.URL), 0o600); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command("bash", append([]string{file}, tc.args...)...)
			cmd.Env = append(os.Environ(), "HUBSPOT_ACCESS_TOKEN=secret-of-the-test")
			var stdout, stderr strings.Builder
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			_ = cmd.Run()
			if stdout.String() != tc.stdout || !strings.Contains(stderr.String(), tc.stderr) || cmd.ProcessState.ExitCode() != tc.code {
				t.Errorf("exit code %d, want %d\n%s\nwant\n%s\n%s\nwant %q", cmd.ProcessState.ExitCode(), tc.code, stdout.String(), tc.stdout, stderr.String(), tc.stderr)
			}
		})
	}
}

// TestTheScriptSaysWhereItsAnswersGo holds that the way back is not taken in as
// the plan's own moves, and a re-run is.
func TestTheScriptSaysWhereItsAnswersGo(t *testing.T) {
	for wave, want := range map[int]string{0: "into: hubwatch add --plan plan.csv -f -\n", 1: "into: hubwatch add -f -\n"} {
		again := Rerun{Steps: []Step{{Name: "/a", Request: Request{FolderID: "1", Name: "x"}, Wave: wave}}}
		if got := string(again.script("https://api.hubapi.com")); !strings.Contains(got, want) {
			t.Errorf("wave %d: %q is not in\n%s", wave, want, got)
		}
	}
}
