package sheet

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/ui/frame"
	"hubwatch/ui/input"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// Add is the sheet for adding IDs: what was pasted or typed, and what was found
// in it. Nothing is watched before the user agrees.
type Add struct {
	*screen.Env
	clock  func() time.Time
	input  input.Line
	pastes []string   // as the terminal sent them
	ends   int        // of lines in them
	pasted []findings // what was found in the first, in the first two, and so on
	busy   bool       // one of them is being read
	read   int        // how many bytes of it were read
	typed  findings   // what was found in what is typed
	agreed bool       // the user agreed before all was read
	counts string     // what was found, in a sentence
	left   bool       // the user does not want them

	burstAt time.Time // when the last part of a paste without brackets came
}

// findings is what was found in texts, each task once. It is immutable, so that
// it can be made off the event loop.
type findings struct {
	intake.Result
	ids map[model.TaskID]bool
}

// and returns the findings with those of another text.
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

// NewAdd returns the sheet, empty. clock is the time that tells bursts of keys
// from typing.
func NewAdd(e *screen.Env, clock func() time.Time) *Add {
	return &Add{Env: e, clock: clock, input: input.New(e.Theme, "add: ", "task IDs or status URLs")}
}

// Paste accepts everything but a token.
func (s *Add) Paste(text string) (took bool, asks []screen.Intent) {
	if input.IsToken(text) {
		return false, nil
	}
	s.pastes = append(s.pastes, text)
	return true, s.grown(text)
}

// GoesOn appends text to the last paste.
func (s *Add) GoesOn(text string) []screen.Intent {
	last := len(s.pastes) - 1
	s.pastes[last] += text
	s.pasted = s.pasted[:min(len(s.pasted), last)] // it is read again
	return s.grown(text)
}

// grown reads what came, unless something is being read.
func (s *Add) grown(text string) []screen.Intent {
	s.ends += strings.Count(text, "\n") + strings.Count(text, "\r") - strings.Count(text, "\r\n") // terminals send CR
	s.input.Prompt, s.input.Placeholder = s.prompt(), ""
	s.Layout()
	if s.busy {
		return nil
	}
	return s.reads()
}

// Begins notes that the paste came as a burst of keys, and may go on.
func (s *Add) Begins() { s.burstAt = s.clock() }

// burstPause is how long a paste without brackets may pause and still go on.
const burstPause = 300 * time.Millisecond

// Bursting reports whether a paste without brackets may still go on.
func (s *Add) Bursting() bool { return len(s.pastes) > 0 && s.clock().Sub(s.burstAt) < burstPause }

// found returns what was found in the pastes that were read.
func (s *Add) found() findings {
	if len(s.pasted) == 0 {
		return findings{}
	}
	return s.pasted[len(s.pasted)-1]
}

// reads reads the next paste.
func (s *Add) reads() []screen.Intent {
	s.busy, s.read = len(s.pasted) < len(s.pastes), 0
	if !s.busy {
		return nil
	}
	text := s.pastes[len(s.pasted)]
	return s.reading(text, intake.NewPiecewise(text))
}

// piece is how many bytes of what was pasted are read at once.
const piece = 128 << 10

// reading reads the next piece of a paste, off the event loop.
func (s *Add) reading(paste string, text *intake.Piecewise) []screen.Intent {
	before := s.found()
	return []screen.Intent{screen.Run{Work: func() func() []screen.Intent {
		read, done := text.Step(piece)
		var all findings // of all pastes so far
		if done {
			all = before.and(text.Result())
		}
		return func() []screen.Intent {
			switch {
			case s.left:
				return nil
			case len(s.pasted) == len(s.pastes) || paste != s.pastes[len(s.pasted)]:
				return s.reads() // more of it came meanwhile
			case !done:
				s.read = read
				return s.reading(paste, text)
			}
			return s.took(all)
		}
	}}}
}

