package ui

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/digest"
)

// fiveSizes are those at which most is held.
var fiveSizes = [][2]int{{40, 24}, {80, 24}, {120, 40}, {160, 50}, {200, 60}}

// TestAPathKeepsItsEnd holds that of a path of 60 cells the end is shown that tells
// it from others, its name in the ink of text and its parent dim, and that the
// reason stands on the same line.
func TestAPathKeepsItsEnd(t *testing.T) {
	t.Parallel()
	const longest = "/products/2026/archive/international/case studies/of all 000" // 60 cells
	for width, least := range map[int]int{80: 24, 100: 33, 120: 40, 160: 34, 200: 36} {
		a := migrationOf(t, how{theme: "default", counts: everyKind, paths: longest[:len(longest)-4]})
		a.resize(width, 40)
		for n := range everyKind[model.StateErrors] {
			path := fmt.Sprintf("%s%03d", longest[:len(longest)-3], n)
			line, y := lineWith(t, a, "✗ failed      ")
			if n == 0 && !strings.Contains(line, path[len(path)-least+1:]) {
				t.Errorf("at %d the row %q has not the last %d of %q", width, line, least, path)
			}
			em, shown := cells(t, a), a.Theme.Width(line[:strings.Index(line, "of all")])
			if name, parent := cellOf(em, shown, y), cellOf(em, shown-2, y); !sameColor(name.Style.Fg, nil) && y != 5 || sameColor(parent.Style.Fg, name.Style.Fg) && y != 5 {
				t.Errorf("at %d the name is drawn in %v, its parent in %v", width, name.Style.Fg, parent.Style.Fg)
			}
			if why := "token lacks a scope"; n == 0 && !strings.Contains(line, why) {
				t.Errorf("at %d the row does not say why: %q", width, line)
			}
		}
	}
}

// TestEveryReasonIsInItsRow holds that each row that is to do says why, from 80
// columns on, and as a card below.
func TestEveryReasonIsInItsRow(t *testing.T) {
	a := migrationOf(t, how{counts: everyKind})
	reason := regexp.MustCompile(`token lacks a scope|locked by another update|Something that no|HubSpot canceled it|landed as "|HubSpot knows no such`)
	for width := 40; width <= 240; width += 4 {
		a.resize(width, 40)
		lines, seen := textLines(a), 0
		for i, line := range lines {
			if len(line) < 8 || !strings.ContainsAny(line[:8], "✗■≠∅") || strings.Contains(line, "→") || strings.Contains(line, "✗ failed  /") {
				continue
			}
			if width < 80 {
				line = lines[i+1]
			}
			if seen++; !reason.MatchString(line) {
				t.Errorf("at %d no reason in %q", width, line)
			}
		}
		if want := 10; seen < min(want, 8) {
			t.Errorf("at %d %d rows that are to do are seen:\n%s", width, seen, strings.Join(lines, "\n"))
		}
	}
}

// TestAllBeginsInOneColumn holds that the first text of every line of the table
// begins in column 2, the bracket of the tab in front in 1, and that the last ends
// before the last column.
func TestAllBeginsInOneColumn(t *testing.T) {
	a := migrationOf(t, how{counts: everyKind})
	for _, size := range fiveSizes {
		a.resize(size[0], size[1])
		for y, line := range textLines(a) {
			first, _ := []rune(strings.TrimLeft(line, "▌● ") + " ")[0], 0
			from := a.Theme.Width(line) - a.Theme.Width(strings.TrimLeft(line, "▌● "))
			want := 2
			switch {
			case strings.TrimSpace(line) == "", first == '─', first == '│', strings.HasPrefix(strings.TrimSpace(line), "│"):
				continue
			case first == '[':
				want = 1
			case size[0] < cardsTo && from == 4: // the second line of a card
				continue
			case strings.HasPrefix(line, "    ") && size[1] < 30: // what is said, below the folder
				continue
			case strings.HasPrefix(line, "            "): // a sentence goes on
				continue
			}
			if from != want {
				t.Errorf("%v: line %d begins in column %d, want %d: %q", size, y, from, want, line)
			}
			if end := a.Theme.Width(strings.TrimRight(line, " ┃")); end >= size[0] && !strings.ContainsAny(line, "│┃") {
				t.Errorf("%v: line %d ends in column %d: %q", size, y, end, line)
			}
		}
	}
}

