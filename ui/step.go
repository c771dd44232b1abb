package ui

import (
	"time"

	"hubwatch/model"
)

// shortestStep is how far the clock of the machine must be set to be worth a
// word.
const shortestStep = 2 * time.Second

// StepText says that the clock of the machine was set by that much, "" if that
// is not worth a word.
func StepText(step time.Duration) string {
	const goesOn = "; the checks go on as before"
	switch {
	case step >= shortestStep:
		return "the clock of this machine was set ahead by " + model.Span(step) + goesOn
	case step <= -shortestStep:
		return "the clock of this machine was set back by " + model.Span(-step) + goesOn
	}
	return ""
}

// saySteps says it once when the clock of the machine was set. Nothing here goes
// by it.
func (a *app) saySteps() {
	if a.opt.Step == nil {
		return
	}
	step := a.opt.Step()
	if text := StepText(step - a.step); text != "" {
		a.step = step
		a.say("%s", text)
		a.redraw()
	}
}
