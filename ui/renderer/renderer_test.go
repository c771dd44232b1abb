package renderer

import (
	"reflect"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
)

// TestTheRendererHasItsClock holds that the version of Bubble Tea in use has
// the clock that Clock sets; without it the screen is slower, not wrong.
func TestTheRendererHasItsClock(t *testing.T) {
	field, ok := reflect.TypeFor[tea.Program]().FieldByName("ticker")
	if !ok || field.Type != reflect.TypeFor[*time.Ticker]() {
		t.Error("Bubble Tea's renderer has no ticker any more: see whether Clock is still needed")
	}
}
