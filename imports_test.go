package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rules says what each package may import besides the standard library. A rule
// that ends in a slash allows everything below it.
var rules = map[string][]string{
	".":                {"hubwatch/ui/cli"},
	"model":            {"hubwatch/model/schedule", "golang.org/x/text/unicode/norm"},
	"model/schedule":   {},
	"model/cause":      {"hubwatch/model"},
	"model/query":      {"hubwatch/model", "hubwatch/model/contrast"},
	"model/contrast":   {"hubwatch/model"},
	"model/lint":       {"hubwatch/model", "hubwatch/model/plan", "hubwatch/model/survey", "golang.org/x/text/unicode/norm"},
	"model/survey":     {"hubwatch/model"},
	"model/outlook":    {"hubwatch/model", "hubwatch/model/lint", "hubwatch/model/plan", "hubwatch/model/survey"},
	"model/undo":       {"hubwatch/model", "hubwatch/model/lint", "hubwatch/model/plan", "hubwatch/model/survey"},
	"model/markdown":   {"hubwatch/model"},
	"model/ticket":     {"hubwatch/model", "hubwatch/model/markdown"},
	"model/jsonwalk":   {},
	"model/digest":     {"hubwatch/model"},
	"model/intake":     {"hubwatch/model", "hubwatch/model/cells"},
	"model/plan":       {"hubwatch/model", "hubwatch/model/cells", "hubwatch/model/intake"},
	"model/cells":      {"golang.org/x/text/"},
	"model/order":      {"hubwatch/model"},
	"model/progress":   {},
	"model/session":    {"hubwatch/model/lint", "hubwatch/model/outlook", "hubwatch/model/survey", "hubwatch/model/undo", "hubwatch/model", "hubwatch/model/cause", "hubwatch/model/contrast", "hubwatch/model/digest", "hubwatch/model/intake", "hubwatch/model/plan", "hubwatch/model/progress", "hubwatch/model/query"},
	"model/store":      {"hubwatch/model", "hubwatch/model/store/record", "modernc.org/sqlite"},
	"hubclient":        {"hubwatch/model", "golang.org/x/time/rate", "hubwatch/model/jsonwalk"},
	"hubclient/hubsim": {"golang.org/x/text/unicode/norm"},
	"config":           {"hubwatch/config/keyring", "github.com/goccy/go-yaml", "github.com/goccy/go-yaml/", "github.com/adrg/xdg", "github.com/charmbracelet/x/term", "golang.org/x/sys/unix"},
	"config/clock":     {"golang.org/x/sys/unix"},
	"config/keyring":   {"github.com/zalando/go-keyring", "github.com/godbus/"},
	"assets":           {},
	"ui/screen":        {"hubwatch/ui/keys", "hubwatch/model", "hubwatch/model/digest", "hubwatch/model/intake", "hubwatch/model/session", "hubwatch/ui/theme", "charm.land/bubbletea/v2", "hubwatch/model/plan"},
	"ui/sheet":         {"hubwatch/ui/frame", "hubwatch/ui/input", "hubwatch/ui/screen", "hubwatch/ui/page", "hubwatch/ui/theme", "hubwatch/ui/keys", "hubwatch/model", "hubwatch/model/intake", "hubwatch/model/query", "charm.land/bubbletea/v2", "charm.land/bubbles/v2/textinput"},
	"ui/picker":        {"hubwatch/ui/frame", "hubwatch/ui/input", "hubwatch/ui/screen", "hubwatch/ui/page", "hubwatch/ui/theme", "hubwatch/ui/keys", "hubwatch/model", "hubwatch/model/plan", "charm.land/bubbletea/v2", "github.com/sahilm/fuzzy"},
	"ui/input":         {"hubwatch/model", "hubwatch/ui/page", "hubwatch/ui/theme", "charm.land/bubbletea/v2", "charm.land/bubbles/v2/textinput"},
	"ui/theme":         {"github.com/charmbracelet/colorprofile", "hubwatch/model", "hubwatch/assets", "charm.land/bubbles/v2/textinput", "charm.land/lipgloss/v2", "github.com/charmbracelet/x/ansi"},
	"ui/tree":          {"hubwatch/model", "hubwatch/ui/theme", "github.com/charmbracelet/x/ansi"},
	"ui/answer":        {"hubwatch/model", "hubwatch/model/jsonwalk", "hubwatch/ui/theme", "hubwatch/ui/tree"},
	"ui/facts":         {"hubwatch/model/lint", "hubwatch/model/plan", "hubwatch/model", "hubwatch/ui/frame", "hubwatch/ui/keys", "hubwatch/ui/screen", "hubwatch/ui/theme", "hubwatch/ui/tree"},
	"ui/task":          {"hubwatch/model", "hubwatch/ui/answer", "hubwatch/ui/facts", "hubwatch/ui/frame", "hubwatch/ui/input", "hubwatch/ui/keys", "hubwatch/ui/page", "hubwatch/ui/screen", "hubwatch/ui/sheet", "hubwatch/ui/theme", "hubwatch/ui/tree", "charm.land/bubbletea/v2", "hubwatch/model/ticket"},
	"ui/row":           {"hubwatch/model", "hubwatch/ui/frame", "hubwatch/ui/page", "hubwatch/ui/screen", "hubwatch/ui/task", "hubwatch/ui/theme"},
	"ui/table":         {"hubwatch/model", "hubwatch/model/cause", "hubwatch/model/order", "hubwatch/model/query", "hubwatch/model/session", "hubwatch/ui/frame", "hubwatch/ui/input", "hubwatch/ui/picker", "hubwatch/ui/keys", "hubwatch/ui/page", "hubwatch/ui/row", "hubwatch/ui/screen", "hubwatch/ui/sheet", "hubwatch/ui/task", "hubwatch/ui/theme", "charm.land/bubbletea/v2"},
	"ui/frame":         {"hubwatch/model", "hubwatch/model/progress", "hubwatch/ui/keys", "hubwatch/ui/page", "hubwatch/ui/screen", "hubwatch/ui/theme", "charm.land/bubbletea/v2"},
	"ui/groups":        {"hubwatch/model/lint", "hubwatch/ui/facts", "charm.land/bubbletea/v2", "hubwatch/model", "hubwatch/model/cause", "hubwatch/model/contrast", "hubwatch/model/plan", "hubwatch/model/query", "hubwatch/ui/frame", "hubwatch/ui/input", "hubwatch/ui/picker", "hubwatch/ui/keys", "hubwatch/ui/page", "hubwatch/ui/screen", "hubwatch/ui/sheet", "hubwatch/ui/task", "hubwatch/ui/theme"},
	"ui/backlog":       {},
	"ui/typed":         {},
	"ui/page":          {"hubwatch/ui/theme"},
	"ui/keys":          {"charm.land/bubbletea/v2"},
	"ui/fault":         {"charm.land/bubbletea/v2"},
	"ui/voice":         {"hubwatch/model", "hubwatch/ui/frame", "hubwatch/ui/screen", "hubwatch/ui/theme"},
	"ui/terminal":      {"charm.land/bubbletea/v2", "github.com/charmbracelet/x/ansi", "github.com/charmbracelet/ultraviolet", "hubwatch/model"},
	"ui/attention":     {"charm.land/bubbletea/v2", "hubwatch/model", "hubwatch/model/digest", "hubwatch/ui/screen", "hubwatch/ui/voice"},
	"ui/renderer":      {"charm.land/bubbletea/v2"},
	"ui/outside":       {"charm.land/bubbletea/v2", "hubwatch/model", "hubwatch/ui/backlog", "hubwatch/ui/fault", "hubwatch/ui/job", "hubwatch/ui/screen"},
	"ui/ask":           {"hubwatch/model/survey", "charm.land/bubbletea/v2", "hubwatch/model", "hubwatch/model/session", "hubwatch/ui/fault", "hubwatch/ui/screen"},
	"ui/front":         {"hubwatch/model", "hubwatch/model/session", "hubwatch/ui/frame", "hubwatch/ui/groups", "hubwatch/ui/keys", "hubwatch/ui/screen", "hubwatch/ui/table", "hubwatch/ui/task"},
	"ui/exchange":      {"charm.land/bubbletea/v2", "hubwatch/model/session", "hubwatch/ui/fault"},
	"ui/cli/doctor":    {"github.com/charmbracelet/colorprofile", "github.com/charmbracelet/x/term", "hubwatch/hubclient", "hubwatch/model", "hubwatch/model/store", "hubwatch/model/store/pg", "hubwatch/ui/cli/account", "hubwatch/ui/cli/exit", "hubwatch/ui/cli/keep", "hubwatch/ui/cli/output"},
	"ui/cli/demo":      {"hubwatch/assets", "hubwatch/hubclient/hubsim", "hubwatch/model", "hubwatch/model/cells", "hubwatch/ui/cli/exit"},
	"ui/pulse":         {"charm.land/bubbletea/v2"},
	"ui/job":           {"charm.land/bubbletea/v2", "hubwatch/ui/backlog"},
	"ui":               {"hubwatch/ui/terminal", "hubwatch/ui/typed", "hubwatch/ui/front", "hubwatch/ui/table", "hubwatch/ui/frame", "hubwatch/ui/input", "hubwatch/ui/picker", "hubwatch/ui/keys", "hubwatch/ui/backlog", "hubwatch/ui/theme", "hubwatch/model", "hubwatch/model/cause", "hubwatch/model/intake", "hubwatch/model/plan", "hubwatch/model/digest", "hubwatch/model/session", "hubwatch/ui/screen", "hubwatch/ui/sheet", "charm.land/bubbletea/v2", "github.com/charmbracelet/x/ansi", "github.com/charmbracelet/colorprofile", "hubwatch/ui/fault", "hubwatch/ui/voice", "hubwatch/ui/attention", "hubwatch/ui/renderer", "hubwatch/ui/outside", "hubwatch/ui/ask", "hubwatch/ui/exchange", "hubwatch/ui/pulse", "hubwatch/ui/job"},
	"ui/cli/account":   {"hubwatch/model", "hubwatch/model/store", "hubwatch/config", "hubwatch/config/keyring", "hubwatch/hubclient", "hubwatch/ui/cli/exit", "hubwatch/ui/cli/output", "github.com/charmbracelet/x/term"},
	"ui/cli/desk":      {"hubwatch/model", "hubwatch/model/store", "hubwatch/ui/cli/exit", "hubwatch/ui/cli/files", "hubwatch/ui/cli/output", "github.com/atotto/clipboard", "github.com/cli/browser"},
	"ui/cli/exit":      {"hubwatch/model", "hubwatch/model/store", "hubwatch/ui/cli/files"},
	"ui/cli/files":     {},
	"ui/cli/audit":     {"hubwatch/hubclient", "hubwatch/model", "hubwatch/ui/cli/output", "hubwatch/ui/theme"},
	"ui/cli/build":     {"hubwatch/ui/cli/output"},
	"ui/cli/export":    {"hubwatch/model", "hubwatch/ui/cli/output", "hubwatch/ui/cli/files"},
	"ui/cli/findings":  {"hubwatch/model", "hubwatch/model/lint", "hubwatch/model/markdown", "hubwatch/model/plan", "hubwatch/ui/cli/output", "hubwatch/ui/theme"},
	"ui/cli/journal":   {"hubwatch/ui/cli/exit", "hubwatch/model", "hubwatch/model/digest", "hubwatch/model/markdown", "hubwatch/model/session", "hubwatch/ui/cli/output", "hubwatch/ui/theme", "hubwatch/ui/cli/files"},
	"ui/cli/flags":     {"hubwatch/assets", "hubwatch/config", "hubwatch/hubclient", "hubwatch/model", "hubwatch/model/query", "hubwatch/model/store/pg", "hubwatch/ui/cli/exit", "hubwatch/ui/cli/files", "hubwatch/ui/cli/manual", "hubwatch/ui/keys", "github.com/spf13/"},
	"ui/cli/tty":       {"hubwatch/ui/cli/exit", "hubwatch/ui/cli/output", "hubwatch/ui/cli/watch", "hubwatch/ui/theme", "github.com/charmbracelet/colorprofile", "github.com/charmbracelet/x/term"},
	"ui/cli/hub":       {"hubwatch/model/survey", "hubwatch/config", "hubwatch/hubclient", "hubwatch/model", "hubwatch/model/session", "hubwatch/model/store", "hubwatch/ui/cli/account", "hubwatch/ui/cli/exit", "hubwatch/ui/cli/flags", "hubwatch/ui/cli/build"},
	"ui/cli/stores":    {"hubwatch/assets", "hubwatch/config", "hubwatch/model", "hubwatch/model/cause", "hubwatch/model/plan", "hubwatch/model/query", "hubwatch/model/session", "hubwatch/model/store", "hubwatch/model/store/pg", "hubwatch/ui/cli/exit", "hubwatch/ui/cli/flags", "hubwatch/ui/cli/keep", "hubwatch/ui/cli/output", "hubwatch/ui/cli/watch", "hubwatch/ui/cli/files"},
	"ui/cli/gather":    {"hubwatch/model", "hubwatch/model/cells", "hubwatch/model/intake", "hubwatch/model/store", "hubwatch/model/plan", "hubwatch/ui/cli/exit", "hubwatch/ui/cli/keep", "hubwatch/ui/cli/manual", "hubwatch/ui/cli/output", "github.com/spf13/cobra", "hubwatch/ui/cli/export"},
	"ui/cli/keep":      {"hubwatch/model", "hubwatch/model/cause", "hubwatch/model/plan", "hubwatch/model/session", "hubwatch/model/store", "hubwatch/config", "hubwatch/config/clock", "hubwatch/ui/cli/exit", "hubwatch/ui/cli/output", "hubwatch/model/survey", "hubwatch/model/undo", "hubwatch/ui/cli/files", "hubwatch/ui/cli/journal", "hubwatch/ui/cli/findings"},
	"ui/cli/look":      {"hubwatch/hubclient", "hubwatch/model", "hubwatch/model/plan", "hubwatch/model/store", "hubwatch/model/survey", "hubwatch/model/undo", "hubwatch/ui/cli/account", "hubwatch/ui/cli/exit", "hubwatch/ui/cli/keep", "hubwatch/ui/cli/watch"},
	"ui/cli/manual":    {"hubwatch/ui/cli/exit", "github.com/spf13/", "charm.land/lipgloss/v2", "hubwatch/ui/cli/build"},
	"ui/cli/output":    {"hubwatch/model", "hubwatch/model/session", "hubwatch/model/cause", "hubwatch/model/cells", "hubwatch/model/contrast", "hubwatch/model/markdown", "hubwatch/model/plan", "hubwatch/ui/cli/exit", "hubwatch/ui/page", "hubwatch/ui/theme", "charm.land/lipgloss/v2", "github.com/charmbracelet/x/term"},
	"ui/cli/watch":     {"hubwatch/model", "hubwatch/model/plan", "hubwatch/model/session", "hubwatch/config/clock", "hubwatch/ui/cli/exit", "hubwatch/ui/cli/output", "github.com/charmbracelet/x/term", "hubwatch/ui/cli/journal"},
	"ui/cli":           {"hubwatch/ui/backlog", "hubwatch/model", "hubwatch/model/intake", "hubwatch/model/lint", "hubwatch/model/plan", "hubwatch/model/session", "hubwatch/model/store", "hubwatch/model/store/pg", "hubwatch/model/survey", "hubwatch/model/undo", "hubwatch/hubclient", "hubwatch/hubclient/hubsim", "hubwatch/config", "hubwatch/config/clock", "hubwatch/config/keyring", "hubwatch/assets", "hubwatch/ui", "hubwatch/ui/table", "hubwatch/ui/cli/", "github.com/spf13/", "hubwatch/ui/fault"},

	"model/store/record":          {"hubwatch/model"},
	"model/store/pg":              {"hubwatch/model", "hubwatch/model/store", "hubwatch/model/store/record", "github.com/jackc/pgx/v5", "github.com/jackc/pgx/v5/"},
	"model/store/pg/pgtest":       {"github.com/jackc/pgx/v5", "hubwatch/model/store/storetest"},
	"model/store/storetest/child": {},
	"model/store/storetest":       {"hubwatch/model", "hubwatch/model/store", "hubwatch/model/store/record"},
}

