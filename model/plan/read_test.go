package plan

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"hubwatch/model"
)

const good = "taskId,folderId,name,parentFolderId,path,owner\n" +
	"AAAAEZ6whGI,900,Summer,800,/brand/Summer,Ana\n" +
	"AAAAEZ6whGM,901,\"Winter, late\",800,\"/brand/Winter, late\",Bo\n" +
	",902,Spring,800,/brand/Spring,\n"

// wide16 is text as UTF-16 with its byte order mark.
func wide16(text string, little bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune("\ufeff" + text)) {
		if little {
			b.Write([]byte{byte(u), byte(u >> 8)})
		} else {
			b.Write([]byte{byte(u >> 8), byte(u)})
		}
	}
	return b.String()
}

func TestReadIsTheSameInEveryForm(t *testing.T) {
	want, problems, err := Read([]byte(good))
	if err != nil || len(problems) > 0 || len(want.Rows) != 3 {
		t.Fatalf("%v %v %+v", err, problems, want)
	}
	r := want.Rows[1]
	if r.Line != 3 || r.Task() != "AAAAEZ6whGM" || r.Name() != "/brand/Winter, late" || r.Cell("owner") != "Bo" || Key(r.Fields) != "901" {
		t.Errorf("the second row is %+v", r)
	}
	if last := want.Rows[2]; last.Task() != "" || len(last.Fields) != 4 {
		t.Errorf("a row that was not started is %+v", last)
	}
	semicolons := strings.NewReplacer(`"Winter, late"`, "Winter, late", `"/brand/Winter, late"`, "/brand/Winter, late", ", late", ", late", ",", ";").Replace(good)
	semicolons = strings.ReplaceAll(semicolons, "; late", ", late")
	for name, text := range map[string]string{
		"with a byte order mark": "\ufeff" + good,
		"with semicolons":        semicolons,
		"with tabs":              strings.ReplaceAll(semicolons, ";", "\t"),
		"with CR LF":             strings.ReplaceAll(good, "\n", "\r\n"),
		"with CR":                strings.ReplaceAll(good, "\n", "\r"),
		"in UTF-16":              wide16(good, true),
		"in big-endian UTF-16":   wide16(good, false),
		"without a last newline": strings.TrimSuffix(good, "\n"),
	} {
		got, problems, err := Read([]byte(text))
		if err != nil || len(problems) > 0 || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %v %v\n got %+v\nwant %+v", name, err, problems, got, want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"nothing", "", "is empty: a plan begins with a header"},
		{"only blank lines", "\n\n", "is empty"},
		{"only a header", "taskId,name\n", "line 1 is a header, and no row follows it"},
		{"no column of ours", "\nwave,owner\n3,Ana\n", "line 2 is no header of a plan: it has none of the columns taskId, folderId, name and path, only wave, owner"},
		{"no header", "900,800\n901,800\n", "line 1 is no header of a plan"},
		{"a column twice", "taskId,name,Task ID\n", `line 1 has the column taskId twice: "taskId" and "Task ID"`},
		{"an unknown column twice", "taskId,x,x\n", `line 1 has the column x twice: "x" and "x"`},
		{"Windows-1252", "taskId,name\na1,Sommer\na2,\xdcbersicht\n", "line 3 is not UTF-8 (byte 0xdc): save the file as \"CSV UTF-8\""},
		{"UTF-16 without a mark", strings.TrimPrefix(wide16(good, false), "\xfe\xff"), "line 1 has a NUL byte"},
		{"a header with a broken quote", "task\"Id,name\na,b\n", "line 1 has a quote in the middle of a cell"},
	} {
		_, _, err := Read([]byte(tc.text))
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %s", tc.name, err, tc.want)
		}
	}
}

