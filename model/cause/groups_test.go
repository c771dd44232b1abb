package cause

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"pgregory.net/rapid"
)

var t0 = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)

func at(seconds int) time.Time { return t0.Add(time.Duration(seconds) * time.Second) }

// ended is a task that ended with these errors at that second.
func ended(id string, second int, errors ...model.TaskError) *model.Task {
	return &model.Task{ID: model.TaskID(id), ReportAt: at(second + 5), Report: &model.Report{
		Status: model.StatusComplete, CompletedAt: at(second), NumErrors: len(errors), Errors: errors,
	}}
}

func field(key string, values ...string) model.Field {
	f := model.Field{Key: model.Text(key)}
	for _, v := range values {
		f.Values = append(f.Values, model.Text(v))
	}
	return f
}

// conflict is an error like those of the demo: a wrapper and what is inside.
func conflict(name, parent string) model.TaskError {
	return model.TaskError{
		Category: "VALIDATION_ERROR", SubCategory: "Folders.NAME_CONFLICT",
		Message: model.Text("A folder with the name '" + name + "' is already at the destination '" + parent + "'."),
		Context: []model.Field{field("folderId", "900100200"+name)},
		Details: []model.ErrorDetail{{
			Message: "The name is taken at the destination.", Code: "FOLDER_NAME_TAKEN", In: "name",
			Context: []model.Field{field("name", name), field("parentPath", parent)},
		}},
	}
}

func locked(id string) model.TaskError {
	return model.TaskError{Category: "CONFLICT", Message: model.Text("Folder " + id + " is being changed by another update.")}
}

func TestLeafDecides(t *testing.T) {
	nested := conflict("a", "/x")
	nested.Details[0].Extra = []model.Field{field("errors", `[{"message":"Folder 12 is hidden","code":"hidden","context":{"folderId":["12"],"why":"x"},"errors":[]}, {}]`)}
	broken := conflict("a", "/x")
	broken.Details[0].Extra = []model.Field{field("errors", `[{"message":`)}
	taken := Signature{
		Kind: KindError, Category: "VALIDATION_ERROR", SubCategory: "FOLDERS.NAME_CONFLICT", Code: "FOLDER_NAME_TAKEN",
		Field: "name", Message: "the name is taken at the destination", Keys: "name parentPath",
	}
	for _, tc := range []struct {
		name string
		err  model.TaskError
		want []Signature
	}{
		{"no details", locked("7"), []Signature{{Kind: KindError, Category: "CONFLICT", Message: "folder <name> is being changed by another update"}}},
		{"a detail", conflict("a", "/x"), []Signature{taken}},
		{"details that cannot be read", broken, []Signature{taken}},
		{"details inside details", nested, []Signature{{
			Kind: KindError, Category: "VALIDATION_ERROR", SubCategory: "FOLDERS.NAME_CONFLICT", Code: "HIDDEN",
			Field: "name", Message: "folder <name> is hidden", Keys: "folderId why",
		}}},
		{"an empty detail", model.TaskError{Category: "X", Message: "one", Details: []model.ErrorDetail{{In: "name"}}}, []Signature{{Kind: KindError, Category: "X", Message: "~ one"}}},
		{"a detail without a message", model.TaskError{Message: "one", Details: []model.ErrorDetail{{Code: "c d"}}}, []Signature{{Kind: KindError, Code: "C_D", Message: "~ one"}}},
		{"two details", model.TaskError{Details: []model.ErrorDetail{{Message: "one"}, {Message: "two"}}}, []Signature{{Kind: KindError, Message: "~ one"}, {Kind: KindError, Message: "~ two"}}},
		{"nothing at all", model.TaskError{SubCategory: "{}"}, []Signature{{Kind: KindError}}},
		{"a key that is an ID", model.TaskError{Context: []model.Field{field("900100200300"), field("expire time")}}, []Signature{{Kind: KindError, Keys: "<id> expire_time"}}},
		{"a name without quotes", model.TaskError{
			Message: "Folder Summer sale 2025 exists at /brand/spring sale", Context: []model.Field{field("name", "Summer sale 2025"), field("path", "/brand/spring sale")},
		}, []Signature{{Kind: KindError, Message: "folder <name> exists at <name>", Keys: "name path"}}},
	} {
		var got []Signature
		for _, l := range leaves(nil, []model.TaskError{tc.err}) {
			sig, _ := new(reader).signature(&l, nil)
			got = append(got, sig)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s:\n got %+v\nwant %+v", tc.name, got, tc.want)
		}
	}
}

