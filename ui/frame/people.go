package frame

import (
	"fmt"

	"hubwatch/ui/screen"
)

// lookOnText says how many others look on, "" if nobody does.
func lookOnText(e *screen.Env) string {
	switch n := len(e.LookOn()); n {
	case 0:
		return ""
	case 1:
		return " 1 more looks on."
	default:
		return fmt.Sprintf(" %d more look on.", n)
	}
}
