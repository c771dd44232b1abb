package sheet

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/input"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Label is the sheet for what the user writes about tasks: a label, which names
// each in the table until HubSpot does, and a note.
type Label struct {
	*screen.Env
	tasks  []*model.Task
	inputs [2]input.Line
	before [2]string // what stood in them at first
	at     int       // the input that has the keyboard
}

// longest label or note, in characters.
const maxLabel = 200

// NewLabel returns the sheet for one or more tasks.
func NewLabel(e *screen.Env, tasks []*model.Task) *Label {
	s := &Label{Env: e, tasks: tasks}
	for i, text := range [2]model.Text{
		common(tasks, func(t *model.Task) model.Text { return t.Label }), common(tasks, func(t *model.Task) model.Text { return t.Note }),
	} {
		in := input.New(e.Theme, []string{"label: ", "note:  "}[i], "")
		in.CharLimit = maxLabel
		in.SetValue(text.Line())
		in.CursorEnd()
		s.inputs[i], s.before[i] = in, in.Value()
	}
	s.inputs[1].Blur()
	return s
}

// common returns the text that all tasks have, "" if they differ.
func common(tasks []*model.Task, of func(*model.Task) model.Text) model.Text {
	for _, t := range tasks {
		if of(t) != of(tasks[0]) {
			return ""
		}
	}
	return of(tasks[0])
}

// Key goes from one line to the other, and is done after the second.
func (s *Label) Key(msg tea.KeyPressMsg) []screen.Intent {
	switch does := keys.InSheet(msg); {
	case does == keys.Leave:
		return []screen.Intent{screen.Close{Sheet: s}}
	case does == keys.Accept && s.at == len(s.inputs)-1:
		return []screen.Intent{screen.Close{Sheet: s}, screen.Describe{Tasks: s.tasks, Label: s.written(0), Note: s.written(1)}}
	case does == keys.Accept, does == keys.Switch:
		s.inputs[s.at].Blur()
		s.at = (s.at + 1) % len(s.inputs)
		s.inputs[s.at].Focus()
		return nil
	}
	s.inputs[s.at].Type(msg)
	return nil
}

// written returns what was typed into a line, nil if it was not touched. The
// text may be longer than the line shows, or stand for several that differ.
func (s *Label) written(i int) *model.Text {
	v := s.inputs[i].Value()
	if v == s.before[i] {
		return nil
	}
	text := model.Text(strings.TrimSpace(v))
	return &text
}

// Paste writes what is pasted, in one line.
func (s *Label) Paste(text string) (took bool, asks []screen.Intent) {
	return s.inputs[s.at].Join(text), nil
}

// Typing returns true: letters are of the label or the note.
func (s *Label) Typing() bool { return true }

// Layout gives the lines of input their room.
func (s *Label) Layout() {
	for i := range s.inputs {
		s.inputs[i].SetWidth(max(10, s.Width-10))
	}
}

// labelLines is how high the sheet is.
const labelLines = 4

// Cursor is in one of the lines below the rule.
func (s *Label) Cursor() *tea.Cursor {
	return s.inputs[s.at].CursorAt(s.Height - labelLines + 1 + s.at)
}

// ruleCells is what a title leaves of the rule that it stands in.
const ruleCells = 6

// about returns which folder it is about, as far as that is known, or how many
// tasks.
func (s *Label) about() string {
	if name := s.tasks[0].Wanted().Head(theme.LongestLine).Line(); len(s.tasks) == 1 && name != "" {
		return name
	}
	return model.Named(s.tasks)
}

// Lines draws the sheet over the lowest lines of the screen.
func (s *Label) Lines() []string {
	l, width := s.Theme, s.Width
	return []string{
		frame.TitledRule(s.Env, l.TailUpTo(s.about(), width-ruleCells), width),
		l.Fit("  "+s.inputs[0].View(), width),
		l.Fit("  "+s.inputs[1].View(), width),
		frame.Bottom(s.Env, true, "enter", "goes on", "esc", "leaves"),
	}
}
