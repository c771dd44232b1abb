package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestUpgradeKeepsEverything opens a watchlist and settings that a hubwatch from
// before version 0.1.0 wrote (testdata/before-0.1), and compares them with what
// that one printed. Members may come to it; none goes, none changes.
func TestUpgradeKeepsEverything(t *testing.T) {
	t.Parallel()
	const old = "testdata/before-0.1"
	read := func(name string) []byte {
		t.Helper()
		data, err := os.ReadFile(filepath.Join(old, name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	home := t.TempDir()
	folder := filepath.Join(home, "hubwatch")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"eu.db", "config.yaml"} {
		if err := os.WriteFile(filepath.Join(folder, name), read(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	env := map[string]string{"XDG_STATE_HOME": home, "XDG_CONFIG_HOME": home}
	for range 2 { // as it was, and as it is then
		if got := run(t, env, "config", "check"); got.code != 0 || !strings.Contains(got.stdout, "is fine") {
			t.Fatalf("the settings: %+v", got)
		}
		shown := run(t, env, "config", "show").stdout
		for _, setting := range []string{"profile: eu", "share: 0.25", "theme: mono", "label:press !status:ok", "#migrations", "pat-eu1-example", "Europe, production"} {
			if !strings.Contains(shown, setting) {
				t.Errorf("the setting %q is lost in %s", setting, shown)
			}
		}
		sameTasks(t, read("list.json"), run(t, env, "list", "-o", "json").stdout)
		events := run(t, env, "events").stdout
		for line := range strings.Lines(string(read("events.jsonl"))) {
			if !strings.Contains(events, line) {
				t.Errorf("the journal has lost %s", line)
			}
		}
	}
}

// sameTasks compares lists as JSON by what was stored of each task.
func sameTasks(t *testing.T, before []byte, after string) {
	t.Helper()
	var old, list struct{ Tasks []map[string]any }
	if err := json.Unmarshal(before, &old); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(after), &list); err != nil {
		t.Fatal(err)
	}
	if len(old.Tasks) < 20 || len(list.Tasks) != len(old.Tasks) {
		t.Fatalf("%d tasks, want %d", len(list.Tasks), len(old.Tasks))
	}
	for i, task := range old.Tasks {
		for _, member := range []string{"taskId", "status", "label", "requestedAt", "startedAt", "completedAt", "checkedAt", "numErrors", "errors", "result", "plan", "checkError"} {
			if got, want := list.Tasks[i][member], task[member]; !reflect.DeepEqual(got, want) {
				t.Errorf("task %v: %s is %v, want %v", task["taskId"], member, got, want)
			}
		}
	}
}
