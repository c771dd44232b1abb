package ui

import (
	"context"
	"fmt"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// fakeDesk is a desk of which everything is kept. Its clipboard can be absent.
type fakeDesk struct {
	clipboard bool
	browser   bool

	copied, opened string
	files          map[string]string
	evidence       string
}

func (d *fakeDesk) Copy(_ context.Context, text string) (string, error) {
	if !d.clipboard {
		return "", fmt.Errorf("none")
	}
	d.copied = text
	return "the clipboard", nil
}

func (d *fakeDesk) Browse(url string) error {
	if !d.browser {
		return fmt.Errorf("none")
	}
	d.opened = url
	return nil
}

func (d *fakeDesk) Write(name string, data []byte) (string, error) {
	if d.files == nil {
		d.files = map[string]string{}
	}
	d.files[name] = string(data)
	return "./" + name, nil
}

func (d *fakeDesk) Pack(context.Context, []*model.Task) (string, error) { return "", nil }

func (d *fakeDesk) Evidence(_ context.Context, _ *model.Task, ticket string) (string, error) {
	d.evidence = ticket
	return "./evidence", nil
}

func (d *fakeDesk) Pager() *exec.Cmd { return exec.Command("true") }

// failing answers that every third task has broken with threeLevels, the
// others are on their way.
func failing(_ context.Context, id model.TaskID) (model.Report, error) {
	var n int
	fmt.Sscanf(string(id), "AAAAEZ6w%d", &n)
	if n%3 != 2 {
		return model.Report{RawStatus: "PROCESSING", Status: model.StatusProcessing, RequestedAt: time.Now().Add(-time.Minute)}, nil
	}
	r := threeLevels(time.Now().Add(-time.Hour))
	r.TaskID = model.Text(id)
	folder := *r.Result
	folder.ID = model.Text(fmt.Sprint(9001 + n))
	r.Result = &folder
	r.Raw = []byte(`{"status":"COMPLETE","taskId":"` + string(id) + `","neverSeen":"kept","errors":[{"message":"A folder with the name","context":{"folderId":["1234","5678"]},"errors":[{"code":"x","context":{"missingScopes":["scope1","scope2"]}}]}]}`)
	return r, nil
}

// TestFromARedRowToTheReason walks the way a person goes, on a terminal.
func TestFromARedRowToTheReason(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}} {
		synctest.Test(t, func(t *testing.T) {
			desk := &fakeDesk{clipboard: true}
			h := start(t, Options{Checker: checkerFunc(failing), Tasks: watched(ids(6)...), Desk: desk}, size[0], size[1])
			defer h.stop()
			h.shows("2 failed → 2 tasks to do again")

			h.press("e")
			if got := h.line("▌"); !strings.Contains(got, "✗ failed") {
				t.Errorf("after e the cursor is on %q", got)
			}
			h.press("enter")
			h.shows("COMPLETE with 2 errors", "ERRORS", "✗ 1/2 A folder with the name", "category VALIDATION_ERROR", "folderId = 1234, 5678")
			if got := h.line("▌"); !strings.Contains(got, "✗ 1/2") {
				t.Errorf("in the task the cursor is on %q", got)
			}
			h.press("l")
			h.shows("errors[0].category")
			h.press("/", "scope", "enter")
			h.shows("scope: match 1 of ", "errors[0].errors[0].context.missingScopes")
			if got := h.line("▌"); !strings.Contains(got, "missingScopes = scope1, scope2") {
				t.Errorf("the search leads to %q", got)
			}
			h.press("n")
			h.shows("scope: match ")
			h.press("v")
			h.shows(`"missingScopes": [`, "raw .errors[0]")
			h.press("g")
			h.shows(`"neverSeen": "kept"`, `"status": "COMPLETE",`)
			h.press("j", "y")
			h.shows("copied .status (8 bytes) to the clipboard")
			if desk.copied != "COMPLETE" {
				t.Errorf("copied %q", desk.copied)
			}
			h.press("esc")
			h.hides("neverSeen")
			h.press("esc", "esc")
			h.shows("STATE", "WHY")
		})
	}
}

