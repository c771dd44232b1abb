package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"hubwatch/ui/cli/output"
)

// kinds are the kinds of output in the published schema, compiled, without the
// freedom to add members: a member that is not documented is an error here.
var kinds = sync.OnceValues(func() (map[string]*jsonschema.Schema, error) {
	compiled := map[string]*jsonschema.Schema{}
	for _, kind := range []string{"document", "line", "report", "event", "evidence", "export", "auth", "version", "audit", "lint", "verify", "handover"} {
		s, err := readSchema()
		if err != nil {
			return nil, err
		}
		for name, def := range s["$defs"].(map[string]any) {
			closeObjects(name, def.(map[string]any))
		}
		delete(s, "anyOf")
		s["$ref"] = "#/$defs/" + kind
		c := jsonschema.NewCompiler()
		c.AssertFormat()
		if err := c.AddResource(kind, s); err != nil {
			return nil, err
		}
		if compiled[kind], err = c.Compile(kind); err != nil {
			return nil, err
		}
	}
	return compiled, nil
})

func readSchema() (map[string]any, error) {
	data, err := os.ReadFile("../../assets/output.schema.json")
	if err != nil {
		return nil, err
	}
	var s map[string]any
	return s, json.Unmarshal(data, &s)
}

func closeObjects(name string, def map[string]any) {
	_, object := def["properties"]
	_, composed := def["allOf"]
	if (object || composed) && !strings.HasSuffix(name, "Fields") {
		def["unevaluatedProperties"] = false
	}
}

// kindOf tells what a JSON output is by its members.
func kindOf(d map[string]any) string {
	for _, by := range []struct{ member, kind string }{
		{"endpoints", "audit"}, {"findings", "lint"}, {"places", "verify"}, {"newToDo", "handover"}, {"causes", "report"}, {"kind", "export"}, {"summary", "document"}, {"headers", "evidence"}, {"mayWatch", "auth"}, {"platform", "version"},
	} {
		if _, ok := d[by.member]; ok {
			if _, event := d["seq"]; event {
				return "event"
			}
			return by.kind
		}
	}
	return "line"
}

// validJSON holds every JSON document in an output against the schema. run
// calls it with everything that any test prints.
func validJSON(t *testing.T, output string) {
	t.Helper()
	if !strings.HasPrefix(output, "{") {
		return
	}
	all, err := kinds()
	if err != nil {
		t.Fatal(err)
	}
	for dec := json.NewDecoder(strings.NewReader(output)); dec.More(); {
		var d map[string]any
		if err := dec.Decode(&d); err != nil {
			t.Errorf("no JSON: %v in %.200q", err, output)
			return
		}
		if _, schema := d["$schema"]; schema {
			continue // that of the settings
		}
		if kind := kindOf(d); kind == "export" {
			continue // its tasks are hubwatch's own
		} else if err := all[kind].Validate(d); err != nil {
			t.Errorf("the output is no valid %s: %v", kind, err)
		}
	}
}

// TestEveryFieldIsDocumented holds docs/output.md against the schema, and the
// names of its CSV columns against the program.
func TestEveryFieldIsDocumented(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "output.md"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := readSchema()
	if err != nil {
		t.Fatal(err)
	}
	fields := 0
	for name, def := range s["$defs"].(map[string]any) {
		properties, _ := def.(map[string]any)["properties"].(map[string]any)
		for field := range properties {
			fields++
			if !strings.Contains(string(data), "`"+field+"`") {
				t.Errorf("docs/output.md does not mention %q of %s", field, name)
			}
		}
	}
	if fields < 60 {
		t.Errorf("only %d fields looked at", fields)
	}
	for _, column := range append(output.CSVHeader, "causes") {
		if !strings.Contains(string(data), "`"+column+"`") {
			t.Errorf("docs/output.md does not mention the column %q", column)
		}
	}
}

func TestTheSchemaRefuses(t *testing.T) {
	all, err := kinds()
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]string{
		"another schema":  `{"schema":2,"seq":1,"at":"2026-11-24T08:00:00Z","taskId":"a","kind":"state","numErrors":0}`,
		"a local time":    `{"schema":1,"seq":1,"at":"2026-11-24T08:00:00+01:00","taskId":"a","kind":"state","numErrors":0}`,
		"an unknown word": `{"schema":1,"seq":1,"at":"2026-11-24T08:00:00Z","taskId":"a","kind":"state","to":"failed","numErrors":0}`,
		"a new member":    `{"schema":1,"seq":1,"at":"2026-11-24T08:00:00Z","taskId":"a","kind":"state","numErrors":0,"more":1}`,
	} {
		var v any
		if err := json.Unmarshal([]byte(d), &v); err != nil {
			t.Fatal(err)
		}
		if all["event"].Validate(v) == nil {
			t.Errorf("%s is valid", name)
		}
	}
}
