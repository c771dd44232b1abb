package cause

import (
	"fmt"
	"strings"
	"testing"

	"hubwatch/model"
	"pgregory.net/rapid"
)

func TestAlign(t *testing.T) {
	for _, tc := range []struct {
		a, b model.Text
		want string
	}{
		{"Folder Summer Launch already exists in brand assets (old)", "Folder 夏季促销 already exists in Q3", "Folder|Folder [Summer Launch|夏季促销] already exists in|already exists in [brand assets (old)|Q3]"},
		{"a b", "a b", "a b|a b"},
		{"", "a", "[|a]"},
		{"a x c", "a c", "a|a [x|] c|c"},
		{"red \x1b[31mx", "red y", "red|red [␛[31mx|y]"},
	} {
		var parts []string
		for _, p := range align(tc.a, tc.b) {
			text := p.A + "|" + p.B
			if p.Varies {
				text = "[" + text + "]"
			}
			parts = append(parts, text)
		}
		if got := strings.Join(parts, " "); got != tc.want {
			t.Errorf("%q and %q: got %s, want %s", tc.a, tc.b, got, tc.want)
		}
	}
}

// TestAlignLosesNothing holds that each message can be read from the pieces, and
// that what does not vary is the same in both.
func TestAlignLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c", "folder", "is"}), 0, 12)
		a, b := strings.Join(words.Draw(t, "a"), " "), strings.Join(words.Draw(t, "b"), " ")
		var as, bs []string
		for i, p := range align(model.Text(a), model.Text(b)) {
			if as, bs = append(as, strings.Fields(p.A)...), append(bs, strings.Fields(p.B)...); !p.Varies && p.A != p.B {
				t.Fatalf("the %d-th piece is %+v", i, p)
			}
		}
		if strings.Join(as, " ") != a || strings.Join(bs, " ") != b {
			t.Fatalf("%q and %q became %q and %q", a, b, as, bs)
		}
	})
}

func TestExamples(t *testing.T) {
	var g Groups
	for i, name := range []string{"Summer", "Summer", "Winter"} {
		g.Apply(ended(fmt.Sprint(i), i, model.TaskError{Message: model.Text("Folder " + name + " is locked")}), nil)
	}
	g.Apply(ended("other", 1, model.TaskError{Category: "X", Message: "Folder Summer is locked"}), nil)
	causes := g.Causes()
	if got := fmt.Sprint(g.Examples(causes[0].Signature)); got != "[{Folder Folder false} {Summer Winter true} {is locked is locked false}]" {
		t.Errorf("got %s", got)
	}
	if got := g.Examples(causes[1].Signature); got != nil {
		t.Errorf("one task gives %v", got)
	}
}
