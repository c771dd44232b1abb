package task

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

var nine = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)

// failedTask is one with two errors, whose answer is on disk.
func failedTask(id model.TaskID) *model.Task {
	r := model.Report{
		TaskID: model.Text(id), RawStatus: "COMPLETE", Status: model.StatusComplete, RequestedAt: nine, Result: &model.Folder{ID: "9002", Path: "/brand/summer"},
		Errors: []model.TaskError{{Message: "The name is taken.", Category: "VALIDATION_ERROR"}, {Message: "The parent is archived."}},
	}
	return &model.Task{ID: id, AddedAt: nine, AskedAt: nine, ReportAt: nine, Report: &r}
}

// opened is a screen of 80 by 24 with a task open.
func openedScreen(t *testing.T, tasks ...*model.Task) *Screen {
	t.Helper()
	l, err := theme.New(theme.Look{Name: "none"})
	if err != nil {
		t.Fatal(err)
	}
	known := session.New(session.Start{Tasks: tasks})
	s := New(&screen.Env{
		Known: &known.Known, Theme: &l, Keys: keys.New(false), Now: nine.Add(time.Minute), Times: model.TimesUTC, Width: 80, Height: 24,
		Account: model.Account{PortalID: "24681012", UIDomain: "app.hubspot.com"},
	})
	s.Open(tasks[0].ID)
	s.Layout(1, len(tasks))
	return s
}

func (s *Screen) press(does keys.Action) []screen.Intent {
	asks := s.Do(keys.Press{Action: does, Digit: 1})
	s.Layout(s.at, s.of)
	return asks
}

func shows(t *testing.T, s *Screen, want string) {
	t.Helper()
	if text := strings.Join(s.Lines(), "\n"); !strings.Contains(text, want) {
		t.Errorf("want %q in\n%s", want, text)
	}
}

func TestActionsAskForWhatATaskCannotDo(t *testing.T) {
	for does, want := range map[keys.Action]string{
		keys.Back: "[screen.Leave{}]", keys.NextTask: "[screen.Step{By:1, ToDo:false}]", keys.PreviousTask: "[screen.Step{By:-1, ToDo:false}]",
		keys.NextProblem: "[screen.Step{By:1, ToDo:true}]", keys.Copy: `[screen.Copy{What:"errors[0]", Text:"The name is taken."}]`,
		keys.NextMatch: "[screen.Step{By:1, ToDo:true}]", keys.PreviousMatch: "[screen.Step{By:-1, ToDo:true}]", keys.Down: "[]", keys.Fold: "[]",
	} {
		asks := openedScreen(t, failedTask("a1")).press(does)
		var texts []string
		for _, ask := range asks {
			texts = append(texts, strings.ReplaceAll(fmt.Sprintf("%#v", ask), "hubwatch/ui/", ""))
		}
		if got := fmt.Sprint(texts); got != want {
			t.Errorf("%s asks for %s, want %s", does, got, want)
		}
	}
	s := openedScreen(t, failedTask("a1"))
	if asks := s.press(keys.Evidence); len(asks) != 1 || !strings.HasPrefix(asks[0].(screen.Prove).Ticket, "# HubSpot folder task a1: ") {
		t.Errorf("evidence is %v", asks)
	}
	if asks := s.press(keys.Browse); len(asks) != 1 || !strings.HasSuffix(asks[0].(screen.Browse).URL, "folderId=9002") {
		t.Errorf("to be opened is %v", asks)
	}
}

// TestAnAnswerIsReadOnce holds that an answer on disk is asked for once, that it
// goes on to the pager that waits for it, and nowhere once the task is left.
func TestAnAnswerIsReadOnce(t *testing.T) {
	s := openedScreen(t, failedTask("a1"), failedTask("b2"))
	asks := s.press(keys.Pager)
	if len(asks) != 1 {
		t.Fatalf("asked for is %v", asks)
	}
	shows(t, s, "reading it from disk")
	if again := s.press(keys.Down); len(again) > 0 {
		t.Errorf("it is asked for again: %v", again)
	}
	read := asks[0].(screen.Read)
	if page := read.Then([]byte(`{"a":1}`), nil); len(page) != 1 || page[0].(screen.Page).Text != "{\n  \"a\": 1\n}\n" {
		t.Errorf("the pager gets %v", page)
	}
	shows(t, s, "a")
	s.Close()
	s.Open("b2")
	read = s.press(keys.Raw)[0].(screen.Read)
	s.Close()
	if late := read.Then([]byte(`{"a":1}`), nil); late != nil || s.raw != nil {
		t.Errorf("an answer comes to a task that was left: %v", late)
	}
}

// TestWhatAPersonChoseHoldsForTheNextTask holds that level and form last.
func TestWhatAPersonChoseHoldsForTheNextTask(t *testing.T) {
	s := openedScreen(t, failedTask("a1"), failedTask("b2"))
	s.press(keys.Level)
	s.press(keys.Raw)
	s.Open("b2")
	s.Layout(2, 2)
	if s.raw == nil || s.tree.Level != 1 {
		t.Errorf("the next task is shown at level %d, raw %v", s.tree.Level, s.raw)
	}
	shows(t, s, "2 of 2")
}

// TestDrawingATaskChangesNothing holds it for the screen and for its preview,
// and that a change is as old as the answer that brought it.
func TestDrawingATaskChangesNothing(t *testing.T) {
	task := failedTask("a1")
	s := openedScreen(t, task)
	p := Preview{Env: s.Env}
	p.Layout(task, 60, 20, false)
	newer := *task.Report
	newer.Errors = newer.Errors[:1]
	task.Report = &newer
	s.Layout(1, 1)
	s.Now = s.Now.Add(7 * time.Second)
	before := fmt.Sprint(*s, p)
	for range 2 {
		shows(t, s, "changed 7s ago: 1 error fewer")
		if lines := p.Lines(task, 60, 20, false); !slices.ContainsFunc(lines, func(l string) bool { return strings.Contains(l, "The name is taken.") }) {
			t.Errorf("the preview is %q", lines)
		}
	}
	if after := fmt.Sprint(*s, p); after != before {
		t.Errorf("drawing makes\n%s of\n%s", after, before)
	}
	if lines := p.Lines(nil, 60, 3, false); strings.Join(lines, "") != "" {
		t.Errorf("the preview of no task is %q", lines)
	}
}
