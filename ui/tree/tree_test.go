package tree

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// sampleTree is three roots with children of several heights, four deep.
func sampleTree(tb testing.TB, width, height int) *Tree {
	tb.Helper()
	l, err := theme.New(theme.Look{Name: "none"})
	if err != nil {
		tb.Fatal(err)
	}
	t := &Tree{Theme: &l, Level: 9, Deepest: 9, Width: width, Height: height}
	t.Load(sampleNodes(4), nil)
	return t
}

func sampleNodes(deep int) []*Node {
	var kids []*Node
	for i := range 3 {
		n := &Node{Step: fmt.Sprintf(".%c", 'a'+i), Head: fmt.Sprint(deep), Text: model.Text(strings.Repeat("some words ", 1+i*i*deep))}
		if deep > 1 && i != 1 {
			n.Grow = func() []*Node { return sampleNodes(deep - 1) }
		}
		kids = append(kids, n)
	}
	return kids
}

func TestTreeMoves(t *testing.T) {
	const start = ".a"
	for _, tc := range []struct {
		keys string // what is done, one letter each
		want string // where the cursor is then
	}{
		{"", ".a"},
		{"l", ".a.a"}, {"ll", ".a.a.a"}, {"lll", ".a.a.a.a"}, {"llll", ".a.a.a.a"},
		{"lllj", ".a.a.a.b"}, {"lllh", ".a.a.a"}, {"llh", ".a.a.a"}, {"llhh", ".a.a"}, {"llhhh", ".a.a"},
		{"h", ".a"}, {"hj", ".b"}, {"hl", ".a"}, {"hll", ".a.a"},
		{"J", ".b"}, {"JJ", ".c"}, {"JJJ", ".c"}, {"JJK", ".b"},
		{"lJJJ", ".b"}, {"lJJK", ".a.b"},
		{"G", ".c.c.c.c"}, {"Gg", ".a"}, {"Ghh", ".c.c.c"},
		{"1", ".a"}, {"1j", ".a.a"}, {"lll1", ".a.a"}, {"lll2", ".a.a.a"}, {"1l", ".a.a"}, {"1lj", ".a.b"}, {"1ljE", ".a.b"},
		{"1t", ".a"}, {"1tj", ".b"}, {"tj", ".b"},
	} {
		tree := sampleTree(t, 40, 10)
		for _, k := range tc.keys {
			drive(tree, string(k))
		}
		if got := tree.Current().Path(); got != tc.want {
			t.Errorf("%s%s: the cursor is on %s, want %s", start, tc.keys, got, tc.want)
		}
	}
}

func drive(t *Tree, what string) {
	switch what {
	case "j":
		t.To(t.Cursor + 1)
	case "k":
		t.To(t.Cursor - 1)
	case "J":
		t.Sibling(+1)
	case "K":
		t.Sibling(-1)
	case "l":
		t.In()
	case "h":
		t.Out()
	case "t":
		t.Toggle()
	case "g":
		t.To(0)
	case "G":
		t.To(len(t.Flat))
	case "1", "2", "3":
		t.Fold(int(what[0] - '0'))
	case "E":
		t.Fold(t.Deepest)
	case "down":
		t.Move(+1)
	case "up":
		t.Move(-1)
	case "pgdn":
		t.page(t.Height)
	case "pgup":
		t.page(-t.Height)
	case "wheel down":
		t.Scroll(+3)
	case "wheel up":
		t.Scroll(-3)
	case "click":
		t.Click(2)
	case "narrow":
		t.Resize(20, 5)
	case "wide":
		t.Resize(90, 12)
	case "news":
		t.Load(sampleNodes(4), func(path string) string { return path })
	case "search":
		t.Search("words")
		t.Next(+1)
	}
}

