package task

import (
	"fmt"
	"strings"
	"testing"

	"hubwatch/model"
	"hubwatch/ui/facts"
)

// TestThePreviewLosesNoLetter scrolls through what is known of a task, beside the
// table and below it, at many sizes: every word of it comes into view, and no line
// is wider than the room.
func TestThePreviewLosesNoLetter(t *testing.T) {
	task := planned(failedTask("a1"))
	words := strings.Fields(strings.Repeat("Folder 122690000496 is being changed by another update. ", 3) + "最後の言葉 Überraschung!")
	task.Report.Errors[0].Message = model.Text(strings.Join(words, " "))
	s := openedScreen(t, task)
	for _, beside := range []bool{false, true} {
		for width := 47; width <= 160; width += 19 {
			for _, height := range []int{5, 7, 12, 30} {
				p, seen := Preview{Env: s.Env}, ""
				p.Layout(task, width, height, beside)
				for range 40 {
					lines := p.Lines(task, width, height, beside)
					if len(lines) > height {
						t.Fatalf("%d lines in %d", len(lines), height)
					}
					for _, line := range lines {
						if w := s.Theme.Width(line); w > width {
							t.Fatalf("beside %v, %d cells in %d: %q", beside, w, width, line)
						}
					}
					seen += strings.Join(lines, "\n") + "\n"
					p.Scroll(true)
				}
				for _, word := range append(words, "W writes the re-run", "VALIDATION_ERROR") {
					if !strings.Contains(seen, word) && !strings.Contains(strings.Join(strings.Fields(seen), " "), word) {
						t.Errorf("beside %v, %dx%d: %q is never in view:\n%s", beside, width, height, word, seen)
					}
				}
			}
		}
	}
}

// planned is the task with a row of the plan.
func planned(t *model.Task) *model.Task {
	t.Plan = []model.Field{{Key: model.ColumnFolder, Values: []model.Text{"9002"}}, {Key: model.ColumnName, Values: []model.Text{"summer"}}}
	return t
}

// TestWhatIsKnownSaysWhatToDo holds what is said of tasks in each state: it is a
// sentence, and tells the next step.
func TestWhatIsKnownSaysWhatToDo(t *testing.T) {
	ok := failedTask("ok")
	ok.Report.Errors = nil
	wave := failedTask("a3")
	wave.Plan = []model.Field{{Key: "wave", Values: []model.Text{"2"}}}
	canceled := failedTask("c3")
	canceled.Report.Errors, canceled.Report.Status, canceled.Report.RawStatus = nil, model.StatusCanceled, "CANCELED"
	for want, task := range map[string]*model.Task{
		"W writes the re-run of this folder":                               planned(failedTask("a1")),
		"a re-run needs the plan (hubwatch add --plan), W writes evidence": failedTask("a2"),
		"no re-run: it has no folderId in the plan, W writes evidence":     wave,
		"look where the folder is":                                         {ID: "gone", AddedAt: nine, AskedAt: nine, Err: &model.CheckError{Kind: model.KindNotFound, HTTPStatus: 404, Message: "no such task"}},
		"o opens it in HubSpot":                                            ok,
		"W writes the re-run of this":                                      planned(canceled),
		"enter shows everything":                                           {ID: "new", AddedAt: nine},
	} {
		s := openedScreen(t, task)
		text := fmt.Sprint(facts.Of(s.Env, task))
		if !strings.Contains(text, want) || strings.Contains(text, "..") || strings.Contains(text, "1 errors") {
			t.Errorf("it says %s, want %q", text, want)
		}
	}
}
