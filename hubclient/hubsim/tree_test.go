package hubsim

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// wood is an account of folders, without other tasks.
func wood(t *testing.T, scenario string, folders ...Folder) (*Server, *clock) {
	t.Helper()
	s, err := ParseScenario([]byte(scenario))
	if err != nil {
		t.Fatal(err)
	}
	c := newClock()
	return New(Options{Scenario: s, Tasks: 1, Folders: folders, Now: c.now}), c
}

func few() []Folder {
	return []Folder{{ID: "10", Name: "a"}, {ID: "11", Name: "one", ParentID: "10"}, {ID: "12", Name: "two", ParentID: "11"}, {ID: "20", Name: "b"}, {ID: "30", Name: "bin", Archived: true}}
}

func TestTasksMoveFolders(t *testing.T) {
	for _, tc := range []struct {
		name, body string
		want       string // in the task's answer
		path       string // of folder 11 afterwards
	}{
		{"a move", `{"id":"11","parentFolderId":20}`, `"path":"/b/one"`, "/b/one"},
		{"a rename", `{"id":"11","name":"new"}`, `"name":"new"`, "/a/new"},
		{"both", `{"id":"11","name":"new","parentFolderId":20}`, `"path":"/b/new"`, "/b/new"},
		{"into itself", `{"id":"11","parentFolderId":12}`, "cannot be moved into itself", "/a/one"},
		{"into the bin", `{"id":"11","parentFolderId":30}`, "No folder exists with the ID 30", "/a/one"},
		{"a bad name", `{"id":"11","name":"x/y"}`, "is not allowed", "/a/one"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s, c := wood(t, `{}`, few()...)
			_, locator := ask(s, "POST", "/files/v3/folders/update/async", tc.body)
			id, _ := locator["id"].(string)
			if f := found(s, "11"); f["path"] != "/a/one" {
				t.Errorf("before the task ends it is at %v", f["path"])
			}
			c.move(5 * time.Minute)
			_, body := ask(s, "GET", statusPath(id), "")
			if text := strings.ReplaceAll(fmt.Sprintf("%#v", body), `interface {}`, ""); !strings.Contains(strings.ReplaceAll(text, " ", ""), strings.ReplaceAll(tc.want, " ", "")) {
				t.Errorf("the answer %s, want %s", text, tc.want)
			}
			if f := found(s, "11"); f["path"] != tc.path {
				t.Errorf("it is at %v, want %s", f["path"], tc.path)
			}
		})
	}
	s, _ := wood(t, `{}`, few()...)
	if resp, _ := ask(s, "POST", "/files/v3/folders/update/async", `{"id":"99","name":"x"}`); resp.StatusCode != 404 {
		t.Errorf("an unknown folder gives %d", resp.StatusCode)
	}
}

func TestANameThatIsTaken(t *testing.T) {
	for _, name := range []string{"b", "B"} {
		s, _ := wood(t, `{}`, Folder{ID: "1", Name: "top"}, Folder{ID: "2", Name: "a", ParentID: "1"}, Folder{ID: "3", Name: "b", ParentID: "1"})
		if err := s.Change("2", "", name); err == nil || !strings.Contains(err.Error(), "already exists") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestANameThatIsTakenGetsANumber holds that a task ends well then, with a folder
// that has another name than it was asked for.
func TestANameThatIsTakenGetsANumber(t *testing.T) {
	s, c := wood(t, `{"taken": "renamed"}`, append(few(), Folder{ID: "21", Name: "ONE", ParentID: "20"}, Folder{ID: "22", Name: "one (1)", ParentID: "20"})...)
	for _, want := range []string{"one (2)", "one (2)"} { // asked for again it stays
		_, locator := ask(s, "POST", "/files/v3/folders/update/async", `{"id":"11","name":"one","parentFolderId":20}`)
		c.move(5 * time.Minute)
		_, body := ask(s, "GET", statusPath(locator["id"].(string)), "")
		if result, _ := body["result"].(map[string]any); result["name"] != want || result["path"] != "/b/"+want || body["numErrors"] != 0.0 {
			t.Errorf("the answer is %v, want %s", body, want)
		}
	}
	rows := s.Sample(8)
	if err := s.Change(rows[2].FolderID, rows[2].ParentID, rows[2].Name); err != nil {
		t.Fatal(err)
	}
	if f := found(s, rows[2].FolderID); f["name"] != rows[2].Name+" (1)" {
		t.Errorf("the one of the sample whose name is taken is called %v", f["name"])
	}
}

func TestChildrenComeInPages(t *testing.T) {
	folders := []Folder{{ID: "1", Name: "top"}}
	for i := range 250 {
		folders = append(folders, Folder{ID: fmt.Sprint(1000 + i), Name: fmt.Sprint("f", i), ParentID: "1"})
	}
	s, _ := wood(t, `{}`, folders...)
	seen, after := map[any]bool{}, ""
	for page := range 3 {
		_, body := ask(s, "GET", "/files/v3/folders/search?limit=100&parentFolderIds=1"+after, "")
		results, _ := body["results"].([]any)
		for _, r := range results {
			seen[r.(map[string]any)["id"]] = true
		}
		paging, more := body["paging"].(map[string]any)
		if more != (page < 2) {
			t.Fatalf("page %d: more %v", page, more)
		}
		if more {
			after = "&after=" + paging["next"].(map[string]any)["after"].(string)
		}
	}
	if len(seen) != 250 {
		t.Errorf("%d children, want 250", len(seen))
	}
}

func TestASampleIsThere(t *testing.T) {
	s, c := newServer(t, `{"tasks": 3}`)
	rows := s.Sample(40)
	elsewhere := 0
	for _, row := range rows {
		c.move(time.Second)
		f, parent := found(s, row.FolderID), found(s, row.ParentID)
		if f == nil || f["name"] == row.Name || parent == nil {
			t.Fatalf("%+v: found %v and %v", row, f, parent)
		}
		if parent["path"].(string)+"/"+row.Name != row.Path {
			elsewhere++
		}
	}
	if elsewhere != 1 {
		t.Errorf("%d folders are planned to be elsewhere, want 1", elsewhere)
	}
}
