package ui

import (
	"context"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"hubwatch/model"
)

// failingInTurn is a HubSpot where one task after the other fails, for three reasons in turn: two and a half a second.
func failingInTurn(begun time.Time) checkerFunc {
	return func(_ context.Context, id model.TaskID) (model.Report, error) {
		r := model.Report{TaskID: model.Text(id), RawStatus: "PENDING", Status: model.StatusPending, RequestedAt: begun}
		n, _ := strconv.Atoi(string(id[len(id)-2:]))
		if ends := begun.Add(time.Duration(n) * 400 * time.Millisecond); !time.Now().Before(ends) {
			r.RawStatus, r.Status, r.StartedAt, r.CompletedAt = "COMPLETE", model.StatusComplete, begun, ends
			r.Errors = []model.TaskError{{Message: model.Text(fmt.Sprint("reason ", "abc"[n%3:n%3+1])), Category: model.Text(fmt.Sprint("KIND_", n%3))}}
		}
		return r, nil
	}
}

// TestTheCausesAddUpToTheirTitle looks at the causes while tasks fail: in each frame
// the lines say as much as the title, and that as much as the headline.
func TestTheCausesAddUpToTheirTitle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var tasks []*model.Task
		for i := range 40 {
			tasks = append(tasks, &model.Task{ID: model.TaskID(fmt.Sprintf("AAAAEZ6wh%02d", i)), AddedAt: time.Now()})
		}
		h := start(t, Options{Checker: failingInTurn(time.Now()), Tasks: tasks}, 80, 24)
		defer h.stop()
		h.wait(2 * time.Second)
		h.press("b")
		headline, title := regexp.MustCompile(`→ (\d+) tasks? to do`), regexp.MustCompile(`Why (\d+) tasks? (?:is|are) to do`)
		cause := regexp.MustCompile(`(?m)^. +(\d+)  ✗ `)
		seen := map[string]bool{}
		for range 200 {
			h.press("j") // a key has the screen drawn at once, whenever that is
			text := h.screen()
			said, of, sum := headline.FindStringSubmatch(text), title.FindStringSubmatch(text), 0
			for _, line := range cause.FindAllStringSubmatch(text, -1) {
				n, _ := strconv.Atoi(line[1])
				sum += n
			}
			if said == nil || of == nil || said[1] != of[1] || of[1] != strconv.Itoa(sum) {
				t.Fatalf("the headline says %v, the title %v, the causes add up to %d:\n%s", said, of, sum, text)
			}
			seen[of[1]] = true
		}
		if len(seen) < 8 {
			t.Errorf("only %d counts were seen", len(seen))
		}
	})
}

// TestACauseCountsWhatIsToDo holds that a task that has errors and goes on, or has a
// status nobody knows, is in no count of those that are to do.
func TestACauseCountsWhatIsToDo(t *testing.T) {
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	a, err := newApp(t.Context(), Options{Clock: func() time.Time { return now }, Where: "HubSpot", Theme: "none"})
	if err != nil {
		t.Fatal(err)
	}
	taken := []model.TaskError{{Category: "VALIDATION_ERROR", Message: "The name is taken."}}
	for i, word := range []string{"COMPLETE", "COMPLETE", "PROCESSING", "COMPLETE_WITH_ERRORS"} {
		id := model.TaskID(fmt.Sprintf("AAAAEZ6wh%02d", i))
		a.List().Add(id, "", now)
		observe(a, model.Observe(id, now, now, model.Report{RawStatus: model.Text(word), Status: model.ParseStatus(word), Errors: taken}, nil))
	}
	a.resize(80, 24)
	a.front.OpenGroups(nil)
	if text := a.draw(); !regexp.MustCompile(`(?m)^. +2 .*name is taken`).MatchString(text) {
		t.Errorf("the cause does not count the two that are to do:\n%s", text)
	}
}

// TestYTellsOfACause copies what the first task of a cause is to be told by, from the
// causes.
func TestYTellsOfACause(t *testing.T) {
	a := everyState(t, false)
	a.resize(80, 24)
	a.front.OpenGroups(nil)
	a.key(pressOf("Y"))
	if text := a.draw(); !strings.Contains(text, "block for HubSpot's support") {
		t.Errorf("Y offers nothing to copy:\n%s", text)
	}
}
