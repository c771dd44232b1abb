package ui

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"testing"
)

// TestEveryIntentIsDone holds that whatever a screen may ask for is done in one
// place: by the root model, or outside.
func TestEveryIntentIsDone(t *testing.T) {
	parsed, err := parser.ParseFile(token.NewFileSet(), "screen/intent.go", nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var do []byte
	for _, file := range []string{"do.go", "outside/outside.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		do = append(do, text...)
	}
	intents := 0
	for _, decl := range parsed.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Name.Name != "intent" {
			continue
		}
		intents++
		name := f.Recv.List[0].Type.(*ast.Ident).Name
		if n := len(regexp.MustCompile(`\tcase screen\.`+name+`:`).FindAll(do, -1)); n != 1 {
			t.Errorf("%s is done in %d places, want 1", name, n)
		}
	}
	if intents < 10 {
		t.Errorf("only %d intents looked at", intents)
	}
}
