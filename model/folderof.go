package model

import (
	"strings"
)

// Joined returns several values as one, unchanged.
func Joined(texts []Text) Text {
	if len(texts) == 1 {
		return texts[0]
	}
	parts := make([]string, 0, len(texts))
	for _, t := range texts {
		parts = append(parts, string(t))
	}
	return Text(strings.Join(parts, ", "))
}

// FolderOf returns the folder a task is about: where it is now, or else what
// the plan or an error calls it.
func FolderOf(t *Task) Text {
	r := t.Report
	switch {
	case r != nil && r.Result != nil && r.Result.ID != "":
		return r.Result.ID
	case t.Planned().FolderID != "":
		return t.Planned().FolderID
	case r != nil && len(r.Errors) > 0:
		for _, f := range r.Errors[0].Context {
			if strings.EqualFold(string(f.Key), "folderId") && len(f.Values) > 0 {
				return f.Values[0]
			}
		}
	}
	return ""
}
