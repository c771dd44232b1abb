package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/ui/theme"
)

// addSheet is the sheet for adding IDs: what was pasted or typed, and what was
// found in it. Nothing is watched before the person agrees.
type addSheet struct {
	input  textinput.Model
	pastes []string   // as the terminal sent them
	ends   int        // of lines in them
	pasted []findings // what was found in the first, in the first two, and so on
	busy   bool       // one of them is being read
	read   int        // how many bytes of it were read
	typed  findings   // what was found in what is typed
	agreed bool       // the person agreed before all was read
	counts string     // what was found, in a sentence

	burstAt time.Time // when the last part of a paste without brackets came
}

// findings is what was found in texts, each task once. It is not changed any
// more, so that it can be made off the event loop.
type findings struct {
	intake.Result
	ids map[model.TaskID]bool
}

// and is the findings with those of another text.
func (f findings) and(more intake.Result) findings {
	all := findings{ids: make(map[model.TaskID]bool, len(f.Found)+len(more.Found))}
	all.Join(f.Result)
	all.Join(more)
	all.Found = slices.DeleteFunc(all.Found, func(found intake.Found) bool {
		twice := all.ids[found.ID]
		all.ids[found.ID] = true
		return twice
	})
	return all
}

// openIntake opens the sheet, empty.
func (a *app) openIntake() {
	if a.opt.Replay != nil {
		a.say("nothing can be added to a replay")
		return
	}
	in := a.theme.NewInput("add: ", "task IDs or status URLs")
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
	if last := len(s.pastes) - 1; on && last >= 0 {
		s.pastes[last] += content
		s.pasted = s.pasted[:min(len(s.pasted), last)] // it is read anew
	} else {
		s.pastes = append(s.pastes, content)
	}
	s.ends += strings.Count(content, "\n") + strings.Count(content, "\r") - strings.Count(content, "\r\n") // terminals send CR
	s.input.Prompt, s.input.Placeholder = s.prompt(), ""
	s.resize(a.width)
	if s.busy {
		return nil
	}
	return s.reads()
}

// found is what was found in the pastes that were read.
func (s *addSheet) found() findings {
	if len(s.pasted) == 0 {
		return findings{}
	}
	return s.pasted[len(s.pasted)-1]
}

// reads reads the next paste.
func (s *addSheet) reads() tea.Cmd {
	s.busy, s.read = len(s.pasted) < len(s.pastes), 0
	if !s.busy {
		return nil
	}
	text := s.pastes[len(s.pasted)]
	return s.reading(text, intake.NewPiecewise(text))
}

// readingMsg says that a piece of a paste was read.
type readingMsg struct {
	sheet  *addSheet
	paste  string
	text   *intake.Piecewise
	read   int
	done   bool
	result findings // of all pastes so far, when it is done
}

// piece is how many bytes of what was pasted are read at once.
const piece = 128 << 10

// reading reads the next piece of a paste, off the event loop.
func (s *addSheet) reading(paste string, text *intake.Piecewise) tea.Cmd {
	before := s.found()
	return func() tea.Msg {
		msg := readingMsg{sheet: s, paste: paste, text: text}
		if msg.read, msg.done = text.Step(piece); msg.done {
			msg.result = before.and(text.Result())
		}
		return msg
	}
}

// pasteRead takes what was read of a paste, and goes on.
func (a *app) pasteRead(msg readingMsg) tea.Cmd {
	s := msg.sheet
	switch {
	case s != a.intake:
		return nil // it was left
	case len(s.pasted) == len(s.pastes) || msg.paste != s.pastes[len(s.pasted)]:
		return s.reads() // more of it came meanwhile
	case !msg.done:
		s.read = msg.read
		return s.reading(msg.paste, msg.text)
	}
	s.pasted = append(s.pasted, msg.result)
	a.countIntake()
	if next := s.reads(); next != nil || !s.agreed {
		return next
	}
	return a.acceptIntake()
}

// readTyped looks for IDs in what is typed.
func (a *app) readTyped() {
	s := a.intake
	s.typed = findings{}
	if text := strings.TrimSpace(s.input.Value()); text != "" {
		s.typed = s.typed.and(intake.ReadTyped(text, intake.Typed))
	}
	a.countIntake()
}

