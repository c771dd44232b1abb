package output

import (
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"

	"hubwatch/ui/theme"
)

var inks = regexp.MustCompile("\x1b\\[[0-9;]*m")

// listed is tasks of each kind, with texts that would do harm on a terminal.
func listed() Status {
	const long = "/products/2026/archive/international/case studies/customer stories 017"
	const reason = "Folder 122690000496 is being changed by another update. Try again when it is done, or ask \x1b]0;owned\a somebody."
	d := Status{Summary: map[string]int{"total": 6, "errors": 3, "ok": 1, "canceled": 1, "unknown": 1, "todo": 4}, Plan: &Plan{Rows: 7, NeverStarted: make([]Row, 1), Elsewhere: make([]string, 2)}}
	d.Tasks = []Task{
		{TaskID: "AAAAEZ6whGI", State: "errors", NumErrors: 2, name: long, reason: reason},
		{TaskID: "AAAAEZ6whGM", State: "errors", NumErrors: 1, name: "/営業資料/2026/第2四半期/製品カタログ/translations/キャンペーン 022", reason: reason, short: "token lacks a scope"},
		{TaskID: "AAAAEZ6whGQ", State: "ok", name: "/brand/evil\x1b[2J\u202etxt.exe"},
		{TaskID: "AAAAEZ6whGU", State: "canceled"},
		{TaskID: strings.Repeat("A", 300), State: "unknown", Status: "HALF\x1b[31mDONE AND MUCH MORE THAN THAT"},
		{TaskID: "AAAAEZ6whGY", State: "errors", NumErrors: 1, ReplacedBy: "AAAAEZ6whGI", name: long},
	}
	return d
}

// onPaper is a table as a terminal of that width shows it.
func onPaper(t *testing.T, width int, look theme.Look) (string, *Terminal) {
	t.Helper()
	drawn, err := theme.New(look)
	if err != nil {
		t.Fatal(err)
	}
	on := NewTerminal(width, drawn)
	var b strings.Builder
	if err := printTable(&b, listed(), on); err != nil {
		t.Fatal(err)
	}
	return b.String(), on
}

// TestListsFitTheTerminal holds that no line is wider than the terminal and that
// nothing but our own inks gets there, at every width and in every look.
func TestListsFitTheTerminal(t *testing.T) {
	for width := fewestCells; width <= 240; width++ {
		for _, look := range []theme.Look{{}, {Name: "none"}, {ASCII: true, Colors: colorprofile.ASCII}} {
			text, on := onPaper(t, width, look)
			if rest := inks.ReplaceAllString(text, ""); strings.ContainsAny(rest, "\x1b\a\u202e") {
				t.Fatalf("at %d: %q", width, rest)
			}
			for line := range strings.Lines(text) {
				line = strings.TrimSuffix(line, "\n")
				if on.Theme.Width(line) > width || strings.HasSuffix(line, " ") {
					t.Errorf("%d cells at %d: %q", on.Theme.Width(line), width, line)
				}
			}
		}
	}
}

// TestAListAt100 is a list as a person sees it.
func TestAListAt100(t *testing.T) {
	text, _ := onPaper(t, 100, theme.Look{Name: "none"})
	want := `STATE             TASK                       FOLDER                       WHY
✗ failed          AAAAEZ6whGI                …/customer stories 017       Folder 122690000496 is be…
`
	for i, line := range strings.SplitAfter(want, "\n")[:2] {
		if got := strings.SplitAfter(text, "\n")[i]; got != line {
			t.Errorf("got  %qwant %q", got, line)
		}
	}
	for _, want := range []string{"  token lacks a scope\n", "■ canceled", "» replaced", "? HALF␛[31mDONE…", "HubSpot canceled it\n", "3 failed", "by AAAAEZ6whGI"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not in\n%s", want, text)
		}
	}
}

// TestPathsKeepTheirEnd holds how much of a path of 60 cells is read.
func TestPathsKeepTheirEnd(t *testing.T) {
	path := "/events/2026/EMEA/trade fairs/hannover messe/datasheets 0101"
	for width, least := range map[int]int{80: 24, 100: 33, 120: 40, 160: 60, 60: 54} {
		d := Status{Summary: map[string]int{}, Tasks: []Task{
			{TaskID: "AAAAEZ6whGI", State: "errors", NumErrors: 1, name: path, reason: "A folder of this name is already there, and has another owner."},
			{TaskID: "AAAAEZ6whGM", State: "processing", name: "/a"},
		}}
		drawn, err := theme.New(theme.Look{Name: "none"})
		if err != nil {
			t.Fatal(err)
		}
		text := NewTerminal(width, drawn).tasks(d.Tasks)
		if end := path[len(path)-least+1:]; !strings.Contains(text, end) { // one cell says that it is cut
			t.Errorf("at %d columns %q is not in\n%s", width, end, text)
		}
	}
}

// TestAPipeGetsAllOfIt holds what scripts read: no glyph, no ink, nothing cut.
func TestAPipeGetsAllOfIt(t *testing.T) {
	var b strings.Builder
	d := listed()
	if err := printTable(&b, d, nil); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"\nerrors    AAAAEZ6whGI", d.Tasks[0].name, d.Tasks[0].reason, d.Tasks[4].TaskID, "3 errors", "REASON"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
	if strings.ContainsAny(b.String(), "✗…") {
		t.Error(b.String())
	}
}

// TestReportsFitTheTerminal holds the same for a report.
func TestReportsFitTheTerminal(t *testing.T) {
	said := "One of these scopes is needed: \x1b[2J files or files.write, says HubSpot."
	d := Report{Status: listed(), Causes: []causeOutput{{
		Tasks: 12, Title: "t", called: "token lacks a scope", Sample: said, Why: "grouped by category MISSING_SCOPES", Signature: "c1:bd252857",
		Known: &noteOutput{Meaning: said, Check: said, Who: "Whoever administers the app."},
	}}}
	d.Plan.Refused = []Row{{Line: 12, Name: "/営業資料/2026/第2四半期/製品カタログ/translations/キャンペーン 022", Why: said}}
	for width := fewestCells; width <= 140; width++ {
		drawn, err := theme.New(theme.Look{})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := reportTable(&b, d, NewTerminal(width, drawn)); err != nil {
			t.Fatal(err)
		}
		text := inks.ReplaceAllString(b.String(), "")
		for line := range strings.Lines(text) {
			if line = strings.TrimSuffix(line, "\n"); drawn.Width(line) > width || strings.ContainsRune(line, 0x1b) {
				t.Errorf("%d cells at %d: %q", drawn.Width(line), width, line)
			}
		}
		if width >= 60 && (!strings.Contains(text, "   12  token lacks a scope\n") || !strings.Contains(text, "  next      hubwatch rerun --cause c1:bd252857\n")) {
			t.Errorf("at %d:\n%s", width, text)
		}
	}
}
