package answer

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hubwatch/model"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// written is a tree of an answer as text again: what a person reads.
func written(nodes []*tree.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		b.WriteString(n.Head + string(n.Text) + written(n.Children()))
	}
	return b.String()
}

func TestTheRawViewIsTheAnswer(t *testing.T) {
	files, err := filepath.Glob("../../hubclient/testdata/*.json")
	if err != nil || len(files) < 50 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		checkRaw(t, body)
	}
}

// checkRaw holds that nothing of a body is lost, whatever it is.
func checkRaw(t *testing.T, body []byte) {
	t.Helper()
	nodes := Nodes(body)
	got := written(nodes)
	if !json.Valid(body) {
		return // that it does not panic is enough
	}
	var want, compact bytes.Buffer
	if err := json.Compact(&want, body); err != nil {
		t.Fatal(err)
	}
	if err := json.Compact(&compact, []byte(got)); err != nil {
		t.Fatalf("the tree of %q is %q: %v", body, got, err)
	}
	if !bytes.Equal(compact.Bytes(), want.Bytes()) && !bytes.Equal(wide(compact.Bytes()), wide(want.Bytes())) {
		t.Errorf("the tree is\n%s, want\n%s", compact.Bytes(), want.Bytes())
	}
}

// wide is what becomes of keys that are made safe for the screen; values are made
// so where they are drawn.
func wide(b []byte) []byte { return []byte(model.Text(b).Line()) }

func FuzzRaw(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[]`, `{"a":[1,2,{"b":null}],"c":"\"}"}`, ` [ ] `, `{"a":{}}`, `"text"`, `1`, `{"a":1}{"b":2}`, "\xef\xbb\xbf{}", `{"a"`, `<html>`, ``, `{"":{"":[[]]}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > theme.LongestLine {
			return // a key may be cut then
		}
		for _, r := range string(body) {
			if r != '\n' && r != '\t' && r != '\r' && !model.Printable(r) {
				return // keys are cleaned, which is another test's business
			}
		}
		checkRaw(t, body)
	})
}

func TestRawNodesHaveTheirPaths(t *testing.T) {
	nodes := Nodes([]byte(`{"errors":[{"message":"x"},{"context":{"odd key":["a","b"]}}],"n":1.50}`))
	for _, tc := range []struct{ path, found, copied string }{
		{".errors[0].message", ".errors[0].message", "x"},
		{`.errors[1].context["odd key"][1]`, `.errors[1].context["odd key"][1]`, "b"},
		{".n", ".n", "1.50"},
		{".errors[1].context.missing", ".errors[1].context", "{\n  \"odd key\": [\n    \"a\",\n    \"b\"\n  ]\n}"},
		{".nothing", "", ""},
	} {
		n := tree.Descend(nodes, tc.path, tc.path)
		if n.Path() != tc.found {
			t.Errorf("%s leads to %q, want %q", tc.path, n.Path(), tc.found)
		}
		if tc.copied != "" && n.Value() != tc.copied {
			t.Errorf("%s is copied as %q, want %q", tc.path, n.Value(), tc.copied)
		}
	}
}

func TestWhatIsNotJSONIsShownAsItCame(t *testing.T) {
	nodes := Nodes([]byte("<html>\n<title>502</title>"))
	if got := written(nodes); !strings.Contains(got, "not JSON") || !strings.Contains(got, "<title>502</title>") {
		t.Errorf("shown is %q", got)
	}
	nodes = Nodes([]byte(`{"a":1} trailing`))
	if got := written(nodes); !strings.Contains(got, `"a":1`) || !strings.Contains(got, "trailing") {
		t.Errorf("shown is %q", got)
	}
}

func TestAPagerGetsHarmlessText(t *testing.T) {
	for body, want := range map[string]string{
		`{"a":[1]}`:                 "{\n  \"a\": [\n    1\n  ]\n}\n",
		"\x1b[2J<html>\n\u202eline": "␛[2J<html>\n\ufffdline\n",
	} {
		if got := Text([]byte(body)); got != want {
			t.Errorf("%q is shown as %q, want %q", body, got, want)
		}
	}
}