// countIntake says how much of what was found is watched.
func (a *app) countIntake() {
	s := a.intake
	pasted := s.found()
	watched, all := 0, len(pasted.ids)
	for id := range s.typed.ids {
		if !pasted.ids[id] {
			all++
		}
	}
	for _, t := range a.list.Tasks() {
		if pasted.ids[t.ID] || s.typed.ids[t.ID] {
			watched++
		}
	}
	refused := len(pasted.Refused) + len(s.typed.Refused)
	s.counts = fmt.Sprintf("found %d: %d new, %d watched", all+refused, all-watched, watched) + told(&pasted.Result, &s.typed.Result)
	if first := firstSaid(&pasted.Result, &s.typed.Result); first != "" {
		s.counts += ": " + first
	}
}

// told says how much of what was found is no task.
func told(in ...*intake.Result) string {
	refused, failed, passed := 0, 0, 0
	for _, r := range in {
		refused, failed, passed = refused+len(r.Refused), failed+len(r.Failures), passed+len(r.Passed)
	}
	text := fmt.Sprintf(", %d refused", refused)
	if failed > 0 {
		text += fmt.Sprintf(", %d refused to start by HubSpot", failed)
	}
	if passed > 0 {
		text += fmt.Sprintf(", %d passed over", passed)
	}
	return text
}

// firstSaid is the first of what is no task, what matters most before the rest.
func firstSaid(in ...*intake.Result) string {
	for _, r := range in {
		if len(r.Refused) > 0 {
			return r.Refused[0].String()
		}
	}
	for _, r := range in {
		if len(r.Failures) > 0 {
			return r.Failures[0].String()
		}
	}
	for _, r := range in {
		if len(r.Passed) > 0 {
			return "passed over " + r.Passed[0].String()
		}
	}
	return ""
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
		a.readTyped()
	}
	return cmd
}

func (a *app) acceptIntake() tea.Cmd {
	s := a.intake
	if s.busy {
		s.agreed = true
		return nil
	}
	a.intake = nil
	if s.empty() {
		return nil
	}
	found := s.found()
	if len(s.typed.ids) > 0 || found.ids == nil {
		found = found.and(s.typed.Result)
	}
	added := a.add(found.Found)
	a.say("added %d, %d already watched%s", added, len(found.Found)-added, told(&found.Result))
	a.keys.enable(a.list.Len() > 0, a.task != nil)
	return tea.Batch(a.syncing(), a.checks())
}

// empty tells whether nothing was pasted or typed.
func (s *addSheet) empty() bool {
	return len(s.pastes) == 0 && strings.TrimSpace(s.input.Value()) == ""
}

func (s *addSheet) resize(width int) { s.input.SetWidth(max(10, width-len(s.input.Prompt)-5)) }

// prompt says what was pasted, before the line for typing more.
func (s *addSheet) prompt() string {
	if lines := s.lineCount(); lines > 1 {
		return fmt.Sprintf("add: pasted %d lines, and ", lines)
	}
	first := s.pastes[0]
	first = strings.TrimSpace(first[:min(len(first), 4*longestPasted)])
	shown := []rune(model.Text(first).Line())
	return "add: pasted " + string(shown[:min(len(shown), longestPasted)]) + ", and "
}

// lineCount is how many lines were pasted.
func (s *addSheet) lineCount() int {
	n := s.ends
	for _, text := range s.pastes {
		if !strings.HasSuffix(text, "\n") && !strings.HasSuffix(text, "\r") {
			n++
		}
	}
	return n
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
func (s *addSheet) lines(width int, l *theme.Theme) []string {
	return []string{
		l.Rule.Paint(strings.Repeat(l.Sign("─", "-"), width)),
		l.Fit(" "+s.input.View(), width),
		l.Fit(" "+s.summary(l), width),
		l.Fit(" "+l.Key.Paint("enter")+l.Faint.Paint(" adds them  ")+l.Key.Paint("esc")+l.Faint.Paint(" leaves"), width),
	}
}

// summary says what was found before anything is done with it.
func (s *addSheet) summary(l *theme.Theme) string {
	switch {
	case s.empty():
		return l.Faint.Paint("nothing is asked before you press enter")
	case s.busy:
		size := len(s.pastes[len(s.pasted)])
		text := fmt.Sprintf("reading: %d%% of %.1f MB", 100*s.read/max(size, 1), float64(size)/1e6)
		if s.agreed {
			text += "; what is in it is added at the end"
		}
		return l.Notice.Paint(text)
	}
	return l.Notice.Paint(s.counts)
}
