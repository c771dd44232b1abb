package theme

import (
	"testing"

	"hubwatch/model"
)

func TestATaskIsCalledByItsFolder(t *testing.T) {
	l, err := New(Look{})
	if err != nil {
		t.Fatal(err)
	}
	bare, labelled := &model.Task{ID: "AAAAEZ6wh01"}, &model.Task{ID: "AAAAEZ6wh02", Label: "/press/2026/Q4 and more"}
	for _, tc := range []struct {
		width int
		tasks []*model.Task
		want  string
	}{
		{80, []*model.Task{bare}, "AAAAEZ6wh01"},
		{80, []*model.Task{labelled}, "/press/2026/Q4 and more"},
		{40, []*model.Task{labelled}, "…26/Q4 and more"},
		{80, []*model.Task{bare, labelled}, "2 tasks"},
	} {
		if got := l.Named(tc.width, tc.tasks...); got != tc.want {
			t.Errorf("on %d columns it is %q, want %q", tc.width, got, tc.want)
		}
	}
}
