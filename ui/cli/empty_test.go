package cli

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
)

// TestEmptyArraysStayEmptyArrays holds that what HubSpot sent as an empty list
// is one in all JSON that is printed or written, also when it was stored before.
func TestEmptyArraysStayEmptyArrays(t *testing.T) {
	t.Parallel()
	hub := each{"A1": {200, `{"taskId":"A1","status":"COMPLETE","numErrors":1,"links":{"a":[]},"extra":[],
		"errors":[{"message":"No.","context":{"id":[],"none":null},"links":[],"errors":[{"message":"x","context":{"id":[]}}]},
			{"message":"No.","errors":[],"context":[]}]}`}}
	for _, args := range [][]string{
		{"status", "-o", "json"}, {"status", "-o", "jsonl"}, {"wait", "-o", "json"}, {"wait", "-o", "jsonl"}, {"list", "-o", "json"}, {"list", "-o", "jsonl"},
		{"report", "-o", "json"}, {"events"}, {"status", "A1", "-o", "json"},
	} {
		synctest.Test(t, func(t *testing.T) {
			lines := [][]string{{"add", "A1"}, {"status"}, args}
			got, _ := ask(t, hub, nil, lines...)
			if strings.Contains(got.stdout, "null") {
				t.Errorf("%v: null in %s", args, got.stdout)
			}
			var d any
			if json.Unmarshal([]byte(got.stdout), &d) != nil || at(d, "tasks") == nil {
				return // lines
			}
			for _, path := range [][]any{
				{"tasks", 0, "errors", 0, "context", "id"}, {"tasks", 0, "errors", 0, "errors", 0, "context", "id"}, {"tasks", 0, "errors", 1, "errors"},
			} {
				if list, ok := at(d, path...).([]any); !ok || len(list) != 0 {
					t.Errorf("%v: %v is %v in %s", args, path, at(d, path...), got.stdout)
				}
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "evidence")
		got, _ := ask(t, hub, nil, []string{"add", "A1"}, []string{"status"}, []string{"report", "--evidence", dir}, []string{"export"})
		if n, null := strings.Count(got.stdout, `"Values": []`), strings.Count(got.stdout, `"Values": null`); n != 3 || null != 1 {
			t.Errorf("export: %s", got.stdout)
		}
	})
}
