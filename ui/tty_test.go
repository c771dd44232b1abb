package ui

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// says has the terminal say something.
func (h *harness) says(text string) {
	h.t.Helper()
	if _, err := h.em.InputPipe().Write([]byte(text)); err != nil {
		h.t.Fatal(err)
	}
	h.wait(600 * time.Millisecond)
}

const (
	hiddenNow = "\x1b[?999;2n"
	shownNow  = "\x1b[?999;1n"
)

// TestNothingIsDrawnWhileNobodyCanSee holds that a hidden terminal gets no frame,
// that what changes then is not seen, and that all is drawn when it shows again or a
// key comes.
func TestNothingIsDrawnWhileNobodyCanSee(t *testing.T) {
	for _, back := range []string{shownNow, "j"} {
		synctest.Test(t, func(t *testing.T) {
			h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(12)...)}, 100, 40)
			defer h.stop()
			h.wait(5 * time.Second)
			h.says(hiddenNow)
			before := len(h.raw.String())
			h.wait(40 * time.Second)
			said := h.raw.String()[before:]
			if rest := regexp.MustCompile(`\x1b\]2;[^\a]*\a`).ReplaceAllString(said, ""); rest != "" {
				t.Errorf("a hidden terminal gets %q", rest)
			}
			h.says(back)
			h.shows("5 New 5")
			h.wait(10 * time.Second)
			h.hides("5 New 5")
		})
	}
}

// TestOnlyTheFocusCountsAsSeen holds that what is on a screen without the focus stays
// new.
func TestOnlyTheFocusCountsAsSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(12)...)}, 100, 40)
		defer h.stop()
		h.wait(5 * time.Second)
		h.em.Blur()
		h.wait(time.Minute)
		if n := len(h.app.News.IDs()); n == 0 || h.app.tty.Hidden() {
			t.Errorf("%d are new, hidden %v", n, h.app.tty.Hidden())
		}
	})
}

// TestTheTerminalIsGivenBack holds what is sent first and last: the title is kept and
// put back, what is reported is asked for and ended, and all is answered before.
func TestTheTerminalIsGivenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(3)...), Where: "Example"}, 80, 24)
		h.wait(3 * time.Second)
		for _, want := range []string{"\x1b[22;2t", "\x1b[?2031h", "\x1b[?2033h", "\x1b]11;?", "\x1b]7501;?\a", "\x1b[c", "\x1b]2;0% · hubwatch Example\a"} {
			if n := strings.Count(h.raw.String(), want); n != 1 {
				t.Errorf("%q is sent %d times, want once", want, n)
			}
		}
		h.stop()
		if all := h.raw.String(); strings.Contains(all, "\x1b]7501;state") || strings.Contains(all, "\x1b]9;") {
			t.Error("a terminal that does not say so is told a status or progress")
		}
	})
}

// TestLeavingWaitsForAnswers holds that a person who leaves at once leaves once the
// terminal has answered, or a second later, and that a second key leaves at once.
func TestLeavingWaitsForAnswers(t *testing.T) {
	for name, tc := range map[string]struct {
		msgs  []tea.Msg
		after time.Duration
	}{
		"no answer": {nil, time.Second},
		"twice":     {[]tea.Msg{pressOf("q")}, 0},
	} {
		synctest.Test(t, func(t *testing.T) {
			a, err := newApp(t.Context(), Options{Checker: queue(time.Now()), Clock: time.Now})
			if err != nil {
				t.Fatal(err)
			}
			a.resize(80, 24)
			begun := time.Now()
			a.takeTerminal()
			cmd := a.key(pressOf("q"))
			for _, msg := range tc.msgs {
				_, cmd = a.Update(msg)
			}
			for range 3 {
				if cmd == nil {
					t.Fatalf("%s: it does not end", name)
				}
				msg := last(cmd())
				if _, ok := msg.(tea.QuitMsg); ok {
					break
				}
				_, cmd = a.Update(msg)
			}
			if took := time.Since(begun); took != tc.after || a.ctx.Err() == nil {
				t.Errorf("%s: it ends after %s, want %s", name, took, tc.after)
			}
		})
	}
}

// last is what the last of several commands answers.
func last(msg tea.Msg) tea.Msg {
	if cmds, ok := msg.(tea.BatchMsg); ok {
		return cmds[len(cmds)-1]()
	}
	return msg
}

// TestTheDesktopsColoursAreFollowed holds that the terminal is asked again what it
// applyColors on when it says that the desktop's colors have changed.
func TestTheDesktopsColoursAreFollowed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(3)...)}, 80, 24)
		defer h.stop()
		if h.app.Theme.On.String() != "dark" {
			t.Fatalf("drawn for %s at first", h.app.Theme.On)
		}
		h.em.SetBackgroundColor(white{})
		h.says("\x1b[?997;2n")
		if h.app.Theme.On.String() != "light" || strings.Count(h.raw.String(), "\x1b]11;?") != 2 {
			t.Errorf("drawn for %s, asked %d times", h.app.Theme.On, strings.Count(h.raw.String(), "\x1b]11;?"))
		}
	})
}

// TestATerminalThatTakesAStatusGetsOne holds what is reported of the program.
func TestATerminalThatTakesAStatusGetsOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(3)...), Where: "Example"}, 80, 24)
		h.says("\x1b]7501;?\x1b\\")
		h.wait(5 * time.Minute)
		states := regexp.MustCompile(`\x1b\]7501;state=(\w+)`).FindAllStringSubmatch(h.raw.String(), -1)
		var got []string
		for _, s := range states {
			got = append(got, s[1])
		}
		if got = slices.Compact(got); strings.Join(got, " ") != "working done" {
			t.Errorf("the states are %v", got)
		}
		h.stop()
	})
}

// TestTheTitleSaysWhatIsToDo holds the words of the title.
func TestTheTitleSaysWhatIsToDo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := start(t, Options{Checker: queue(time.Now()), Tasks: watched(ids(12)...), Where: "Example"}, 100, 40)
		h.wait(2 * time.Minute)
		titles := regexp.MustCompile(`\x1b\]2;([^\a]*)\a`).FindAllStringSubmatch(h.raw.String(), -1)
		if got, n := titles[len(titles)-1][1], h.app.List().Count(model.StateErrors); n == 0 || !regexp.MustCompile(`^\d+% · \d+ to do · hubwatch Example$`).MatchString(got) {
			t.Errorf("the title is %q, %d failed", got, n)
		}
		h.stop()
	})
}