// cardsTo is the width from which the table has rows.
const cardsTo = 80

// TestTheLineUnderTheCursorIsOne holds that the line under the cursor has one background over
// the whole width of the list, marked or not, and no other line has it.
func TestTheLineUnderTheCursorIsOne(t *testing.T) {
	for _, size := range fiveSizes {
		a := migrationOf(t, how{theme: "default", counts: everyKind})
		a.resize(size[0], size[1])
		for range 2 {
			em := cells(t, a)
			y := slices.IndexFunc(textLines(a), func(l string) bool { return strings.HasPrefix(l, "▌") })
			bar, until := cellOf(em, 0, y).Style.Bg, size[0]
			if at := strings.IndexRune(textLines(a)[y], '│'); size[0] >= 144 && at > 0 {
				until = a.Theme.Width(textLines(a)[y][:at])
			} else if at := strings.IndexRune(textLines(a)[y], '┃'); size[0] >= 144 && at > 0 {
				until = a.Theme.Width(textLines(a)[y][:at])
			}
			if bar == nil {
				t.Fatalf("%v: there is no bar", size)
			}
			for x := range until {
				if got := cellOf(em, x, y).Style.Bg; !sameColor(got, bar) {
					t.Errorf("%v: cell %d of the line under the cursor is on %v, want %v", size, x, got, bar)
					break
				}
			}
			if below := y + 3; sameColor(cellOf(em, 5, below).Style.Bg, bar) {
				t.Errorf("%v: line %d has the bar, too", size, below)
			}
			a.key(pressOf("space"))
			a.key(pressOf("k"))
		}
	}
}

// TestANoticeMovesNoRow holds that a notice that comes and goes changes its own
// line, and no row.
func TestANoticeMovesNoRow(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {120, 40}, {160, 50}} {
		a := migrationOf(t, how{counts: everyKind})
		a.resize(size[0], size[1])
		before := textLines(a)
		a.Away = digest.Digest{From: a.Now.Add(-time.Hour), To: a.Now, Done: 3}
		var changed []int
		for y, line := range textLines(a) {
			if line != before[y] {
				changed = append(changed, y)
			}
		}
		if !slices.Equal(changed, []int{3}) {
			t.Errorf("%v: a notice changes the lines %v, want its own", size, changed)
		}
		a.Away = digest.Digest{}
		a.Pace().Held = true
		for y, line := range textLines(a)[4:] {
			if line != before[y+4] {
				t.Errorf("%v: a pause changes line %d to %q", size, y+4, line)
			}
		}
		a.Pace().Held = false
		if after := textLines(a); !slices.Equal(after, before) {
			t.Errorf("%v: it is not as it was", size)
		}
	}
}

// TestTheHeadlineAddsUp holds that all that the headline counts is all there is, that
// what is to do is what the tab counts and W offers, and that a folder tried again
// counts once: its first attempt is dim, last, and passed over.
func TestTheHeadlineAddsUp(t *testing.T) {
	number := regexp.MustCompile(`(\d+) (failed|canceled|elsewhere|missing|ok|processing|pending|unchecked|unknown)`)
	for _, twice := range []int{0, 2} {
		a := migrationOf(t, how{theme: "default", counts: everyKind, twice: twice})
		a.resize(200, 60)
		a.opt.Desk = &fakeDesk{}
		sum, all := 0, a.List().Total()
		for _, m := range number.FindAllStringSubmatch(textLines(a)[1], -1) {
			var n int
			fmt.Sscan(m[1], &n)
			sum += n
		}
		todo := a.ToDo().Total()
		for _, want := range []string{fmt.Sprintf("%d of %d settled", a.List().Settled(), all), fmt.Sprintf("1 All %d ", all), fmt.Sprintf("2 To do %d ", todo), fmt.Sprintf("→ %d folders to do again", todo)} {
			lineWith(t, a, want)
		}
		if folders := 46; sum != all || all != folders || todo != 10-twice {
			t.Errorf("the headline counts %d of %d, %d to do: %q", sum, all, todo, textLines(a)[1])
		}
		a.key(pressOf("W"))
		lineWith(t, a, fmt.Sprintf("all that is to do: %d folders, without 1 that HubSpot does not know", todo-1))
		lineWith(t, a, fmt.Sprintf("what HubSpot answered about %d tasks", todo))
		a.key(pressOf("esc"))
		for _, key := range []string{"/", "s", "t", "a", "t", "u", "s", ":", "m", "i", "s", "s", "enter", "W"} {
			a.key(pressOf(key))
		}
		lineWith(t, a, "what is shown: 0 folders, without 1 that HubSpot does not know")
		a.key(pressOf("esc"))
		a.key(pressOf("esc"))
		if twice == 0 {
			continue
		}
		a.key(pressOf("G"))
		line, y := lineWith(t, a, "» replaced")
		if em := cells(t, a); !strings.Contains(line, "attempt 2 took its place") || sameColor(cellOf(em, 4, y).Style.Fg, nil) {
			t.Errorf("what is replaced is %q, in %v", line, cellOf(em, 4, y).Style.Fg)
		}
		for range 30 {
			if a.key(pressOf("e")); a.front.Table.Current().Replaced() {
				t.Error("e goes to what is replaced")
			}
		}
	}
}

