package ui

import (
	"context"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hubwatch/model"
	"hubwatch/model/digest"
	"hubwatch/ui/ask"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/sheet"
)

// otherKeys gives every action keys that none has by itself, one each, and a
// row of them where there were several numbers.
func otherKeys() map[string][]string {
	other, next := map[string][]string{}, 'А' // Cyrillic
	for _, s := range keys.New(false).Sections() {
		for _, e := range s.Entries {
			for range e.Keys {
				other[string(e.Action)] = append(other[string(e.Action)], string(next))
				next++
			}
		}
	}
	return other
}

// namesKey finds what looks like a sentence that names one of our own keys:
// "r asks", "press a".
var namesKey = regexp.MustCompile(`(^|[ .,;(])([A-Zb-z0-9/?!%*#]|esc) (asks|brings|checks|closes|does|gives|goes|leaves|looks|pauses|shows|sorts|takes|tab|tries|writes|quits)\b|press [a-z]\b`)

// ownKey finds words that name a key which can be rebound, "" if there are none:
// esc leaves sheets whatever is bound.
func ownKey(text string) string {
	for _, found := range namesKey.FindAllString(text, -1) {
		if !strings.Contains(found, "esc ") {
			return found
		}
	}
	return ""
}

// TestSentencesNameTheLiveKey puts everything on the screen that names a key,
// with every key rebound.
func TestSentencesNameTheLiveKey(t *testing.T) {
	other := otherKeys()
	tried := map[string]bool{"tab": true}
	key := func(action string) string { tried[action] = true; return other[action][0] }
	stopped := func(status int, kind model.Kind) func(*app) {
		return fails(&model.CheckError{Kind: kind, HTTPStatus: status, Message: "no"})
	}
	open := func(id model.TaskID) func(*app) {
		return func(a *app) { a.do(a.front.Open(a.List().Task(id))) }
	}
	const errorTask, pendingTask = "AAAAEZ6wh01", "AAAAEZ6wh05"
	for _, tc := range []struct {
		name string
		do   func(*app)
		want string
	}{
		{"nothing watched", func(a *app) { a.drop(slices.Clone(a.List().Tasks())...); a.Note = screen.Note{} }, key("add") + "       type them, or the name of a file"},
		{"dropped", func(a *app) { a.drop(a.List().Task(errorTask)) }, ", " + key("undo") + " brings it back"},
		{"an empty filter", func(a *app) { a.front.Table.Narrow("nowhere") }, key("clear") + " takes the filter away."},
		{"paused", func(a *app) { a.Pace().Held = true }, key("pause") + " goes on  " + key("check") + " checks one"},
		{"no token", func(a *app) { a.NoToken = "none" }, key("token") + " token  " + key("check-all") + " look again"},
		{"refused", stopped(401, model.KindAuth), key("token") + " another  " + key("check-all") + " same again"},
		{"forbidden", stopped(403, model.KindPermission), key("token") + " another  " + key("check-all") + " same again"},
		{"a digest", func(a *app) { a.Away = digest.Digest{Done: 3} }, other["tab"][4] + " shows  " + key("away") + " all  " + key("clear")},
		{"a digest that is too long", func(a *app) { a.Away = digest.Digest{ToDo: 1, Causes: []string{strings.Repeat("no folder ", 30)}} }, key("away") + " all"},
		{"a replay", func(a *app) { a.Replay = func(model.Times) (string, bool) { return "Replay, 10x", false } }, key("pause") + " pauses  " + key("quit") + " leaves"},
		{"a replay held", func(a *app) {
			a.Pace().Held = true
			a.Replay = func(model.Times) (string, bool) { return "Replay", false }
		}, key("pause") + " goes on  " + key("quit") + " leaves"},
		{"a replay that is over", func(a *app) { a.Replay = func(model.Times) (string, bool) { return "Replay", true } }, key("quit") + " leaves"},
		{"changed", func(a *app) {
			a.front.Table.Hold(errorTask)
			observe(a, model.Observe(pendingTask, a.Now, a.Now, model.Report{Status: model.StatusComplete, RawStatus: "COMPLETE"}, nil))
		}, "+1 changed, " + key("first") + " sorts"},
		{"copied", func(a *app) { a.Update(a.do([]screen.Intent{screen.Copy{What: "it", Text: "x"}})()) }, "not there? " + key("copy-menu") + " tab: a file"},
		{"no answer to copy", func(a *app) {
			a.do(a.front.Open(a.List().Task(errorTask)))
			a.openSheet(sheet.NewMenu(a.Env, []sheet.Item{{Text: func() string { return "" }}}, false))
			a.key(pressOf("enter"))
		}, "is not kept; " + key("check") + " asks HubSpot again"},
		{"a key that does nothing", func(a *app) { a.key(pressOf("u")) }, `"u" does nothing here; ` + key("help") + " shows the keys"},
		{"the palette", func(a *app) { a.key(pressOf(key("palette"))) }, "  " + key("palette") + " type to narrow"},
		{"groups that have no such words", func(a *app) {
			a.key(pressOf(key("group")))
			for _, k := range []string{key("filter"), "q", "q"} {
				a.key(pressOf(k))
			}
		}, key("back") + " shows all again."},
		{"a missing task", func(a *app) {
			a.List().Put(&model.Task{ID: "gone", AddedAt: a.Now, AskedAt: a.Now, Err: &model.CheckError{Kind: model.KindNotFound, HTTPStatus: 404}})
			a.do(a.front.Open(a.List().Task("gone")))
		}, "not asked again, " + key("check") + " does"},
		{"a note without a label", func(a *app) {
			a.List().Describe(pendingTask, "", "look")
			a.resize(180, 60)
			open(pendingTask)(a)
			a.do(a.front.Task.Do(keys.Press{Action: keys.ExpandAll}))
		}, "none, " + key("label") + " gives it one"},
		{"errors that were not kept", func(a *app) {
			a.List().Task(errorTask).Report.NumErrors = 9
			a.do(a.front.Open(a.List().Task(errorTask)))
		}, "known here: 1. " + key("raw") + " shows what it sent, " + key("check") + " asks again."},
		{"no report", func(a *app) {
			a.do(a.front.Open(a.List().Task("90b2e0bb-3bd7-4d2c-8b0a-0d8f0d8f0d8f")))
			a.do(a.front.Task.Do(keys.Press{Action: keys.Raw}))
		}, "no report of this task. " + key("check") + " asks."},
		{"an answer that is not kept", func(a *app) { open(errorTask)(a); a.do(a.front.Task.Do(keys.Press{Action: keys.Raw})) }, "is not kept. " + key("check") + " asks HubSpot again."},
		{"an answer that cannot be read", func(a *app) {
			open(errorTask)(a)
			a.opt.Raw = func(context.Context, model.TaskID) ([]byte, error) { return nil, errors.New("no disk") }
			a.update(a.do(a.front.Task.Do(keys.Press{Action: keys.Raw}))())
		}, "no disk. " + key("check") + " asks HubSpot again."},
		{"a keyring that was not waited for", func(a *app) {
			a.polling.Find = func(context.Context) error { return nil }
			a.polling.StartFinding(a.ctx)
			a.tokenFound(ask.TokenFound{Err: context.Canceled})
		}, "not waited for; " + key("check-all") + " asks it again."},
		{"a token that cannot be sent", stopped(0, model.KindAuth), key("token") + " token  " + key("check-all") + " look again"},
		{"a text too long for the screen", func(a *app) {
			long := strings.Repeat("no folder ", 2000)
			a.List().Task(errorTask).Report.Errors[0].Message = model.Text(long)
			open(errorTask)(a)
			a.front.Task.Tree().Seek("errors[0].message")
		}, key("pager") + " shows all of it"},
		{"a re-run", func(a *app) {
			for _, t := range a.List().Tasks() {
				t.Plan = plannedRow("folderId", "1", "parentFolderId", "2", "path", "/"+string(t.ID))
			}
			a.front.OpenGroups(nil)
			a.front.Groups.Do(keys.Press{Action: keys.Explain})
		}, "then " + key("rerun") + " writes the re-run of"},
		{"a group", func(a *app) { a.resize(100, 18); a.front.OpenGroups(nil) }, "more lines, " + key("explain") + " shows them"},
		{"more than there is room for", func(a *app) {
			a.List().Task(errorTask).Report.Errors[0].Message = model.Text(strings.Repeat("no folder ", 100))
			a.resize(120, 40)
		}, "more lines, " + key("preview-down") + " shows them"},
		{"what to do next", func(a *app) { a.resize(143, 50) }, "a re-run needs the plan (hubwatch add --plan), " + key("rerun") + " writes evidence, " + key("group") + " shows the 2 alike, " + key("open") + " shows everything"},
		{"too small", func(a *app) { a.resize(39, 9) }, key("quit") + " quits"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			a := everyState(t, false)
			if wrong := a.Keys.Rebind(other); len(wrong) > 0 {
				t.Fatal(wrong)
			}
			a.CanLogin = true
			a.resize(180, 24)
			tc.do(a)
			screen := a.draw()
			if text := styles.ReplaceAllString(screen, ""); !strings.Contains(text, tc.want) {
				t.Errorf("want %q in\n%s", tc.want, text)
			}
			if found := ownKey(styles.ReplaceAllString(screen, "")); found != "" {
				t.Errorf("%q names no key any more", found)
			}
		})
	}
	for action := range namedActions(t) {
		if !tried[action] {
			t.Errorf("a sentence names the key of %s, and none of these does", action)
		}
	}
}

