package ui

import (
	"time"

	"hubwatch/ui/theme"
)

// env is what every screen and sheet sees. The root model keeps it up to date;
// they only read it.
type env struct {
	theme         theme.Theme
	keys          keyMap
	now           time.Time
	width, height int
}
