package lint

import (
	"slices"
	"strings"
	"testing"

	"hubwatch/hubclient/hubsim"
	"hubwatch/model/plan"
)

// foldersOf reads folders from lines of ID, parent and name.
func foldersOf(text string) (all []hubsim.Folder) {
	for line := range strings.Lines(text) {
		cells := strings.SplitN(strings.TrimSuffix(line, "\n"), ",", 3)
		if len(cells) == 3 && !slices.ContainsFunc(all, func(f hubsim.Folder) bool { return f.ID == cells[0] }) {
			all = append(all, hubsim.Folder{ID: cells[0], ParentID: cells[1], Name: cells[2]})
		}
	}
	slices.SortFunc(all, func(a, b hubsim.Folder) int { return strings.Compare(a.ID, b.ID) })
	return all
}

// FuzzCheck holds that any plan on any folders, also such as are in one another or
// have one name, is judged: each finding is about a row and says what it is, and an
// order has each row once.
func FuzzCheck(f *testing.F) {
	f.Add("folderId,name,parentFolderId\n11,x,20\n12,one,\n11,,12\n", "10,,a\n11,10,one\n12,10,two\n20,,b\n")
	f.Add("folderId,name,parentFolderId,path\n11,,12,/x\n12,,11,\n", "11,12,a\n12,11,a\n13,13,b\n14,99,c\n")
	f.Add("folderId;name\n0;x\n12; y\n012;z\n", "12,0,É\n15,0,E\u0301\n,,\n")
	f.Fuzz(func(t *testing.T, text, folders string) {
		p, _, err := plan.Read([]byte(text))
		if err != nil || len(p.Rows) > 200 || len(folders) > 4000 {
			return
		}
		seen, _ := look(p.Rows, foldersOf(folders))
		r := Check(p.Rows, seen)
		lines := []int{}
		for _, row := range p.Rows {
			lines = append(lines, row.Line)
		}
		for _, finding := range r.Findings {
			if !slices.Contains(lines, finding.Line) || finding.Text == "" || finding.Severity.Word() == "unknown" || finding.Severity == Error && finding.Do == "" {
				t.Errorf("%+v", finding)
			}
		}
		if r.Order != nil {
			order := slices.Sorted(slices.Values(r.Order))
			slices.Sort(lines)
			if !slices.Equal(order, lines) {
				t.Errorf("the order %v has not each of the lines %v once", r.Order, lines)
			}
		}
	})
}