// pure is the packages of the model.
var pure = []string{"model", "model/schedule", "model/cause", "model/contrast", "model/cells", "model/intake", "model/plan", "model/progress", "model/query", "model/digest", "model/order", "model/markdown", "model/jsonwalk", "model/ticket", "model/session", "model/survey", "model/lint", "model/undo", "model/outlook"}

// outside is what the model may not touch: it has no clock, file, network or
// terminal.
var outside = []string{"os", "os/", "net/http", "net", "log", "log/", "io/ioutil", "database/sql"}

func TestImports(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file != "." && strings.HasPrefix(d.Name(), "."):
			return filepath.SkipDir
		case d.IsDir(), !strings.HasSuffix(file, ".go"), strings.HasSuffix(file, "_test.go"):
			return nil
		}
		files++
		checkFile(t, filepath.ToSlash(file))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Fatalf("only %d files looked at", files)
	}
}

func checkFile(t *testing.T, file string) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	pkg := path.Dir(file)
	allowed, known := rules[pkg]
	if !known {
		t.Errorf("%s: the package %s has no rule", file, pkg)
	}
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		standard := !strings.Contains(strings.Split(imported, "/")[0], ".") && !strings.HasPrefix(imported, "hubwatch")
		switch {
		case standard && slices.Contains(pure, pkg) && matches(outside, imported):
			t.Errorf("%s imports %s: the model knows no outside world", file, imported)
		case !standard && !matches(allowed, imported):
			t.Errorf("%s imports %s, which %s may not", file, imported, pkg)
		}
	}
}