func TestGroups(t *testing.T) {
	var g Groups
	for i := range 20 {
		id := fmt.Sprintf("task-%02d", i)
		wave := map[string]model.Text{"wave": "3", "owner": model.Text("o" + fmt.Sprint(i%3))}
		g.Apply(ended(id, 60*i, conflict(fmt.Sprint(i), "/brand"), conflict(fmt.Sprint(i), "/brand")), wave)
	}
	g.Apply(ended("both", 5, locked("1"), conflict("x", "/brand")), map[string]model.Text{"wave": "3", "owner": "o1"})
	g.Apply(ended("fine", 5), nil)

	causes := g.Causes()
	if len(causes) != 2 || g.Tasks() != 21 {
		t.Fatalf("%d causes of %d tasks", len(causes), g.Tasks())
	}
	c := causes[0]
	if c.Tasks != 21 || !c.FirstSeen.Equal(at(0)) || !c.LastSeen.Equal(at(19*60)) || c.SampleTask != "task-00" {
		t.Errorf("got %+v", c)
	}
	if ids := g.IDs(c.Signature); len(ids) != 21 || ids[0] != "task-00" || ids[1] != "both" || ids[20] != "task-19" {
		t.Errorf("the tasks are %v", ids)
	}
	if got := g.Trend(c.Signature, at(19*60), 5*time.Minute, 3); !slices.Equal(got, []int{5, 5, 5}) {
		t.Errorf("the trend is %v", got)
	}
	if of := g.Of("both"); len(of) != 2 || g.First("both") != of[0] || g.First("nobody") != nil || of[0].Signature.Category != "CONFLICT" || of[1] != c {
		t.Errorf("both is of %v", of)
	}
	why := "grouped by category VALIDATION_ERROR, sub-category FOLDERS.NAME_CONFLICT, code FOLDER_NAME_TAKEN, field name, " +
		"context keys name + parentPath, message “The name is taken at the destination.”; read from the innermost error"
	if c.Why() != why {
		t.Errorf("got %s", c.Why())
	}
	if got, want := causes[1].Why(), "grouped by category CONFLICT, message “Folder <n> is being changed by another update.” (numbers masked)"; got != want {
		t.Errorf("got %s", got)
	}
	spreads := map[string]Spread{}
	for _, s := range g.Spread(c.Signature) {
		spreads[s.Key] = s
	}
	for key, want := range map[string]model.Text{"wave": "3", "parentPath": "/brand"} {
		s := spreads[key]
		if v, ok := s.Constant(c.Tasks); !ok || v != want {
			t.Errorf("%s: got %+v", key, s)
		}
	}
	if s := spreads["owner"]; !s.Column || s.Distinct != 3 || !slices.Equal(s.Top, []Count{{"o1", 8}, {"o0", 7}, {"o2", 6}}) {
		t.Errorf("owner: %+v", s)
	}
	if s := spreads["name"]; s.Distinct != 21 || len(s.Top) != 5 || s.Top[0] != (Count{"0", 1}) {
		t.Errorf("name: %+v", s)
	}
	g.Remove("both")
	if len(g.Causes()) != 1 || g.Causes()[0].Tasks != 20 || c.Tasks != 21 {
		t.Error("a removed task stays, or an old answer changed")
	}
}

