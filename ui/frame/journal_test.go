package frame

import (
	"testing"

	"hubwatch/model"
)

// TestTheJournalFits draws a line of the journal at any width, with times in any
// form: of a state, of what has no state, and of what is about no task.
func TestTheJournalFits(t *testing.T) {
	e, _ := anEnv(t)
	for _, of := range []model.Event{
		{At: nine, ID: "AAAAEZ6wh475001", Kind: model.EventState, From: model.StateProcessing, To: model.StateErrors},
		{At: nine, ID: "a1", Kind: model.EventState, From: model.StateUnchecked, To: model.StateOK},
		{At: nine, ID: "a1", Kind: model.EventAdded},
		{At: nine, Kind: model.EventCause, Told: "two causes are one"},
	} {
		for e.Times = model.TimesLocal; e.Times <= model.TimesRelative; e.Times++ {
			for e.Width = 40; e.Width <= 120; e.Width++ {
				if line := eventLine(e, of); e.Theme.Width(line) > e.Width {
					t.Fatalf("%d wide: %d cells: %q", e.Width, e.Theme.Width(line), line)
				}
			}
		}
	}
}
