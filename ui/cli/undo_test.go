package cli

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"hubwatch/hubclient/hubsim"
)

// timed is an account with folders, an environment with its token, and a way to let
// time pass.
type timed struct {
	*hubsim.Server
	url  string
	env  map[string]string
	late atomic.Int64 // nanoseconds
}

func newTimed(t *testing.T, folders ...hubsim.Folder) *timed {
	t.Helper()
	a := &timed{}
	start := time.Now()
	a.Server = hubsim.New(hubsim.Options{Token: secret, Tasks: 1, Folders: folders, Now: func() time.Time { return start.Add(time.Duration(a.late.Load())) }})
	server := httptest.NewServer(a.Server)
	t.Cleanup(server.Close)
	a.url, a.env = server.URL, env(t, server.URL)
	a.env["HUBSPOT_ACCESS_TOKEN"] = secret
	return a
}

// move starts a folder update, and waits until it has ended.
func (a *timed) move(t *testing.T, body string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, a.url+"/files/v3/folders/update/async", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+secret)
	client := http.Client{Transport: &http.Transport{}}
	resp, err := client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusAccepted {
		t.Fatalf("%s: %s", body, resp.Status)
	}
	a.late.Add(int64(time.Minute))
}

// TestThereAndBack goes the whole way: lint, snapshot, the moves, verify, undo.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	a := newTimed(t, offices()...)
	before := a.Folders()
	plan := planFile(t, "folderId,name,parentFolderId\n11,moved,20\n12,one,\n21,two,10\n")
	file := filepath.Join(t.TempDir(), "before.json")
	run := func(code int, says string, args ...string) result {
		t.Helper()
		got := runWith(t, &program{keyring: memory{}}, a.env, args...)
		if got.code != code || !strings.Contains(got.stdout+got.stderr, says) {
			t.Errorf("%q: exit code %d, want %d and %q in\n%s%s", args, got.code, code, says, got.stdout, got.stderr)
		}
		return got
	}
	run(0, "nothing is wrong", "lint", "--plan", plan)
	run(1, "3 elsewhere", "verify", "--plan", plan)
	run(1, "about the 3 folders elsewhere: as far as hubwatch knows, nobody has started to move them", "verify", "--plan", plan)
	run(3, "there is no snapshot", "undo", "--plan", plan)
	run(0, "3 folders of the plan kept, and 2 parents that they are to be in", "snapshot", "--plan", plan, "--write", file)
	run(3, "there is nothing to undo: 3 folders are where the snapshot has them", "undo", "--plan", plan)
	run(3, "is no snapshot: that is JSON", "undo", "--plan", plan, "--snapshot", plan)
	if again := run(3, "file already exists", "snapshot", "--plan", plan, "--write", file); again.stdout != "" {
		t.Errorf("a snapshot that cannot be written is kept first: %s", again.stdout)
	}
	for _, body := range []string{`{"id":"11","name":"moved","parentFolderId":20}`, `{"id":"12","name":"one"}`, `{"id":"21","name":"two","parentFolderId":10}`} {
		a.move(t, body)
	}
	run(0, "3 rows: 3 there", "verify", "--plan", plan)
	run(0, "nothing new: 5 folders are kept already, since ", "snapshot", "--plan", plan)
	if data, err := os.ReadFile(file); err != nil || !bytes.Contains(data, []byte(`"name": "two"`)) {
		t.Errorf("the snapshot in the file: %s, %v", data, err)
	}
	script := run(0, "3 moves in 3 waves", "undo", "--plan", plan, "-o", "curl").stdout
	if !strings.Contains(script, "name the wave to start, 1 to 3") || !strings.Contains(script, `((10#$wave != 2)) || start `) {
		t.Errorf("the script has no waves:\n%s", script)
	}
	run(0, "folderId,name", "undo", "--plan", plan, "--snapshot", file)
	lines := run(0, "", "undo", "--plan", plan, "-o", "jsonl").stdout
	for line := range strings.Lines(lines) {
		if !json.Valid([]byte(line)) {
			t.Fatalf("%q is no request", line)
		}
		a.move(t, line)
	}
	if now := a.Folders(); !reflect.DeepEqual(now, before) {
		t.Errorf("afterwards\n%+v, want\n%+v\nby\n%s", now, before, lines)
	}
	run(3, "there is nothing to undo", "undo", "--plan", plan)
}

