package markdown

import (
	"bytes"
	"flag"
	"html"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"pgregory.net/rapid"

	"hubwatch/model"
)

func TestEscape(t *testing.T) {
	for text, want := range map[model.Text]string{
		"plain text, 50 %": "plain text, 50 %", "": "",
		"a-b + c # d 1. e (f) {g} h! > i": "a-b + c # d 1. e (f) {g} h! > i",
		"FILES_MOVE_FAILED in my_folder_": "FILES_MOVE_FAILED in my_folder_",
		"_it_ __b__ *c* **d** ~~e~~":      `\_it_ \_\_b__ \*c* \*\*d** \~\~e~~`,
		"2 * 3, a*b*":                     `2 * 3, a\*b*`,
		"- a":                             "- a", "# a": "# a", "1. a": "1. a", "12:30:45": "12:30:45",
		"@team see https://evil.example": "`@team` see https\\://evil.example",
		"anna.b@evil.example, #14":       "`anna.b@evil.example`, `#14`",
		"well :tada:":                    "well `:tada:`",
		"www.evil.example":               `www\.evil.example`,
		"<b>*x*</b>|`y`, 1 < 2":          "\\<b>\\*x*\\</b>|\\`y\\`, 1 < 2",
		"[x](y) errors[0]":               `\[x](y) errors\[0]`,
		"&lt; R&D; &":                    `\&lt; R&D; &`,
		`C:\new \* \`:                    `C:\new \\* \\`,
		"a\x1b[2Jb\nc":                   "a␛\\[2Jb c",
	} {
		if got := Escape(text); got != want {
			t.Errorf("%q is written %q, want %q", string(text), got, want)
		}
	}
}

func TestLine(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "text": "text", "- a": `\- a`, "-a": "-a", "+ a": `\+ a`, "* a": `\* a`, "# a": `\# a`, "#a": "#a", "####### a": "####### a",
		"1. a": `1\. a`, "12) a": `12\) a`, "1.5 a": "1.5 a", "> a": `\> a`, "---": `\---`, "* * *": `\* * *`, "___": `\___`, "~~~": `\~~~`, "  - a": `\- a`,
		"-": `\-`, "*a*": `\*a*`, "--- a": "--- a", "--": `\--`,
	} {
		if got := Line(text); got != want {
			t.Errorf("%q is written %q at the beginning of a line, want %q", text, got, want)
		}
	}
	for text, want := range map[string]string{"a #": `a \#`, "a ##": `a \##`, "a#": "a#", "#": `\#`, "*a* #": `\*a* \#`} {
		if got := Heading(text); got != want {
			t.Errorf("%q is written %q in a heading, want %q", text, got, want)
		}
	}
}

func TestCode(t *testing.T) {
	for text, want := range map[string]string{"": "", "a|b": "`a|b`", "<b>": "`<b>`", "a`b``c": "```a`b``c```", "`a": "`` `a ``", " a ": "`  a  `"} {
		if got := Code(text); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
}

// TestMain draws the same texts in every run, unless it is told otherwise.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.seed", "1"); err != nil {
		panic(err)
	}
	flag.Parse()
	os.Exit(m.Run())
}

// places are where texts stand, each as it is written around one.
var places = map[string]struct {
	write         func(string) string
	before, after string
}{
	"within a line":           {Escape[string], "what: ", ""},
	"in a cell":               {func(s string) string { return strings.ReplaceAll(Escape(s), "|", `\|`) }, "| 1 | 2 |\n| --- | --- |\n| 3 | ", " |"},
	"at the beginning":        {Line[string], "", ""},
	"at an item's beginning":  {Line[string], "- ", ""},
	"in a heading":            {Heading[string], "# 4: ", ""},
	"as code":                 {Code[string], "what: ", ""},
	"before words of another": {Escape[string], "", " = b"},
}

