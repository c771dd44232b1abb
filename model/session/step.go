package session

import (
	"time"

	"hubwatch/model"
)

// shortestStep is how far the clock of the machine must be set to be worth a
// word.
const shortestStep = 2 * time.Second

// ClockSet takes in how far the clock of the machine has been set since the
// start. It is said once; nothing goes by that clock.
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
