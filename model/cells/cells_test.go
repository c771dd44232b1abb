package cells

import (
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"pgregory.net/rapid"
)

// lines reads a text to its end.
func lines(t *testing.T, src io.Reader) []Line {
	t.Helper()
	r := NewLines(src)
	var all []Line
	for {
		line, err := r.Next()
		if err == io.EOF {
			return all
		}
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, line)
	}
}

// wide is text in UTF-16.
func wide(text string, little bool) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(text)) {
		if little {
			b.Write([]byte{byte(u), byte(u >> 8)})
		} else {
			b.Write([]byte{byte(u >> 8), byte(u)})
		}
	}
	return b.String()
}

func TestLinesAreTheSameInEveryEncoding(t *testing.T) {
	const text = "id,Größe\na1,“x” 🙂\n\nb2,y"
	want := []string{"id,Größe", "a1,“x” 🙂", "", "b2,y"}
	for name, data := range map[string]string{
		"UTF-8":                           text,
		"with a mark":                     "\ufeff" + text,
		"marks in the middle":             "\ufeff" + strings.Replace(text, "\na1", "\n\ufeffa1", 1),
		"CR LF":                           strings.ReplaceAll(text, "\n", "\r\n"),
		"CR":                              strings.ReplaceAll(text, "\n", "\r"),
		"mixed":                           strings.Replace(text, "\n", "\r\n", 1),
		"UTF-16LE with a mark":            wide("\ufeff"+text, true),
		"UTF-16BE with a mark":            wide("\ufeff"+text, false),
		"UTF-16LE without one":            wide(text, true),
		"UTF-16BE without one":            wide(text, false),
		"UTF-16LE, one behind another":    wide("\ufeff"+strings.Replace(text, "\na1", "\n\ufeffa1", 1), true),
		"UTF-16LE with CR LF and a mark":  wide("\ufeff"+strings.ReplaceAll(text, "\n", "\r\n"), true),
		"Windows-1252 in one line of two": strings.Replace(text, "Größe", "Gr\xf6\xdfe", 1),
	} {
		for how, src := range map[string]io.Reader{
			"at once": strings.NewReader(data), "byte by byte": iotest.OneByteReader(strings.NewReader(data)),
			"with the end": iotest.DataErrReader(strings.NewReader(data)),
		} {
			var got []string
			for i, line := range lines(t, src) {
				got = append(got, line.Text)
				if line.Number != i+1 || line.Foreign != (strings.HasPrefix(name, "Win") && i == 0) || line.Damaged {
					t.Errorf("%s, %s: %+v", name, how, line)
				}
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("%s, %s: got %q, want %q", name, how, got, want)
			}
		}
	}
}

func TestASourceThatFailsIsNotTakenForItsEnd(t *testing.T) {
	broken := errors.New("broken")
	for _, text := range []string{"", "a", "ab", "ab\ncd"} {
		r := NewLines(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken)))
		var err error
		for err == nil {
			_, err = r.Next()
		}
		if !errors.Is(err, broken) {
			t.Errorf("after %q: %v", text, err)
		}
	}
}

func TestLinesThatCannotBeRead(t *testing.T) {
	r := NewLines(strings.NewReader("a\nb\x00c\n"))
	_, _ = r.Next()
	if _, err := r.Next(); !errors.Is(err, ErrBinary) || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a NUL byte: %v", err)
	}
	for text, want := range map[string]Line{
		"\x81":                               {1, "\ufffd", false, true, true},
		"Größe für Übermut: \xe4":            {1, "Größe für Übermut: \ufffd", false, false, true},
		"x" + strings.Repeat("ä", maxLine/2): {1, "x" + strings.Repeat("ä", maxLine/2-1), true, false, false},
		"«CAF\xc9\xbb \xab":                  {1, "", false, false, false},
	} {
		if got := lines(t, strings.NewReader(text))[0]; want.Text != "" && got != want {
			t.Errorf("%.20q: got %+.60v", text, got)
		}
	}
}

// records are the cells of a text, those of what is wrong as its line.
func records(text string, separator byte) []Record {
	r := NewRecords(separator)
	var all []Record
	src := NewLines(strings.NewReader(text))
	for {
		line, err := src.Next()
		if err != nil {
			return append(all, r.End()...)
		}
		all = append(all, r.Line(line)...)
	}
}

