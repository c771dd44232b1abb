package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// describe is the sheet for what a person writes about tasks: a label, which
// names each in the table until HubSpot does, and a note.
type describe struct {
	tasks  []*model.Task
	inputs [2]textinput.Model
	before [2]string // what stood in them at first
	at     int       // the input that has the keyboard
}

// longest label or note, in characters.
const maxLabel = 200

func (a *app) openDescribe(tasks []*model.Task) {
	if len(tasks) == 0 {
		return
	}
	s := &describe{tasks: tasks}
	for i, text := range [2]model.Text{
		common(tasks, func(t *model.Task) model.Text { return t.Label }), common(tasks, func(t *model.Task) model.Text { return t.Note }),
	} {
		in := a.theme.NewInput([]string{"label: ", "note:  "}[i], "")
		in.CharLimit = maxLabel
		in.SetValue(text.Line())
		in.CursorEnd()
		s.inputs[i], s.before[i] = in, in.Value()
	}
	s.inputs[0].Focus()
	s.resize(a.width)
	a.describe = s
}

// common is the text that all tasks have, "" if they differ.
func common(tasks []*model.Task, of func(*model.Task) model.Text) model.Text {
	for _, t := range tasks {
		if of(t) != of(tasks[0]) {
			return ""
		}
	}
	return of(tasks[0])
}

func (a *app) describeKey(msg tea.KeyPressMsg) tea.Cmd {
	s := a.describe
	switch {
	case msg.String() == "esc":
		a.describe = nil
		return nil
	case key.Matches(msg, a.keys.Accept) && s.at == len(s.inputs)-1:
		return a.acceptDescribe()
	case key.Matches(msg, a.keys.Accept), msg.String() == "tab", msg.String() == "shift+tab":
		s.inputs[s.at].Blur()
		s.at = (s.at + 1) % len(s.inputs)
		s.inputs[s.at].Focus()
		return nil
	}
	var cmd tea.Cmd
	s.inputs[s.at], cmd = s.inputs[s.at].Update(msg)
	return cmd
}

func (a *app) acceptDescribe() tea.Cmd {
	s := a.describe
	a.describe = nil
	var described []*model.Task
	for _, chosen := range s.tasks {
		t := a.list.Task(chosen.ID)
		if t == nil {
			continue // somebody dropped it in the meantime
		}
		texts := [2]model.Text{t.Label, t.Note}
		for i := range s.inputs { // what is not touched stays as it is, however long
			if v := s.inputs[i].Value(); v != s.before[i] {
				texts[i] = model.Text(strings.TrimSpace(v))
			}
		}
		a.list.Describe(t.ID, texts[0], texts[1])
		a.table.update(t)
		described = append(described, t)
	}
	a.edit(EditDescribe, described...)
	if len(described) > 1 {
		a.say("described %s", named(described))
	}
	return a.syncing()
}

func (s *describe) resize(width int) {
	for i := range s.inputs {
		s.inputs[i].SetWidth(max(10, width-10))
	}
}

// describeLines is how high the sheet is.
const describeLines = 4

// cursor is where the terminal's cursor belongs on a screen of that height.
func (s *describe) cursor(height int) *tea.Cursor {
	c := s.inputs[s.at].Cursor()
	if c != nil {
		c.X++
		c.Y = height - describeLines + 1 + s.at
	}
	return c
}

// lines draws the sheet over the lowest lines of the screen.
func (s *describe) lines(width int, l *theme.Theme) []string {
	return []string{
		l.Rule.Paint(strings.Repeat(l.Sign("─", "-"), width)),
		l.Fit(" "+s.inputs[0].View(), width),
		l.Fit(" "+s.inputs[1].View(), width),
		l.Fit(" "+l.Key.Paint("enter")+l.Faint.Paint(" goes on  ")+l.Key.Paint("esc")+l.Faint.Paint(" leaves  ")+l.Notice.Paint(named(s.tasks)), width),
	}
}
