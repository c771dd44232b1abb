package session

import (
	"time"

	"hubwatch/model"
)

// shortestStep is how far the machine's clock must be set to be worth a message.
const shortestStep = 2 * time.Second

// ClockSet records how far the machine's clock has been set since the start. It
// is reported once; nothing depends on that clock.
func (s *Session) ClockSet(step time.Duration) Changes {
	way, by := "ahead", step-s.step
	if by < 0 {
		way, by = "back", -by
	}
	if by < shortestStep {
		return Changes{}
	}
	s.step = step
	return Changes{Said: []string{"the clock of this machine was set " + way + " by " + model.Span(by) + "; the checks go on as before"}}
}