func TestOtherKinds(t *testing.T) {
	check := func(kind model.Kind, status int, message string, scopes ...model.Text) *model.Task {
		return &model.Task{ID: "x", AskedAt: at(9), Err: &model.CheckError{Kind: kind, HTTPStatus: status, Message: model.Text(message), Scopes: scopes}}
	}
	report := func(word string, errors int) *model.Task {
		return &model.Task{ID: "x", ReportAt: at(3), Report: &model.Report{Status: model.ParseStatus(word), RawStatus: model.Text(word), NumErrors: errors}}
	}
	both := report("COMPLETE", 0)
	both.Err = &model.CheckError{Kind: model.KindUnavailable}
	for _, tc := range []struct {
		task  *model.Task
		title string
	}{
		{check(model.KindNotFound, 404, "resource not found"), "not found (HTTP 404): resource not found"},
		{check(model.KindBadID, 400, "Provided ID could not be decoded."), "bad ID (HTTP 400): Provided ID could not be decoded."},
		{check(model.KindPermission, 403, "no", "files"), "no permission (HTTP 403): no"},
		{check(model.KindUnavailable, 0, ""), "unavailable"},
		{report("CANCELED", 0), "canceled by HubSpot, no error named"},
		{report("COMPLETE", 7), "HubSpot counts errors but does not list them"},
		{report("EXPIRED", 0), "HubSpot says EXPIRED, a status hubwatch does not know"},
		{report("", 0), "HubSpot sent no status"},
		{report("COMPLETE", 0), ""},
		{report("PENDING", 0), ""},
		{both, ""},
	} {
		var g Groups
		g.Apply(tc.task, nil)
		var title string
		for _, c := range g.Causes() {
			title += c.Title()
			if c.Why() == "" || c.FirstSeen.IsZero() || c.LastSeen.Before(c.FirstSeen) {
				t.Errorf("%s: %+v", title, c)
			}
		}
		if title != tc.title {
			t.Errorf("got %q, want %q", title, tc.title)
		}
	}
}

// TestIDStays holds the IDs that a team's notes and scripts may name: those of
// now, and those by the first rule.
func TestIDStays(t *testing.T) {
	var g Groups
	g.Apply(ended("a", 1, conflict("a", "/x")), nil)
	canceled := ended("b", 1)
	canceled.Report.Status = model.StatusCanceled
	g.Apply(canceled, nil)
	g.Apply(ended("c", 1, model.TaskError{Category: "CONFLICT", Message: "Folder Summer Launch is locked by Ana."}), nil)
	g.Apply(ended("d", 1, model.TaskError{Category: "CONFLICT", Message: "Folder Winter is locked by Bo."}), nil)
	if g.Find("c1:nothing") != nil || g.Find("") != nil {
		t.Error("something has no ID")
	}
	for id, want := range map[string]string{
		"c1:aa067f00": "a", "aa067f00": "a", "c0:aa067f00": "a", "c1:53b4e89a": "b", "53b4e89a": "b",
		"c1:5ae56667": "c d", "5ae56667": "c d", "b9560284": "c d", "c0:1be312e2": "c d",
	} {
		var got []string
		for _, c := range g.Find(id) {
			for _, task := range g.IDs(c.Signature) {
				got = append(got, string(task))
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: got %v, want %s", id, got, want)
		}
	}
	if now := g.Former()["1be312e2"]; !slices.Equal(now, []string{"c1:5ae56667"}) {
		t.Errorf("1be312e2 became %v", now)
	}
	g.Remove("c")
	g.Remove("d")
	if g.Find("1be312e2") != nil {
		t.Error("a cause without tasks is found")
	}
	g.Apply(ended("e", 1, model.TaskError{Category: "CONFLICT", Message: "Folder Autumn is locked by Chidi."}), nil)
	g.Remember(map[string][]string{"1be312e2": {"c1:00000001"}, "c1:00000001": {"c1:00000001", "c1:5ae56667"}})
	for _, id := range []string{"1be312e2", "c0:1be312e2", "c1:00000001", "00000001"} {
		if found := g.Find(id); len(found) != 1 || found[0].ID != "c1:5ae56667" {
			t.Errorf("%s: what is remembered gives %v", id, found)
		}
	}
}

// TestFormerIDs holds that every ID is still known that the first rule gave:
// the sum is of those that it gave.
func TestFormerIDs(t *testing.T) {
	coded := func(category, code, message string) model.TaskError {
		return model.TaskError{Category: model.Text(category), Details: []model.ErrorDetail{{Code: model.Text(code), Message: model.Text(message)}}}
	}
	former := func(task *model.Task) string {
		var g Groups
		g.Apply(task, nil)
		return strings.Join(slices.Collect(maps.Keys(g.Former())), " ")
	}
	var all []string
	tasks, _ := corpus(templates(t, "templates.txt"), 1)
	for _, task := range tasks {
		all = append(all, string(task.ID)+" "+former(task))
	}
	slices.Sort(all)
	for _, e := range []model.TaskError{
		{Category: "CONFLICT", Message: "Folder Summer Launch is locked by Ana."}, {Category: "CONFLICT", Message: "Folder Winter is locked by Bo."},
		coded("A", "1042", "error code 1042 while x"), coded("A", "E1042", "m"), coded("A b-c", "7f12c0", "Ünï x"),
		coded("files", "900100200300", "Folder 'x' is gone, code 17"), coded("", "null", "{}"),
	} {
		all = append(all, former(ended("c", 1, e)))
	}
	const want = "9ec469ddc0b7d9fb1e25cd410ac6753bd5a69ee1397f40eeda256e1d1733efbd"
	if got := fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(all, "\n")))); got != want {
		t.Errorf("the IDs of the first rule sum up to %s", got)
	}
}

