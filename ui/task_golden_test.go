package ui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"hubwatch/assets"
	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/session"
)

// threeLevels is a failed task with everything that HubSpot can say of it.
func threeLevels(begun time.Time) model.Report {
	return model.Report{
		TaskID: "AAAAEZ6wh00", RawStatus: "COMPLETE", Status: model.StatusComplete, NumErrors: 2,
		RequestedAt: begun, StartedAt: begun.Add(7 * time.Second), CompletedAt: begun.Add(17*time.Minute + 29*time.Second),
		CorrelationID: "019d4e48-7318-71d3-8290-000000000003",
		Headers:       []model.Field{{Key: "Date", Values: []model.Text{"Mon, 04 May 2026 09:20:00 GMT"}}},
		Links:         []model.Field{{Key: "status", Values: []model.Text{"https://api.hubspot.com/files/v3/folders/update/async/tasks/AAAAEZ6wh00/status"}}},
		Result: &model.Folder{
			ID: "9001", Name: "summer-launch", Path: "/brand/2025/archive/summer-launch", ParentID: "8800",
			CreatedAt: begun.AddDate(-2, 0, 0), UpdatedAt: begun, Archived: true, ArchivedAt: begun,
		},
		Errors: []model.TaskError{{
			Category: "VALIDATION_ERROR", SubCategory: "Folders.NAME_CONFLICT", Status: "error", ID: "5f1c0d",
			Message: "A folder with the name 'summer-launch' already exists at the destination path '/brand/2025/archive'; rename it or move it elsewhere.",
			Context: []model.Field{{Key: "folderId", Values: []model.Text{"1234", "5678"}}, {Key: "path", Values: []model.Text{"/brand/2025/archive/summer-launch"}}},
			Links:   []model.Field{{Key: "knowledge", Values: []model.Text{"https://knowledge.hubspot.com/files"}}},
			Details: []model.ErrorDetail{{
				Message: "Name conflict", Code: "FOLDER_NAME_TAKEN", In: "name",
				Context: []model.Field{{Key: "missingScopes", Values: []model.Text{"scope1", "scope2"}}},
			}},
		}, {Category: "VALIDATION_ERROR", Message: "Parent is archived", Details: []model.ErrorDetail{{Message: "8800 is archived"}}}},
	}
}

// hard is text that is hard on a screen: escapes, an OSC 52, a bidirectional
// override, CJK and emoji, and 10 kB in a line.
const hard = "\x1b[2J\x1b]52;c;ZXZpbA==\a\u202egnirts\u202c 営業資料/夏のキャンペーン 🚀👩‍👩‍👧 "

// taskCases are the tasks whose screens are kept.
func taskCases(begun time.Time) map[string]model.Observation {
	final := func(word string) model.Report {
		return model.Report{
			RawStatus: model.Text(word), Status: model.ParseStatus(word),
			RequestedAt: begun, StartedAt: begun.Add(time.Minute), CompletedAt: begun.Add(5 * time.Minute),
		}
	}
	ok, noPath, hostileText, many := final("COMPLETE"), final("COMPLETE"), threeLevels(begun), final("COMPLETE")
	ok.Result = threeLevels(begun).Result
	noPath.Result = &model.Folder{ID: "9001"}
	line := model.Text(hard + strings.Repeat("ten thousand bytes ", 540))
	hostileText.RawStatus, hostileText.Result.Name, hostileText.Result.Path = hard, hard, "/"+hard
	hostileText.Errors = []model.TaskError{{
		Category: hard, Message: line, ID: hard, Context: []model.Field{{Key: hard, Values: []model.Text{line}}},
		Details: []model.ErrorDetail{{Message: hard, Code: hard}},
	}}
	many.Errors = make([]model.TaskError, 50_000)
	for i := range many.Errors {
		many.Errors[i] = model.TaskError{Category: "VALIDATION_ERROR", Message: model.Text(fmt.Sprintf("Folder %d is archived.", 9000+i)), Details: []model.ErrorDetail{{Code: "ARCHIVED"}}}
	}
	unlisted := final("COMPLETE")
	unlisted.NumErrors = 3
	unknown := model.Report{RawStatus: "QUEUED", RequestedAt: begun}
	observe := func(r model.Report, err error) model.Observation {
		return model.Observe("AAAAEZ6wh00", begun.Add(20*time.Minute), begun.Add(20*time.Minute), r, err)
	}
	return map[string]model.Observation{
		"ok": observe(ok, nil), "errors": observe(threeLevels(begun), nil), "canceled": observe(final("CANCELED"), nil),
		"missing": observe(model.Report{}, &model.CheckError{
			Kind: model.KindNotFound, HTTPStatus: 404, Message: "resource not found", Category: "OBJECT_NOT_FOUND", CorrelationID: "019d4e48-7318",
		}),
		"unknown status": observe(unknown, nil), "no path": observe(noPath, nil),
		"hostile": observe(hostileText, nil), "50000 errors": observe(many, nil), "unlisted": observe(unlisted, nil),
	}
}

// openedTask is a dashboard without colors with one task, open.
func openedTask(tb testing.TB, o model.Observation) *app {
	tb.Helper()
	begun := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	now := begun.Add(20*time.Minute + 4*time.Second)
	notes, err := cause.ParseNotes(assets.CausesFile, assets.Causes())
	if err != nil {
		tb.Fatal(err)
	}
	a, err := newApp(context.Background(), Options{Clock: func() time.Time { return now }, Where: "HubSpot", Theme: "none", Known: notes})
	if err != nil {
		tb.Fatal(err)
	}
	a.List().Add(o.ID, "wave 3: press", begun)
	a.List().Task(o.ID).Plan = []model.Field{{Key: "owner", Values: []model.Text{"press team"}}, {Key: "name", Values: []model.Text{"summer"}}}
	if o.Err.Missing() {
		first := o // one answer is not enough
		first.AskedAt, first.At = o.AskedAt.Add(-10*time.Second), o.At.Add(-10*time.Second)
		a.List().Apply(first)
	}
	observe(a, o)
	a.front.Table.Changed(session.Changes{Anew: true})
	return a
}

func TestTaskGolden(t *testing.T) {
	zone := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = zone })
	for name, o := range taskCases(time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)) {
		for _, size := range [][2]int{{40, 24}, {80, 24}, {120, 40}, {200, 60}} {
			t.Run(fmt.Sprintf("%s/%d", name, size[0]), func(t *testing.T) {
				a := openedTask(t, o)
				a.resize(size[0], size[1])
				a.do(a.front.Open(a.front.Table.Current()))
				golden.RequireEqual(t, trimmed(a.draw()))
			})
		}
	}
}
