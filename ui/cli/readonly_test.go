package cli

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/model/store/pg"
	"hubwatch/model/store/pg/pgtest"
	"hubwatch/model/store/storetest"
	"hubwatch/ui/cli/output"
)

// looksOn is every command with what it is tried with where nothing may be changed:
// with "!" before it must be refused, without it must not say so. A command that has
// nothing to do with a watchlist is "".
var looksOn = map[string][]string{
	"": {"!AAAAEZ6whGX"}, "add": {"!AAAAEZ6whGX", "!--plan PLAN"}, "rm": {"!AAAAEZ6whGI"}, "archive": {"!"}, "import": {"!FILE"},
	"wait": {"!AAAAEZ6whGX", "!--plan PLAN", "AAAAEZ6whGM --timeout 1ms"}, "status": {"!--plan PLAN", "--timeout 1ms"},
	"snapshot": {"!--plan PLAN"}, "store init": {"!"}, "store copy": {"!--store= --to STORE"},

	"list": {""}, "events": {""}, "export": {""}, "report": {""}, "rerun": {""}, "undo": {""}, "verify": {"--plan PLAN"}, "audit": {""}, "replay": {"--list"},
	"doctor": {""}, "store check": {""}, "store": {""},

	"demo": nil, "lint": nil, "man": nil, "version": nil, "help": nil,
}

// apart is commands that have nothing to do with a watchlist.
var apart = []string{"auth", "config", "completion"}

// TestNoCommandEditsReadOnly walks the list of commands as a role that may look on:
// each edit is refused in one sentence, and nothing has changed after it.
func TestNoCommandEditsReadOnly(t *testing.T) {
	t.Parallel()
	server := pgtest.Own(t)
	admin, err := server.Database("team")
	if err != nil {
		t.Fatal(err)
	}
	made := run(t, map[string]string{"HUBWATCH_STORE": admin}, "store", "init", "--role-watch", "watch")
	if made.code != 0 {
		t.Fatalf("store init: %+v", made)
	}
	if err := server.Exec("team", "CREATE ROLE watch LOGIN; "+made.stdout); err != nil {
		t.Fatal(err)
	}
	s, err := pg.New(pg.Options{URL: admin, Watchlist: "default", Who: "ops@jump1"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	filled(t, s)
	_, url := simulated(t, `{"tasks": 3}`, 0)
	before := whole(t, s)
	env := token(url)
	env["XDG_STATE_HOME"] = storetest.Folder(t)
	if got := run(t, env, "add", "AAAAEZ6whGI"); got.code != 0 {
		t.Fatalf("add: %+v", got)
	}
	env["HUBWATCH_STORE"], env["TERM"] = server.URL("watch", "team"), "xterm"
	files := strings.NewReplacer(
		"PLAN", write(t, "plan.csv", "taskId,folderId,name\nAAAAEZ6whGM,12,press\n"), "STORE", env["HUBWATCH_STORE"],
		"FILE", write(t, "watchlist.json", `{"schema":1,"kind":"hubwatch watchlist","tasks":[{"id":"AAAAEZ6whGX"}]}`))
	tried := map[string]bool{}
	everyCommand((&program{env: func(string) string { return "" }, io: output.Streams{In: strings.NewReader("")}}).root(nil), func(name string) {
		all, known := looksOn[name]
		tried[name] = true
		for _, other := range apart {
			known = known || name == other || strings.HasPrefix(name, other+" ")
		}
		if !known {
			t.Errorf("%q is in no list: may it be used where nothing may be changed?", name)
		}
		for _, args := range all {
			args, refused := strings.CutPrefix(args, "!")
			words := strings.Fields(name)
			for word := range strings.FieldsSeq(args) {
				words = append(words, files.Replace(word))
			}
			if name == "" {
				words = append(words, "--plain")
			}
			got := run(t, env, words...)
			said := strings.Count(got.stderr, "read only here: ") + strings.Count(got.stderr, "may only be read here (")
			if refused && (said != 1 || got.code != 7 && got.code != 3 || strings.Contains(got.stdout, "added ")) || !refused && said > 0 {
				t.Errorf("hubwatch %s %s: %+v, want that it is refused: %v", name, args, got, refused)
			}
		}
	})
	for name := range looksOn {
		if !tried[name] && name != "help" {
			t.Errorf("%q is no command any more", name)
		}
	}
	if after := whole(t, s); !bytes.Equal(before, after) {
		t.Errorf("something has changed:\n%s\nbefore:\n%s", after, before)
	}
}

// filled puts a task on the watchlist that has ended, and one that goes on.
func filled(t *testing.T, s *pg.Store) {
	t.Helper()
	ctx := t.Context()
	if _, err := s.Renew(ctx); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	if _, err := s.Add(ctx, []model.Task{{ID: "AAAAEZ6whGI", AddedAt: now}, {ID: "AAAAEZ6whGM", AddedAt: now}}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Take(ctx, store.Turn{Holder: "test", Now: now}); err != nil {
		t.Fatal(err)
	}
	ended := &model.Task{ID: "AAAAEZ6whGI", ReportAt: now, AskedAt: now, SeenAt: now, Report: &model.Report{Status: model.ParseStatus("COMPLETE"), RawStatus: "COMPLETE", CompletedAt: now}}
	if _, err := s.Take(ctx, store.Turn{Tasks: []*model.Task{ended}}); err != nil {
		t.Fatal(err)
	}
	if err := s.Release(ctx, "test"); err != nil {
		t.Fatal(err)
	}
}

// whole is all that the store keeps, as text.
func whole(t *testing.T, s *pg.Store) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := s.Parts(t.Context(), func(p store.Part) error {
		line, err := output.JSONLine(p)
		b.Write(line)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