func TestTheCursorStaysWhenAPollChangesTheTask(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var step atomic.Int64
		checker := checkerFunc(func(context.Context, model.TaskID) (model.Report, error) {
			r := model.Report{RawStatus: "PROCESSING", Status: model.StatusProcessing, Errors: []model.TaskError{
				{ID: "one", Message: "the first"}, {ID: "two", Message: "the second", Context: []model.Field{{Key: "path", Values: []model.Text{"/a"}}}},
			}}
			switch step.Load() {
			case 1: // another error comes before the others
				r.Errors = append([]model.TaskError{{ID: "zero", Message: "a new one\nwith\nmany lines"}}, r.Errors...)
			case 2: // and it ends
				r.RawStatus, r.Status, r.Result = "COMPLETE", model.StatusComplete, &model.Folder{ID: "9", Path: "/x"}
			}
			return r, nil
		})
		h := start(t, Options{Checker: checker, Tasks: watched(ids(1)...)}, 80, 24)
		defer h.stop()
		h.press("enter", "E", "/", "path", "enter")
		row := func() int {
			for y, l := range h.lines() {
				if strings.HasPrefix(l, "▌") {
					return y
				}
			}
			return -1
		}
		before := row()
		h.shows("errors[1].context.path")
		step.Store(1)
		h.press("r")
		h.wait(5 * time.Second)
		h.shows("ago: 1 error more", "errors[2].context.path", "a new one")
		if got := h.line("▌"); !strings.Contains(got, "path = /a") {
			t.Errorf("the cursor is on %q, want it still on the path", got)
		}
		step.Store(2)
		h.press("r")
		h.wait(5 * time.Second)
		h.shows("ago: PROCESSING > COMPLETE, 1 error fewer, a result folder", "errors[1].context.path")
		if got := row(); got != before {
			t.Errorf("the cursor is on line %d, want it still on %d", got, before)
		}
	})
}

func TestOtherTasksAtTheSameLevel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: checkerFunc(failing), Tasks: watched(ids(9)...)}, 80, 30)
		defer h.stop()
		h.press("e", "enter", "1")
		h.hides("category VALIDATION_ERROR  sub")
		first := h.app.front.Task.ID()
		h.press("e")
		if h.app.front.Task.ID() == first {
			t.Fatalf("e stays on %s", first)
		}
		h.shows("▸ ✗ 1/2", "▸ ✗ 2/2", "VALIDATION_ERROR, 1 detail")
		h.press("2")
		h.shows("▾ ✗ 1/2", "▸ context", "▸ detail 1")
		h.press("[")
		h.shows("▾ ✗ 1/2", "▸ context")
		h.press("E")
		h.shows("▾ context", "folderId = 1234, 5678")
		h.press("E")
		h.shows("▸ ✗ 1/2")
	})
}

func TestRawOfATaskReadFromDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		task := watched("AAAAEZ6w00002")[0]
		report := threeLevels(time.Now())
		task.Report, task.ReportAt = &report, time.Now()
		kept := map[string][]byte{"kept": []byte(`{"status":"COMPLETE","unknownMember":1}`), "not kept": nil}
		for name, body := range kept {
			load := func(context.Context, model.TaskID) ([]byte, error) { return body, nil }
			h := start(t, Options{Checker: checkerFunc(failing), Tasks: []*model.Task{task.Copy()}, Raw: load}, 80, 24)
			h.press("enter", "v")
			if name == "kept" {
				h.shows(`"unknownMember": 1`)
			} else {
				h.shows("The answer as it came is not kept. r asks HubSpot again.")
				h.press("r")
				h.wait(3 * time.Second)
				h.shows("neverSeen")
			}
			h.stop()
		}
	})
}

func TestTimesInEveryZone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: checkerFunc(failing), Tasks: watched("AAAAEZ6w00002")}, 80, 60)
		defer h.stop()
		h.press("enter")
		h.shows("▸ TIMES       requested ")
		h.press("E")
		h.shows("started     2000-01-01 01:00:07  waited 7.0s")
		h.press("t")
		h.shows("requested   1999-12-31 23:00:00 UTC")
		h.press("t")
		h.shows("requested   1h00m ago")
	})
}

func TestThePreviewFollowsTheCursorAndScrolls(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: checkerFunc(failing), Tasks: watched(ids(6)...)}, 160, 30)
		defer h.stop()
		h.press("e")
		h.shows("│", "▾ ERRORS", "✗ 1/2 A folder with the name")
		h.hides("▾ TIMES")
		for range 40 {
			if h.press("J"); strings.Contains(h.screen(), "▾ TIMES") && !strings.Contains(h.screen(), "▾ ERRORS") {
				break
			}
		}
		h.shows("▾ TIMES")
		h.hides("▾ ERRORS")
		h.press("K", "K", "K", "K", "K", "K", "K", "K", "K", "K", "K", "K")
		h.shows("▾ ERRORS")
		h.press("p")
		h.hides("▾ ERRORS")
		h.press("p", "G")
		h.shows("HubSpot sent none.")
	})
}