// network is the packages by which a program speaks to others.
var network = []string{"net/http", "net/http/", "net/rpc", "net/rpc/", "net/smtp", "crypto/tls"}

// TestOnlyHubclientSpeaksToOthers holds that nothing goes past the guard that
// hubclient has before its requests: no other package of ours sends any, and
// no dependency could.
func TestOnlyHubclientSpeaksToOthers(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("go is not in the PATH")
	}
	list := exec.CommandContext(t.Context(), "go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}} {{join .Imports \" \"}}{{end}}", ".")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	packages := 0
	for line := range strings.Lines(string(out)) {
		pkg, imports, _ := strings.Cut(strings.TrimSpace(line), " ")
		packages++
		switch pkg {
		case "hubwatch/hubclient", "hubwatch/hubclient/hubsim", "hubwatch/ui/cli/demo": // the last one serves the demo: see below
			continue
		}
		if strings.HasPrefix(pkg, "github.com/jackc/pgx/v5/") { // it speaks PostgreSQL, and no HTTP
			imports = strings.ReplaceAll(imports, "crypto/tls", "")
		}
		for imported := range strings.FieldsSeq(imports) {
			if matches(network, imported) {
				t.Errorf("%s imports %s", pkg, imported)
			}
		}
	}
	if packages < 50 {
		t.Errorf("only %d packages looked at", packages)
	}
	checkServesOnly(t, "ui/cli/demo")
}

