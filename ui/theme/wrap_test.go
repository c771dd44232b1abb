package theme

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// letters are what texts are made of in these tests: of several languages, wide,
// combining, joined to one picture, and without width.
var letters = []string{
	"a", "b", "wave", "Übersichten", "e\u0301", "ñ", "製品", "カタログ", "번역", "ไทย", "हिन्दी", "العربية", "עברית", "🎪", "👩‍👩‍👧", "🇩🇪", "\u200b", "1", "000",
	" ", " ", " ", "  ", "\u3000", "\u00a0", "/", "/", ",", ";", "-", "--", "https://", "/,", "\n",
}

// TestWrapKeepsTheWidth holds that no line is wider than it may be, that no letter is
// lost, and that words are broken only where they must be.
func TestWrapKeepsTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := Theme{Method: rapid.SampledFrom([]ansi.Method{ansi.WcWidth, ansi.GraphemeWidth}).Draw(t, "method")}
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(letters), 0, 40).Draw(t, "text"), "")
		n := rapid.IntRange(1, 40).Draw(t, "width")
		lines := l.Wrap(text, n)
		for _, line := range lines {
			if w := l.Width(line); w > n {
				t.Fatalf("%q in %d cells: a line of %d: %q", text, n, w, line)
			}
		}
		if got, want := solid(strings.Join(lines, "")), solid(text); n >= widest && got != want {
			t.Fatalf("%q in %d cells: %q", text, n, lines)
		}
		words := strings.FieldsFunc(text, breaks)
		if !strings.ContainsAny(text, joints) && !slices.ContainsFunc(words, func(w string) bool { return l.Width(w) > n }) {
			if got := strings.FieldsFunc(strings.Join(lines, "\n"), breaks); !slices.Equal(got, words) {
				t.Fatalf("%q in %d cells breaks a word: %q", text, n, lines)
			}
		}
	})
}

// widest is how wide one of the letters is at most.
const widest = 8

// breaks tells whether words end at a character.
func breaks(r rune) bool { return unicode.IsSpace(r) && r != '\u00a0' }

// solid is a text without its spaces.
func solid(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

func TestWrap(t *testing.T) {
	l := Theme{Method: ansi.WcWidth}
	for _, tc := range []struct {
		text string
		n    int
		want string
	}{
		{"", 5, ""},
		{"one two", 7, "one two"},
		{"one two", 6, "one|two"},
		{"aaa bbbb/ cc", 8, "aaa|bbbb/ cc"},
		{"aaa bbbb, cc", 8, "aaa|bbbb, cc"},
		{"/brand/2026/price lists", 12, "/brand/2026/|price lists"},
		{"/brand/2026/price", 10, "/brand/|2026/price"},
		{"of https://example.com/a", 12, "of https://|example.com/|a"},
		{"hubwatch add --plan", 15, "hubwatch add|--plan"},
		{"about 1,000 of them", 9, "about|1,000 of|them"},
		{"red,green,blue", 8, "red,|green,|blue"},
		{"abcdefghij kl", 4, "abcd|efgh|ij|kl"},
		{"x 製品カタログ", 5, "x|製品|カタ|ログ"},
		{"製品", 1, "…|…"},
		{"  in front   behind  ", 30, "  in front   behind  "},
		{"one\n\ntwo", 30, "one||two"},
	} {
		if got := strings.Join(l.Wrap(tc.text, tc.n), "|"); got != tc.want {
			t.Errorf("%q in %d cells: %q, want %q", tc.text, tc.n, got, tc.want)
		}
	}
	if got := l.Wrap("text", 0); got != nil {
		t.Errorf("without room: %q", got)
	}
}
