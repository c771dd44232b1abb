package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/exp/golden"

	"hubwatch/assets"
	"hubwatch/hubclient"
	"hubwatch/hubclient/hubsim"
	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/plan"
	"hubwatch/ui/outside"
)

// planned is a row of a plan.
func plannedRow(pairs ...string) []model.Field {
	var row []model.Field
	for i := 0; i < len(pairs); i += 2 {
		row = append(row, model.Field{Key: model.Text(pairs[i]), Values: []model.Text{model.Text(pairs[i+1])}})
	}
	return row
}

// drawer keeps what would be written to files.
type drawer struct {
	outside.Desk
	files    map[string]string
	evidence int
	err      error
}

func (s *drawer) Write(name string, data []byte) (string, error) {
	s.files[name] = string(data)
	return name, s.err
}

func (s *drawer) Pack(_ context.Context, tasks []*model.Task) (string, error) {
	s.evidence = len(tasks)
	return "evidence", s.err
}

// migrated is a dashboard on the migration of the scenario "causes", run to its
// end, with a plan whose last two rows were not started.
func migrated(t *testing.T, desk outside.Desk, width, height int) *harness {
	t.Helper()
	time.Sleep(24 * time.Hour) // times before 2000 cannot be true, and half of it is in the past
	data, err := os.ReadFile("../assets/scenarios/causes.json")
	if err != nil {
		t.Fatal(err)
	}
	scenario, err := hubsim.ParseScenario(data)
	if err != nil {
		t.Fatal(err)
	}
	sim := hubsim.New(hubsim.Options{Scenario: scenario})
	client, err := hubclient.New(hubclient.Options{
		BaseURL: "http://127.0.0.1:1", Token: func() string { return hubsim.DefaultToken }, Transport: handlerTransport{sim},
	})
	if err != nil {
		t.Fatal(err)
	}
	notes, err := cause.ParseNotes(assets.CausesFile, assets.Causes())
	if err != nil {
		t.Fatal(err)
	}
	var p plan.Plan
	var ids []model.TaskID
	for i, row := range sim.Plan() {
		ids = append(ids, model.TaskID(row.TaskID))
		p.Rows = append(p.Rows, plan.Row{
			Line: i + 2, Tasks: ids[i:], Label: "",
			Fields: plannedRow("folderId", row.FolderID, "name", row.Name, "parentFolderId", row.ParentID, "path", row.Path, "team", fmt.Sprint("team ", i%3)),
		})
	}
	tasks := watched(ids...)
	for i, task := range tasks {
		task.Plan = p.Rows[i].Fields
	}
	p.Rows = append(p.Rows,
		plan.Row{Line: 1002, Fields: plannedRow("folderId", "1", "path", "/never/one")},
		plan.Row{Line: 1003, Fields: plannedRow("folderId", "2", "path", "/never/two")})
	opt := Options{Checker: client, Limiter: client, Tasks: tasks, Plan: p, Known: notes, Desk: desk, API: "https://api.hubapi.com/x"}
	h := start(t, opt, width, height)
	h.wait(4 * time.Minute)
	return h
}

// groupLine is a line of the groups by cause: how many tasks, when first and
// last, the trend, and the title.
var groupLine = regexp.MustCompile(`^[▌ ] {2,}(\d+)  (?:[━─]{12}|            )  (.*?)(?: {2,}.*)?$`)

// under is the line of the groups that the cursor is on, counted from 0.
func under(h *harness) int {
	for i, line := range strings.Split(h.screen(), "\n")[firstGroup(h):] {
		if strings.HasPrefix(line, "▌") {
			return i
		}
	}
	return -1
}

// firstGroup is where on the screen the groups begin.
func firstGroup(h *harness) int {
	return 1 + slices.IndexFunc(strings.Split(h.screen(), "\n"), func(line string) bool { return strings.Contains(line, "TREND") })
}

