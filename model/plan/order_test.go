package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// migration is what truly happened: one row each, its task or a refusal, and how
// it ended.
type migration struct {
	foldered bool // the answers say their folders
	folders  []string
	tasks    []model.TaskID // "" for a row that HubSpot refused to start
	failed   []bool
	log      []string
}

func drawMigration(t *rapid.T) migration {
	foldered := rapid.Bool().Draw(t, "answers with folders")
	m := migration{foldered: foldered}
	for i := range rapid.IntRange(2, 7).Draw(t, "rows") {
		m.folders = append(m.folders, fmt.Sprint(122_690_003_000+i))
		id := model.TaskID(fmt.Sprintf("AAAAEZ6wh%02d", 10+i))
		line := fmt.Sprintf(`{"id":"%s","links":{"status":"https://api.hubapi.com/files/v3/folders/update/async/tasks/%s/status"}}`, id, id)
		if rapid.IntRange(0, 5).Draw(t, "refused") == 0 {
			id, line = "", `{"status":"error","message":"no","correlationId":"c","category":"VALIDATION_ERROR"}`
		}
		if foldered {
			line = fmt.Sprintf(`{"folderId":"%s","answer":%s}`, m.folders[i], line)
		}
		m.tasks = append(m.tasks, id)
		m.failed = append(m.failed, id != "" && rapid.Bool().Draw(t, "failed"))
		m.log = append(m.log, line)
	}
	return m
}

// plan is the plan that it followed.
func (m *migration) plan(t *rapid.T) Plan {
	text := "folderId,name\n"
	for i, f := range m.folders {
		text += fmt.Sprintf("%s,folder %d\n", f, i)
	}
	p, problems, err := Read([]byte(text))
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return p
}

// folder is the true folder of a task.
func (m *migration) folder(id model.TaskID) string {
	if i := slices.Index(m.tasks, id); i >= 0 && id != "" {
		return m.folders[i]
	}
	return ""
}

// spoil does to the log what happens to logs. It tells whether the order of the
// answers stays what it was.
func (m *migration) spoil(t *rapid.T) (ordered bool) {
	at := func(name string) int { return rapid.IntRange(0, len(m.log)-1).Draw(t, name) }
	i := at("line")
	switch what := rapid.SampledFrom([]string{"nothing", "drop", "double", "copy", "swap", "shuffle", "cut", "garble", "noise", "two"}).Draw(t, "what"); what {
	case "drop":
		m.log = slices.Delete(m.log, i, i+1)
	case "double":
		m.log = slices.Insert(m.log, i, m.log[i])
	case "copy": // to another place, such as of a log that was put together
		m.log = slices.Insert(m.log, at("to"), m.log[i])
	case "swap":
		j := at("with")
		m.log[i], m.log[j] = m.log[j], m.log[i]
		return i == j
	case "shuffle":
		m.log = rapid.Permutation(m.log).Draw(t, "order")
		return false
	case "cut":
		m.log[i] = m.log[i][:rapid.IntRange(1, len(m.log[i])-1).Draw(t, "bytes")]
	case "garble":
		line := []byte(m.log[i])
		for range rapid.IntRange(1, 3).Draw(t, "times") {
			line[rapid.IntRange(0, len(line)-1).Draw(t, "byte")] = byte(rapid.IntRange(32, 126).Draw(t, "to"))
		}
		for j, id := range m.tasks {
			if j != i && (id != "" && strings.Contains(string(line), string(id)) || m.foldered && strings.Contains(string(line), m.folders[j])) {
				return true // it has become the answer to another, or about another, which nothing can tell
			}
		}
		m.log[i] = string(line)
	case "noise":
		m.log[i] = rapid.SampledFrom([]string{"202", "", "curl: (28) timed out", "{", "null", "AAAAEZ6zzzz", "Error: ECONNRESET", "502 Bad Gateway", "started"}).Draw(t, "noise")
	case "two": // answers on one line, as of two writers at once
		j := (i + 1) % len(m.log)
		m.log[i] += m.log[j]
	}
	return true
}

// join is the plan and the watchlist after the log was joined.
func (m *migration) join(t *rapid.T) (Plan, *model.Watchlist) {
	p := m.plan(t)
	j := NewJoiner(&p, "one", nil)
	in := intake.Read(strings.Join(m.log, "\n"))
	j.Add("log", &in)
	out := j.Join(true)
	var kept Plan
	kept.Merge(p)
	var list model.Watchlist
	for _, f := range in.Found {
		list.Put(&model.Task{ID: f.ID, Plan: f.Plan, AddedAt: time.Unix(1, 0)})
	}
	for _, f := range out.Found {
		list.Put(&model.Task{ID: f.ID, Plan: f.Plan, Order: kept.Orders[f.ID], AddedAt: time.Unix(1, 0)})
	}
	return kept, &list
}