// checkServesOnly holds that a package has a server and no client.
func checkServesOnly(t *testing.T, folder string) {
	t.Helper()
	serving := []string{"Handler", "Server", "ErrServerClosed"}
	files, err := filepath.Glob(folder + "/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of %s: %v", folder, err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "http" && !slices.Contains(serving, sel.Sel.Name) {
					t.Errorf("%s uses http.%s", file, sel.Sel.Name)
				}
			}
			return true
		})
	}
}

func matches(patterns []string, imported string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool {
		return p == imported || strings.HasSuffix(p, "/") && strings.HasPrefix(imported, p)
	})
}

// TestModelHasNoClock holds that the time is always passed in.
func TestModelHasNoClock(t *testing.T) {
	var files []string
	for _, pkg := range pure {
		more, err := filepath.Glob(pkg + "/*.go")
		if err != nil || len(more) == 0 {
			t.Fatalf("no files of %s: %v", pkg, err)
		}
		files = append(files, more...)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, call := range []string{"time.Now", "time.Sleep", "time.After", "time.Since", "time.NewTimer", "time.Tick"} {
			if contains(t, file, call) {
				t.Errorf("%s calls %s", file, call)
			}
		}
	}
}

func contains(t *testing.T, file, text string) bool {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Contains(string(data), text)
}
