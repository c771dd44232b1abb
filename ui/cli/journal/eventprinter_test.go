package journal

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/theme"
)

// inks are what paints.
var inks = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// TestLinesOfEventsFitTheTerminal holds that they are drawn as the lists are, that the
// end of a folder is kept, and that a pipe gets all of it as it was.
func TestLinesOfEventsFitTheTerminal(t *testing.T) {
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.Local)
	task := &model.Task{ID: "AAAAEZ6whGI", Report: &model.Report{Status: model.StatusComplete, NumErrors: 1, Errors: []model.TaskError{{Message: "A folder of this\x1b[2J name is already there, and has another owner."}}}}
	task.Plan = []model.Field{{Key: "path", Values: []model.Text{"/events/2026/EMEA/trade fairs/hannover messe/datasheets 0101"}}}
	failed := model.Event{ID: task.ID, Kind: model.EventState, At: at, From: model.StateProcessing, To: model.StateErrors, Errors: 3}
	claimed := model.Event{ID: task.ID, Kind: model.EventClaimed, At: at, Who: "eva\x1b[2J"}
	for width := 20; width <= 140; width++ {
		for _, look := range []theme.Look{{}, {Name: "none"}} {
			drawn, err := theme.New(look)
			if err != nil {
				t.Fatal(err)
			}
			term := output.NewTerminal(width, drawn)
			one, two := EventOf(1, failed, ""), EventOf(2, claimed, "a cause of many words that goes on and on")
			lines := Transition(failed, task, "", term) + "\n" + one.line(term) + two.line(term)
			for line := range strings.Lines(inks.ReplaceAllString(lines, "")) {
				if line = strings.TrimSuffix(line, "\n"); drawn.Width(line) > width || strings.ContainsRune(line, 0x1b) {
					t.Errorf("%d cells at %d: %q", drawn.Width(line), width, line)
				}
			}
			if width >= 40 && (!strings.Contains(lines, "✗ failed") || strings.Contains(lines, "errors ") && width < 70) {
				t.Errorf("at %d:\n%s", width, lines)
			}
			if width >= 60 && !strings.Contains(inks.ReplaceAllString(lines, ""), "sheets 0101") {
				t.Errorf("at %d:\n%s", width, lines)
			}
		}
	}
	one := EventOf(1, failed, "")
	if got, want := one.line(nil), "2026-05-04 09:00:00  errors      AAAAEZ6whGI  (3 errors)\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := Transition(failed, task, "name taken", nil), "09:00:00  errors      AAAAEZ6whGI  "+task.Name().Line()+"  ("+task.Reason()+")"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
