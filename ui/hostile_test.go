package ui

import (
	"context"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
)

// hostile is text that would do something to a terminal if it got there: every
// C0 and C1 control, escape sequences of each family, bidirectional overrides
// and isolates, zero-width and invisible characters, a pile of marks, broken
// UTF-8.
var hostile = func() model.Text {
	var b strings.Builder
	for r := rune(0); r < 0xa0; r++ {
		if r < 0x20 || r >= 0x7f {
			b.WriteRune('x')
			b.WriteRune(r)
		}
	}
	b.WriteString("\x1b[2J\x1b[31m\x1b]0;title\a\x1b]52;c;ZXZpbA==\x1b\\\x1b]8;;https://evil.example\x1b\\link\x1b]8;;\x1b\\")
	b.WriteString("\x1bPtmux;\x1b\x1b]0;x\a\x1b\\\x1b_apc\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\\x1bc\u009b31m\u009d0;x\u009c")
	for _, r := range []rune{
		0x061c, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e,
		0x2066, 0x2067, 0x2068, 0x2069, 0x2028, 0x2029, 0xfeff, 0x00ad, 0x034f, 0x180e, 0x2060, 0x2064,
		0xfe0f, 0xe0100, 0xe0041, 0x3164, 0xe000, 0xfffe, 0x2800,
	} {
		b.WriteRune('y')
		b.WriteRune(r)
	}
	b.WriteString("z" + strings.Repeat("\u0301", 50) + "\xff\xc3\xed\xa0\x80")
	return model.Text(b.String())
}()

// styles is what we draw with ourselves.
var styles = regexp.MustCompile(`\x1b\[[0-9;:]*m`)

func TestHostileTextNeverReachesTheScreenRaw(t *testing.T) {
	t.Parallel()
	f := []model.Field{{Key: hostile, Values: []model.Text{hostile, hostile}}}
	report := model.Report{
		TaskID: hostile, RawStatus: hostile, CorrelationID: hostile, Links: f, Extra: f, NumErrors: 2,
		Result: &model.Folder{ID: hostile, Name: hostile, Path: hostile, ParentID: hostile, Extra: f},
		Errors: []model.TaskError{{
			Status: hostile, Category: hostile, SubCategory: hostile, Message: hostile, ID: hostile, Context: f, Links: f, Extra: f,
			Details: []model.ErrorDetail{{Message: hostile, Code: hostile, In: hostile, SubCategory: hostile, Context: f, Extra: f}},
		}},
	}
	asJSON, err := json.Marshal(map[string]any{string(hostile): []any{string(hostile)}})
	if err != nil {
		t.Fatal(err)
	}
	bodies := [][]byte{asJSON, []byte(`{"` + "\u202e\u009b31m" + `":"` + "\u2066\u0085\ufeff" + `"}`), []byte(hostile), nil}
	checkError := &model.CheckError{Kind: model.KindAuth, Message: hostile, Category: hostile, Scopes: []model.Text{hostile}, CorrelationID: hostile}
	for i, status := range []model.Status{model.StatusUnknown, model.StatusPending, model.StatusProcessing, model.StatusComplete} {
		a, err := newApp(context.Background(), Options{Clock: time.Now, Where: "here", Tasks: watched(ids(3)...)})
		if err != nil {
			t.Fatal(err)
		}
		a.Account = model.Account{PortalID: hostile, Region: hostile}
		report.Status, report.Raw = status, bodies[i]
		a.List().Add("labelled", hostile, a.Now)
		a.List().Apply(model.Observe("AAAAEZ6w00000", a.Now, a.Now, report, nil))
		for kind := model.KindUnavailable; kind <= model.KindBadReply; kind++ {
			checkError.Kind = kind
			o := model.Observe("AAAAEZ6w00001", a.Now, a.Now, model.Report{}, checkError)
			a.List().Apply(o)
			a.Pace().Observe(o, a.List(), 0)
			a.resize(200, 60)
			a.front.Table.Do(keys.Press{Action: keys.First})
			checkFrame(t, a, "table")
			a.do(a.front.Open(a.List().Task("AAAAEZ6w00001")))
			checkFrame(t, a, "task")
			a.front.Task.Close()
		}
		sizes := [][2]int{{40, 10}, {80, 24}, {200, 60}}
		if testing.Short() {
			sizes = sizes[i%3 : i%3+1] // as with the race detector, which is slow
		}
		for _, size := range sizes {
			a.resize(size[0], size[1])
			everyScreen(a, func(name string) { checkFrame(t, a, name) })
		}
	}
}

// everyScreen puts each screen in front, for each task where it matters.
func everyScreen(a *app, look func(name string)) {
	a.front.Table.Do(keys.Press{Action: keys.First})
	look("table")
	for range a.List().Len() {
		a.do(a.front.Open(a.front.Table.Current()))
		for range 20 {
			look("task")
			a.do(a.front.Task.Do(keys.Press{Action: keys.PageDown}))
		}
		a.do(a.front.Task.Do(keys.Press{Action: keys.Raw}))
		for range 20 {
			look("raw")
			a.do(a.front.Task.Do(keys.Press{Action: keys.PageDown}))
		}
		a.do(a.front.Task.Do(keys.Press{Action: keys.CopyMenu}))
		look("copy menu")
		a.sheets = nil
		a.front.Task.Close()
		a.front.Table.Step(1)
		look("table")
	}
	a.pasted(string(hostile))
	look("intake")
	a.pasted(string(hostile) + "\n" + string(hostile))
	look("intake")
	a.sheets = nil
}

func checkFrame(t *testing.T, a *app, name string) {
	t.Helper()
	lines := strings.Split(a.draw(), "\n")
	if len(lines) > a.Height {
		t.Fatalf("%s: %d lines on a screen of %d", name, len(lines), a.Height)
	}
	for _, line := range append(lines, frame.Title(a.Env)) {
		if w := a.Theme.Width(line); w > a.Width && line != frame.Title(a.Env) {
			t.Fatalf("%s: %d cells in a line of %d: %q", name, w, a.Width, line)
		}
		for _, r := range styles.ReplaceAllString(line, "") {
			if !model.Printable(r) {
				t.Fatalf("%s: %U reaches the screen in %q", name, r, line)
			}
		}
	}
}