func TestUndoLeavesWhatOthersChanged(t *testing.T) {
	a := newTimed(t, offices()...)
	plan := planFile(t, "folderId,name\n11,x\n12,y\n")
	p := func() *program { return &program{keyring: memory{}} }
	if got := runWith(t, p(), a.env, "snapshot", "--plan", plan); got.code != 0 {
		t.Fatalf("snapshot: %+v", got)
	}
	a.move(t, `{"id":"11","name":"x"}`)
	a.move(t, `{"id":"12","name":"by somebody else"}`)
	got := runWith(t, p(), a.env, "undo", "--plan", plan, "-o", "jsonl")
	if got.code != 1 || got.stdout != `{"id":"11","name":"one"}`+"\n" || !strings.Contains(got.stderr, "folder 12 (/a/two) was moved or renamed by somebody else since: it is at /a/by somebody else") {
		t.Errorf("%+v", got)
	}
}

// TestUndoOfAPlan undoes one of two plans that have moved folders of the snapshot.
func TestUndoOfAPlan(t *testing.T) {
	a := newTimed(t, offices()...)
	both, second := planFile(t, "folderId,name\n11,x\n12,y\n"), planFile(t, "folderId,name\n12,y\n")
	p := func() *program { return &program{keyring: memory{}} }
	if got := runWith(t, p(), a.env, "snapshot", "--plan", both); got.code != 0 {
		t.Fatalf("snapshot: %+v", got)
	}
	a.move(t, `{"id":"11","name":"x"}`)
	a.move(t, `{"id":"12","name":"y"}`)
	got := runWith(t, p(), a.env, "undo", "--plan", second, "-o", "jsonl")
	if got.code != 0 || got.stdout != `{"id":"12","name":"two"}`+"\n" || !strings.Contains(got.stderr, "1 folder is left out: in the snapshot, and in no row of the plan") {
		t.Errorf("the second plan: %+v", got)
	}
	got = runWith(t, p(), a.env, "undo", "--plan", second, "-o", "curl")
	if !strings.Contains(got.stdout, "pipe what it prints into: hubwatch add -f -\n") || strings.Contains(got.stdout, `"id":"11"`) {
		t.Errorf("its script: %+v", got)
	}
	a.move(t, `{"id":"12","name":"somebody else's"}`)
	got = runWith(t, p(), a.env, "undo", "--plan", second)
	if got.code != 1 || !strings.Contains(got.stderr, "no move leads back: 1 folder is left untouched") {
		t.Errorf("nothing that leads back: %+v", got)
	}
	if got = runWith(t, p(), a.env, "undo", "--plan", planFile(t, "folderId,name\n21,z\n")); got.code != 3 || !strings.Contains(got.stderr, "the snapshot has none of the folders of the plan") {
		t.Errorf("a plan of other folders: %+v", got)
	}
}

func TestUndoOfSomeTasks(t *testing.T) {
	t.Parallel()
	a := newTimed(t, offices()...)
	plan := planFile(t, "taskId,folderId,name\nAAAAEZ6whGI,11,x\nAAAAEZ6whGM,12,y\n")
	p := func() *program { return &program{keyring: memory{}} }
	for _, args := range [][]string{{"snapshot", "--plan", plan}, {"add", "--plan", plan}} {
		if got := runWith(t, p(), a.env, args...); got.code != 0 {
			t.Fatalf("%q: %+v", args, got)
		}
	}
	a.move(t, `{"id":"11","name":"x"}`)
	a.move(t, `{"id":"12","name":"y"}`)
	got := runWith(t, p(), a.env, "undo", "--filter", "id:whGM", "-o", "jsonl")
	if got.code != 0 || got.stdout != `{"id":"12","name":"two"}`+"\n" {
		t.Errorf("%+v", got)
	}
}