func TestRecords(t *testing.T) {
	for _, tc := range []struct {
		name, text string
		want       []Record
	}{
		{"plain", "a,b\n c , d\u00a0\n", []Record{{1, []string{"a", "b"}, ""}, {2, []string{"c", "d"}, ""}}},
		{"quotes", `"a,1"," b ""c"" ",` + "\n", []Record{{1, []string{"a,1", ` b "c" `, ""}, ""}}},
		{"a space before and after quotes", `a, "b,c" ,d`, []Record{{1, []string{"a", "b,c", "d"}, ""}}},
		{"several lines", "a,\"b\n\nc\"\nd,e", []Record{{1, []string{"a", "b\n\nc"}, ""}, {4, []string{"d", "e"}, ""}}},
		{"lazy quotes", `a,5" banner,it"s`, []Record{{1, []string{"a", `5" banner`, `it"s`}, ""}}},
		{"blank rows and rules", "\n,,\n---,:--:\n \na,\n", []Record{{5, []string{"a", ""}, ""}}},
		{"a quote left open", "a,\"b\nc,d\n\ne,f\n", []Record{{1, nil, notClosed}, {2, []string{"c", "d"}, ""}, {4, []string{"e", "f"}, ""}}},
		{"a quote that ends early", "a,\"b\nc,\"d\"\ne,f\n", []Record{{1, nil, notClosed}, {2, []string{"c", "d"}, ""}, {3, []string{"e", "f"}, ""}}},
		{"quotes within quotes", "a,\"5\" banner\"\ne,f\n", []Record{{1, nil, notClosed}, {2, []string{"e", "f"}, ""}}},
		{"too long", strings.Repeat("x", maxRecord+1) + "\ne,f\n", []Record{{1, nil, cutOff}, {2, []string{"e", "f"}, ""}}},
	} {
		if got := records(tc.text, ','); !reflect.DeepEqual(got, tc.want) {
			t.Errorf("%s: got %+v, want %+v", tc.name, got, tc.want)
		}
	}
}

func TestAnOpenQuoteCostsNoTime(t *testing.T) {
	text := "a,\"b\n" + strings.Repeat("c,d\n", 600_000)
	if got := records(text, ','); len(got) != 600_001 {
		t.Errorf("%d records", len(got))
	}
}

func TestBeforeTheHeader(t *testing.T) {
	for line, want := range map[string]byte{
		"sep=;": ';', `"sep=;"`: ';', "SEP=\t": '\t', "sep=,,,,": ',', `"sep=|"`: '|', "sep=": 0, "sep=x": 0, "separator": 0, "a;b": 0, "sep=;a": 0,
	} {
		if got := Directive(line); got != want {
			t.Errorf("%q: got %q", line, got)
		}
	}
	for line, want := range map[string]byte{
		"a,b;c;d": ';', "a": ',', "a\tb": '\t', "a|b|c,d": '|', `"a;b;c",d`: ',', "a,b;c": ',',
	} {
		if got := Separator(line); got != want {
			t.Errorf("%q: got %q", line, got)
		}
	}
	for line, want := range map[string]bool{"# x": true, "#": true, " #x,taskId": true, "#,taskId": false, "a": false, "": false} {
		if got := Comment(line); got != want {
			t.Errorf("%q: got %v", line, got)
		}
	}
	for cell, want := range map[string]string{"\u00a0 folder\u00a0 Id\u200b": "folder Id", "\ufefftaskId": "taskId", "new\nname": "new name", "par\u00adent": "parent"} {
		if got := Heading(cell); got != want {
			t.Errorf("%q: got %q", cell, got)
		}
	}
	if got := Split(`a;"b;c"`, ';'); !reflect.DeepEqual(got, []string{"a", "b;c"}) || Split(`a;"b`, ';') != nil {
		t.Errorf("%q", got)
	}
}

