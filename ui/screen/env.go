package screen

import (
	"time"

	"hubwatch/model"
	"hubwatch/model/digest"
	"hubwatch/model/session"
	"hubwatch/ui/keys"
	"hubwatch/ui/theme"
)

// Env is what every screen and sheet sees. The root model keeps it up to date;
// they only read it.
type Env struct {
	*session.Known // what the session knows, to be read
	Theme          *theme.Theme
	Keys           *keys.Map
	Now            time.Time   // in UTC or local, as the clock gives it
	Times          model.Times // how instants are shown
	Width, Height  int         // of the screen, in cells; 0 until it is known

	Where     string // what is watched: "HubSpot", "demo"
	Simulated bool   // it is simulated, and ends with the dashboard
	Account   model.Account
	CanLogin  bool          // a token can be given
	NoToken   string        // why there is no token; "" if there is one
	Sought    time.Time     // since when the token is looked for, the zero time if it is not
	Note      Note          // said in the footer for a while
	Away      digest.Digest // what happened while nobody looked, as far as it is known, until a user closes it
	EndRead   bool          // a user has closed the notice that everything has ended
	Back      string        // what the screen is called that one came from, "" at the root
	News      *digest.News  // the tasks that have changed and were not seen since

	Budget    func() model.Budget                         // what the request limits allow now; nil if there is none to show
	StatusURL func(model.TaskID) string                   // what is asked about a task; nil if that has no address
	Replay    func(model.Times) (text string, ended bool) // what is played instead of asking HubSpot; nil asks
}

// Note is shown in the footer in place of the hints; the zero value shows
// nothing.
type Note struct {
	Text  string
	Path  string    // of a file that was written, behind the text; it is never cut off
	Until time.Time // when it was read
}
