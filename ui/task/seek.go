package task

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/input"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// seekLine is the line in which the user types what to look for in a task.
type seekLine struct {
	*screen.Env
	task  *Screen
	input input.Line
}

// openSeek opens that line.
func (s *Screen) openSeek() {
	s.line = &seekLine{Env: s.Env, task: s, input: input.New(s.Theme, "/", "text in this task")}
	s.line.layout()
}

// layout gives the line its room.
func (l *seekLine) layout() { l.input.SetWidth(max(10, l.Width-4)) }

// Key types what to look for, and looks for it.
func (l *seekLine) Key(msg tea.KeyPressMsg) []screen.Intent {
	switch keys.InSheet(msg) {
	case keys.Leave:
		l.task.line = nil
	case keys.Accept:
		l.task.line = nil
		return l.seek()
	default:
		l.input.Type(msg)
	}
	return nil
}

// seek goes to the first match from the cursor on.
func (l *seekLine) seek() []screen.Intent {
	tree, mark := l.task.Tree(), l.input.Value()
	n := tree.Search(mark)
	tree.Next(0)
	if n == 0 && mark != "" {
		return []screen.Intent{screen.Say{Text: model.Text(mark).Line() + " is not in this task"}}
	}
	return nil
}

// Paste looks for what is pasted.
func (l *seekLine) Paste(text string) (took bool, asks []screen.Intent) {
	return l.input.Paste(text), nil
}

// Typing returns true: letters are looked for.
func (l *seekLine) Typing() bool { return true }

// Cursor is in the line above the hints.
func (l *seekLine) Cursor() *tea.Cursor { return l.input.CursorAt(l.Height - 2) }

// nextMatch goes to the next or previous match; without a search, to the next
// or previous task that is to do.
func (s *Screen) nextMatch(by int) []screen.Intent {
	if s.Tree().Sought == "" {
		return []screen.Intent{screen.Step{By: by, ToDo: true}}
	}
	s.Tree().Next(by)
	return nil
}
