package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheFirstSnapshotIsTakenByItself takes plans in before and after the first
// start.
func TestTheFirstSnapshotIsTakenByItself(t *testing.T) {
	t.Parallel()
	const kept = "kept where 2 folders are before the first move, for \"hubwatch undo\""
	plan := planFile(t, "folderId,name,parentFolderId\n11,moved,20\n12,there,\n99,x,\n")
	log := filepath.Join(t.TempDir(), "started.log")
	if err := os.WriteFile(log, []byte(`{"id":"AAAAEZ6whGI"}`+"\n"+`{"id":"AAAAEZ6whGM"}`+"\n"+`{"id":"AAAAEZ6whGU"}`+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	started := newTimed(t, offices()...)
	if got := run(t, started.env, "add", "--plan", plan, "-f", log); got.code != 0 || strings.Contains(got.stderr, "before the first move") {
		t.Errorf("a log of what was started: %+v", got)
	}
	if got := run(t, started.env, "add", "--plan", plan); strings.Contains(got.stderr, "before the first move") {
		t.Errorf("a plan that was started: %+v", got)
	}
	off := newTimed(t, offices()...)
	off.env["XDG_CONFIG_HOME"] = t.TempDir()
	writeSettings(t, off.env, "snapshot: off\n")
	if got := run(t, off.env, "add", "--plan", plan); strings.Contains(got.stderr, "before the first move") || off.Stats().Requests > 0 {
		t.Errorf("with snapshot: off %d requests, %+v", off.Stats().Requests, got)
	}
	a := newTimed(t, offices()...)
	a.move(t, `{"id":"12","name":"there"}`) // before the plan is given
	got := run(t, a.env, "add", "--plan", plan)
	if got.code != 0 || !strings.Contains(got.stderr, kept) {
		t.Errorf("%+v", got)
	}
	asked := a.Stats().Requests
	if got := run(t, a.env, "add", "--plan", plan); strings.Contains(got.stderr, "kept where") || a.Stats().Requests > asked+2 { // of what it does not have
		t.Errorf("again: %+v, %d more requests", got, a.Stats().Requests-asked)
	}
	a.move(t, `{"id":"11","name":"moved","parentFolderId":20}`)
	if got := run(t, a.env, "undo", "-o", "jsonl"); got.code != 0 || got.stdout != `{"id":"11","name":"one","parentFolderId":10}`+"\n" {
		t.Errorf("undo: %+v", got)
	}
}
