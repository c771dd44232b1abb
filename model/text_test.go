package model

import (
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

func TestTextLine(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"plain", "brand/2025", "brand/2025"},
		{"accents and wide letters stay", "Übersicht 営業 отчёт", "Übersicht 営業 отчёт"},
		{"escape sequence", "a\x1b[31mred", "a␛[31mred"},
		{"title sequence", "\x1b]0;owned\a", "␛]0;owned␇"},
		{"line ends and tabs", "a\r\nb\tc\u2028d", "a b c d"},
		{"lone carriage return", "safe\rowned", "safe owned"},
		{"C1 control", "a\u009b31m", "a\ufffd31m"},
		{"bidi override", "a\u202egnp.exe", "a\ufffdgnp.exe"},
		{"zero width", "a\u200bb\ufeffc\u00add", "abcd"},
		{"broken UTF-8", "a\xffb\xc3", "a\ufffdb\ufffd"},
		{"delete and NUL", "a\x00b\x7f", "a␀b␡"},
		{"no-break and em space", "a\u00a0b\u2003c", "a b c"},
		{"hangul filler", "a\u3164b", "a b"},
		{"private use", "a\ue000b", "a\ufffdb"},
		{"tag characters", "a\U000e0041b", "ab"},
		{"variation selector", "⚠\ufe0f", "⚠"},
		{"a letter with marks", "e\u0301", "e\u0301"},
		{"too many marks", "e" + strings.Repeat("\u0301", 9), "e" + strings.Repeat("\u0301", 4)},
		{"marks without a letter", "\u0301\u0301x", "x"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := Text(tc.in).Line(); got != tc.want {
				t.Errorf("Line(%q) = %q, want %q", tc.in, got, tc.want)
			}
			if got := fmt.Sprintf("%s %v", Text(tc.in), Text(tc.in)); got != tc.want+" "+tc.want {
				t.Errorf("printed as %q, want the line twice", got)
			}
		})
	}
}

func TestTextBlockKeepsLineFeeds(t *testing.T) {
	if got, want := Text("a\r\nb\x1bc").Block(), "a\nb␛c"; got != want {
		t.Errorf("Block = %q, want %q", got, want)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"plain", "\x1b[31m", "a\u202eb\u009c\u0301", "\xff\xfe", "👨\u200d👩\u200d👧", "\U000e0041"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line := Text(s).Line()
		if !utf8.ValidString(line) {
			t.Fatalf("Line(%q) is not UTF-8", s)
		}
		for _, r := range line {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Bidi_Control, r) {
				t.Fatalf("Line(%q) holds %U", s, r)
			}
		}
		if got := ansi.Strip(line); got != line {
			t.Fatalf("Line(%q) holds an escape sequence: %q", s, line)
		}
		if again := Text(line).Line(); again != line {
			t.Fatalf("Line(%q) is %q, of that it is %q", s, line, again)
		}
	})
}

func TestParseTaskID(t *testing.T) {
	for _, id := range []string{
		"AAAAEZ6whGI", "12345", "task-abc_1.2:3~x=", "90b2e0bb-3bd7-4d2c-8b0a-0d8f0d8f0d8f", strings.Repeat("x", 256), "é",
	} {
		if got, err := ParseTaskID(id); err != nil || string(got) != id {
			t.Errorf("ParseTaskID(%q) = %q, %v; want it back", id, got, err)
		}
	}
	for id, why := range map[string]string{
		"":                       "empty",
		"a/b":                    "'/'",
		"a?b":                    "'?'",
		"a#b":                    "'#'",
		"a%2Fb":                  "'%'",
		`a\b`:                    `'\\'`,
		"a b":                    "a space",
		"a\u00a0b":               "a space",
		"a\x1bb":                 "U+001B",
		"a\u202eb":               "U+202E",
		"a\xffb":                 "UTF-8",
		"..":                     "a path",
		strings.Repeat("x", 257): "at most 256",
	} {
		if _, err := ParseTaskID(id); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("ParseTaskID(%q): error %v, want one with %q", id, err, why)
		}
	}
}
