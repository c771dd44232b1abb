package storetest

import (
	"bytes"
	"fmt"

	"hubwatch/model"
)

// ManyTasks returns tasks as they are some time into a migration, each with a
// report of about 1 kB and a body of as much.
func ManyTasks(n int) []*model.Task {
	tasks := make([]*model.Task, n)
	for i := range tasks {
		t := &model.Task{
			ID: model.TaskID(fmt.Sprintf("5f0b4a3e-0000-4000-8000-%012d", i)), Label: "Move of a folder",
			Plan:    []model.Field{{Key: "folder", Values: []model.Text{"/a/b"}}, {Key: "owner", Values: []model.Text{"Kim"}}},
			AddedAt: t0, AskedAt: at(20), ReportAt: at(21), SeenAt: at(21),
			Report: kilobyteReport(i),
		}
		for j, s := range []model.State{model.StatePending, model.StateProcessing, model.StateOK} {
			t.History = append(t.History, model.Event{At: at(j), ID: t.ID, Kind: model.EventState, To: s})
		}
		tasks[i] = t
	}
	return tasks
}

func kilobyteReport(i int) *model.Report {
	r := &model.Report{
		TaskID: model.Text(fmt.Sprint(i)), Status: model.StatusComplete, RawStatus: "COMPLETE",
		RequestedAt: at(1), StartedAt: at(2), CompletedAt: at(3), CorrelationID: "5f0b4a3e-0000-4000-8000-000000000000",
		Result: &model.Folder{ID: "1234567890", Name: "b", Path: "/a/b", ParentID: "987", CreatedAt: at(-900), UpdatedAt: at(3)},
		Headers: []model.Field{
			{Key: "Date", Values: []model.Text{"Mon, 04 May 2026 09:00:00 GMT"}},
			{Key: "X-Hubspot-Ratelimit-Remaining", Values: []model.Text{"99"}},
			{Key: "X-Hubspot-Ratelimit-Max", Values: []model.Text{"100"}},
			{Key: "X-Hubspot-Ratelimit-Interval-Milliseconds", Values: []model.Text{"10000"}},
			{Key: "X-Hubspot-Correlation-Id", Values: []model.Text{"5f0b4a3e-0000-4000-8000-000000000000"}},
		},
		Links: []model.Field{{Key: "status", Values: []model.Text{"https://api.hubapi.com/files/v3/folders/update/async/tasks/5f0b4a3e/status"}}},
		Extra: []model.Field{
			{Key: "portalId", Values: []model.Text{"1234567"}},
			{Key: "hints", Values: []model.Text{`{"source":"API","batch":"2026-05-04-a"}`}},
		},
		Raw: bytes.Repeat([]byte("x"), 1000),
	}
	if i%10 == 0 {
		r.NumErrors = 1
		r.Errors = []model.TaskError{{Category: "VALIDATION_ERROR", Message: "A folder of that name is there already."}}
	}
	return r
}
