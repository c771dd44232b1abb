package intake

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"hubwatch/model"
	"hubwatch/model/cells"
)

func TestRead(t *testing.T) {
	const uuid1 = "90b2e0bb-3bd7-4d2c-8b0a-0d8f0d8f0d8f"
	for _, tc := range []struct {
		name, text string
		ids        []model.TaskID
		refused    []string // parts of the refusals
	}{
		{name: "nothing", text: " \n\n# only a comment\n"},
		{name: "bare IDs", text: "AAAAEZ6whGI\ntask_12345\n" + uuid1 + "\n", ids: []model.TaskID{"AAAAEZ6whGI", "task_12345", uuid1}},
		{name: "bare IDs with comments", text: "# wave 3\nAAAAEZ6whGI # press\n\n#x\nab1\n", ids: []model.TaskID{"AAAAEZ6whGI", "ab1"}},
		{name: "bare CR, as terminals paste", text: "AAAAEZ6whGI\rAAAAEZ6whGM\r", ids: []model.TaskID{"AAAAEZ6whGI", "AAAAEZ6whGM"}},
		{name: "CRLF and a byte order mark", text: "\ufeffAAAAEZ6whGI\r\nAAAAEZ6whGM\r\n", ids: []model.TaskID{"AAAAEZ6whGI", "AAAAEZ6whGM"}},
		{name: "twice", text: "a1\na1\n", ids: []model.TaskID{"a1"}},
		{
			name: "what cannot be an ID", text: "good1\na/b\n" + strings.Repeat("x", 5000) + "\nc\x1b[2Jd\n\u202eevil\ngood2\nAAAAEZ6...\n",
			ids:     []model.TaskID{"good1", "good2"},
			refused: []string{"line 3", "at most 256", `line 7: "AAAAEZ6" is cut off`},
		},
		{
			name: "status URLs", text: "https://api.hubapi.com/files/v3/folders/update/async/tasks/AAAAEZ6whGI/status\n" +
				"https://api-eu1.hubapi.com/files/2026-03/folders/update/async/tasks/a%7Eb/status?x=1\n",
			ids: []model.TaskID{"AAAAEZ6whGI", "a~b"},
		},
		{
			name: "the sibling of another endpoint", text: "https://api.hubapi.com/files/v3/files/import-from-url/async/tasks/AAAAEZ6whGI/status",
			refused: []string{"is the import of a file"},
		},
		{
			name: "an access token", text: "good1\npat-na1-11111111-2222-3333-4444-555555555555\n", ids: []model.TaskID{"good1"},
			refused: []string{`line 2: "pat-…" looks like an access token`},
		},
		{name: "another URL", text: "https://example.com/x"},
		{
			name: "202 body, links as map", text: `{"id":"AAAAEZ6whGI","links":{"status":"https://api-na1.hubspot.com/files/v3/folders/update/async/tasks/AAAAEZ6whGI/status"}}`,
			ids: []model.TaskID{"AAAAEZ6whGI"},
		},
		{
			name: "202 body over lines, links as array", text: "{\n  \"links\": [\n    {\"status\": \"https://api.hubspot.com/files/v3/folders/update/async/tasks/AAAAEZ6whGI/status\"}\n  ]\n}\nAAAAEZ6whGM\n",
			ids: []model.TaskID{"AAAAEZ6whGI", "AAAAEZ6whGM"},
		},
		{name: "JSONL", text: "{\"id\":\"a1\"}\n{\"taskId\":\"b2\",\"id\":\"900\"}\n", ids: []model.TaskID{"a1", "b2"}},
		{name: "a list of strings", text: `["a1", "b2"]`, ids: []model.TaskID{"a1", "b2"}},
		{
			name: "a status answer: the folder's ID is no task", text: `{"taskId":"a1","status":"COMPLETE","result":{"id":"900"},"errors":[{"id":"e1"}]}`,
			ids: []model.TaskID{"a1"},
		},
		{name: "our own JSON", text: "{\n\"schema\": 1,\n\"tasks\": [{\"taskId\": \"a1\", \"label\": \"press\"}, {\"taskId\": \"b2\"}]}", ids: []model.TaskID{"a1", "b2"}},
		{name: "a folder", text: `{"id":"122690003720","path":"/brand"}`},
		{name: "JSON cut off behind the ID", text: "{\"id\":\"a1\",\n\"links\":", ids: []model.TaskID{"a1"}},
		{name: "JSON cut off within the ID", text: "{\"id\":\"b2\",\"links\":{}}\n{\"taskId\":\"AAAAEZ6wh", ids: []model.TaskID{"b2"}, refused: []string{"line 2: \"AAAAEZ6wh\" is cut off"}},
		{name: "numbers in JSON", text: `[12, null]`},
		{
			name: "a log", text: "[12:00:01] moved folder 12 (see docs/move.md)\n2026-05-04T09:12:01Z INFO started AAAAEZ6whGI ok\n" +
				"+ curl -s -X POST https://api.hubapi.com/files/v3/folders/update/async\n< HTTP/2 202\nanswer: {\"id\":\"AAAAEZ6whGM\",\"links\":{}} after 0.3s\nDone\ntask_id=c3c3 me@example.com #42\n",
			ids: []model.TaskID{"AAAAEZ6whGI", "AAAAEZ6whGM", "c3c3"},
		},
		{name: "a chat message", text: "Hi Ana, please watch AAAAEZ6whGI, AAAAEZ6whGM and " + uuid1 + ".", ids: []model.TaskID{"AAAAEZ6whGI", "AAAAEZ6whGM", uuid1}},
		{name: "words only", text: "Hello there, how are you?"},
		{name: "CSV", text: "taskId,label,wave,owner\na1,press,3,Ana\nb2,,3,\n", ids: []model.TaskID{"a1", "b2"}},
		{name: "CSV with semicolons and id", text: "wave;ID\n3;a1\n", ids: []model.TaskID{"a1"}},
		{name: "CSV with tabs", text: "task id\twave\na1\t3\n", ids: []model.TaskID{"a1"}},
		{name: "CSV prefers taskId", text: "id,task_id\n900,a1\n", ids: []model.TaskID{"a1"}},
		{name: "CSV with a quoted line end", text: "taskId,note\na1,\"one\ntwo\"\nb2,x\n", ids: []model.TaskID{"a1", "b2"}},
		{name: "CSV with quotes inside cells", text: "taskId,name\na1,5\" disk\nb2,b\nc3,\"x\"\"y\"\nd4,3\" x\ne5,e\n", ids: []model.TaskID{"a1", "b2", "c3", "d4", "e5"}},
		{
			name: "JSON cut off in the middle of others", text: "{\"taskId\":\"a1\",\"m\":\"cut\n{\"taskId\":\"b2\"}\n{\"taskId\":\"c3\"}\n",
			ids: []model.TaskID{"a1", "b2", "c3"},
		},
		{name: "CSV rows that cannot be", text: "taskId,wave\n,3\na/b,3\nc3,4\n", ids: []model.TaskID{"c3"}, refused: []string{"line 3", "'/'"}},
		{name: "CSV with another sep", text: "sep=|\ntaskId|name\na1|x;y;z\n", ids: []model.TaskID{"a1"}},
		{name: "CSV cells as spreadsheets keep them", text: "taskId,label\n\"=\"\"a1\"\"\",x\n'b2,y\nNULL,z\n,,,\n\"=HYPERLINK(\"\"https://h/tasks/c3/status\"\",\"\"see\"\")\",n\n", ids: []model.TaskID{"a1", "b2", "c3"}},
		{name: "CSV of folders", text: "ID,Name\n122690003720,press\n122690003721,logos\n", refused: []string{"line 1", "--plan", "taskId"}},
		{name: "CSV with a quote left open", text: "taskId,name\na1,\"x\nb2,y\n", ids: []model.TaskID{"b2"}, refused: []string{"line 2", "not closed"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			in := Read(tc.text)
			if got := ids(in); !slices.Equal(got, tc.ids) {
				t.Errorf("found %q, want %q", got, tc.ids)
			}
			said := ""
			for _, r := range in.Refused {
				said += r.String() + "\n"
			}
			for _, want := range tc.refused {
				if !strings.Contains(said, want) {
					t.Errorf("refused %q, want %q in it", said, want)
				}
			}
			if len(tc.refused) == 0 && said != "" {
				t.Errorf("refused %q, want nothing refused", said)
			}
		})
	}
}

