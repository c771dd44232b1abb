package frame

import (
	"time"

	"hubwatch/ui/screen"
)

// ageStep is how often ages grow.
const ageStep = 10 * time.Second

// Ages returns the time that ages refer to. It advances in steps, so that all
// ages grow together, and a screen on which nothing happens is seldom drawn.
func Ages(e *screen.Env) time.Time { return e.Now.Truncate(ageStep) }