// TestCodesDiffer holds that numeric codes that mean different things are of
// different causes.
func TestCodesDiffer(t *testing.T) {
	for _, tc := range []struct {
		a, b string
		same bool
	}{
		{"1042", "1043", false},
		{"E1042", "E1043", false},
		{"HS-40017", "hs_40017", true},
		{"40017", "40018", false},
		{"", "40018", false},
		{"900100200300", "900100200301", true},
		{"0b6d7c1e-52a4-4f0e-9a53-7d1f0c2e8b14", "1b6d7c1e-52a4-4f0e-9a53-7d1f0c2e8b14", true},
	} {
		for _, part := range []func(e *model.ErrorDetail, code string){
			func(e *model.ErrorDetail, code string) { e.Code = model.Text(code) },
			func(e *model.ErrorDetail, code string) { e.SubCategory = model.Text(code) },
		} {
			var g Groups
			for i, code := range []string{tc.a, tc.b} {
				e := model.TaskError{Category: "X", Details: []model.ErrorDetail{{Message: "m"}}}
				part(&e.Details[0], code)
				g.Apply(ended(fmt.Sprint(i), i, e), nil)
			}
			if same := len(g.Causes()) == 1; same != tc.same {
				t.Errorf("%q and %q: same = %v", tc.a, tc.b, same)
			}
		}
	}
}

// letters is the number i in letters.
func letters(i int) string {
	return strings.Map(func(r rune) rune { return r - '0' + 'p' }, fmt.Sprint(i))
}

func TestHugeTask(t *testing.T) {
	same, different := make([]model.TaskError, 50_000), make([]model.TaskError, 50_000)
	for i := range same {
		same[i] = conflict(fmt.Sprint(i), "/x")
		different[i] = model.TaskError{Message: model.Text(letters(i))}
	}
	var g Groups
	began := time.Now()
	g.Apply(ended("same", 1, same...), nil)
	if c := g.Causes(); len(c) != 1 || c[0].Tasks != 1 {
		t.Errorf("got %d causes, first %+v", len(c), c[0])
	}
	if n := len(g.reader.leaves(same)); n != maxErrors {
		t.Errorf("%d errors of one task are looked at", n)
	}
	g.Apply(ended("different", 1, different...), nil)
	if n := len(g.Of("different")); n != maxCauses {
		t.Errorf("one task has %d causes", n)
	}
	if took := time.Since(began); took > time.Minute { // it takes a tenth of a second
		t.Errorf("took %v", took)
	}
}

// drawTask draws a task out of few, with one of few problems.
func drawTask(t *rapid.T) *model.Task {
	id := rapid.SampledFrom([]string{"a", "b", "c", "d", "e"}).Draw(t, "id")
	second := rapid.IntRange(0, 5).Draw(t, "second")
	switch rapid.IntRange(0, 6).Draw(t, "kind") {
	case 0:
		return ended(id, second)
	case 1:
		return &model.Task{ID: model.TaskID(id), AskedAt: at(second), Err: &model.CheckError{Kind: model.KindNotFound, HTTPStatus: 404, Message: "gone"}}
	case 2:
		task := ended(id, second)
		task.Report.Status = model.StatusCanceled
		return task
	}
	var errors []model.TaskError
	for i := range rapid.IntRange(1, 3).Draw(t, "errors") {
		name := rapid.SampledFrom([]string{"1", "2", "3 x"}).Draw(t, "name")
		errors = append(errors, []model.TaskError{conflict(name, "/p"), locked(name), locked("9")}[(i+second)%3])
	}
	return ended(id, second, errors...)
}

// picture is all that g answers.
func picture(g *Groups) []any {
	all := []any{g.Tasks()}
	for _, c := range g.Causes() {
		all = append(all, *c, c.Title(), c.Why(), g.IDs(c.Signature), g.Trend(c.Signature, at(4), time.Second, 3), g.Spread(c.Signature))
	}
	for _, id := range []model.TaskID{"a", "b", "c", "d", "e"} {
		if c := g.First(id); c != nil {
			all = append(all, c.ID)
		}
		for _, c := range g.Of(id) {
			all = append(all, c.ID)
		}
	}
	return all
}

