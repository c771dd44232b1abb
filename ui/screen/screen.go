// Package screen is what the screens of the dashboard and the sheets over them
// have in common: they answer what a user does with intents, and never reach
// the root model, each other, a clock, a file or the network.
package screen

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/keys"
)

// Input takes the keyboard: a line that is typed, or a sheet.
type Input interface {
	// Key takes a press of a key.
	Key(tea.KeyPressMsg) []Intent
	// Paste takes text that was pasted, as the terminal sent it. took is false
	// for what does not belong here: it may be a token, or be about tasks.
	Paste(text string) (took bool, asks []Intent)
	// Cursor is where the terminal's cursor belongs on the screen, nil if nowhere.
	Cursor() *tea.Cursor
	// Typing reports whether letters are text here, and no actions.
	Typing() bool
}

// Screen is what fills the terminal; nothing of it changes while it is drawn.
type Screen interface {
	// Place is what the actions call it.
	Place() keys.Place
	// Do does an action, whether a key or the palette asks for it.
	Do(keys.Press) []Intent
	// Input is a line that is typed in it, nil unless one is.
	Input() Input
	// Lines is all of it; what lies over it is drawn by the root model.
	Lines() []string
	// Click is a click on a cell, and Wheel a turn of the wheel.
	Click(x, y int) []Intent
	Wheeler
	// Tasks is what an action is about.
	Tasks() []*model.Task
	// Shown is the tasks that can be seen: they are asked sooner.
	Shown() []model.TaskID
}

// Sheet lies over a screen, or over another sheet, and has the keyboard.
type Sheet interface {
	Input
	// Layout fits the sheet to the screen. It runs when the sheet is opened and
	// after every message; the other methods draw without changing anything.
	Layout()
	// Lines is the sheet, drawn over the lowest lines of the screen.
	Lines() []string
}

// Wheeler follows the wheel of the mouse.
type Wheeler interface {
	// Wheel moves what is in view by that many lines.
	Wheel(by int)
}
