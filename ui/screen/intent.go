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
func (Narrow) intent()   {}
func (Write) intent()    {}
func (Evidence) intent() {}
