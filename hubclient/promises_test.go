package hubclient

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"
	"testing"
)

func sourceFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func fixtureNames(t testing.TB) []string {
	t.Helper()
	entries, err := os.ReadDir("testdata")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if !e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

// program parses the files of the package that are not tests.
func program(t *testing.T) map[string]*ast.File {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*ast.File{}
	for _, e := range entries {
		name := e.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		if files[name], err = parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// TestImports holds what this package may lean on.
func TestImports(t *testing.T) {
	allowed := []string{"hubwatch/model", "hubwatch/model/jsonwalk", "golang.org/x/time/rate"}
	for name, f := range program(t) {
		for _, spec := range f.Imports {
			path := strings.Trim(spec.Path.Value, `"`)
			own := strings.HasPrefix(path, "hubwatch/") || strings.Contains(strings.Split(path, "/")[0], ".")
			if own && !slices.Contains(allowed, path) {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
}

// TestOnlyGET holds that the source makes requests in one place, and that they
// are GET requests, but for the question what the token may do. TestGuardOnlyReads
// holds the same of the running program.
func TestOnlyGET(t *testing.T) {
	made, posts := 0, 0
	for name, f := range program(t) {
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if pkg, ok := sel.X.(*ast.Ident); !ok || pkg.Name != "http" {
				return true
			}
			switch what := sel.Sel.Name; {
			case what == "MethodGet", what == "MethodNotAllowed":
			case what == "NewRequestWithContext":
				made++
			case what == "MethodPost" && name == "tokeninfo.go":
				posts++
			case what == "MethodPost" && (name == "transport.go" || name == "address.go"), what == "DefaultTransport" && name == "transport.go":
				// where all but that one are refused, and where it is told from others
			case strings.HasPrefix(what, "Method"), what == "NewRequest", what == "Post", what == "PostForm",
				what == "Get", what == "Head", what == "DefaultClient", what == "DefaultTransport":
				t.Errorf("%s uses http.%s", name, what)
			}
			return true
		})
	}
	if made != 1 || posts != 1 {
		t.Errorf("requests are made in %d places, POST is named in %d; want 1 and 1", made, posts)
	}
	s := &script{answers: []answer{{status: 502}, {status: 307, header: "Location: /elsewhere"}, {status: 200, body: pending}}}
	c := newClient(t, s)
	check(t, c)
	check(t, c)
	_, _ = c.Account(t.Context())
	_, _ = c.Reach(t.Context())
	for _, req := range s.asks {
		if req.Method != "GET" || req.Body != nil {
			t.Errorf("sent %s %s", req.Method, req.URL)
		}
	}
}
