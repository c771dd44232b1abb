package sheet

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/session"
	"hubwatch/ui/keys"
	"hubwatch/ui/picker"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// seen is what sheets see in these tests: a screen of 80 by 24 without colors,
// and three watched tasks.
func seen(t *testing.T) *screen.Env {
	t.Helper()
	l, err := theme.New(theme.Look{Name: "none"})
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)
	s := session.New(session.Start{})
	var found []intake.Found
	for i := range 3 {
		found = append(found, intake.Found{ID: model.TaskID(fmt.Sprintf("AAAAEZ6w0000%d", i))})
	}
	s.Add(found, now)
	return &screen.Env{Known: &s.Known, Theme: &l, Keys: keys.New(false), Now: now, Width: 80, Height: 24}
}

// pressed presses keys and returns what was asked for at last.
func pressed(s screen.Sheet, names ...string) (asks []screen.Intent) {
	for _, name := range names {
		asks = s.Key(keys.Named(name))
		s.Layout()
	}
	return asks
}

// kinds is the types of intents, for comparing.
func kinds(asks []screen.Intent) string {
	var names []string
	for _, ask := range asks {
		names = append(names, reflect.TypeOf(ask).Name())
	}
	return strings.Join(names, " ")
}

// every is one sheet of each kind.
func every(e *screen.Env) map[string]screen.Sheet {
	text := func() string { return "text" }
	return map[string]screen.Sheet{
		"add":      NewAdd(e, func() time.Time { return e.Now }),
		"token":    NewToken(e, strings.Repeat("there is none in the environment, ", 9)),
		"label":    NewLabel(e, e.List().Tasks()),
		"picker":   picker.New(e, "action", []picker.Pick{{Text: "one", About: "the first"}, {Text: "two", About: "the second", Key: "x"}}, func(int) []screen.Intent { return nil }),
		"switches": picker.NewSwitches(e, "columns", []picker.Pick{{Text: "one"}, {Text: "two", On: true}}, func(int) {}),
		"menu":     NewMenu(e, []Item{{"i", "task ID", "id.txt", text}, {"t", "ticket", "ticket.md", text}}, false),
		"colours":  picker.NewColours(e, screen.Colours{Theme: "default"}, theme.All(), func() string { return "dark, the terminal says" }),
		"help":     NewHelp(e, keys.Here{Place: keys.Table, Tasks: true}),
	}
}

// TestEverySheetFits holds that a sheet has room on every screen, that drawing
// changes nothing, and that esc leaves it.
func TestEverySheetFits(t *testing.T) {
	e := seen(t)
	for name, s := range every(e) {
		for _, size := range [][2]int{{40, 10}, {80, 24}, {200, 60}} {
			e.Width, e.Height = size[0], size[1]
			s.Layout()
			s.Paste("wave 3")
			s.Layout()
			lines := s.Lines()
			if len(lines) > e.Height {
				t.Errorf("%s: %d lines on a screen of %v", name, len(lines), size)
			}
			for _, line := range lines {
				if w := e.Theme.Width(line); w > e.Width {
					t.Errorf("%s: %d cells on a screen of %v: %q", name, w, size, line)
				}
			}
			if c := s.Cursor(); c != nil && (c.X >= e.Width || c.Y >= e.Height || c.Y < e.Height-len(lines)) {
				t.Errorf("%s: the cursor is at %v on a screen of %v, the sheet has %d lines", name, c.Position, size, len(lines))
			}
			if again := s.Lines(); !reflect.DeepEqual(again, lines) {
				t.Errorf("%s, drawn twice:\n%q\n%q", name, lines, again)
			}
		}
		asks := pressed(s, "esc")
		if len(asks) == 0 || asks[0] != (screen.Close{Sheet: s}) {
			t.Errorf("%s: esc asks for %v", name, asks)
		}
	}
}

// TestNoSheetShowsAToken pastes one into each: it is refused, or not shown.
func TestNoSheetShowsAToken(t *testing.T) {
	const token = "pat-eu1-0123abcd-0123-0123-0123-0123456789ab"
	for name, s := range every(seen(t)) {
		for _, text := range []string{token, " " + token + "\r\n", "token=" + token} {
			took, _ := s.Paste(text)
			s.Layout()
			if took != (name == "token") {
				t.Errorf("%s: takes %q: %v", name, text, took)
			}
			if strings.Contains(strings.Join(s.Lines(), ""), "0123abcd") {
				t.Errorf("%s: a token is shown", name)
			}
		}
	}
	for _, text := range []string{token + strings.Repeat(" x", 4096), "AAAAF000001\r" + token} { // a text with one in it
		s := NewAdd(seen(t), time.Now)
		_, asks := s.Paste(text)
		for len(asks) > 0 {
			s.Layout()
			if strings.Contains(strings.Join(s.Lines(), ""), "0123abcd") {
				t.Error("add: a token is shown")
			}
			asks = asks[0].(screen.Run).Work()()
		}
		if lines := strings.Join(s.Lines(), "\n"); strings.Contains(lines, "0123abcd") {
			t.Errorf("add: a token is shown:\n%s", lines)
		}
	}
}

