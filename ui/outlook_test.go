package ui

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
)

// account is folders that a look shows.
type account []model.Folder

func (a account) Look(_ context.Context, q survey.Question) (found []model.Folder, after model.Text, err error) {
	for _, f := range a {
		if slices.Contains(q.IDs, f.ID) || slices.Contains(q.Parents, f.ParentID) {
			found = append(found, f)
		}
	}
	return found, "", nil
}

// TestTheOutlookIsBesideItsRow opens a plan of which one row waits and one has not
// started; both names are taken.
func TestTheOutlookIsBesideItsRow(t *testing.T) {
	fields := func(id string) []model.Field {
		return []model.Field{{Key: model.ColumnFolder, Values: []model.Text{model.Text(id)}}, {Key: model.ColumnName, Values: []model.Text{"stays"}}}
	}
	synctest.Test(t, func(t *testing.T) {
		task := &model.Task{ID: "AAAAEZ6whGI", AddedAt: time.Now(), Plan: fields("11")}
		waits := checkerFunc(func(_ context.Context, id model.TaskID) (model.Report, error) {
			return model.Report{TaskID: model.Text(id), RawStatus: "PENDING", Status: model.StatusPending, RequestedAt: time.Now()}, nil
		})
		h := start(t, Options{
			Checker: waits, Tasks: []*model.Task{task},
			Plan: plan.Plan{Rows: []plan.Row{{Line: 2, Fields: fields("11"), Tasks: []model.TaskID{task.ID}}, {Line: 3, Fields: fields("12")}}},
			Looker: account{
				{ID: "10", Name: "top"}, {ID: "11", Name: "one", ParentID: "10"}, {ID: "12", Name: "two", ParentID: "10"}, {ID: "13", Name: "stays", ParentID: "10"},
			},
		}, 120, 40)
		defer h.stop()
		h.wait(5 * time.Second)
		h.shows("outlook: 2 will fail", "outlook: target name is taken")
		h.wait(20 * time.Second)
		h.shows("Outlook: 2 rows of the plan that have not started will fail, as of ")
		h.press("enter")
		h.wait(time.Second)
		h.shows("outlook the name is taken by the folder 13, which stays; choose another", "ago)")
		h.press("esc", "b", "end")
		h.wait(time.Second)
		h.shows("planned, never started; outlook: 1 will fail", "line 3", "outlook: the name is taken by the folder 13")
	})
}
