package intake

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestForms reads the files of testdata/forms: what tools and languages print,
// and what people copy. What is right stands in testdata/forms.tsv: the file,
// its tasks, those of them that say their folder, and how many moves HubSpot
// refused to start.
func TestForms(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("testdata", "forms.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range strings.Split(strings.TrimRight(string(data), "\n"), "\n") {
		cells := strings.Split(row, "\t")
		t.Run(cells[0], func(t *testing.T) {
			file, err := os.Open(filepath.Join("testdata", "forms", cells[0]))
			if err != nil {
				t.Fatal(err)
			}
			defer file.Close()
			in, err := ReadAll(file, FormText)
			if err != nil {
				t.Fatal(err)
			}
			var ids, folders []string
			for _, f := range in.Found {
				ids = append(ids, string(f.ID))
				if f.Folder != "" {
					folders = append(folders, string(f.ID)+"="+string(f.Folder))
				}
			}
			slices.Sort(ids)
			failures := strings.Repeat("x", len(in.Failures))
			if got := strings.Join([]string{cells[0], strings.Join(ids, " "), strings.Join(folders, " "), failures}, "\t"); got != row {
				t.Errorf("got  %q\nwant %q\n%+v", got, row, in.Passed)
			}
		})
	}
}