func TestIntakeKeepsLabelAndPlan(t *testing.T) {
	in := Read("wave;taskId;label;owner\n3;a1;press;\n4;b2;;Ana\n")
	a, b := in.Found[0], in.Found[1]
	if a.Label != "press" || a.Line != 2 || len(a.Plan) != 1 || a.Plan[0].Key != "wave" || a.Plan[0].Values[0] != "3" {
		t.Errorf("first %+v, want the label press and wave 3", a)
	}
	if b.Label != "" || b.Line != 3 || len(b.Plan) != 2 || b.Plan[1].Key != "owner" {
		t.Errorf("second %+v, want wave and owner", b)
	}
	if in := Read("a1\na1\na1"); len(in.Repeated) != 2 {
		t.Errorf("repeated %v, want 2", in.Repeated)
	}
}

func TestARowWithoutATaskIsPassedOver(t *testing.T) {
	in := Read("taskId,label\n,x\nNULL,y\na1,z\n")
	if len(in.Passed) != 2 || in.Passed[0].Why != "has no task ID in the column taskId" || in.Passed[1].Why != "has NULL for a task ID, which counts as empty" || len(in.Found) != 1 {
		t.Errorf("%+v", in)
	}
}

func TestTheFolderOfATaskIsNotPassedOver(t *testing.T) {
	in, err := ReadAll(strings.NewReader(`{"folderId":"122690003720","answer":{"id":"AAAAEZ6ynwg","links":{"status":"https://api.hubapi.com/files/v3/folders/update/async/tasks/AAAAEZ6ynwg/status"}}}
{"folderId":"122690003751","answer":{"status":"error","message":"no such folder","correlationId":"0fc8e5c4-44a4-4b6d-8c1e-000000000001","category":"OBJECT_NOT_FOUND"}}
{"folderId":"122690003782","answer":""}
`), FormText)
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Found) != 1 || in.Found[0].Folder != "122690003720" || len(in.Failures) != 1 || in.Failures[0].Folder != "122690003751" {
		t.Errorf("found %+v, failures %+v", in.Found, in.Failures)
	}
	if len(in.Passed) != 1 || in.Passed[0].Line != 3 {
		t.Errorf("passed over %v; only the folder of line 3 has neither a task nor an answer", in.Passed)
	}
}

