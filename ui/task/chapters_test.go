package task

import (
	"strings"
	"testing"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/ui/keys"
)

// TestPlannedStandsBesideWhatIs holds that a difference and what is equal are told
// apart, side by side where there is room and below each other where there is not.
func TestPlannedStandsBesideWhatIs(t *testing.T) {
	task := failedTask("a1")
	task.Report.Errors = nil
	task.Report.Result = &model.Folder{ID: "9002", Name: "webinars 132 (1)", Path: "/partners/2026/webinars 132 (1)", ParentID: "77"}
	task.Plan = []model.Field{
		{Key: "name", Values: []model.Text{"webinars 132"}}, {Key: "parentFolderId", Values: []model.Text{"77"}},
		{Key: "path", Values: []model.Text{"/partners/2026/webinars 132"}},
	}
	s := openedScreen(t, task)
	fields := func(label string) string {
		for _, line := range s.Lines() {
			if strings.HasPrefix(strings.TrimLeft(line, "▌ ▾"), label) {
				return strings.Join(strings.Fields(strings.TrimLeft(line, "▌ ▾")), " ")
			}
		}
		return ""
	}
	for label, want := range map[string]string{
		"FOLDER": "FOLDER planned is", "name": "name webinars 132 webinars 132 (1)", "parent": "parent /partners/2026 77 the same", "id": "id 9002",
	} {
		if got := fields(label); got != want {
			t.Errorf("%s is %q, want %q", label, got, want)
		}
	}
	if n := s.Tree().Current(); n == nil || n.Path() != "result" {
		t.Errorf("the cursor is not on the folder that landed elsewhere")
	}
	s.Width = 44
	s.Layout(1, 1)
	for label, want := range map[string]string{"name": "name planned webinars 132", "parent": "parent /partners/2026 77"} {
		s.Tree().Seek("result.name")
		if got := fields(label); got != want {
			t.Errorf("at 44 columns %s is %q, want %q", label, got, want)
		}
	}
	shows(t, s, "is webinars 132 (1)")
}

// TestAClosedChapterSaysWhatIsInIt holds that what is folded is said in a line, and
// found by a search.
func TestAClosedChapterSaysWhatIsInIt(t *testing.T) {
	task := failedTask("a1")
	task.Report.CorrelationID = "019d4e48"
	task.Plan = []model.Field{{Key: "owner", Values: []model.Text{"press team"}}, {Key: "wave", Values: []model.Text{"3"}}}
	s := openedScreen(t, task)
	shows(t, s, "“The name is taken.”  VALIDATION_ERROR, 1 more error")
	shows(t, s, "▸ FOLDER      /brand/summer")
	shows(t, s, "▸ TIMES       requested 09:00:00")
	shows(t, s, "▸ PLAN        2 columns: owner, wave")
	shows(t, s, "▸ ANSWER      COMPLETE with 2 errors; correlation 019d4e48")
	if n := s.Tree().Search("press team"); n != 1 {
		t.Errorf("%d matches inside a closed chapter, want 1", n)
	}
	s.Tree().Next(0)
	s.Layout(1, 1)
	shows(t, s, "owner = press team")
	s.press(keys.ExpandAll)
	shows(t, s, "▾ TIMES")
}

// TestWhatIsSaidNextGrows holds that how many tasks are alike is said as it is now,
// while the task is open.
func TestWhatIsSaidNextGrows(t *testing.T) {
	of := func(id model.TaskID) *model.Task {
		task := planned(failedTask(id))
		task.Report.Result.ID, task.Plan[0].Values[0] = model.Text(id[1:]), model.Text(id[1:]) // each has its own folder
		return task
	}
	s := openedScreen(t, of("a1"), of("b2"))
	shows(t, s, "b shows the 2 alike")
	third := of("c3")
	s.Causes().Groups().Apply(third, cause.Columns(third))
	s.Layout(1, 3)
	shows(t, s, "3 alike")
	shows(t, s, "b shows the 3 alike")
}

// TestAnAnswerTooLongToKeepIsSaid holds that an open task says that of its errors
// only some are known, and why.
func TestAnAnswerTooLongToKeepIsSaid(t *testing.T) {
	task := failedTask("a1")
	task.Report.NumErrors = 41_000
	task.Report.Headers = []model.Field{{Key: model.LengthHeader, Values: []model.Text{"9437184"}}}
	s := openedScreen(t, task)
	s.press(keys.ExpandAll)
	s.Layout(1, 1)
	shows(t, s, "The answer is too long to keep (9.4 MB): 2 of 41,000 errors are known.")
}
