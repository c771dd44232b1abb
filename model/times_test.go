package model

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTimesInTheirZone(t *testing.T) {
	at := time.Date(2026, 5, 4, 23, 30, 5, 0, time.FixedZone("east", 2*60*60))
	now := at.Add(90 * time.Second)
	for _, tc := range []struct{ got, want string }{
		{TimesUTC.Format(at, time.DateTime), "2026-05-04 21:30:05 UTC"},
		{TimesUTC.Clock(at, now), "21:30 UTC"},
		{TimesUTC.Second(at, now), "21:30:05 UTC"},
		{TimesUTC.Show(at, now), "2026-05-04 21:30:05 UTC"},
		{TimesLocal.Format(at, time.TimeOnly), at.Local().Format(time.TimeOnly)},
		{TimesRelative.Format(at, time.TimeOnly), at.Local().Format(time.TimeOnly)},
		{TimesRelative.Clock(at, now), "1m ago"},
	} {
		if tc.got != tc.want {
			t.Errorf("%q, want %q", tc.got, tc.want)
		}
	}
}

// TestOnePlaceKnowsTheZone holds that whatever the dashboard shows asks [Times]
// for the zone, which its user chooses. What commands print has the machine's.
func TestOnePlaceKnowsTheZone(t *testing.T) {
	for _, root := range []string{".", "../ui"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			path = filepath.ToSlash(path)
			switch {
			case err != nil:
				return err
			case path == "../ui/cli":
				return filepath.SkipDir
			case filepath.Ext(path) != ".go", strings.HasSuffix(path, "_test.go"), path == "times.go":
				return nil
			}
			text, err := os.ReadFile(path)
			if strings.Contains(string(text), ".Local()") {
				t.Errorf("%s uses the machine's zone itself", path)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
