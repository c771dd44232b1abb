package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/journal"
)

// TestHandover has one person watch for a while, and another one told of it.
func TestHandover(t *testing.T) {
	env := home(t)
	env["HUBWATCH_WHO"] = "ana"
	s := store.New(config.WatchlistFile("default", func(name string) string { return env[name] })).By("ana", "ana")
	defer s.Close()
	ctx, now := t.Context(), time.Now()
	if _, err := s.Renew(ctx); err != nil {
		t.Fatal(err)
	}
	row := []model.Field{{Key: "folderId", Values: []model.Text{"7"}}, {Key: "name", Values: []model.Text{"press"}}}
	old, late := now.Add(-10*time.Hour), now.Add(-time.Hour)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	add := func(at time.Time, tasks ...model.Task) {
		t.Helper()
		for i := range tasks {
			tasks[i].AddedAt = at
		}
		_, err := s.Add(ctx, tasks)
		must(err)
	}
	ended := func(id model.TaskID, at time.Time, errors int) *model.Task {
		return &model.Task{ID: id, AskedAt: at, ReportAt: at, SeenAt: at, Report: &model.Report{
			Status: model.ParseStatus("COMPLETE"), RawStatus: "COMPLETE", NumErrors: errors, RequestedAt: at.Add(-time.Second), StartedAt: at.Add(-time.Second), CompletedAt: at,
		}}
	}
	add(old, model.Task{ID: "old1"}, model.Task{ID: "first1", Plan: row}, model.Task{ID: "bad1"})
	add(late, model.Task{ID: "again1", Plan: row}, model.Task{ID: "good1"})
	_, err := s.Take(ctx, store.Turn{Tasks: []*model.Task{ended("old1", old, 0), ended("first1", old, 1), ended("bad1", late, 2), ended("good1", late, 0)}})
	must(err)
	must(s.Label(ctx, "bad1", "", "asked the owner"))
	must(s.Claim(ctx, model.ClaimChange{Take: []model.Claim{{Task: "bad1", Title: "bad|1", Who: "ana"}}}, now.Add(-time.Minute)))

	got := run(t, env, "report", "--since", "8h", "-o", "json")
	var h journal.Handover
	if err := json.Unmarshal([]byte(got.stdout), &h); err != nil || got.code != 0 {
		t.Fatalf("%+v, %v", got, err)
	}
	var did []string
	for _, e := range h.People {
		did = append(did, strings.TrimSpace(fmt.Sprint(e.Who, " ", e.Kind, " ", e.TaskID, " ", e.Told)))
	}
	if want := "ana added  2 tasks, ana noted bad1 asked the owner, ana claimed bad1 bad|1"; strings.Join(did, ", ") != want {
		t.Errorf("people did %q, want %q", strings.Join(did, ", "), want)
	}
	if h.Done != 1 || len(h.NewToDo) != 1 || h.NewToDo[0].TaskID != "bad1" || len(h.Again) != 1 || h.Again[0].TaskID != "again1" || len(h.Claims) != 1 || h.Claims[0].Who != "ana" {
		t.Errorf("%+v", h)
	}
	if got := run(t, env, "report", "--since", "8h"); got.code != 0 || !strings.Contains(got.stdout, "1 ended well, 1 new to do, 1 tried again, 0 became slow") ||
		!strings.Contains(got.stdout, `| ana | bad\|1 | `) {
		t.Errorf("%+v", got)
	}
	if got := run(t, env, "report", "--since", "last"); got.code != 3 || !strings.Contains(got.stderr, "you have not looked") {
		t.Errorf("%+v", got)
	}
	must(s.SaveView(ctx, "dashboard", []byte(`{"lookedAt":"`+now.Add(-30*time.Minute).UTC().Format(time.RFC3339)+`"}`)))
	if got := run(t, env, "report", "--since", "last"); got.code != 0 || !strings.Contains(got.stdout, "0 ended well, 0 new to do") || !strings.Contains(got.stdout, "| claimed |") {
		t.Errorf("%+v", got)
	}
	for _, args := range []string{"--since soon", "--since 8h old1", "--since 8h -o csv"} {
		if got := run(t, env, append([]string{"report"}, strings.Fields(args)...)...); got.code != 3 {
			t.Errorf("%s: %+v", args, got)
		}
	}
}