// TestTreeHoldsTogether drives a tree in any order: what is drawn fits, what
// is visible is what the folds say, and the cursor's node is in view.
func TestTreeHoldsTogether(t *testing.T) {
	keys := []string{"j", "k", "J", "K", "l", "h", "t", "g", "G", "1", "2", "3", "E", "down", "up", "pgdn", "pgup", "wheel down", "wheel up", "click", "narrow", "wide", "news", "search"}
	rapid.Check(t, func(t *rapid.T) {
		tree := sampleTree(&testing.B{}, 40, 10)
		for _, k := range rapid.SliceOfN(rapid.SampledFrom(keys), 1, 60).Draw(t, "keys") {
			before := tree.Current().Path()
			drive(tree, k)
			flat := slices.Clone(tree.Flat)
			if tree.flatten(); !slices.Equal(flat, tree.Flat) {
				t.Fatalf("%s: %d nodes are visible, want %d", k, len(flat), len(tree.Flat))
			}
			lines := tree.Lines(true)
			if len(lines) != tree.Height {
				t.Fatalf("%s: %d lines in a view of %d", k, len(lines), tree.Height)
			}
			if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, "▌") }) {
				t.Fatalf("%s: the cursor is not in view", k)
			}
			if now := tree.Current().Path(); (k == "news" || k == "narrow" || k == "wide") && now != before {
				t.Fatalf("%s: the cursor went from %s to %s", k, before, now)
			}
			for _, l := range lines {
				if w := tree.Theme.Width(l); w > tree.Width {
					t.Fatalf("%s: %d cells in a view of %d: %q", k, w, tree.Width, l)
				}
			}
		}
	})
}

// TestAWiderViewShowsTheCursor scrolls into a node whose lines become fewer.
func TestAWiderViewShowsTheCursor(t *testing.T) {
	tree := sampleTree(t, 40, 10)
	for _, k := range []string{"J", "j", "j", "j", "narrow", "wide", "G"} {
		drive(tree, k)
		if !slices.ContainsFunc(tree.Lines(true), func(l string) bool { return strings.HasPrefix(l, "▌") }) {
			t.Fatalf("%s: the cursor is not in view", k)
		}
	}
}

// TestALongTextIsReadLineByLine holds that moving down reaches every line of a
// text that is longer than the screen.
func TestALongTextIsReadLineByLine(t *testing.T) {
	tree := sampleTree(t, 30, 5)
	var words []string
	for i := range 100 {
		words = append(words, fmt.Sprintf("w%d", i))
	}
	tree.Load([]*Node{{Step: "long", Text: model.Text(strings.Join(words, " "))}, {Step: "next", Text: "the end"}}, func(string) string { return "" })
	seen := ""
	for range 200 {
		seen += strings.Join(tree.Lines(true), " ")
		tree.Move(+1)
	}
	for _, w := range append(words, "the end") {
		if !strings.Contains(seen, w) {
			t.Errorf("%s was never in view", w)
		}
	}
	if got := tree.Current().Path(); got != "next" {
		t.Errorf("at the end the cursor is on %s", got)
	}
	for range 200 {
		tree.Move(-1)
	}
	if got := tree.Lines(true)[0]; !strings.Contains(got, "w0") {
		t.Errorf("back at the top the first line is %q", got)
	}
}

// TestMatchesInOrder goes from match to match, also from a node that the
// search has made and let go again.
func TestMatchesInOrder(t *testing.T) {
	entry := func(step, text string, kids ...*Node) *Node {
		n := &Node{Step: step, Text: model.Text(text)}
		if kids != nil {
			n.Grow = func() []*Node { return []*Node{{Step: ".kid", Text: kids[0].Text}} }
		}
		return n
	}
	tree := sampleTree(t, 40, 10)
	tree.Level, tree.Deepest = 0, 9
	tree.Load([]*Node{
		entry("a", "one match"), entry("b", "nothing", entry("", "nothing here")), entry("c", "nothing", entry("", "a match inside")), entry("d", "last match"),
	}, func(string) string { return "" })
	if got := tree.Search("match"); got != 3 {
		t.Fatalf("%d matches, want 3", got)
	}
	tree.Seek("b")
	tree.In()
	tree.In()
	for _, want := range []string{"c.kid", "d", "a", "c.kid"} {
		if tree.Next(+1); tree.Current().Path() != want {
			t.Errorf("the next match is %s, want %s", tree.Current().Path(), want)
		}
	}
	tree.Seek("b.kid")
	for _, want := range []string{"a", "d", "c.kid"} {
		if tree.Next(-1); tree.Current().Path() != want {
			t.Errorf("the previous match is %s, want %s", tree.Current().Path(), want)
		}
	}
}

func TestFind(t *testing.T) {
	for _, tc := range []struct {
		text, mark string
		want       int
	}{
		{"The folder", "folder", 4}, {"The Folder", "folder", 4}, {"The folder", "Folder", -1}, {"", "x", -1}, {"x", "", -1},
		{"Привет", "вет", 6}, {"ÜBER", "über", 0}, {"aab", "ab", 1},
	} {
		if got, _ := find(tc.text, tc.mark); got != tc.want {
			t.Errorf("find(%q, %q) = %d, want %d", tc.text, tc.mark, got, tc.want)
		}
	}
}
