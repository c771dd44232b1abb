package ui

import (
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
)

// env is what every screen and sheet sees.
type env struct {
	*screen.Env
	keys *keys.Map
}
