package output

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"hubwatch/model"
	"hubwatch/model/session"
)

func TestJSONIsHarmlessAndExact(t *testing.T) {
	const nasty = "a\x1b]0;x\a\u202eb\u009bc\u200b\U000e0041é✓"
	var b bytes.Buffer
	if err := WriteJSON(&b, Status{Tasks: []Task{{Label: nasty}}}); err != nil {
		t.Fatal(err)
	}
	for _, r := range b.String() {
		if r != '\n' && (r < ' ' || r == 0x7f || r == 0x202e || r == 0x9b || r == 0x200b || r == 0xe0041) {
			t.Errorf("%U in the output", r)
		}
	}
	var back Status
	if err := json.Unmarshal(b.Bytes(), &back); err != nil {
		t.Fatal(err)
	}
	if got := back.Tasks[0].Label; got != nasty {
		t.Errorf("label %q comes back as %q", nasty, got)
	}
}

// hostile texts must reach neither a spreadsheet as a formula nor a page as
// markup.
var hostile = []string{
	"=1+1", "+1", "-1", "@x", " =1", "\t=1", "\r=1", "'=1", "\"=1", "＝1", "＋1", "=cmd|' /C calc'!A0",
	"\x1b]0;owned\a\x1b[2J", "a\u202eb", "a|b", "`code` | more", "<script>alert(1)</script>", "[x](http://evil)",
	"https://evil.example", "www.evil.example", "a\nb\n| c |", "**bold** _it_ # h", "@someone", "&lt;", "\xff\xfe",
}

// then is when they were asked about.
var then = time.Date(2026, 1, 24, 8, 0, 0, 0, time.UTC)

func hostileList() *model.Watchlist {
	var list model.Watchlist
	for i, text := range hostile {
		id := model.TaskID("t" + string(rune('a'+i)))
		list.Add(id, model.Text(text), then)
		list.Apply(model.Observe(id, then, then, model.Report{
			Status: model.StatusComplete, RawStatus: model.Text(text),
			Errors: []model.TaskError{{Category: model.Text(text), SubCategory: model.Text(text), Message: model.Text(text)}},
			Result: &model.Folder{Path: model.Text(text)},
		}, nil))
	}
	return &list
}

func hostileReport(account model.Account) Report {
	tasks := hostileList().Tasks()
	known := session.New(session.Start{Tasks: tasks})
	return ReportOf(tasks, known.Tracker(), account, known.Causes(), then)
}

func TestCSVIsGuarded(t *testing.T) {
	for name, write := range map[string]func(io.Writer, Report) error{
		"status": func(w io.Writer, d Report) error { return printCSV(w, d.Status) },
		"report": reportCSV,
	} {
		var b strings.Builder
		if err := write(&b, hostileReport(model.Account{})); err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
		if err != nil || len(records) != len(hostile)+1 {
			t.Fatalf("%s: %d records, %v", name, len(records), err)
		}
		for _, record := range records[1:] {
			for i, cell := range record {
				if strings.ContainsAny(cell, "\x00\x07\x1b\r\n\t\u202e") {
					t.Errorf("%s: column %d is %q, want no control characters", name, i, cell)
				}
				if trimmed := strings.TrimLeft(cell, " \""); trimmed != "" && strings.ContainsRune("=+-@＝＋", []rune(trimmed)[0]) {
					t.Errorf("%s: column %d is %q, a formula", name, i, cell)
				}
			}
		}
	}
}

func TestMarkdownIsInert(t *testing.T) {
	for name, write := range map[string]func(io.Writer, Report) error{
		"status": func(w io.Writer, d Report) error { return printMarkdown(w, d.Status) },
		"report": reportMarkdown,
	} {
		var b strings.Builder
		if err := write(&b, hostileReport(model.Account{PortalID: "*1*"})); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"\x1b", "\u202e", "\n| c"} {
			if strings.Contains(b.String(), bad) {
				t.Errorf("%s: %q is in %s", name, bad, b.String())
			}
		}
		var page bytes.Buffer
		if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(b.String()), &page); err != nil {
			t.Fatal(err)
		}
		if tags := tag.FindAllString(structure.ReplaceAllString(page.String(), ""), -1); tags != nil {
			t.Errorf("%s: %q are in %s", name, tags, b.String())
		}
		columns := 0
		for _, line := range strings.Split(b.String(), "\n") {
			cells := 0
			if strings.HasPrefix(line, "|") {
				cells = strings.Count(strings.ReplaceAll(line, `\|`, ""), "|")
			}
			switch {
			case cells == 0:
				columns = 0
			case columns == 0:
				columns = cells
			case cells != columns:
				t.Errorf("%s: a row has %d bars, want %d: %s", name, cells, columns, line)
			}
		}
	}
}

// What a page has, and what of it is ours.
var (
	tag       = regexp.MustCompile(`<[^>]*>`)
	structure = regexp.MustCompile(`</?(?:h[1-3]( id="[^"]*")?|p|ul|li|code|table|thead|tbody|tr|th|td)>`)
)

func TestTheTableAligns(t *testing.T) {
	got := Align([][]string{{"STATE", "FOLDER", "X"}, {"ok", "/営業資料", "1"}, {"errors", "/a", ""}})
	want := "STATE   FOLDER     X\nok      /営業資料  1\nerrors  /a\n"
	if got != want {
		t.Errorf("%s\nwant\n%s", got, want)
	}
}
