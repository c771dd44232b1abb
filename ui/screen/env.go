package screen

import (
	"time"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/theme"
)

// Env is what every screen and sheet sees. The root model keeps it up to date;
// they only read it.
type Env struct {
	*session.Known // what the session knows, to be read

	Theme         *theme.Theme
	Now           time.Time // in UTC or local, as the clock gives it
	Width, Height int       // of the screen, in cells; 0 until it is known
	Account       model.Account
	Columns       []string // of the migration plan, that tasks have
}
