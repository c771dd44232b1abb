package frame

import (
	"time"

	"hubwatch/ui/screen"
)

// ageStep is how often ages grow.
const ageStep = 10 * time.Second

// Ages returns the time that ages are told by: it goes on in steps, so that all
// of them grow together, and a screen on which nothing goes on is drawn seldom.
func Ages(e *screen.Env) time.Time { return e.Now.Truncate(ageStep) }
