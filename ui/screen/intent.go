package screen

import (
	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/plan"
	"hubwatch/ui/keys"
)

// Intent is what a screen or a sheet asks for. Only the root model carries it out.
type Intent interface{ intent() }

// Run has work done off the event loop. What the work returns is called on the
// event loop when the work is done, and may return more intents.
type Run struct{ Work func() func() []Intent }

// Close closes a sheet, even if others lie over it.
type Close struct{ Sheet Sheet }

// Say shows a note in the footer for as long as it takes to read it.
type Say struct{ Text string }

// Do has an action carried out on the screen in front.
type Do struct{ Press keys.Press }

// Add puts tasks on the watchlist and says how many are new, followed by Besides.
type Add struct {
	Found   []intake.Found
	Besides string
}

// Describe sets the label and the note of tasks; nil leaves one unchanged.
type Describe struct {
	Tasks       []*model.Task
	Label, Note *model.Text
}

// Login checks a token and uses it from then on. Then is called with the error,
// or nil.
type Login struct {
	Token string
	Then  func(error) []Intent
}

// Narrow shows the table with the tasks that match a filter.
type Narrow struct{ Filter string }

// Open opens a task.
type Open struct{ Task *model.Task }

// Step opens the task that many rows further in the table; with ToDo, only
// tasks that are to do count.
type Step struct {
	By   int
	ToDo bool
}

// Groups shows the groups, with the cursor on the one of task Of unless that is
// nil.
type Groups struct{ Of *model.Task }

// Tab shows the table with that tab in front, counted from 1.
type Tab struct{ Number int }

// Quit ends the dashboard.
type Quit struct{}

// Leave returns from the screen in front to the one it was opened from.
type Leave struct{}

// OpenSheet puts a sheet on top of everything else.
type OpenSheet struct{ Sheet Sheet }

// Mark marks tasks, or unmarks them if all are marked.
type Mark struct{ IDs []model.TaskID }

// Rerun opens the list of forms in which tasks can be written, to be done again
// or for HubSpot's support. If the user has picked no tasks, the list offers
// everything to do as well, and if a filter is on, what of it is shown. It may
// be about rows of the plan without a task instead.
type Rerun struct {
	Tasks  []*model.Task
	Picked bool
	Shown  []*model.Task
	Rows   []*plan.Row
}

// Copy puts a text on the clipboard. What names it for the user.
type Copy struct{ What, Text string }

// Browse opens an address in a browser. What names it for the user.
type Browse struct{ What, URL string }

// Page shows a text in a pager, which has the terminal until it ends.
type Page struct{ Text string }

// Read reads the last raw answer about a task from disk, off the event loop.
// Then is called with it, or with nil if it is not stored.
type Read struct {
	Task *model.Task
	Then func(body []byte, err error) []Intent
}

// Write writes a new file. What names its content for the user.
type Write struct {
	What, Name string
	Data       []byte
}

// Prove writes everything that proves how a task ended, with a ticket in Markdown.
type Prove struct {
	Task   *model.Task
	Ticket string
}

// Evidence writes what HubSpot's support needs to know about tasks.
type Evidence struct{ Tasks []*model.Task }

// Colours redraws everything in a theme and for a background: dark, light, or
// auto for what the terminal reports. Keep saves both in the settings.
type Colours struct {
	Theme, Background string
	Keep              bool
}

func (Run) intent()       {}
func (Colours) intent()   {}
func (Close) intent()     {}
func (Add) intent()       {}
func (Say) intent()       {}
func (Do) intent()        {}
func (Describe) intent()  {}
func (Login) intent()     {}
func (Narrow) intent()    {}
func (Open) intent()      {}
func (Step) intent()      {}
func (Groups) intent()    {}
func (Tab) intent()       {}
func (Quit) intent()      {}
func (Leave) intent()     {}
func (OpenSheet) intent() {}
func (Mark) intent()      {}
func (Rerun) intent()     {}
func (Copy) intent()      {}
func (Page) intent()      {}
func (Browse) intent()    {}
func (Read) intent()      {}
func (Write) intent()     {}
func (Evidence) intent()  {}
func (Prove) intent()     {}
