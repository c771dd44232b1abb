package screen

import (
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
)

// Intent is what a screen or a sheet asks for. Only the root model does it.
type Intent interface{ intent() }

// Close takes a sheet away, wherever it lies.
type Close struct{ Sheet Sheet }

// Say shows a note in the footer for as long as it takes to read it.
type Say struct{ Text string }

// Do does what a key does on the screen in front.
type Do struct{ Key tea.KeyPressMsg }

// Describe gives tasks a label and a note. What is nil stays as it is.
type Describe struct {
	Tasks       []*model.Task
	Label, Note *model.Text
}

// Login checks a token, has everything asked with it from then on, and tells
// Then why not if that fails.
type Login struct {
	Token string
	Then  func(error) []Intent
}

// Narrow shows the table, and in it just what a filter lets through.
type Narrow struct{ Filter string }

// Write writes a new file. What is its content called, for people.
type Write struct {
	What, Name string
	Data       []byte
}

// Evidence writes what HubSpot's support needs to know of tasks.
type Evidence struct{ Tasks []*model.Task }

func (Close) intent()    {}
func (Say) intent()      {}
func (Do) intent()       {}
func (Describe) intent() {}
func (Login) intent()    {}
func (Narrow) intent()   {}
func (Write) intent()    {}
func (Evidence) intent() {}