func TestACSVFileNeedsTheColumn(t *testing.T) {
	var in Result
	err := ReadFrom(strings.NewReader("folder,wave\nx,3\ny,4\n"), FormCSV, func(part Result) error { in.Join(part); return nil })
	if err != nil || len(in.Found) != 0 || len(in.Refused) != 1 || !strings.Contains(in.Refused[0].String(), "allowed are taskId") {
		t.Errorf("%+v, %v; want one refusal that names the columns", in, err)
	}
}

func TestTasksComeOutAsLinesArrive(t *testing.T) {
	pr, pw := io.Pipe()
	found := make(chan model.TaskID, 10)
	done := make(chan error, 1)
	go func() {
		done <- ReadFrom(pr, FormText, func(in Result) error {
			for _, f := range in.Found {
				found <- f.ID
			}
			return nil
		})
	}()
	for _, id := range []string{"a1", "b2", "c3"} {
		fmt.Fprintln(pw, id)
		if got := <-found; string(got) != id {
			t.Errorf("found %s, want %s before the next line is written", got, id)
		}
	}
	pw.Close()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

// repeat is a stream of n bytes that are never in memory at once.
type repeat struct {
	b byte
	n int
}

func (r *repeat) Read(p []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	n := min(len(p), r.n)
	for i := range n {
		p[i] = r.b
	}
	r.n -= n
	return n, nil
}

func TestAHugeLineIsRefusedAndTheRestIsRead(t *testing.T) {
	text := io.MultiReader(strings.NewReader("a1\n"), &repeat{'x', 100 << 20}, strings.NewReader("\nb2\n"))
	var in Result
	if err := ReadFrom(text, FormText, func(part Result) error { in.Join(part); return nil }); err != nil {
		t.Fatal(err)
	}
	if got := ids(in); !slices.Equal(got, []model.TaskID{"a1", "b2"}) {
		t.Errorf("found %q, want what stands around the line", got)
	}
	if len(in.Refused) != 1 || in.Refused[0].Line != 2 || !strings.Contains(in.Refused[0].Why, "longer than") {
		t.Errorf("refused %v, want line 2", in.Refused)
	}
}

func TestBinaryIsRefusedAtOnce(t *testing.T) {
	var in Result
	err := ReadFrom(strings.NewReader("a1\n\x7fELF\x00\x00\nb2\n"), FormText, func(part Result) error { in.Join(part); return nil })
	if !errors.Is(err, cells.ErrBinary) || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("error %v, want ErrBinary on line 2", err)
	}
	if got := ids(in); !slices.Equal(got, []model.TaskID{"a1"}) {
		t.Errorf("found %q, want what came before", got)
	}
}

