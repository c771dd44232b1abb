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
	three := two + "122690003722,c,122690000001\n"
	for _, tc := range []struct{ name, plan, log, want, trouble string }{
		{"free text", two, "moved 122690003721 task AAAAEZ6whGI\nmoved 122690003720 task AAAAEZ6whGM\n", swapped, ""},
		{"with a parent of no row", two, "122690003721 -> 122690000001: AAAAEZ6whGI\n122690003720 -> 122690000001: AAAAEZ6whGM\n", swapped, ""},
		{"a map", two, `{"122690003721":"AAAAEZ6whGI","122690003720":"AAAAEZ6whGM"}`, swapped, ""},
		{"a list of pairs", two, `[["122690003721","AAAAEZ6whGI"],["122690003720","AAAAEZ6whGM"]]`, swapped, ""},
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
		{"names in lines between, in another order", named, "moving logos\n" + answer1 + "\nmoving press\n" + answer2 + "\n", none, "names what line 2 of the plan is about after what line 3 is about"},
		{"names in lines between, in the plan's order", named, "moving press\n" + answer1 + "\nmoving logos\n" + answer2 + "\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"names in lines below, in another order", named, answer1 + "\n  that was logos\n" + answer2 + "\n  that was press\n", none, "names what line 2 of the plan is about"},
		{"names in a summary", named, answer1 + "\n" + answer2 + "\nslow: logos\nslow: press\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"a map of names in another order", named, `{"logos":"AAAAEZ6whGI","press":"AAAAEZ6whGM"}`, none, "after what line 3 is about"},
		{"a map of names in the plan's order", named, `{"press":"AAAAEZ6whGI","logos":"AAAAEZ6whGM"}`, "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"parents in another order", two, "into 122690000001: AAAAEZ6whGI\ninto 122690000009: AAAAEZ6whGM\n", none, "goes into another"},
		{"parents in the plan's order", two, "into 122690000009: AAAAEZ6whGI\ninto 122690000001: AAAAEZ6whGM\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"times that go back", two, "2026-11-24T08:00:02Z AAAAEZ6whGI\n2026-11-24T08:00:01Z AAAAEZ6whGM\n", none, "before that of the answer above it"},
		{"times that go on", two, "2026-11-24 08:00:01,250 AAAAEZ6whGI\n2026-11-24 08:00:01,250 AAAAEZ6whGM\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"places out of order", three, "[3/3] AAAAEZ6whGI\n[1/3] AAAAEZ6whGM\n[2/3] AAAAEZ6whGQ\n", "AAAAEZ6whGI - AAAAEZ6whGM - AAAAEZ6whGQ -", "line 2 has the number 1, and the answer above it 3"},
		{"indexes out of order", three, "{\"index\":1,\"task\":\"AAAAEZ6whGI\"}\n{\"index\":0,\"task\":\"AAAAEZ6whGM\"}\n{\"index\":2,\"task\":\"AAAAEZ6whGQ\"}\n", "AAAAEZ6whGI - AAAAEZ6whGM - AAAAEZ6whGQ -", "the answer above it 1"},
		{"what is left", three, "AAAAEZ6whGI, 2 left\nAAAAEZ6whGM, 1 left\nAAAAEZ6whGQ, 0 left\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721 AAAAEZ6whGQ 122690003722", ""},
		{"names in requests, in another order", named, `POST {"name":"logos"}` + "\n" + answer1 + "\n" + `POST {"name":"press"}` + "\n" + answer2 + "\n", none, "after what line 3 is about"},
		{"names in comments, in another case", named, "# LOGOS\n" + answer1 + "\n# PRESS\n" + answer2 + "\n", none, "after what line 3 is about"},
		{"names in long lines", named, "logos " + strings.Repeat("x", 400) + " AAAAEZ6whGI\npress " + strings.Repeat("x", 400) + " AAAAEZ6whGM\n", none, "after what line 3 is about"},
		{"names behind tasks", named, `{"AAAAEZ6whGI":"logos","AAAAEZ6whGM":"press"}`, none, "after what line 3 is about"},
		{"names as parts of addresses", strings.Replace(named, ",press,", ",Press kit,", 1), "/logos " + answer1 + "\nname=logos\n" + answer1 + "\nname=press%20kit\n" + answer2 + "\n", none, "after what line 3 is about"},
		{"a name within another's", strings.Replace(named, ",press,", ",the logos,", 1), "the logos\n" + answer1 + "\nlogos\n" + answer2 + "\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"a name with a number as a folder", named, "- folder: press 2026\n  task: AAAAEZ6whGI\n- folder: logos 2027\n  task: AAAAEZ6whGM\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721", ""},
		{"times of day that go back", three, "08:00:02 AAAAEZ6whGI\n08:00:07 AAAAEZ6whGM\n08:00:04 AAAAEZ6whGQ\n", "AAAAEZ6whGI - AAAAEZ6whGM - AAAAEZ6whGQ -", "before that of the answer above it"},
		{"times over midnight", three, "23:59:58 AAAAEZ6whGI\n23:59:59 AAAAEZ6whGM\n00:00:04 AAAAEZ6whGQ\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721 AAAAEZ6whGQ 122690003722", ""},
		{"seconds since 1970 that go back", three, "1764000002 AAAAEZ6whGI\n1764000009 AAAAEZ6whGM\n1764000004 AAAAEZ6whGQ\n", "AAAAEZ6whGI - AAAAEZ6whGM - AAAAEZ6whGQ -", "before that of the answer above it"},
		{"files in the order of their names", three, "==> out/1.json <==\n" + answer1 + "\n\n==> out/10.json <==\n" + answer2 + "\n\n==> out/2.json <==\nAAAAEZ6whGQ\n", "AAAAEZ6whGI - AAAAEZ6whGM - AAAAEZ6whGQ -", "not in the order of their numbers"},
		{"files in the order of their numbers", three, "==> out/1.json <==\n" + answer1 + "\n\n==> out/2.json <==\n" + answer2 + "\n\n==> out/10.json <==\nAAAAEZ6whGQ\n", "AAAAEZ6whGI 122690003720 AAAAEZ6whGM 122690003721 AAAAEZ6whGQ 122690003722", ""},
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
