package ui

import "time"

// env is what every screen and sheet sees. The root model keeps it up to date;
// they only read it.
type env struct {
	looks         looks
	keys          keyMap
	now           time.Time
	width, height int
}