func TestIDs(t *testing.T) {
	for cell, want := range map[string]string{
		"AAAAEZ6whGI": "AAAAEZ6whGI", `="AAAAEZ6whGI"`: "AAAAEZ6whGI", "'AAAAEZ6whGM": "AAAAEZ6whGM", `'="900"`: "900",
		`=HYPERLINK("https://x/tasks/a1/status","AAAAEZ6whGQ")`: "AAAAEZ6whGQ", `=hyperlink("https://x/y/a1"; "b2")`: "b2", `=HYPERLINK("https://x/y")`: "https://x/y", `=HYPERLINK("https://x/y",900)`: "900",
		"900": "900", "900.0": "900", "900,0": "900", "900.00": "900", "'900": "900", `="900"`: "900", "=900": "900", "\u00a0900\u200b": "900", `"900"`: "900", "000451": "000451",
		"1,234,567": "1234567", "1.234.567": "1234567", "1 234 567": "1234567", "1'234'567": "1234567", "1’234’567": "1234567", "1\u00a0234\u00a0567": "1234567", "1\u202f234\u202f567": "1234567",
		"122,690,003,720": "122690003720", "122.690.003.720,00": "122690003720", "122,690,003,720.0": "122690003720", "12,26,90,003": "122690003", "1,234": "1234", "475.001": "475001", "122 690 003 720": "122690003720",
		"９００": "900", "٩٠٠": "900", "۱۲۳": "123", "12e4": "12e4", "a1.b2": "a1.b2",
	} {
		if got, err := ID(cell); err != nil || got != want {
			t.Errorf("%q: got %q, %v; want %q", cell, got, err, want)
		}
	}
	for cell, want := range map[string]string{
		"1.2269E+11": "rounded", "1,2269E+11": "rounded", "1E+11": "rounded", "1.23e11": "rounded", "'1.2269E+11": "rounded", `="1.2269E+11"`: "rounded", "1.22 × 10^11": "rounded",
		"-5": "negative", "−5": "negative", "(900)": "negative", "900.5": "no whole number", "900.": "no whole number", "1,23": "no whole number", "900.000": "two ways", "900,000": "two ways",
		"1,234.567": "for sure", "2026.11.25": "for sure", "12 3": "for sure", "1.23.456": "for sure", "=A1+1": "formula", "=SUM(A1:A3)": "formula",
	} {
		if got, err := ID(cell); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %q, %v; want %s", cell, got, err, want)
		}
	}
	for cell, want := range map[string]string{"0900": "900", "0": "0", "900.0": "900", "Total": "", "2026-11-25": "", "12e4": ""} {
		if got, err := Number(cell); got != want || (err != nil) != (want == "") {
			t.Errorf("%q: got %q, %v", cell, got, err)
		}
	}
	for _, cell := range strings.Split("NULL,null,nan,NaN,None,none,n/a,N/A,-,—,#N/A,todo,TODO,To do,TBD,?,<NA>,\\N,#REF!,not started,no task yet, ,'-,=\"\",not found,k.A.", ",") {
		if !NoID(cell) {
			t.Errorf("%q is an ID", cell)
		}
	}
	for _, cell := range []string{"900", "AAAAEZ6whGI", "0", "Total", "a1", "none-1"} {
		if NoID(cell) {
			t.Errorf("%q is no ID", cell)
		}
	}
}

