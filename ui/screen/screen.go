// Package screen is the contract of the dashboard's screens and sheets: they
// answer the user's input with intents, and never reach the root model, each
// other, a clock, a file or the network.
package screen

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/keys"
)

// Input is whatever has the keyboard: a line of input, or a sheet.
type Input interface {
	// Key handles a key press.
	Key(tea.KeyPressMsg) []Intent
	// Paste handles pasted text, as the terminal sent it. took is false if the
	// text does not belong here; it may be a token, or be about tasks.
	Paste(text string) (took bool, asks []Intent)
	// Cursor returns where the terminal's cursor belongs on the screen, nil for
	// nowhere.
	Cursor() *tea.Cursor
	// Typing reports whether letters are text here rather than actions.
	Typing() bool
}

// Screen fills the terminal. Drawing it changes nothing.
type Screen interface {
	// Place returns the screen's place, which decides what actions work.
	Place() keys.Place
	// Do carries out an action, from a key or the palette.
	Do(keys.Press) []Intent
	// Input returns the line of input that is open in the screen, nil if there
	// is none.
	Input() Input
	// Lines draws the whole screen; the root model draws the sheets over it.
	Lines() []string
	// Click handles a click on a cell, and Wheel a turn of the wheel.
	Click(x, y int) []Intent
	Wheeler
	// Tasks returns the tasks that an action is about.
	Tasks() []*model.Task
	// Shown returns the tasks in view, which are checked sooner.
	Shown() []model.TaskID
}

// Sheet covers a screen or another sheet, and has the keyboard.
type Sheet interface {
	Input
	// Layout fits the sheet to the screen. It runs when the sheet is opened and
	// after every message; all other methods draw without changing anything.
	Layout()
	// Lines draws the sheet, which covers the lowest lines of the screen.
	Lines() []string
}

// Wheeler handles the mouse wheel.
type Wheeler interface {
	// Wheel scrolls by that many lines.
	Wheel(by int)
}
