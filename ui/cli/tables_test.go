package cli

import (
	"io"
	"regexp"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/ui/cli/audit"
	"hubwatch/ui/cli/findings"
	"hubwatch/ui/cli/journal"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/theme"
)

// inks are what paints.
var inks = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// TestTablesFitTheTerminal holds that what commands tell of rows, requests and sessions
// fits, with the end of each path kept, and that a pipe gets all of it.
func TestTablesFitTheTerminal(t *testing.T) {
	const path = "/営業資料/2026/第2四半期/製品カタログ/translations/キャンペーン 022"
	at := time.Date(2026, 5, 4, 9, 0, 0, 0, time.Local)
	r := lint.Report{Rows: 1204, Findings: []lint.Finding{
		{Line: 12, Severity: lint.Error, Kind: "name-taken", Folder: "122690000496", Name: path, Text: "the name is taken by the folder 21\x1b[2J, which stays", Do: "give it another name"},
		{Line: 1204, Severity: lint.Note, Kind: "unseen", Text: "it may be hidden"},
	}}
	row := &plan.Row{Line: 12, Fields: []model.Field{{Key: model.ColumnFolder, Values: []model.Text{"122690000496"}}}}
	standing := []plan.Standing{{Row: row, Place: plan.PlaceElsewhere, Folder: &model.Folder{Path: path}, Differences: []model.Difference{{Column: "name", Planned: "a", Actual: "b\x1b[2J"}}}}
	log := audit.Of([]model.Request{{At: at, Method: "GET", Host: "api.hubapi.com", Path: "/files/v3/folders/update/async/tasks/AAAAEZ6whGI/status", Status: 200, Took: time.Second, CorrelationID: "0b2d1b1e-7d3c-4b5e-9a52-0a4f1a3c9d10"}})
	sessions := []model.Session{{Number: 1, Begin: at, End: at.Add(time.Hour), Tasks: 12000, Events: 123456}}
	for name, tc := range map[string]struct {
		print func(io.Writer, *output.Terminal) error
		ends  string // of a path, which is read from 60 cells on
		all   string // in a pipe
	}{
		"lint": {func(w io.Writer, t *output.Terminal) error { return findings.Lint(w, r, "table", t) }, "ーン 022\n", "error     12    name-taken  122690000496  " + path},
		"verify": {func(w io.Writer, t *output.Terminal) error {
			return findings.Verify(w, standing, "table", t)
		}, "ーン 022\n", path},
		"audit":    {func(w io.Writer, t *output.Terminal) error { return log.Print(w, t) }, "6whGI/status", "2026-05-04 09:00:00.000  GET  200   1000 ms  api.hubapi.com/files/v3/folders/update/async/tasks/AAAAEZ6whGI/status  0b2d1b1e-7d3c-4b5e-9a52-0a4f1a3c9d10\n"},
		"sessions": {func(w io.Writer, t *output.Terminal) error { return journal.WriteSessions(w, sessions, t) }, "12000", "1        2026-05-04 09:00:00  2026-05-04 10:00:00  12000  123456\n"},
	} {
		for width := 20; width <= 200; width++ {
			for _, look := range []theme.Look{{}, {Name: "none"}} {
				drawn, err := theme.New(look)
				if err != nil {
					t.Fatal(err)
				}
				var b strings.Builder
				if err := tc.print(&b, output.NewTerminal(width, drawn)); err != nil {
					t.Fatal(err)
				}
				text := inks.ReplaceAllString(b.String(), "")
				for line := range strings.Lines(text) {
					if line = strings.TrimSuffix(line, "\n"); drawn.Width(line) > width || strings.ContainsRune(line, 0x1b) {
						t.Errorf("%s: %d cells at %d: %q", name, drawn.Width(line), width, line)
					}
				}
				if width >= 60 && !strings.Contains(text, tc.ends) {
					t.Errorf("%s at %d:\n%s", name, width, text)
				}
			}
		}
		var b strings.Builder
		if err := tc.print(&b, nil); err != nil || !strings.Contains(b.String(), tc.all) {
			t.Errorf("%s: %v\n%s", name, err, b.String())
		}
	}
}