// words are what texts are made of.
var words = []string{
	"a", "b_c", "1", "12.", " ", "  ", "*", "**", "_", "~", "~~", "`", "``", "[", "]", "(", ")", "](u)", "<", "b>", "/b>", "!", "![", "&lt;", "&#35;", "&",
	"#", "##", "#14", "@", "@x", "a@b.example", ":", ":tada:", "//", "https", "http://", "www.", ".", "\\", "|", "-", "---", "+", ">", "=", "{", "é", "営", "“", "\"", "'",
}

var gfm = goldmark.New(goldmark.WithExtensions(extension.GFM))

func rendered(t *rapid.T, text string) string {
	var out bytes.Buffer
	if err := gfm.Convert([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

var ours = regexp.MustCompile(`</?(?:p|code|h1|h1 id="[^"]*"|ul|li|table|thead|tbody|tr|th|td)>`)

// TestNothingFromOutsideIsMarkup holds that a reader sees exactly the text, by
// another's reading of the dialect.
func TestNothingFromOutsideIsMarkup(t *testing.T) {
	for name, place := range places {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				text := "a" + strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 8).Draw(t, "words"), "")
				if strings.HasPrefix(name, "at ") {
					text = text[1:]
				}
				written := place.write(text)
				shown := html.UnescapeString(ours.ReplaceAllString(rendered(t, place.before+written+place.after), ""))
				for _, part := range strings.Split(place.before, "|") {
					if part = strings.Trim(part, " #-\n"); part != "" {
						shown = strings.Replace(shown, part, "", 1)
					}
				}
				if place.after != " |" {
					shown = strings.TrimSuffix(strings.TrimSpace(shown), place.after)
				}
				if got, want := strings.TrimSpace(shown), strings.TrimSpace(text); got != want {
					t.Fatalf("%q is written %q and shown as %q", text, written, got)
				}
			})
		})
	}
}

// signs are [words] whose meaning ends where they do: no link and no tag is read to
// its end, and of addresses and tildes GitHub takes more than others.
var signs = []string{
	"a", "b_c", "1", "12.", " ", "  ", "*", "**", "_", "`", "``", "]", "(", ")", "!", "&lt;", "&#35;", "&",
	"#", "##", "#14", "@", "@x", "a@b.example", ":", ":tada:", "//", ".", "\\", "|", "-", "---", "+", ">", "=", "{", "é", "営", "“", "\"", "'",
}

// goesOn is how a text may go on: what a sign began may end there.
var goesOn = []string{"", "x*", "x**", "x***", "x_", "x__", "`", "``", "x`", "x``", "*", "lt;", "\n"}

// TestNothingIsEscapedInVain holds that without the backslashes of any run of signs a text would
// mean something, itself or together with what may follow.
func TestNothingIsEscapedInVain(t *testing.T) {
	for name, before := range map[string][]string{"within a line": {"what: "}, "at the beginning": {"", "- "}} {
		place := places[name]
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(signs), 0, 8).Draw(t, "words"), "")
				written := place.write(text)
				for _, at := range escapes(written) {
					sign := written[at+1 : at+2]
					run := regexp.MustCompile(`^(?:\\` + regexp.QuoteMeta(sign) + `)+`).FindString(written[at:])
					without := written[:at] + strings.ReplaceAll(run, `\`+sign, sign) + written[at+len(run):]
					needed := false
					for _, more := range append(goesOn, "x"+strings.Repeat(sign, len(run)/2), "x"+strings.Repeat(sign, strings.Count(text, sign))) {
						for _, before := range before {
							needed = needed || rendered(t, before+written+more) != rendered(t, before+without+more)
						}
					}
					if !needed {
						t.Fatalf("%q is written %q, where %q would do", text, written, without)
					}
				}
			})
		})
	}
}

// escapes are where backslashes stand that are none of the text.
func escapes(written string) (at []int) {
	for i := 0; i < len(written); i++ {
		switch {
		case written[i] == '`':
			i += 1 + strings.IndexByte(written[i+1:], '`')
		case written[i] == '\\' && i+1 < len(written) && asciiPunct(rune(written[i+1])):
			at = append(at, i)
			i++
		}
	}
	return at
}
