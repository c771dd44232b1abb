package screen

import (
	"time"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// Env is what every screen and sheet sees. The root model keeps it up to date;
// they only read it.
type Env struct {
	Theme         *theme.Theme
	Now           time.Time // in UTC or local, as the clock gives it
	Width, Height int       // of the screen, in cells; 0 until it is known
	Account       model.Account
}
