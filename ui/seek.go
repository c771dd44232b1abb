package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// openSeek asks what to look for.
func (s *taskScreen) openSeek(width int, l *theme.Theme) {
	in := l.NewInput("/", "text in this task")
	in.SetWidth(max(10, width-4))
	in.Focus()
	s.seeking = &in
}

// seekKey is a key while a person types what to look for.
func (a *app) seekKey(msg tea.KeyPressMsg) tea.Cmd {
	s := a.task
	switch {
	case msg.String() == "esc":
		s.seeking = nil
		return nil
	case key.Matches(msg, a.keys.Accept):
		mark := s.seeking.Value()
		s.seeking = nil
		a.seekFor(mark)
		return nil
	}
	in, cmd := s.seeking.Update(msg)
	s.seeking = &in
	return cmd
}

// seekFor goes to the first match from the cursor on.
func (a *app) seekFor(mark string) {
	tree := a.task.front()
	if n := tree.Search(mark); n == 0 && mark != "" {
		a.say("%s is not in this task", model.Text(mark))
	}
	tree.Next(0)
}

func (a *app) nextMatch(by int) {
	tree := a.task.front()
	if tree.Sought == "" {
		a.say("nothing is looked for; %s does", pressName(&a.theme, a.keys.Search))
		return
	}
	tree.Next(by)
}

// seekCursor is where the terminal's cursor belongs on a screen of that height.
func (s *taskScreen) seekCursor(height int) *tea.Cursor {
	c := s.seeking.Cursor()
	if c != nil {
		c.X++
		c.Y = height - 2
	}
	return c
}