// TestNumbersCanBeRebound holds that a number means its place among the keys of
// its action, whichever keys these are.
func TestNumbersCanBeRebound(t *testing.T) {
	a := everyState(t, false)
	if wrong := a.Keys.Rebind(map[string][]string{"tab": {"f1", "f2", "f3"}, "help": {"?"}, "level": {"f1", "f2", "f3"}, "clear": {"backspace"}}); len(wrong) > 0 {
		t.Fatal(wrong)
	}
	a.resize(120, 40)
	for at, pressed := range []string{"f1", "f2", "f3"} {
		a.key(pressOf(pressed))
		if got, want := a.front.Table.Remembered().Tab, []string{"All", "To do", "Running"}[at]; got != want {
			t.Errorf("%s brings the tab %s to the front, want %s", pressed, got, want)
		}
	}
	a.key(pressOf("backspace"))
	if got := a.front.Table.Remembered().Tab; got != "All" {
		t.Errorf("the key of clear leaves the tab %s in front", got)
	}
	a.do(a.front.Open(a.List().Task("AAAAEZ6wh01")))
	a.key(pressOf("f1"))
	if a.front.Task.Tree().Level != 1 {
		t.Errorf("f1 folds to level %d, want 1", a.front.Task.Tree().Level)
	}
}

