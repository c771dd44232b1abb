package plan

import (
	"fmt"
	"testing"

	"hubwatch/model"
)

// TestColumnsThatStandTwice holds which of two columns is the plan's.
func TestColumnsThatStandTwice(t *testing.T) {
	for name, tc := range map[string]struct{ text, want, extra string }{
		"a name and a new one":     {"folderId,name,newName\n900,Press,press\n", "{900 press   }", "old name Press"},
		"a new name and the old":   {"folderId,New Name,Name\n900,press,Press\n", "{900 press   }", "old Name Press"},
		"places before and after":  {"folderId,path,new_path,parentId,newParentFolderId\n900,/a,/b,1,2\n", "{900  2 /b }", "old path /a"},
		"an id that counts":        {"id,folderId,name\n1,900,press\n", "{900 press   }", "id (2) 1"},
		"one beside tasks, too":    {"id,folderId,taskId,name\n1,900,tsk-1,press\n", "{900 press   }", "id (2) 1"},
		"rows of a database":       {"id,taskId,name\n7f3b6c1e-52a4-4d0b-9e77-0c1d2e3f4a5b,tsk-1,press\n", "{ press   }", "id (2) 7f3b6c1e-52a4-4d0b-9e77-0c1d2e3f4a5b"},
		"rows that are numbered":   {"id,taskId,name\n1,tsk-1,press\n", "{ press   }", "id (2) 1"},
		"a folder beside a task":   {"id,taskId,name\n900,tsk-1,press\n", "{900 press   }", ""},
		"a link to a folder":       {"folderId,name\nhttps://app-eu1.hubspot.com/files/24681012/?folderId=122690003720&showDetails=1,press\n", "{122690003720 press   }", ""},
		"a header again, in order": {"folderId,name\n900,press\nfolderId,name\n", "{900 press   }", ""},
	} {
		p, _, err := Read([]byte(tc.text))
		if err != nil || len(p.Rows) != 1 {
			t.Errorf("%s: %+v, %v", name, p.Rows, err)
			continue
		}
		extra := ""
		for _, f := range p.Rows[0].Fields {
			if model.PlanColumn(string(f.Key)) == "" && extra == "" {
				extra = string(f.Key + " " + f.Values[0])
			}
		}
		if got := fmt.Sprint(model.ReadPlanned(p.Rows[0].Fields)); got != tc.want || extra != tc.extra {
			t.Errorf("%s: got %s and %q, want %s and %q", name, got, extra, tc.want, tc.extra)
		}
	}
}
