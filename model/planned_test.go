package model

import (
	"slices"
	"testing"
)

func planRow(pairs ...Text) []Field {
	var row []Field
	for i := 0; i < len(pairs); i += 2 {
		row = append(row, Field{pairs[i], []Text{pairs[i+1]}})
	}
	return row
}

func TestElsewhere(t *testing.T) {
	folder := Folder{ID: "9", Name: "Summer", Path: "/brand/Summer", ParentID: "800"}
	for _, tc := range []struct {
		name   string
		plan   []Field
		status Status
		result *Folder
		want   []Difference
	}{
		{"as planned", planRow("name", "Summer", "parent_folder_id", "800", "path", "brand/Summer/"), StatusComplete, &folder, nil},
		{"another name", planRow("name", "summer"), StatusComplete, &folder, []Difference{{"name", "summer", "Summer"}}},
		{"another parent", planRow("Parent ID", "801", "path", "/press/Summer"), StatusComplete, &folder, []Difference{{"parentFolderId", "801", "800"}, {"path", "/press/Summer", "/brand/Summer"}}},
		{"a root folder", planRow("parentFolderId", "800"), StatusComplete, &Folder{Name: "x"}, []Difference{{"parentFolderId", "800", "0"}}},
		{"planned as a root folder", planRow("parentFolderId", "0"), StatusComplete, &Folder{Name: "x"}, nil},
		{"HubSpot does not tell", planRow("name", "x", "path", "/x"), StatusComplete, &Folder{ID: "9"}, nil},
		{"no folder", planRow("name", "x"), StatusComplete, nil, nil},
		{"not over", planRow("name", "x"), StatusProcessing, &folder, nil},
		{"no plan", nil, StatusComplete, &folder, nil},
	} {
		task := Task{Plan: tc.plan, Report: &Report{Status: tc.status, Result: tc.result}}
		if got := task.Elsewhere(); !slices.Equal(got, tc.want) {
			t.Errorf("%s: got %v, want %v", tc.name, got, tc.want)
		}
	}
}

func TestName(t *testing.T) {
	result := &Report{Result: &Folder{Name: "there", Path: "/there"}}
	for _, tc := range []struct {
		task Task
		want Text
	}{
		{Task{}, ""},
		{Task{Label: "mine"}, "mine"},
		{Task{Label: "mine", Plan: planRow("name", "new", "path", "/planned")}, "/planned"},
		{Task{Label: "mine", Plan: planRow("name", "new")}, "mine"},
		{Task{Plan: planRow("newName", "new")}, "new"},
		{Task{Label: "mine", Report: &Report{Result: &Folder{Name: "there"}}}, "mine"},
		{Task{Report: &Report{Result: &Folder{Name: "there"}}}, "there"},
		{Task{Label: "mine", Plan: planRow("path", "/planned"), Report: result}, "/there"},
	} {
		if got := tc.task.Name(); got != tc.want {
			t.Errorf("%+v: got %q, want %q", tc.task, got, tc.want)
		}
	}
}
