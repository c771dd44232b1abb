package screen

import (
	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/model/plan"
	"hubwatch/ui/keys"
)

// Intent is what a screen or a sheet asks for. Only the root model does it.
type Intent interface{ intent() }

// Run has work done off the event loop. What the work returns is called on it
// when the work is done, and may ask for more.
type Run struct{ Work func() func() []Intent }

// Close takes a sheet away, wherever it lies.
type Close struct{ Sheet Sheet }

// Say shows a note in the footer for as long as it takes to read it.
type Say struct{ Text string }

// Do does an action on the screen in front.
type Do struct{ Press keys.Press }

// Add puts tasks on the watchlist and says how many are new. Besides is said
// behind that.
type Add struct {
	Found   []intake.Found
	Besides string
}

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

// Open opens a task.
type Open struct{ Task *model.Task }

// Step opens the task so many further in the table, with ToDo of those to do.
type Step struct {
	By   int
	ToDo bool
}

// Groups shows the groups, the cursor on that of a task unless Of is nil.
type Groups struct{ Of *model.Task }

// Tab shows the table with that tab in front, counted from 1.
type Tab struct{ Number int }

// Quit ends the dashboard.
type Quit struct{}

// Leave leaves the screen in front for the one it was opened from.
type Leave struct{}

// OpenSheet lays a sheet over everything else.
type OpenSheet struct{ Sheet Sheet }

// Mark marks tasks, or takes the marks away if all have one.
type Mark struct{ IDs []model.TaskID }

// Rerun offers the forms in which tasks are handed on, to be done again or to
// HubSpot's support, before them all that is to do if a user picked none, and
// first what of it is shown if a filter is on; or rows of the plan without a
// task, to be begun.
type Rerun struct {
	Tasks  []*model.Task
	Picked bool
	Shown  []*model.Task
	Rows   []*plan.Row
}

// Copy puts a text on the clipboard. What is it called, for people.
type Copy struct{ What, Text string }

// Browse opens an address in a browser. What is it called, for people.
type Browse struct{ What, URL string }

// Page shows a text in a pager, which has the terminal until it ends.
type Page struct{ Text string }

// Read reads the last answer about a task from disk, off the event loop. Then is
// called with it, or nil if it is not kept.
type Read struct {
	Task *model.Task
	Then func(body []byte, err error) []Intent
}

// Write writes a new file. What is its content called, for people.
type Write struct {
	What, Name string
	Data       []byte
}

// Prove writes all that proves how a task ended, with a ticket as Markdown.
type Prove struct {
	Task   *model.Task
	Ticket string
}

// Evidence writes what HubSpot's support needs to know of tasks.
type Evidence struct{ Tasks []*model.Task }

// Colours has everything drawn in a theme, on a background as the user says the
// terminal has it: dark, light, or auto for what the terminal says. Keep keeps
// both in the settings.
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
