package plan

import (
	"strings"
	"testing"
)

// long is a plan of folders with IDs as long as HubSpot's; the parent of the
// first is a folder of the plan, too.
const long = "folderId,name,parentFolderId\n122690003720,a,122690003722\n122690003721,b,122690000001\n122690003722,c,122690000001\n"

// TestATextThatNamesFolders holds that no task gets a row that the text beside
// it contradicts, and that the folder that stands with a task is its own.
func TestATextThatNamesFolders(t *testing.T) {
	const (
		swapped = "AAAAEZ6whGI 122690003721 AAAAEZ6whGM 122690003720"
		named   = "folderId,name,path\n122690003720,press,/b/press\n122690003721,logos,/b/logos\n"
		none    = "AAAAEZ6whGI - AAAAEZ6whGM -"
	)
	two := strings.Join(strings.Split(long, "\n")[:3], "\n") + "\n"
	two = strings.ReplaceAll(two, "122690003722", "122690000009")
	for _, tc := range []struct{ name, plan, log, want, trouble string }{
		{"free text", two, "moved 122690003721 task AAAAEZ6whGI\nmoved 122690003720 task AAAAEZ6whGM\n", swapped, ""},
		{"with a parent of no row", two, "122690003721 -> 122690000001: AAAAEZ6whGI\n122690003720 -> 122690000001: AAAAEZ6whGM\n", swapped, ""},
		{"a map", two, `{"122690003721":"AAAAEZ6whGI","122690003720":"AAAAEZ6whGM"}`, swapped, ""},
		{"SQL", two, "INSERT INTO moves VALUES (1, 122690003721, 'AAAAEZ6whGI'), (2, 122690003720, 'AAAAEZ6whGM');\n", swapped, ""},
		{"objects in objects", two, "{\"folder\":{\"id\":\"122690003721\"},\"task\":{\"id\":\"AAAAEZ6whGI\"}}\n{\"folder\":{\"id\":\"122690003720\"},\"task\":{\"id\":\"AAAAEZ6whGM\"}}\n", swapped, ""},
		{"lines between, in the plan's order", two, "moving 122690003720\n" + answer1 + "\nmoving 122690003721\n" + answer2 + "\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"lines between, in another order", two, "moving 122690003721\n" + answer1 + "\nmoving 122690003720\n" + answer2 + "\n", none, "names the folder 122690003720 after that of line 3"},
		{"a summary below", two, answer1 + "\n" + answer2 + "\nslow: 122690003721, 122690003720\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"two folders of the plan with one task", long, "moved 122690003721 beside 122690003720: AAAAEZ6whGI\nmoved 122690003721 task AAAAEZ6whGM\n", "AAAAEZ6whGI - AAAAEZ6whGM 122690003721", "without a folder"},
		{"a folder that is a parent, too", long, "into 122690003722: AAAAEZ6whGI\ninto 122690000001: AAAAEZ6whGM\n", none, "2 answers for 3 rows"},
		{"names in another order", named, "moved logos: AAAAEZ6whGI\nmoved press: AAAAEZ6whGM\n", none, "log, line 2 names what line 2 of the plan is about"},
		{"names in the plan's order", named, "moved press: AAAAEZ6whGI\nmoved logos: AAAAEZ6whGM\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"paths in another order", named, "/b/logos AAAAEZ6whGI\n/b/press AAAAEZ6whGM\n", none, "in the place of another row"},
		{"a name that the log has in every line", strings.Replace(named, "logos", "moved", 1), "moved AAAAEZ6whGI\nmoved AAAAEZ6whGM\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"a name within words", named, "expressed AAAAEZ6whGI\ncompress_ed AAAAEZ6whGM\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"numbers that count", two, "100000 bytes AAAAEZ6whGI\n200000 bytes AAAAEZ6whGM\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
	} {
		for _, whole := range []bool{true, false} {
			p := read(t, tc.plan)
			got, trouble := joined(NewJoiner(&p, "one", nil), tc.log, whole)
			if got != tc.want || !strings.Contains(trouble, tc.trouble) || (tc.trouble == "") != (trouble == "") {
				t.Errorf("%s, as a whole %v:\n got %q and %q\nwant %q and %q", tc.name, whole, got, trouble, tc.want, tc.trouble)
			}
		}
	}
}
