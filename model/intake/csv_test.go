package intake

import (
	"fmt"
	"strings"
	"testing"
)

func TestWhereTheIDsOfACSVFileAre(t *testing.T) {
	for name, tc := range map[string]struct{ text, ids, refused string }{
		"a longer name":             {"Date,HubSpot Task ID,State\n2026-11-25,tsk-1,202\n", "[tsk-1]", ""},
		"a name with a remark":      {"Task ID (HubSpot);Folder\ntsk-1;Alpha\n", "[tsk-1]", ""},
		"a name in one word":        {"wave,moveTaskId\n3,tsk-1\n", "[tsk-1]", ""},
		"its own name comes first":  {"taskId,Jira Task ID\ntsk-1,tsk-9\n", "[tsk-1]", ""},
		"HubSpot's beside another":  {"Task ID,HubSpot Task ID\nOPS-4821,tsk-1\n", "[tsk-1]", ""},
		"two longer names":          {"Old Task ID,New Task ID\ntsk-1,tsk-2\n", "[]", "line 1"},
		"rows in one cell each":     {"\"wave,taskId\"\n\"3,tsk-1\"\n", "[tsk-1]", ""},
		"some rows in one cell":     {"wave,taskId\n\"\"\"press, kit\"\",tsk-1\"\n4,tsk-2\n", "[tsk-1 tsk-2]", ""},
		"a title above":             {"Moves of wave 3\n\n,,\nby us,,\ntaskId,label\ntsk-1,press\n", "[tsk-1]", ""},
		"no header, two columns":    {"AAAAEZ6whGI,press\nAAAAEZ6whGM,logos\n", "[AAAAEZ6whGI AAAAEZ6whGM]", ""},
		"no header, addresses":      {"press;https://api.hubapi.com/files/v3/folders/update/async/tasks/tsk-1/status\n", "[tsk-1]", ""},
		"no header, one column":     {"tsk-1\ntsk-2\n", "[tsk-1 tsk-2]", ""},
		"only titles":               {"folder,wave\nAlpha,3\n", "[]", "line 1"},
		"nothing within ten lines":  {strings.Repeat("folder,wave\n", 11) + "taskId,label\ntsk-1,press\n", "[]", "line 1"},
		"a sentence, not a heading": {"the task id, please\n", "[]", ""},
	} {
		form := FormCSV
		if strings.HasPrefix(name, "a sentence") {
			form = FormText
		}
		in, err := ReadAll(strings.NewReader(tc.text), form)
		refused := fmt.Sprint(in.Refused)
		if got := fmt.Sprint(ids(in)); err != nil || got != tc.ids || (tc.refused == "") != (len(in.Refused) == 0) || !strings.Contains(refused, tc.refused) {
			t.Errorf("%s: got %s, refused %s, %v", name, got, refused, err)
		}
	}
}