// took handles what was found, and goes on reading.
func (s *Add) took(all findings) []screen.Intent {
	s.pasted = append(s.pasted, all)
	s.count()
	if next := s.reads(); next != nil || !s.agreed {
		return next
	}
	return s.accept()
}

// readTyped looks for IDs in what is typed.
func (s *Add) readTyped() {
	s.typed = findings{}
	if text := strings.TrimSpace(s.input.Value()); text != "" {
		s.typed = s.typed.and(intake.ReadTyped(text, intake.Typed))
	}
	s.count()
}

// count says how much of what was found is already watched.
func (s *Add) count() {
	pasted := s.found()
	watched, all := 0, len(pasted.ids)
	for id := range s.typed.ids {
		if !pasted.ids[id] {
			all++
		}
	}
	for _, t := range s.List().Tasks() {
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

// firstSaid returns the first of what is not a task, the most important kind first.
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

// Key types into the line, adds what was found, or leaves.
func (s *Add) Key(msg tea.KeyPressMsg) []screen.Intent {
	if text := s.burstText(msg); text != "" {
		return s.GoesOn(text)
	}
	switch keys.InSheet(msg) {
	case keys.Leave:
		s.left = true
		return []screen.Intent{screen.Close{Sheet: s}}
	case keys.Accept:
		return s.accept()
	default:
		if s.input.Type(msg) {
			s.readTyped()
		}
	}
	return nil
}

// burstText returns the text that a key adds to a paste without brackets, "" if
// it is a real key. Where such a paste is cut, its last characters come alone,
// and its last line ends with enter.
func (s *Add) burstText(msg tea.KeyPressMsg) string {
	switch {
	case !s.Bursting():
		return ""
	case keys.InSheet(msg) == keys.Accept:
		return "\n"
	}
	return msg.Text
}

// accept adds what was found, once everything is read.
func (s *Add) accept() []screen.Intent {
	if s.busy {
		s.agreed = true
		return nil
	}
	asks := []screen.Intent{screen.Close{Sheet: s}}
	if s.empty() {
		return asks
	}
	found := s.found()
	if len(s.typed.ids) > 0 || found.ids == nil {
		found = found.and(s.typed.Result)
	}
	return append(asks, screen.Add{Found: found.Found, Besides: told(&found.Result)})
}

// empty reports whether nothing was pasted or typed.
func (s *Add) empty() bool {
	return len(s.pastes) == 0 && strings.TrimSpace(s.input.Value()) == ""
}

// Typing returns true: letters belong to IDs.
func (s *Add) Typing() bool { return true }

// Layout gives the line of input its room.
func (s *Add) Layout() { s.input.SetWidth(max(10, s.Width-len(s.input.Prompt)-5)) }

// prompt says what was pasted, before the line for typing more.
func (s *Add) prompt() string {
	if lines := s.lineCount(); lines > 1 {
		return fmt.Sprintf("add: pasted %d lines, and ", lines)
	}
	first := s.pastes[0]
	first = strings.TrimSpace(first[:min(len(first), 4*longestPasted)])
	shown := []rune(model.Text(model.HideTokens(first)).Line())
	return "add: pasted " + string(shown[:min(len(shown), longestPasted)]) + ", and "
}

// lineCount returns how many lines were pasted.
func (s *Add) lineCount() int {
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

// Cursor is in the line below the rule.
func (s *Add) Cursor() *tea.Cursor { return s.input.CursorAt(s.Height - intakeLines + 1) }

// Lines draws the sheet over the lowest lines of the screen.
func (s *Add) Lines() []string {
	l, width := s.Theme, s.Width
	return []string{
		frame.Rule(s.Env),
		l.Fit("  "+s.input.View(), width),
		l.Fit("  "+s.summary(), width),
		frame.Bottom(s.Env, true, "enter", "adds them", "esc", "leaves"),
	}
}

// summary says what was found before anything is done with it.
func (s *Add) summary() string {
	l := s.Theme
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
