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

// quotedRows is a table of which a spreadsheet took each row for one cell.
func quotedRows(text string) string {
	rest := strings.TrimSuffix(good, text)
	for row := range strings.Lines(text) {
		rest += `"` + strings.ReplaceAll(strings.TrimSuffix(row, "\n"), `"`, `""`) + "\"\n"
	}
	return rest
}

func TestReadIsTheSameInEveryForm(t *testing.T) {
	want, problems, err := Read([]byte(good))
	if err != nil || len(problems) > 0 || len(want.Rows) != 3 {
		t.Fatalf("%v %v %+v", err, problems, want)
	}
	r := want.Rows[1]
	if r.Line != 3 || r.Task() != "AAAAEZ6whGM" || r.Name() != "/brand/Winter, late" || r.cell("owner") != "Bo" || Key(r.Fields) != "901" {
		t.Errorf("the second row is %+v", r)
	}
	if last := want.Rows[2]; last.Task() != "" || len(last.Fields) != 4 {
		t.Errorf("a row that was not started is %+v", last)
	}
	semicolons := strings.NewReplacer(`"Winter, late"`, "Winter, late", `"/brand/Winter, late"`, "/brand/Winter, late", ", late", ", late", ",", ";").Replace(good)
	semicolons = strings.ReplaceAll(semicolons, "; late", ", late")
	for name, text := range map[string]string{
		"with a byte order mark":               "\ufeff" + good,
		"with semicolons":                      semicolons,
		"with tabs":                            strings.ReplaceAll(semicolons, ";", "\t"),
		"with CR LF":                           strings.ReplaceAll(good, "\n", "\r\n"),
		"with CR":                              strings.ReplaceAll(good, "\n", "\r"),
		"in UTF-16":                            wide16(good, true),
		"in big-endian UTF-16":                 wide16(good, false),
		"with each row in a cell":              quotedRows(good),
		"with rows that have quotes in a cell": quotedRows(good[strings.Index(good, "AAAAEZ6whGM"):]),
		"without a last newline":               strings.TrimSuffix(good, "\n"),
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
		{"a file of Excel", "PK\x03\x04\x14", "is a zip file, as those of Excel, Numbers and LibreOffice are; a plan is CSV"},
		{"JSON", " [{\"taskId\":\"a1\"}]", "is JSON, whose tasks \"hubwatch add -f\" takes; a plan is CSV"},
		{"a document", "{\\rtf1\\ansi taskId,name}", "is a document in RTF; a plan is CSV"},
		{"a page", "<!DOCTYPE html>\n", "is a web page"},
		{"a binary file", "taskId,name\na1,x\x00y\n", "line 2 is a binary file"},
		{"a header with an open quote", "taskId,\"name\na,b\n", "line 1 opens a quote"},
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
		{"a quote that stays open", "taskId,name\na1,x\na2,\"y\na3,z\n", 2, "line 3 opens a quote that is not closed where its cell ends"},
		{"rounded", "folderId,name\n1.2269E+11,x\n901,y\n", 1, `line 2 has the folderId "1.2269E+11", which is a number that Excel has rounded: format the column as text`},
		{"a rounded parent", "folderId,parentFolderId\n901,1.2269E+11\n", 0, `line 2 has the parentFolderId "1.2269E+11", which is a number that Excel has rounded: format the column as text`},
		{"totals", "taskId,folderId\na1,900\nTotal,1\n", 1, `line 3 sums others up ("Total") and is no row`},
		{"a table of psql", " taskid | folderid\n--------+----------\n a1 | 900\n(1 row)\n", 1, `line 4 sums others up ("(1 row)") and is no row`},
		{"an ID that is cut off", "taskId,folderId\na1,900\nAAAAEZ6...,901\n", 1, `line 3 has the task ID "AAAAEZ6...", which is cut off`},
		{"a word", "taskId,folderId\na1,900\ndone,901\n", 1, `line 3 has the task ID "done", which is a word, not an ID`},
		{"words for nothing", "taskId,folderId\na1,900\nNULL,901\nn/a,902\n", 3, "line 3 has NULL in the column taskId, which counts as empty, and 1 more cell like it"},
		{"Windows-1252", "taskId,name\na1,Sommer\na2,\xdcbersicht\n", 2, "line 3 is not UTF-8 and was read as Windows-1252 (1 line in all): look at the letters beyond ASCII, or save the file as \"CSV UTF-8\""},
		{"no encoding", "taskId,name\na1,x\na2,gr\x81\n", 1, "line 3 has a character that is lost"},
		{"a title", "Moves of May,,\n,,\ntaskId,name,path\na1,x,/a\n", 1, "line 3 is taken for the header; what stands above it is passed over: Moves of May, , "},
		{"the header again", "taskId,name\na1,x\ntaskId,name\na2,y\n", 2, "line 3 is the header again and is passed over"},
		{"two columns of numbers", "id,folderId\n1226900037,2\n", 0, "line 2 has numbers in the columns id and folderId: call the one for the task taskId"},
	} {
		p, problems, err := Read([]byte(tc.text))
		if err != nil || len(p.Rows) != tc.rows || len(problems) == 0 || !strings.HasPrefix(problems[0].String(), tc.want) {
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

func TestFormsThatSpreadsheetsWrite(t *testing.T) {
	for _, tc := range []struct{ name, text, want string }{
		{"sep= in quotes", "\"sep=;\"\r\nfolderId;name\r\n122690003720;Alpha\r\n", "folderId=122690003720 name=Alpha"},
		{"odd spaces in headings", "\u00a0folder\u00a0Id,name\u200b\n900,Alpha\n", "folder Id=900 name=Alpha"},
		{"numbers with a fraction", "folderId,parentFolderId\n900.0,\"1,0\"\n", "folderId=900 parentFolderId=1"},
		{"apostrophes", "folderId,name\n'122690003720,'Tis\n", "folderId=122690003720 name='Tis"},
		{"groups of thousands", "folderId;name\n122.690.003.720;x\n", "folderId=122690003720 name=x"},
		{"formulas", "folderId,name\n\"=\"\"900\"\"\",\"=\"\"Alpha\"\"\"\n", "folderId=900 name=Alpha"},
		{"a number sign in the first cell", "name,folderId\n#1 Alpha,900\n", "name=#1 Alpha folderId=900"},
		{"a column of numbers", "#,folderId\n1,900\n", "#=1 folderId=900"},
		{"no name for a column", "folderId,,\n900,x,\n", "folderId=900 column 2=x"},
		{"two columns alike", "folderId,note,note\n900,x,y\n", "folderId=900 note=x note (2)=y"},
		{"id beside folderId", "id,folderId\nAAAAEZ6whGI,900\n", "folderId=900"},
		{"what hubwatch wrote of tasks", "taskId,state,status,label,path,numErrors,plan.folderId,plan.name,plan.wave\na1,ok,COMPLETE,x,/is,0,900,Alpha,3\n", "folderId=900 name=Alpha wave=3"},
		{"a quote in the middle", "folderId,name\n900,5\" banner\n", `folderId=900 name=5" banner`},
		{"quotes of all kinds", "folderId,taskId\n‘900’,“a1”\n'901','b2'\n\u200e902\u200e,\u202ac3\u202c\n", "folderId=900 folderId=901 folderId=902"},
		{"bars", "| folderId | name |\n|---|---|\n| 900 | x |\n", "folderId=900 name=x"},
	} {
		p, _, err := Read([]byte(tc.text))
		var got []string
		for _, r := range p.Rows {
			for _, f := range r.Fields {
				got = append(got, string(f.Key)+"="+string(f.Values[0]))
			}
		}
		if s := strings.Join(got, " "); err != nil || s != tc.want {
			t.Errorf("%s: %v, got %q, want %q", tc.name, err, s, tc.want)
		}
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
	n := 50_000
	if testing.Short() {
		n = 2_000 // as with the race detector, which is slow
	}
	p, problems, err := Read(large(n))
	if err != nil || len(problems) > 0 || len(p.Rows) != n {
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