// TestFortyOneFailuresAreFourCauses is what the groups are for.
func TestFortyOneFailuresAreFourCauses(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it watches a migration of a thousand tasks, as TestTheMouseIsForTheGroups does: not in a short run")
	}
	synctest.Test(t, func(t *testing.T) {
		files := &drawer{files: map[string]string{}}
		h := migrated(t, files, 100, 40)
		defer h.stop()
		messages := map[model.Text]bool{}
		for _, task := range h.app.List().Tasks() {
			if task.State() == model.StateErrors {
				messages[task.Report.Errors[0].Message] = true
			}
		}
		if len(messages) != 41 || h.app.List().Len() != 1000 {
			t.Fatalf("%d different messages of %d tasks, want 41 of 1000", len(messages), h.app.List().Len())
		}
		h.press("b") // the only key
		h.shows("Why 44 folders are to do again: 5 causes", "by cause; of all 1,000 folders")
		var got []string
		for _, line := range strings.Split(h.screen(), "\n") {
			if m := groupLine.FindStringSubmatch(line); m != nil {
				got = append(got, m[1]+" "+m[2])
			}
		}
		want := []string{
			"22 ✗ name taken at the target",
			"11 ✗ parent is in the bin",
			"6 ✗ locked by another update",
			"3 ≠ landed under another name",
			"2 ✗ HubSpot fault, ask its support",
			"2 planned, never started",
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("the groups are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
		for _, line := range want {
			number, title, _ := strings.Cut(line, " ")
			if got := h.line(title); !strings.Contains(got, number) {
				t.Errorf("the line %q does not count %s", got, number)
			}
		}
		h.shows("said", "means", "next      put it right, then W writes the re-run of these 22 folders", "rule", "team: team", "folderId, name")
		h.press("j", "enter")
		h.shows("11 of 1,000", "cause=")
		h.press("b", "*")
		h.shows("22 tasks marked")
		h.press("W")
		h.shows("to do: 22 folders", "what HubSpot answered about 22 tasks")
		h.press("enter")
		h.shows("the re-run of 22 folders is in rerun.csv")
		for name, data := range files.files {
			if !strings.HasSuffix(name, ".csv") || strings.Count(data, "\n") != 23 || !strings.HasPrefix(data, "folderId,name,parentFolderId,path,team\n") {
				t.Errorf("%s holds\n%s", name, data)
			}
		}
		h.press("W", "e", "v", "i", "d", "enter")
		if files.evidence != 22 {
			t.Errorf("evidence of %d tasks was written, want 22", files.evidence)
		}
		files.err = errors.New("the disk is full")
		h.press("W", "c", "u", "r", "l", "enter")
		h.shows("cannot be written: the disk is full")
	})
}

func TestOtherGroups(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("it watches a migration of a thousand tasks, as TestTheMouseIsForTheGroups does: not in a short run")
	}
	synctest.Test(t, func(t *testing.T) {
		h := migrated(t, nil, 100, 30)
		defer h.stop()
		h.press("b", "G")
		h.shows("/never/one", "line 1003")
		h.press("enter")
		h.shows("2 folders: planned, never started")
		h.press("esc", "k", "enter")
		h.shows("2 of 1,000", "cause=")
		h.press("b", "k", "w")
		h.shows("source")
		h.press("q", "b", "t", "e", "a", "m", "enter")
		h.shows("All 1,000 folders by team: 3 groups", "TO DO", "✗ failed")
		h.press("j", "enter")
		h.shows(`"team"="team 0"`, "334 of 1,000")
		h.press("b")
		h.shows("folders by team")
		h.press("b", "s", "t", "a", "t", "u", "s", "enter")
		h.shows("folders by status", "errors")
		h.press("1")
		h.hides("folders by")
		h.press("b", "Q")
	})
}

func TestGroupsGolden(t *testing.T) {
	zone := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = zone })
	screens := map[string]string{}
	synctest.Test(t, func(t *testing.T) {
		h := migrated(t, nil, 80, 24)
		defer h.stop()
		h.press("b")
		for _, size := range [][2]int{{40, 10}, {40, 24}, {80, 24}, {120, 40}, {200, 60}} {
			h.resize(size[0], size[1])
			screens[fmt.Sprintf("%dx%d", size[0], size[1])] = h.screen() + "\n"
		}
	})
	for size, screen := range screens {
		t.Run(size, func(t *testing.T) { golden.RequireEqual(t, screen) })
	}
}

// TestTheMouseIsForTheGroups holds that a turn of the wheel or a click does
// nothing to the table behind the groups, and that a page fits a screen whose
// size changes.
func TestTheMouseIsForTheGroups(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := migrated(t, nil, 120, 40)
		defer h.stop()
		h.press("j", "b")
		before, _ := h.app.front.Table.Position()
		h.p.Send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
		h.wait(100 * time.Millisecond)
		now, _ := h.app.front.Table.Position()
		if got := under(h); got != wheelLines || now != before {
			t.Errorf("the wheel went to group %d and task %d, want %d and %d", got, now, wheelLines, before)
		}
		first := firstGroup(h)
		click := func(y int) {
			h.p.Send(tea.MouseClickMsg{X: 20, Y: y, Button: tea.MouseLeft})
			h.wait(100 * time.Millisecond)
		}
		click(first + 1)
		if got := under(h); got != 1 || h.app.front.Task.ID() != "" {
			t.Errorf("a click on the second group went to %d", got)
		}
		h.press("w")
		for _, width := range []int{40, 120} {
			h.resize(width, 12)
			for i, line := range h.app.front.Groups.Lines() {
				if got := h.app.Theme.Width(line); got > width {
					t.Errorf("line %d of the page has %d cells on a screen of %d", i, got, width)
				}
			}
			h.press("G")
			h.shows("restore-files", "? keys")
		}
		h.press("esc")
		h.resize(120, 40)
		click(first + 1)
		if h.app.front.Groups != nil || h.app.front.Table.Remembered().Tabs["All"].Filter == "" {
			t.Error("a click on the group under the cursor does not show its tasks")
		}
	})
}