// TestALetterThatIsTypedDoesNothingElse gives the actions that work over sheets
// a letter and a key that is none.
func TestALetterThatIsTypedDoesNothingElse(t *testing.T) {
	for _, does := range []keys.Action{keys.QuitNow, keys.Suspend} {
		a := everyState(t, false)
		if wrong := a.Keys.Rebind(map[string][]string{string(does): {"ü", "f9"}}); len(wrong) > 0 {
			t.Fatal(wrong)
		}
		a.resize(80, 24)
		a.key(pressOf("/"))
		if cmd := a.key(pressOf("ü")); a.ctx.Err() != nil || cmd != nil && cmd() != nil {
			t.Errorf("a letter of a filter does %s", does)
		}
		if got := a.front.Table.Remembered().Tabs["All"].Filter; got != "ü" {
			t.Errorf("the filter is %q", got)
		}
		if cmd := a.key(pressOf("f9")); cmd == nil || cmd() == nil {
			t.Errorf("f9 does not do %s over a line that is typed", does)
		}
	}
}

// sources gives every file of the dashboard, without its tests.
func sources(t *testing.T, see func(file string, parsed *ast.File)) {
	t.Helper()
	files := 0
	err := filepath.WalkDir(".", func(file string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && file == "cli":
			return filepath.SkipDir
		case !strings.HasSuffix(file, ".go"), strings.HasSuffix(file, "_test.go"):
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files++
		see(filepath.ToSlash(file), parsed)
		return nil
	})
	if err != nil || files < 50 {
		t.Fatalf("%d files of the dashboard looked at: %v", files, err)
	}
}

