package markdown

import (
	"testing"

	"hubwatch/model"
)

func TestEscape(t *testing.T) {
	for text, want := range map[model.Text]string{
		"plain text, 50 %": "plain text, 50 %", "": "",
		"@team see https://evil.example": `\@team see https\://evil.example`,
		"www.evil.example":               `www\.evil.example`,
		"<b>*x*</b>|`y`":                 "\\<b\\>\\*x\\*\\</b\\>\\|\\`y\\`",
		"a\x1b[2Jb\nc":                   "a␛\\[2Jb c",
	} {
		if got := Escape(text); got != want {
			t.Errorf("%q is written %q, want %q", string(text), got, want)
		}
	}
	for text, want := range map[string]string{"": "", "a|b`c": "`a\\|b'c`", "<b>": "`<b>`"} {
		if got := Code(text); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
}