func TestReadNamesProblemsByLine(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		rows       int
		want       string
	}{
		{"a task twice", "taskId,name\na1,x\na2,y\n\na1,z\n", 2, "line 5 names the task a1, as line 2 does; that one counts"},
		{"a folder twice", "taskId,folderId\na1,9\na2,9\n", 2, "line 3 is about the folder 9, as line 2 is: they count as attempts of the same"},
		{"no task ID", "taskId,name\na b,x\n", 0, `line 2 has the task ID "a b", which contains a space`},
		{"too many cells", "taskId,name,path\na1,x,/a\na2,y,/b, c\n", 1, "line 3 has 4 cells where the header has 3: is there a separator in a cell without quotes?"},
		{"too few cells", "taskId,name,path\na1,x\n", 1, "line 2 has 2 cells where the header has 3; the others count as empty"},
		{"a quote in the middle", "taskId,name\na1,5\" banner\na2,y\n", 1, "line 2 has a quote in the middle of a cell: a cell with quotes is put in quotes, and each quote in it is doubled"},
		{"a quote that stays open", "taskId,name\na1,x\na2,\"y\na3,z\n", 1, "line 3 opens a quote that is not closed where its cell ends; the lines up to 4 are not read"},
	} {
		p, problems, err := Read([]byte(tc.text))
		if err != nil || len(p.Rows) != tc.rows || len(problems) != 1 || problems[0].String() != tc.want {
			t.Errorf("%s: %v, %d rows, problems %v; want %d rows and %q", tc.name, err, len(p.Rows), problems, tc.rows, tc.want)
		}
	}
}

func TestAnIDThatIsANumberIsAFolders(t *testing.T) {
	p, _, err := Read([]byte("id,name,parentFolderId\n900,x,800\n"))
	if err != nil || p.Rows[0].Task() != "" || Key(p.Rows[0].Fields) != "900" {
		t.Errorf("%v %+v", err, p.Rows)
	}
	p, _, err = Read([]byte("id,name\nAAAAEZ6whGI,x\n"))
	if err != nil || p.Rows[0].Task() != "AAAAEZ6whGI" || len(p.Columns) != 1 {
		t.Errorf("%v %+v", err, p)
	}
}

// large is a plan with n rows.
func large(n int) []byte {
	var b strings.Builder
	b.WriteString("taskId,folderId,name,parentFolderId,path,owner,wave\n")
	for i := range n {
		fmt.Fprintf(&b, "AAAAEZ%05d,%d,folder %d,800,/brand/2026/folder %d,owner %d,%d\n", i, 100_000+i, i, i, i%7, i%3)
	}
	return []byte(b.String())
}

func TestALargePlanSurvivesBeingKept(t *testing.T) {
	p, problems, err := Read(large(50_000))
	if err != nil || len(problems) > 0 || len(p.Rows) != 50_000 {
		t.Fatalf("%v, %d problems, %d rows", err, len(problems), len(p.Rows))
	}
	got, err := Decode(p.Encode())
	if err != nil || !reflect.DeepEqual(got, p) {
		t.Errorf("%v; the plan has changed on disk", err)
	}
	if none, err := Decode(nil); err != nil || len(none.Rows) != 0 {
		t.Errorf("no plan: %v %v", none, err)
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{good, "\ufeff" + good, wide16(good, true), "sep=;\ntaskId;name\na;\"b\n", "id,name\n9,x", "taskId\r\xff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, problems, err := Read(data)
		for _, problem := range problems {
			if problem.Line < 1 || model.Text(problem.String()).Line() != problem.String() {
				t.Errorf("%q", problem)
			}
		}
		if err != nil {
			return
		}
		if again, err := Decode(p.Encode()); err != nil || len(again.Rows) != len(p.Rows) {
			t.Errorf("%v; %d rows are kept as %d", err, len(p.Rows), len(again.Rows))
		}
		for _, found := range p.Found() {
			if _, err := model.ParseTaskID(string(found.ID)); err != nil {
				t.Errorf("%q %v", found.ID, err)
			}
		}
	})
}

// BenchmarkRead reads 50,000 rows.
func BenchmarkRead(b *testing.B) {
	data := large(50_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
