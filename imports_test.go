package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
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
	"model":            {"hubwatch/model/schedule"},
	"model/schedule":   {},
	"model/cause":      {"hubwatch/model"},
	"model/query":      {"hubwatch/model"},
	"model/digest":     {"hubwatch/model"},
	"model/intake":     {"hubwatch/model"},
	"model/plan":       {"hubwatch/model", "hubwatch/model/intake"},
	"model/progress":   {},
	"model/store":      {"hubwatch/model", "modernc.org/sqlite"},
	"hubclient":        {"hubwatch/model", "golang.org/x/time/rate", "github.com/failsafe-go/failsafe-go/"},
	"hubclient/hubsim": {},
	"config":           {"hubwatch/config/keyring", "github.com/goccy/go-yaml", "github.com/goccy/go-yaml/", "github.com/adrg/xdg"},
	"config/keyring":   {"github.com/zalando/go-keyring", "github.com/godbus/"},
	"assets":           {},
	"ui":               {"hubwatch/model", "hubwatch/model/cause", "hubwatch/model/intake", "hubwatch/model/plan", "hubwatch/model/progress", "hubwatch/model/query", "hubwatch/model/digest", "hubwatch/assets", "charm.land/bubbletea/v2", "charm.land/bubbles/v2/", "charm.land/lipgloss/v2", "github.com/charmbracelet/x/ansi", "github.com/sahilm/fuzzy", "github.com/charmbracelet/colorprofile"},
	"ui/cli":           {"hubwatch/", "github.com/spf13/", "charm.land/fang/v2", "charm.land/lipgloss/v2", "github.com/charmbracelet/x/term", "github.com/charmbracelet/colorprofile", "github.com/atotto/clipboard", "github.com/cli/browser"},
}

// pure is the packages of the model.
var pure = []string{"model", "model/schedule", "model/cause", "model/intake", "model/plan", "model/progress", "model/query", "model/digest"}

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