// actionsIn is the actions that the source means where pick finds an expression.
func actionsIn(t *testing.T, pick func(ast.Node) []ast.Expr) map[string]bool {
	t.Helper()
	constants, found := map[string]string{}, map[string]bool{}
	sources(t, func(file string, parsed *ast.File) {
		ast.Inspect(parsed, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && file == "keys/action.go" && len(spec.Values) == 1 {
				if value, ok := spec.Values[0].(*ast.BasicLit); ok {
					constants[spec.Names[0].Name], _ = strconv.Unquote(value.Value)
				}
			}
			return true
		})
	})
	sources(t, func(_ string, parsed *ast.File) {
		ast.Inspect(parsed, func(n ast.Node) bool {
			for _, e := range pick(n) {
				action, ok := e.(*ast.SelectorExpr)
				if !ok {
					continue
				}
				if of, ok := action.X.(*ast.Ident); ok && of.Name == "keys" {
					found[constants[action.Sel.Name]] = true
				}
			}
			return true
		})
	})
	return found
}

// namedActions is the actions whose keys the sentences of the source name.
func namedActions(t *testing.T) map[string]bool {
	t.Helper()
	named := actionsIn(t, func(n ast.Node) []ast.Expr {
		if call, ok := n.(*ast.CallExpr); ok {
			if does, ok := call.Fun.(*ast.SelectorExpr); ok && does.Sel.Name == "Name" && len(call.Args) > 0 {
				return call.Args[:1]
			}
		}
		return nil
	})
	if len(named) < 15 {
		t.Fatalf("only %d actions are named by sentences: %v", len(named), named)
	}
	return named
}

// TestEveryActionIsDone holds that no action has an entry and no case that does
// it.
func TestEveryActionIsDone(t *testing.T) {
	done := actionsIn(t, func(n ast.Node) []ast.Expr {
		switch n := n.(type) {
		case *ast.CaseClause:
			return n.List
		case *ast.BinaryExpr:
			if n.Op == token.EQL {
				return []ast.Expr{n.Y}
			}
		}
		return nil
	})
	for _, s := range keys.New(false).Sections() {
		for _, e := range s.Entries {
			if _, moves := e.Action.Step(1, 1); !moves && !done[string(e.Action)] {
				t.Errorf("nothing does %s", e.Action)
			}
		}
	}
}

// TestNoSentenceNamesAKeyByItself looks through the texts of the source for
// keys that can be rebound: a sentence takes them from the key map.
func TestNoSentenceNamesAKeyByItself(t *testing.T) {
	sources(t, func(file string, parsed *ast.File) {
		ast.Inspect(parsed, func(n ast.Node) bool {
			text, ok := n.(*ast.BasicLit)
			if !ok || text.Kind != token.STRING {
				return true
			}
			said, _ := strconv.Unquote(text.Value)
			if found := ownKey(said); found != "" {
				t.Errorf("%s says %q, though that key can be rebound", file, found)
			}
			return true
		})
	})
}
