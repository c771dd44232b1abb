package desk

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hubwatch/model"
)

// script puts a shell script on the PATH.
func script(t *testing.T, dir, name, text string) {
	t.Helper()
	if _, err := exec.LookPath("cat"); err != nil {
		t.Skip("this test needs cat")
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+text+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}

func deskIn(env map[string]string) *Desk {
	return &Desk{Env: func(name string) string { return env[name] }, Browses: true}
}

func TestCopyOverSSHGoesThroughTmux(t *testing.T) {
	bin := t.TempDir()
	script(t, bin, "tmux", `echo "$@" > "`+bin+`/args"; cat > "`+bin+`/text"`)
	t.Setenv("PATH", bin+":"+os.Getenv("PATH"))
	place, err := deskIn(map[string]string{"SSH_CONNECTION": "x", "TMUX": "y"}).Copy(t.Context(), "two\nlines")
	if err != nil || !strings.Contains(place, "tmux") {
		t.Fatalf("copied to %q, error %v", place, err)
	}
	args, _ := os.ReadFile(filepath.Join(bin, "args"))
	text, _ := os.ReadFile(filepath.Join(bin, "text"))
	if string(args) != "load-buffer -w -\n" || string(text) != "two\nlines" {
		t.Errorf("tmux got %q and %q", args, text)
	}
	script(t, bin, "tmux", "exit 1")
	if place, err := deskIn(map[string]string{"SSH_CONNECTION": "x", "TMUX": "y"}).Copy(t.Context(), "z"); err == nil {
		t.Errorf("a tmux that refuses is said to have copied to %q", place)
	}
}

func TestCopyOverSSHLeavesItToTheTerminal(t *testing.T) {
	if place, err := deskIn(map[string]string{"SSH_CONNECTION": "x"}).Copy(t.Context(), "text"); err == nil {
		t.Errorf("copied to %q, where nobody sits", place)
	}
}

func TestNoBrowserWithoutADesktop(t *testing.T) {
	bin := t.TempDir()
	script(t, bin, "xdg-open", `echo "$@" > "`+bin+`/opened"; echo noise; echo noise >&2`)
	t.Setenv("PATH", bin)
	const url = "https://app.hubspot.com/files/1/?folderId=2"
	for _, env := range []map[string]string{{"SSH_CONNECTION": "x", "DISPLAY": ":0"}, {}} {
		if err := deskIn(env).Browse(url); err == nil {
			t.Errorf("%v: a browser was opened", env)
		}
	}
	if err := deskIn(map[string]string{"DISPLAY": ":0"}).Browse(url); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(filepath.Join(bin, "opened")); strings.TrimSpace(string(got)) != url {
		t.Errorf("the browser got %q, want %q", got, url)
	}
}

func TestWriteKeepsWhatIsThere(t *testing.T) {
	t.Chdir(t.TempDir())
	d := deskIn(nil)
	for i, want := range []string{"hubwatch-___etc_passwd.txt", "hubwatch-___etc_passwd-2.txt"} {
		path, err := d.Write("../etc/passwd.txt", []byte{byte('a' + i)})
		if err != nil || path != want {
			t.Errorf("written to %q, error %v; want %q", path, err, want)
		}
	}
	if got, _ := os.ReadFile("hubwatch-___etc_passwd.txt"); string(got) != "a" {
		t.Errorf("the first file holds %q now", got)
	}
}

// failed is the report of a task that broke.
func failed() model.Report {
	return model.Report{
		Status: model.StatusComplete, RawStatus: "COMPLETE", NumErrors: 1, CorrelationID: "corr-1",
		Headers: []model.Field{{Key: "Date", Values: []model.Text{"Tue, 24 Nov 2026 08:00:00 GMT"}}},
		Errors:  []model.TaskError{{Category: "VALIDATION_ERROR", Message: "A folder named 'Q3' is already at /press/2026."}},
	}
}

func TestEvidenceOfOneTask(t *testing.T) {
	t.Chdir(t.TempDir())
	d := deskIn(nil)
	d.Raw = func(context.Context, model.TaskID) ([]byte, error) { return []byte(`{"taskId":"a1"}`), nil }
	report := failed() // it has no body, as when it was read from disk
	dir, err := d.Evidence(t.Context(), &model.Task{ID: "a1", Report: &report}, "# ticket\n")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"0001-a1.md": "# ticket\n", "0001-a1.answer.json": `{"taskId":"a1"}`, "0001-a1.json": `"schema": 1`,
	} {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%s holds %q (%v), want %q in it", name, got, err, want)
		}
	}
}

func TestPagerIsThePersons(t *testing.T) {
	if got := deskIn(map[string]string{"PAGER": "less -R"}).Pager().Args; strings.Join(got, " ") != "less -R" {
		t.Errorf("the pager is %q", got)
	}
	if got := deskIn(nil).Pager().Args; len(got) != 1 {
		t.Errorf("without PAGER the pager is %q", got)
	}
}

// TestAShellReadsThePager holds that a pager may be written as git and man take it: a
// path in quotes, a variable before it, several programs.
func TestAShellReadsThePager(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("this test needs sh")
	}
	dir := filepath.Join(t.TempDir(), "my pager")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	pager := filepath.Join(dir, "show")
	if err := os.WriteFile(pager, []byte("#!/bin/sh\necho \"$MODE:$1:$(cat)\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for value, want := range map[string]string{
		"'" + pager + "' 'a b'":              ":a b:text",
		`MODE=x "` + pager + `" -R`:          "x:-R:text",
		"tr t T | '" + pager + "'":           "::TexT",
		strings.ReplaceAll(pager, " ", `\ `): "::text",
	} {
		cmd := deskIn(map[string]string{"PAGER": value}).Pager()
		cmd.Stdin = strings.NewReader("text")
		out, err := cmd.Output()
		if got := strings.TrimSpace(string(out)); err != nil || got != want {
			t.Errorf("%s: %q, %v; want %q", value, got, err, want)
		}
	}
}

// TestPacksInOneSecond holds that packs of evidence that are written in the same
// second do not get into each other's way.
func TestPacksInOneSecond(t *testing.T) {
	t.Chdir(t.TempDir())
	d := deskIn(nil)
	report := failed()
	report.Raw = []byte(`{"status":"COMPLETE"}`)
	task := &model.Task{ID: "a1", Report: &report}
	seen := map[string]bool{}
	for range 5 {
		pack, err := d.Pack(t.Context(), []*model.Task{task})
		if err != nil {
			t.Fatal(err)
		}
		one, err := d.Evidence(t.Context(), task, "# ticket\n")
		if err != nil {
			t.Fatal(err)
		}
		seen[pack], seen[one] = true, true
	}
	if len(seen) != 10 {
		t.Errorf("10 packs are in %d folders: %v", len(seen), seen)
	}
}