// TestWhatLandedElsewhereIsToDo holds that a folder that was renamed says so.
func TestWhatLandedElsewhereIsToDo(t *testing.T) {
	for _, size := range fiveSizes[1:] {
		a := migrationOf(t, how{counts: everyKind})
		a.resize(size[0], size[1])
		a.key(pressOf("2"))
		line, _ := lineWith(t, a, "≠ elsewhere")
		if !strings.Contains(line, `landed as "case`) {
			t.Errorf("%v: the row is %q", size, line)
		}
	}
}

// TestSlowIsWhatTheTabCounts holds that as many rows say so as the tab counts, and
// that none becomes slow while HubSpot does not answer.
func TestSlowIsWhatTheTabCounts(t *testing.T) {
	a := migrationOf(t, how{counts: everyKind, slow: 2})
	a.resize(120, 60)
	count := func() int {
		frame := strings.Join(textLines(a)[5:45], "\n")
		return strings.Count(frame, "slow: usually under 13s")
	}
	if n := count(); n != 2 || !strings.Contains(textLines(a)[2], "4 Slow 2 ") {
		t.Errorf("%d rows say slow: %q", n, textLines(a)[2])
	}
	for range 5 {
		err := &model.CheckError{Kind: model.KindUnavailable, HTTPStatus: 503, Message: "down"}
		a.announce(a.session.Observe(model.Observe("AAAAEZ60011", a.Now, a.Now, model.Report{}, err), 0))
	}
	a.Now = a.Now.Add(time.Hour)
	a.announce(a.session.Measure(a.Now, true, true))
	if n := count(); n != 2 || !strings.Contains(textLines(a)[2], "4 Slow 2 ") {
		t.Errorf("an hour without an answer later %d rows say slow: %q", n, textLines(a)[2])
	}
}

// TestTheEndAndTheFirstLook hold what the header says before and after.
func TestTheEndAndTheFirstLook(t *testing.T) {
	for _, size := range fiveSizes {
		a := migrationOf(t, how{counts: map[model.State]int{model.StateOK: 130, model.StateErrors: 20, model.StateCanceled: 10}})
		a.resize(size[0], size[1])
		want := "Done: 130 arrived, 30 to do again"
		if size[0] < 60 {
			want = "Done: 30 to do again"
		}
		done, _ := lineWith(t, a, want)
		if head := strings.Join(textLines(a)[:2], "\n"); !strings.Contains(done, "W") || !strings.Contains(done, "Y") || strings.Contains(head, " left") {
			t.Errorf("%v: it is said %q below\n%s", size, done, head)
		}
		a = migrationOf(t, how{counts: map[model.State]int{model.StateOK: 160}})
		a.resize(size[0], size[1])
		lineWith(t, a, "all 160 folders arrived")
		for i := range 20 {
			a.announce(a.session.Add(nil, a.Now))
			a.List().Add(model.TaskID(fmt.Sprintf("AAAAEZ6new%d", i)), "", a.Now)
		}
		a.session.EstimateEnd(a.Now.Add(time.Hour))
		if head := strings.Join(textLines(a)[:3], "\n"); !strings.Contains(head, "first look") || strings.ContainsAny(head, "%") || strings.Contains(head, "request") {
			t.Errorf("%v: the first look is\n%s", size, head)
		}
	}
}