func TestATokenIsGivenOnce(t *testing.T) {
	s := NewToken(seen(t), "")
	asks := pressed(s, "s", "e", "c", "r", "e", "t", "enter")
	login, ok := asks[0].(screen.Login)
	if !ok || login.Token != "secret" {
		t.Fatalf("asks for %v", kinds(asks))
	}
	if again := pressed(s, "x", "enter"); len(again) > 0 {
		t.Errorf("while it is checked, asks for %s", kinds(again))
	}
	if asks := login.Then(errors.New("it is no token\nat all")); len(asks) > 0 || !strings.Contains(strings.Join(s.Lines(), "\n"), "it is no token") {
		t.Errorf("refused: asks for %s, shows\n%s", kinds(asks), strings.Join(s.Lines(), "\n"))
	}
	if asks := login.Then(nil); len(asks) != 1 || asks[0] != (screen.Close{Sheet: s}) {
		t.Errorf("good: asks for %s", kinds(asks))
	}
	pressed(s, "esc")
	if asks := login.Then(errors.New("no")); kinds(asks) != "Say" {
		t.Errorf("refused when it was left: asks for %s", kinds(asks))
	}
}

func TestALabelThatIsNotTouchedStays(t *testing.T) {
	e := seen(t)
	long := model.Text(strings.Repeat("long ", 99))
	e.List().Describe(e.List().Tasks()[0].ID, long, "note")
	s := NewLabel(e, e.List().Tasks()[:1])
	asks := pressed(s, "enter", "s", "enter")
	if kinds(asks) != "Close Describe" {
		t.Fatalf("asks for %s", kinds(asks))
	}
	if said := asks[1].(screen.Describe); said.Label != nil || said.Note == nil || *said.Note != "notes" {
		t.Errorf("describes with %v and %v", said.Label, said.Note)
	}
}

// TestALabelSaysWhatItIsAbout holds that the sheet names the folder with its end, the
// task where no folder is known, and of several how many.
func TestALabelSaysWhatItIsAbout(t *testing.T) {
	e := seen(t)
	tasks := e.List().Tasks()
	e.Width = 40
	tasks[0].Report = &model.Report{Result: &model.Folder{Path: "/products/2026/archive/international/case studies 010"}}
	for want, about := range map[string][]*model.Task{
		"── …ve/international/case studies 010 ──": tasks[:1], "── AAAAEZ6w00001 ──": tasks[1:2], "── 3 tasks ──": tasks,
	} {
		s := NewLabel(e, about)
		s.Layout()
		if got := s.Lines()[0]; !strings.HasPrefix(got, want) || e.Theme.Width(got) != e.Width {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestAMenuWaitsForWhatIsRead(t *testing.T) {
	body := ""
	m := NewMenu(seen(t), []Item{{"i", "task ID", "id.txt", func() string { return "42" }}, {"a", "answer", "answer.json", func() string { return body }}}, true)
	if asks := pressed(m, "a"); len(asks) > 0 {
		t.Errorf("while it is read, asks for %s", kinds(asks))
	}
	body = "{}"
	if asks := m.Loaded(); kinds(asks) != "Close Copy" || asks[1] != (screen.Copy{What: "answer", Text: "{}"}) {
		t.Errorf("when it is there, asks for %v", asks)
	}
	if asks := pressed(m, "tab", "i"); kinds(asks) != "Close Write" || string(asks[1].(screen.Write).Data) != "42" {
		t.Errorf("into a file, asks for %v", asks)
	}
	body = ""
	if asks := pressed(m, "j", "enter"); kinds(asks) != "Close Say" {
		t.Errorf("what is not kept asks for %s", kinds(asks))
	}
}

// TestAPasteIsReadOnce holds that what is pasted is read by work that is asked
// for, once, and that a key that is typed after it reads nothing of it.
func TestAPasteIsReadOnce(t *testing.T) {
	s := NewAdd(seen(t), time.Now)
	_, asks := s.Paste("AAAAEZ6w00001\rAAAAF000001\r")
	for steps := 0; len(asks) > 0; steps++ {
		run, ok := asks[0].(screen.Run)
		if !ok || len(asks) > 1 || steps > 3 {
			t.Fatalf("step %d asks for %s", steps, kinds(asks))
		}
		asks = run.Work()()
	}
	if want := "found 2: 1 new, 1 watched, 0 refused"; s.counts != want {
		t.Errorf("says %q, want %q", s.counts, want)
	}
	asks = pressed(s, "A", "A", "A", "A", "G", "0", "0", "0", "0", "1", "enter")
	add, _ := asks[1].(screen.Add)
	if kinds(asks) != "Close Add" || len(add.Found) != 3 || add.Found[2].ID != "AAAAG00001" {
		t.Errorf("asks for %s of %v", kinds(asks), add.Found)
	}
}

func TestAPasteThatIsLeftAddsNothing(t *testing.T) {
	s := NewAdd(seen(t), time.Now)
	_, asks := s.Paste("AAAAF000001")
	run := asks[0].(screen.Run)
	if pressed(s, "enter"); !s.agreed {
		t.Fatal("enter does not wait for what is read")
	}
	pressed(s, "esc")
	if asks := run.Work()(); len(asks) > 0 {
		t.Errorf("asks for %s", kinds(asks))
	}
}