// TestGroupsForgetNothing holds that what was applied, changed and removed on
// the way makes no difference, nor the order.
func TestGroupsForgetNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var g Groups
		tasks, columns := map[model.TaskID]*model.Task{}, map[model.TaskID]map[string]model.Text{}
		for range rapid.IntRange(1, 40).Draw(t, "steps") {
			if task := drawTask(t); rapid.IntRange(0, 4).Draw(t, "remove") == 0 {
				g.Remove(task.ID)
				delete(tasks, task.ID)
			} else {
				columns[task.ID] = map[string]model.Text{"wave": rapid.SampledFrom([]model.Text{"1", "2"}).Draw(t, "wave")}
				g.Apply(task, columns[task.ID])
				tasks[task.ID] = task
			}
			if rapid.Bool().Draw(t, "look") {
				g.Causes()
			}
		}
		var fresh Groups
		ids := []model.TaskID{}
		for id := range tasks {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		for _, id := range rapid.Permutation(ids).Draw(t, "order") {
			fresh.Apply(tasks[id], columns[id])
		}
		if got, want := picture(&g), picture(&fresh); !reflect.DeepEqual(got, want) {
			t.Fatalf("\n got %+v\nwant %+v", got, want)
		}
		for id := range tasks {
			g.Remove(id)
		}
		if g.Tasks() != 0 || len(g.Causes()) != 0 || len(g.groups) != 0 {
			t.Fatal("something stays")
		}
	})
}

// TestThePlanKnowsNames holds that a name without quotes does not split a group
// if the plan or the result folder has it.
func TestThePlanKnowsNames(t *testing.T) {
	var g Groups
	for i, name := range []string{"price lists", "team photos 7"} {
		path := model.Text("/brand/2025/" + name)
		task := ended(fmt.Sprint("planned-", i), 1, model.TaskError{Message: "Something went wrong while " + path + " was updated."})
		task.Plan = []model.Field{field("Path", string(path))}
		g.Apply(task, nil)
		task = ended(fmt.Sprint("done-", i), 1, model.TaskError{Message: "Something went wrong while " + path + " was updated."})
		task.Report.Result = &model.Folder{Path: path}
		g.Apply(task, nil)
	}
	if causes := g.Causes(); len(causes) != 1 || causes[0].Title() != "Something went wrong while <path> was updated." {
		t.Errorf("%d causes, the first %q", len(causes), causes[0].Title())
	}
}

// TestChanges holds that nothing becomes of a cause that a person may have seen
// without a line that says so.
func TestChanges(t *testing.T) {
	var g Groups
	lock := func(id, name string) {
		g.Apply(ended(id, 1, model.TaskError{Message: model.Text("Folder " + name + " is locked")}), nil)
	}
	names := []string{"Summer", "Winter", "夏", "Launch", "Q3"}
	lock("odd", "do not use")
	for _, name := range names {
		lock(name, name)
	}
	if changes := g.Changes(); len(changes) != 0 || len(g.Causes()) != 2 {
		t.Errorf("at first: %v, %d causes", changes, len(g.Causes()))
	}
	was := g.Of("odd")[0].ID
	lock("one more", "Berlin")
	now := g.Of("Summer")[0].ID
	if changes := g.Changes(); !slices.Equal(changes, []Change{{From: was, Into: now}}) || len(g.Causes()) != 1 {
		t.Errorf("when they became one: %v, %d causes", changes, len(g.Causes()))
	}
	if found := g.Find(was); len(found) != 1 || found[0].ID != now {
		t.Errorf("%s finds %v", was, found)
	}
	g.Remove("Q3")
	if changes := g.Changes(); !slices.Equal(changes, []Change{{From: now, Into: was, Split: true}}) {
		t.Errorf("when they are two again: %v", changes)
	}
	if changes := g.Changes(); len(changes) != 0 {
		t.Errorf("twice: %v", changes)
	}
	for _, c := range []Change{{From: "c1:a", Into: "c1:b"}, {From: "c1:a", Into: "c1:b", Split: true}} {
		if text := c.String(); !strings.Contains(text, "c1:a") || !strings.Contains(text, "c1:b") {
			t.Errorf("%+v reads %q", c, text)
		}
	}
}