// TestOneIsSingular holds that one of each is one.
func TestOneIsSingular(t *testing.T) {
	odd := regexp.MustCompile(`\b1 (folders|errors|tasks|requests|causes|others)\b|\.\.`)
	for _, size := range fiveSizes {
		a := migrationOf(t, how{counts: map[model.State]int{model.StateOK: 1, model.StateErrors: 1, model.StateProcessing: 1, model.StatePending: 1}})
		a.resize(size[0], size[1])
		want := "→ 1 folder to do again"
		if size[0] < 60 {
			want = "→ 1 to do"
		}
		lineWith(t, a, want)
		for _, pressed := range []string{"j", "G", "2", "3", "4", "5", "b", "enter", "W"} {
			a.key(pressOf(pressed))
			a.layout()
			if frame := strings.Join(textLines(a), "\n"); odd.MatchString(strings.ReplaceAll(frame, "...", "")) {
				t.Errorf("%v, after %s: %q in\n%s", size, pressed, odd.FindString(frame), frame)
			}
		}
	}
}

// TestStatesDifferWithoutColour holds that all states of the table differ by glyph
// and by word on a plain terminal, that nothing of ours is beyond ASCII where that is
// all there is, and that no hue is sent where none is wanted.
func TestStatesDifferWithoutColour(t *testing.T) {
	for _, ascii := range []bool{false, true} {
		a := migrationOf(t, how{ascii: ascii, counts: everyKind, twice: 1})
		a.List().Add("AAAAEZ6new", "", a.Now)
		a.front.Table.Changed(a.session.Add(nil, a.Now))
		for _, size := range fiveSizes {
			a.resize(size[0], size[1])
			for y, line := range textLines(a) {
				if i := strings.IndexFunc(line, func(r rune) bool { return r > '~' }); ascii && i >= 0 {
					t.Errorf("%v: line %d has %q in %q", size, y, line[i:min(i+6, len(line))], line)
				}
			}
		}
		a.resize(80, 70)
		state := regexp.MustCompile(`(?m)^[▌> ] (\S) (failed|canceled|elsewhere|missing|QUEUED|processing|pending|unchecked|ok|replaced)\b`)
		words := map[string]string{}
		for _, m := range state.FindAllStringSubmatch(strings.Join(textLines(a), "\n"), -1) {
			words[m[1]] = m[2]
		}
		if len(words) < 9 {
			t.Errorf("ASCII %v: %v", ascii, words)
		}
	}
	for _, called := range []string{"none", "mono"} {
		a := migrationOf(t, how{theme: called, counts: everyKind})
		a.resize(120, 40)
		if hue := regexp.MustCompile(`\x1b\[[0-9;]*\b(3[0-8]|4[0-8]|9[0-7])\b`).FindString(a.draw()); hue != "" {
			t.Errorf("%s sends %q", called, hue)
		}
	}
}

// TestAQuietMinuteIsDrawnSeldom holds that with nothing to learn the frames of a
// minute differ in ages only, in at most six steps.
func TestAQuietMinuteIsDrawnSeldom(t *testing.T) {
	t.Parallel()
	for _, size := range fiveSizes {
		a := migrationOf(t, how{counts: everyKind})
		a.resize(size[0], size[1])
		last, changes := textLines(a), 0
		age := regexp.MustCompile(`\b(now|just now|\d+[smhd]\d*( ago)?|\d+-\d+[smhd]|~\d+[smhd])\b|under \d+[smhd]|[━╍─]+`)
		for second := range 60 {
			a.Now = a.Now.Add(time.Second)
			a.layout()
			frame := textLines(a)
			if slices.Equal(frame, last) {
				continue
			}
			changes++
			for y := range frame {
				if got, want := ageless(age, frame[y]), ageless(age, last[y]); got != want {
					t.Errorf("%v: after %ds line %d is %q, and was %q", size, second+1, y, frame[y], last[y])
				}
			}
			last = frame
		}
		if changes > 6 {
			t.Errorf("%v: %d frames in a quiet minute", size, changes)
		}
	}
}

// ageless is a line without its ages, and without the blanks that make room for
// them.
func ageless(age *regexp.Regexp, line string) string {
	return strings.Join(strings.Fields(strings.Trim(age.ReplaceAllString(line, ""), "━╍─ ")), " ")
}
