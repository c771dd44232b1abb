package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"hubwatch/model"
	"hubwatch/model/digest"
	"hubwatch/model/session"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
)

// everyState is a dashboard with a task in every state, some labelled, one
// stale, drawn without colors.
func everyState(t testing.TB, ascii bool) *app {
	t.Helper()
	begun := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	now := begun.Add(10 * time.Minute)
	a, err := newApp(context.Background(), Options{Clock: func() time.Time { return now }, Where: "HubSpot", Theme: "none", ASCII: ascii})
	if err != nil {
		t.Fatal(err)
	}
	report := func(word string, errors ...model.TaskError) model.Report {
		r := model.Report{RawStatus: model.Text(word), Status: model.ParseStatus(word), RequestedAt: begun, Errors: errors}
		if r.Status == model.StatusProcessing || r.Status.Final() {
			r.StartedAt = begun.Add(time.Minute)
		}
		if r.Status.Final() {
			r.CompletedAt = begun.Add(5 * time.Minute)
		}
		return r
	}
	conflict := model.TaskError{
		Category: "VALIDATION_ERROR", SubCategory: "Folders.NAME_CONFLICT", Message: "A folder with the name 'summer' is already at the destination.",
		Context: []model.Field{{Key: "folderId", Values: []model.Text{"1234", "5678"}}, {Key: "path", Values: []model.Text{"/brand/summer"}}},
		Details: []model.ErrorDetail{{Message: "The name is taken.", Code: "FOLDER_NAME_TAKEN", In: "name"}},
	}
	done := report("COMPLETE")
	done.Result = &model.Folder{ID: "9001", Name: "spring", Path: "/brand/2026/spring", ParentID: "8800", CreatedAt: begun, UpdatedAt: now}
	partial := report("COMPLETE", conflict, conflict)
	partial.Result = &model.Folder{ID: "9002", Name: "summer", Path: "/営業資料/2026/summer launch"}
	asked := now.Add(-4 * time.Second)
	for i, o := range []struct {
		report model.Report
		err    error
	}{
		{report: done},
		{report: report("COMPLETE", conflict)},
		{report: partial},
		{report: report("CANCELED")},
		{report: report("PROCESSING")},
		{report: report("PENDING")},
		{report: report("QUEUED")},
		{err: &model.CheckError{Kind: model.KindNotFound, HTTPStatus: 404, Message: "resource not found"}},
		{err: &model.CheckError{Kind: model.KindBadReply, Message: "the reply is empty"}},
	} {
		id := model.TaskID(fmt.Sprintf("AAAAEZ6wh%02d", i))
		a.List().Add(id, "", begun)
		if e, ok := o.err.(*model.CheckError); ok && e.Missing() {
			a.List().Apply(model.Observe(id, begun, begun, o.report, o.err)) // one answer is not enough
		}
		observe(a, model.Observe(id, asked, asked, o.report, o.err))
	}
	a.News.Add("AAAAEZ6wh02")
	a.News.Add("AAAAEZ6wh04")
	a.front.Table.Changed(session.Changes{Anew: true})
	a.List().Add("90b2e0bb-3bd7-4d2c-8b0a-0d8f0d8f0d8f", "wave 3: press", begun)
	a.List().Apply(model.Observe("AAAAEZ6wh05", now, now, model.Report{}, &model.CheckError{Kind: model.KindUnavailable, Message: "connection refused"}))
	a.front.Table.Changed(session.Changes{Anew: true})
	return a
}

// observe takes in an answer, but not how fast things go by it, nor how well
// HubSpot can be reached.
func observe(a *app, o model.Observation) {
	a.announce(a.session.Observe(o, 0))
	*a.Flow(), *a.Pace() = session.Flow{}, model.Pace{}
}

func TestTableGolden(t *testing.T) {
	zone := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = zone })
	for _, size := range [][2]int{{40, 10}, {40, 24}, {80, 24}, {120, 40}, {200, 60}} {
		t.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(t *testing.T) {
			a := everyState(t, false)
			a.resize(size[0], size[1])
			golden.RequireEqual(t, trimmed(a.draw()))
		})
	}
}

// TestSheetGolden draws what opens over the table: help, palette, filter and
// choices.
func TestSheetGolden(t *testing.T) {
	for name, keys := range map[string][]string{
		"help": {"?"}, "palette": {":", "c", "h"}, "filter": {"/", "e", "r", "r"}, "sort": {"s"}, "columns": {"#"}, "intake": {"a", "x", "1"},
	} {
		for _, size := range [][2]int{{40, 24}, {80, 24}, {120, 40}, {200, 60}} {
			t.Run(fmt.Sprintf("%s/%dx%d", name, size[0], size[1]), func(t *testing.T) {
				a := everyState(t, false)
				a.resize(size[0], size[1])
				for _, k := range keys {
					a.key(pressOf(k))
				}
				golden.RequireEqual(t, trimmed(a.draw()))
			})
		}
	}
}

func TestASCIIGolden(t *testing.T) {
	a := everyState(t, true)
	a.resize(80, 20)
	golden.RequireEqual(t, trimmed(a.draw()))
	for _, size := range [][2]int{{40, 24}, {80, 20}, {200, 60}} {
		for _, keys := range []string{"", "?", ":", "s", "#", "/"} {
			a.resize(size[0], size[1])
			if keys != "" {
				a.key(pressOf(keys))
			}
			for _, r := range a.draw() {
				if r > '~' && !strings.ContainsRune("営業資料", r) { // the folder's own name
					t.Errorf("%v, after %q: %q is drawn on a terminal with ASCII only", size, keys, r)
				}
			}
			if keys != "" {
				a.key(pressOf("esc"))
			}
		}
		a.Away = digest.Digest{ToDo: 2, Causes: []string{"one", "another"}}
		a.front.OpenGroups(nil)
		a.front.Groups.Do(keys.Press{Action: keys.Explain})
		for _, drawn := range []string{a.draw(), frame.NoticeLine(a.Env)} {
			if plain := a.Theme.Plain(drawn); strings.ContainsAny(plain, "…“”") {
				t.Errorf("%v: %s", size, plain)
			}
			a.Theme.Only = true
			plain := a.Theme.Plain(drawn)
			if strings.ContainsFunc(plain, func(r rune) bool { return r > '~' }) || a.Theme.Width(plain) != a.Theme.Width(drawn) {
				t.Errorf("%v, a terminal without more: %s", size, plain)
			}
			a.Theme.Only = false
		}
		a.front.Groups = nil
	}
}

func trimmed(frame string) string {
	lines := strings.Split(frame, "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n") + "\n"
}