func TestNoTaskGetsAnotherRow(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMigration(t)
		ordered := m.spoil(t)
		kept, list := m.join(t)
		for _, task := range list.Tasks() {
			truth, got := m.folder(task.ID), string(task.Planned().FolderID)
			if truth != "" && got != "" && got != truth && (ordered || task.Order == "") {
				t.Fatalf("%s has the row of %s, not of %s; the log is\n%s", task.ID, got, truth, strings.Join(m.log, "\n"))
			}
		}
		second := int64(2)
		for _, id := range rapid.Permutation(m.tasks).Draw(t, "ended") {
			if id == "" || list.Task(id) == nil {
				continue
			}
			m.check(t, &kept, list)
			second++
			r := model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", Result: &model.Folder{ID: model.Text(m.folder(id))}}
			if m.failed[slices.Index(m.tasks, id)] {
				r.NumErrors, r.Result = 1, nil
			}
			list.Apply(model.Observe(id, time.Unix(second, 0), time.Unix(second, 1), r, nil))
			for _, wrong := range list.TakeWrong() {
				kept.Unplace(wrong.Order)
			}
		}
		m.check(t, &kept, list)
		for _, task := range list.Tasks() {
			if task.Misplaced() {
				t.Fatalf("%s has the row of another folder", task.ID)
			}
		}
	})
}

// check holds that what is to be done again, or to be started, is only what
// truly failed, was refused or was never started.
func (m *migration) check(t *rapid.T, kept *Plan, list *model.Watchlist) {
	data := kept.Encode()
	p, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	tr := Track(&p, list)
	var chosen []*model.Task
	all := rapid.Bool().Draw(t, "all")
	for _, task := range list.Tasks() {
		if s := task.State(); s == model.StateErrors && (all || rapid.Bool().Draw(t, "chosen")) {
			chosen = append(chosen, task)
		}
	}
	may := map[string]bool{}
	for i, f := range m.folders {
		if id := m.tasks[i]; id == "" || m.foldered && (list.Task(id) == nil || len(list.Task(id).Plan) == 0) {
			may[f] = true // of an answer that was not there, or named no folder of the plan, nothing can be known
		} else if task := list.Task(id); task != nil && slices.Contains(chosen, task) {
			may[f] = true
		}
	}
	again := tr.Rerun(chosen, With{Refused: all})
	cover := tr.Coverage()
	for _, s := range append(again.Steps, tr.Start(cover.Without()).Steps...) {
		if !may[s.Request.FolderID] {
			t.Fatalf("%s would be done again (%s); the log is\n%s", s.Request.FolderID, s.Why, strings.Join(m.log, "\n"))
		}
	}
}

// TestAnOrderThatHoldsIsUsed holds that what is certain is not withheld.
func TestAnOrderThatHoldsIsUsed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMigration(t)
		kept, list := m.join(t)
		want := map[string]bool{}
		for i, id := range m.tasks {
			if id == "" {
				want[m.folders[i]] = true
				continue
			}
			r := model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE", Result: &model.Folder{ID: model.Text(m.folders[i])}}
			if m.failed[i] {
				r.NumErrors, r.Result = 1, nil
				want[m.folders[i]] = true
			}
			list.Apply(model.Observe(id, time.Unix(2, 0), time.Unix(2, 1), r, nil))
		}
		var failed []*model.Task
		for _, task := range list.Tasks() {
			if task.State() == model.StateErrors {
				failed = append(failed, task)
			}
		}
		tr := Track(&kept, list)
		if r := tr.Rerun(failed, With{Refused: true}); len(r.Steps) != len(want) || len(r.Refused) > 0 {
			t.Fatalf("%d of %d are done again: %+v", len(r.Steps), len(want), r.Refused)
		}
	})
}

func TestAPlanRemembersWhichTasksWereOrdered(t *testing.T) {
	p := read(t, bare)
	j := NewJoiner(&p, "one", nil)
	in := intake.Read(answer1 + "\n" + refused + "\n" + answer2)
	j.Add("log", &in)
	j.Join(true)
	var kept Plan
	kept.Merge(p)
	again, err := Decode(kept.Encode())
	if err != nil || len(again.Orders) != 2 || again.Rows[1].Refused != "no" || again.Rows[1].RefusedBy != "one" {
		t.Fatalf("%v, %+v", err, again)
	}
	again.Unplace("one")
	c := Track(&again, &model.Watchlist{}).Coverage()
	if len(c.Unplaced) != 2 || len(c.Unsure) != 3 || len(c.Refused)+len(c.NeverStarted) > 0 {
		t.Errorf("after the order was seen to be wrong: %+v", c)
	}
	sure := read(t, "taskId,folderId\nAAAAEZ6whGI,902\nAAAAEZ6whGM,900\n,901\n")
	again.Merge(sure)
	c = Track(&again, &model.Watchlist{}).Coverage()
	if len(c.Unplaced)+len(c.Unsure) > 0 || len(c.NeverStarted) != 1 || len(again.Orders) != 0 {
		t.Errorf("after a plan that names the tasks: %+v %+v", c, again)
	}
}
