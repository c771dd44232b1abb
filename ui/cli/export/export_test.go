package export

import (
	"bytes"
	"strings"
	"testing"

	"hubwatch/model"
)

// A file from before the field of a status had its present name: exports are read
// by other versions of hubwatch, in both directions.
const exported = `{
  "schema": 1,
  "kind": "hubwatch watchlist",
  "tasks": [{"ID": "AAAAEZ6whGX", "Report": {"TaskID": "AAAAEZ6whGX", "Status": 0, "Word": "PAUSED", "NumErrors": 2}}]
}`

func TestAStatusKeepsItsNameInExports(t *testing.T) {
	tasks, err := Parse(strings.NewReader(exported))
	if err != nil || len(tasks) != 1 || tasks[0].Report == nil {
		t.Fatalf("%d tasks, %v", len(tasks), err)
	}
	if r := tasks[0].Report; r.RawStatus != "PAUSED" || r.NumErrors != 2 {
		t.Errorf("the status is %q, with %d errors", r.RawStatus, r.NumErrors)
	}
	var out bytes.Buffer
	if err := Write(&out, []*model.Task{tasks[0]}); err != nil || !strings.Contains(out.String(), `"Word": "PAUSED"`) {
		t.Errorf("%v\n%s", err, &out)
	}
}
