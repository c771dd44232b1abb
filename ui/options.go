package ui

import (
	"context"
	"io"
	"time"

	"github.com/charmbracelet/colorprofile"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/plan"
	"hubwatch/model/session"
	"hubwatch/ui/ask"
	"hubwatch/ui/outside"
	"hubwatch/ui/table"
)

// Options configures a dashboard. Checker and Clock are required.
type Options struct {
	Checker   session.Checker
	Clock     func() time.Time
	Searcher  session.Searcher     // searches for folders; nil if nobody may
	Looker    session.Looker       // looks at the folders of the plan, for what is foreseen of it; nil foresees nothing
	Snapshot  bool                 // the first look of Looker is kept
	Step      func() time.Duration // how far the machine's clock has been set since the start; nil if nobody can tell
	Where     string               // what is watched, in the first line: "HubSpot", "demo"
	Simulated bool                 // it is simulated, and ends with the dashboard

	Tasks   []*model.Task                                // watched from the start, as they were left
	Unsaved []*model.Task                                // the same, for the Keeper to write: it does not know them yet
	Me      model.Text                                   // the user who watches, for others
	Keeper  session.Keeper                               // nil keeps nothing
	Notice  string                                       // said at the start, "" for nothing
	Plan    plan.Plan                                    // the migration plan; without rows if there is none
	API     string                                       // where folder updates are sent, for scripts
	Became  map[string][]string                          // what became of the IDs of causes
	Known   cause.Notes                                  // what is known about causes of failure
	Notes   <-chan string                                // said when they come; nil if none do
	Account func(context.Context) (model.Account, error) // nil if there is none to ask
	Limiter session.Limiter                              // nil if there is none
	Login   ask.Login                                    // nil if no other token can be given
	Find    ask.FindToken                                // looks for the token once the screen is open; nil if there is one
	NoToken string                                       // why there is none, [NoTokenYet] if none was ever given; the dashboard begins by asking for it
	Replay  func(model.Times) (text string, over bool)   // what is played instead of asking HubSpot, and whether that is all; nil asks
	Hold    func(held bool)                              // is told when a user pauses and goes on; nil if nobody asks

	View   []byte               // how the user looked at the watchlist the last time; nil if that is not known
	Left   func(*session.Known) // is told what was known at the end, when the terminal is as it was; nil for nobody
	Lines  io.Writer            // says in lines of words what happens, instead of drawing; nil draws
	Views  []table.Tab          // the user's own tabs
	Keys   map[string][]string  // the user's own keys, by action
	Mouse  bool                 // clicks and the wheel, until the user switches them off
	Notify string               // how to call a user who looks elsewhere: "terminal", "bell", or not at all

	Desk      outside.Desk                                        // nil if there is nothing outside of the terminal
	Raw       func(context.Context, model.TaskID) ([]byte, error) // the last answer about a task as it came, nil if it is not kept; nil if none are
	StatusURL func(model.TaskID) string                           // what is asked about a task; nil if that has no address

	Getenv func(string) string // the environment, which tells about the terminal; nil if it tells nothing

	Color      string               // of the account: #rrggbb or a number of the terminal's palette; "" is the theme's
	Theme      string               // a theme of package assets; "" is the default, "none" draws without styles
	Colors     colorprofile.Profile // how many the terminal shows; Unknown is all
	Background string               // "dark" or "light"; anything else asks the terminal
	// KeepColours keeps a theme and a background for the next start. It returns
	// what to tell the user and the file written. It is called off the event
	// loop; nil keeps nothing.
	KeepColours func(theme, background string) (said, path string, err error)
	ASCII       bool // draw with ASCII only, except for names
	OnlyASCII   bool // the terminal has nothing else, so that names would garble it
}