func TestText(t *testing.T) {
	for cell, want := range map[string]string{
		"Alpha": "Alpha", "'Tis": "'Tis", "'=1+1": "=1+1", "''=1": "'=1", `="Al""pha"`: `Al"pha`, "'NULL": "NULL", `=HYPERLINK("u","t")`: "t", "a\\u001bb": "a\x1bb", `C:\users`: `C:\users`, `a\\u001b`: `a\u001b`, `\u00e9`: `\u00e9`,
	} {
		if got := Text(cell); got != want {
			t.Errorf("%q: got %q, want %q", cell, got, want)
		}
	}
	for text, want := range map[string]string{"=1": "'=1", "-": "'-", "\x1b[0m": `\u001b[0m`, "#1 Alpha": "#1 Alpha", "a\xff": `a\udcff`, "a b": "a b", "NULL": "'NULL", "a\r": `a\u000d`} {
		if got := guard(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// anyText is text of all kinds, with more of what means something to CSV.
func anyText() *rapid.Generator[string] {
	special := rapid.SampledFrom(strings.Split("=|+|-|@|'|\"|,|;|\t|\n|\r|\r\n|#|sep=;|NULL|nan|None|\\|\\\\|\\u001b|\\u00e9|u001b|\x1b|\x00|\ufeff|\u00a0|\u200b|\u202e|\u2028|\x85|\xff|\xc3|✓|🙂| |=\"|=HYPERLINK(\"a\",\"b\")|Total|900.0|---|%|／", "|"))
	return rapid.Map(rapid.SliceOfN(rapid.OneOf(special, rapid.String()), 0, 6), func(parts []string) string { return strings.Join(parts, "") })
}

func TestWhatIsWrittenIsReadBackTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 4).Draw(t, "width")
		var rows [][]string
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			row := []string{"a1"} // so that none is blank
			for range width {
				row = append(row, anyText().Draw(t, "cell"))
			}
			rows = append(rows, row)
		}
		data := Write(rows)
		if strings.ContainsFunc(string(data), func(r rune) bool { return r != '\n' && unsafe(r) }) {
			t.Fatalf("%q is not safe to print", data)
		}
		got := records(string(data), ',')
		if len(got) != len(rows) {
			t.Fatalf("%d rows of %d:\n%q", len(got), len(rows), data)
		}
		for i, rec := range got {
			for c, cell := range rec.Cells {
				if Text(cell) != rows[i][c] || Empty(cell) || rec.Wrong != "" {
					t.Fatalf("%q is read back as %q from %q", rows[i][c], Text(cell), data)
				}
			}
		}
	})
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "=1", "''-x", `\\u001b`, "\\\x1b", "NULL ", "a\r\nb", "\xff\\udcff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got := Text(guard(text)); got != text {
			t.Errorf("%q is read back as %v", text, got)
		}
		got := records(string(Write([][]string{{"a1", text}})), ',')
		if len(text) < maxRecord/8 && (len(got) != 1 || len(got[0].Cells) != 2 || Text(got[0].Cells[1]) != text) {
			t.Errorf("%q is read back as %v", text, got)
		}
	})
}

func FuzzRecords(f *testing.F) {
	for _, s := range []string{"a,b\n", "a,\"b\n,c\"x\n", "\xff\xfea\x00\n\x00", "\"\"\"\n\"", "a\r\rb"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(_ *testing.T, data []byte) {
		for _, rec := range records(string(data), ',') {
			for _, cell := range rec.Cells {
				_, _ = ID(cell)
				_, _ = Number(cell)
				_, _ = Text(cell), NoID(cell)
			}
		}
	})
}

// TestLinesThatEndInNUL holds that a list as find -print0 writes it is read however it
// arrives, and that no other file with such bytes is.
func TestLinesThatEndInNUL(t *testing.T) {
	for text, want := range map[string]string{
		"AAAAEZ6whGI\x00AAAAEZ6whGM\x00":         "AAAAEZ6whGI|AAAAEZ6whGM|EOF",
		"AAAAEZ6whGI\x00/brand/\u00fcber a\x00b": "AAAAEZ6whGI|/brand/\u00fcber a|b|EOF",
		"AAAAEZ6whGI\x00":                        "AAAAEZ6whGI|EOF",
		"SQLite format 3\x00\x10\x00\x01":        "",
		"file.txt\x00\x00\x00\x00ustar":          "",
		"\x7fELF\x02\x01\x01\x00":                "line 1 is a binary file",
		"a long line\nb\x00c\x00":                "a long line|line 2 is a binary file",
		"AAAAEZ6whGI\x00b\x00\x00":               "AAAAEZ6whGI|b|line 3 is a binary file",
		"AAAAEZ6whGI\x00b\nc\x00":                "AAAAEZ6whGI|line 2 is a binary file",
	} {
		for _, src := range []io.Reader{strings.NewReader(text), iotest.DataErrReader(strings.NewReader(text)), iotest.OneByteReader(strings.NewReader(text))} {
			r, got := NewLines(src), ""
			for {
				line, err := r.Next()
				if err != nil {
					got += err.Error()
					break
				}
				got += line.Text + "|"
			}
			if got != want && !(want == "" && strings.HasSuffix(got, "is a binary file")) { // a byte at a time its first line is read
				t.Errorf("%q: %q, want %q", text, got, want)
			}
		}
	}
}