func FuzzIntake(f *testing.F) {
	for _, s := range []string{
		"AAAAEZ6whGI\n# x\n", "{\"id\":\"a\"}", "[\"a\"", "taskId,x\na,\"b\nc\",d\n", "x /tasks/a%2Fb y", "\ufeff[[[{\"tasks\":[1]}",
		"{\n  id: 'a1',\n  links: { status: 'x/tasks/a1/status' }\n}\n", `“id”: ‘a1’ ""id"" \\"id\\": "eyJpZCI6ImExIn0"`, "id  links\n--  --\na1  x\n", "- taskId: a1\n  label: x\n",
		"\x1b[1mAAAAEZ6whGI\x1b[0m… <id>a1</id> https%3A%2F%2Fh%2Ftasks%2Fa1%2Fstatus &quot;id&quot;", "{\"status\":\"error\",\"message\":\"m\",\"category\":\"c\"}\n202\n[id:x] => a1",
		"log task_id=abcd {\"id\":\"x\"} AAAAEZ6whGI", "a\rb\r\nc\x00", "{}{}{\"taskId\":\"\u202e\"}",
	} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, text string, cut int) {
		whole := Read(text)
		lines := strings.Count(strings.NewReplacer("\r", "\n", "\x00", "\n").Replace(text), "\n") + 1 // find -print0 ends them in NUL
		seen := map[model.TaskID]bool{}
		for _, found := range whole.Found {
			if _, err := model.ParseTaskID(string(found.ID)); err != nil || seen[found.ID] || found.Line < 1 || found.Line > lines {
				t.Fatalf("%q gives %+v", text, found)
			}
			seen[found.ID] = true
		}
		if strings.Contains(text, "\x00") {
			return // what is read first tells UTF-16
		}
		cut = max(0, min(cut, len(text)))
		parts, err := ReadAll(io.MultiReader(strings.NewReader(text[:cut]), strings.NewReader(text[cut:])), FormText)
		if errors.Is(err, cells.ErrBinary) {
			return
		}
		if !slices.Equal(ids(parts), ids(whole)) || len(parts.Refused) != len(whole.Refused) || len(parts.Repeated) != len(whole.Repeated) {
			t.Fatalf("%q cut at %d gives %+v, whole %+v", text, cut, parts, whole)
		}
	})
}

// ids is the IDs of the tasks found.
func ids(r Result) []model.TaskID {
	var ids []model.TaskID
	for _, f := range r.Found {
		ids = append(ids, f.ID)
	}
	return ids
}

func BenchmarkIntake(b *testing.B) {
	var list, table strings.Builder
	table.WriteString("taskId,label,wave\n")
	for i := range 10_000 {
		fmt.Fprintf(&list, "AAAAEZ6w%05d\n", i)
		fmt.Fprintf(&table, "AAAAEZ6w%05d,folder %d,3\n", i, i)
	}
	for name, text := range map[string]string{"list": list.String(), "CSV": table.String()} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if in := Read(text); len(in.Found) != 10_000 {
					b.Fatal(len(in.Found))
				}
			}
		})
	}
}

func TestAnAnswerBehindOneThatWasCutOff(t *testing.T) {
	for _, first := range []string{`{"folderId":"900","answer":{"id":"AAAAEZ6whGI","links":`, `{"folderId":"900","answer":{"id":`, `{"links":`, `{"folderId":"900",`} {
		in := Read(first + "\n" + `{"folderId":"901","answer":{"id":"AAAAEZ6whGM","links":{"status":"https://api.hubapi.com/files/v3/folders/update/async/tasks/AAAAEZ6whGM/status"}}}`)
		last := in.Found[len(in.Found)-1]
		if last.ID != "AAAAEZ6whGM" || last.Folder != "901" {
			t.Errorf("behind %s: %+v", first, in)
		}
	}
	if in := Read("{\"id\":\n{\"status\":\"error\",\"message\":\"no\",\"category\":\"VALIDATION_ERROR\"}"); len(in.Failures) != 1 {
		t.Errorf("a refusal: %+v", in)
	}
}
