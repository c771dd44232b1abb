package ui

import (
	"fmt"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// addSheet is the sheet for adding IDs: what was pasted or typed, and what was
// found in it. Nothing is watched before the person agrees.
type addSheet struct {
	input  textinput.Model
	pasted string // as the terminal sent it
	found  intake.Result
	fresh  int // of the found, how many are not watched yet

	burstAt time.Time // when the last part of a paste without brackets came
}

// openIntake opens the sheet, empty.
func (a *app) openIntake() {
	if a.opt.Replay != nil {
		a.say("nothing can be added to a replay")
		return
	}
	in := a.looks.newInput("add: ", "task IDs or status URLs")
	in.Focus()
	a.intake = &addSheet{input: in}
	a.intake.resize(a.width)
}

// pasteIDs takes what is pasted as something about tasks. on is true for what
// goes on where the last paste ended.
func (a *app) pasteIDs(content string, on bool) tea.Cmd {
	if a.intake == nil {
		a.openIntake()
	}
	s := a.intake
	if s == nil {
		return nil
	}
	if s.pasted != "" && !on {
		s.pasted += "\n"
	}
	s.pasted += strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(content) // terminals send CR
	s.input.Prompt, s.input.Placeholder = s.prompt(), ""
	s.resize(a.width)
	a.readIntake()
	return nil
}

// readIntake looks for IDs in what is there now.
func (a *app) readIntake() {
	s := a.intake
	s.found, s.fresh = intake.Read(s.text()), 0
	for _, id := range s.found.IDs() {
		if a.list.Task(id) == nil {
			s.fresh++
		}
	}
}

// text is all there is to read. What is typed is words that are IDs; what is
// pasted may be anything.
func (s *addSheet) text() string {
	typed := strings.FieldsFunc(s.input.Value(), func(r rune) bool { return r == ' ' || r == ',' || r == ';' })
	return strings.TrimSpace(strings.Join(typed, "\n") + "\n" + s.pasted)
}

func (a *app) intakeKey(msg tea.KeyPressMsg) tea.Cmd {
	switch {
	case msg.String() == "esc":
		a.intake = nil
		return nil
	case key.Matches(msg, a.keys.Accept):
		return a.acceptIntake()
	}
	var cmd tea.Cmd
	before := a.intake.input.Value()
	a.intake.input, cmd = a.intake.input.Update(msg)
	if a.intake.input.Value() != before {
		a.readIntake()
	}
	return cmd
}

func (a *app) acceptIntake() tea.Cmd {
	s := a.intake
	a.intake = nil
	if s.text() == "" {
		return nil
	}
	added := a.add(s.found.Found)
	a.say("added %d, %d already watched, %d refused", added, len(s.found.Found)-added, len(s.found.Refused))
	a.keys.enable(a.list.Len() > 0, a.task != nil)
	return tea.Batch(a.syncing(), a.checks())
}

func (s *addSheet) resize(width int) { s.input.SetWidth(max(10, width-len(s.input.Prompt)-5)) }

// prompt says what was pasted, before the line for typing more.
func (s *addSheet) prompt() string {
	lines := strings.Split(strings.TrimSpace(s.pasted), "\n")
	if len(lines) > 1 {
		return fmt.Sprintf("add: pasted %d lines, and ", len(lines))
	}
	first := []rune(model.Text(lines[0]).Line())
	return "add: pasted " + string(first[:min(len(first), longestPasted)]) + ", and "
}

// longestPasted is how much of a pasted line is shown, in characters.
const longestPasted = 40

// intakeLines is how high the sheet is.
const intakeLines = 4

// cursor is where the terminal's cursor belongs on a screen of that height.
func (s *addSheet) cursor(height int) *tea.Cursor {
	c := s.input.Cursor()
	if c != nil {
		c.X++
		c.Y = height - intakeLines + 1
	}
	return c
}

// lines draws the sheet over the lowest lines of the screen.
func (s *addSheet) lines(width int, l *looks) []string {
	return []string{
		l.rule.paint(strings.Repeat(l.sign("─", "-"), width)),
		l.fit(" "+s.input.View(), width),
		l.fit(" "+s.summary(l), width),
		l.fit(" "+l.key.paint("enter")+l.faint.paint(" adds them  ")+l.key.paint("esc")+l.faint.paint(" leaves"), width),
	}
}

// summary says what was found before anything is done with it.
func (s *addSheet) summary(l *looks) string {
	if s.text() == "" {
		return l.faint.paint("nothing is asked before you press enter")
	}
	text := fmt.Sprintf("found %d: %d new, %d watched, %d refused",
		len(s.found.Found)+len(s.found.Refused), s.fresh, len(s.found.Found)-s.fresh, len(s.found.Refused))
	if len(s.found.Refused) > 0 {
		text += ": " + s.found.Refused[0].String()
	}
	return l.notice.paint(text)
}
