package screen

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestAContractAndNoMore holds that this package stays what screens agree on: it
// is short and does nothing itself.
func TestAContractAndNoMore(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	lines := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines += bytes.Count(source, []byte("\n"))
		parsed, err := parser.ParseFile(token.NewFileSet(), file, source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range parsed.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && len(f.Body.List) > 0 {
				t.Errorf("%s: %s does something; screens, sheets and the root model do things", file, f.Name.Name)
			}
		}
	}
	if lines >= 280 {
		t.Errorf("%d lines, want fewer than 280: what only one screen needs belongs to it", lines)
	}
}
