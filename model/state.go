package model

// State is what a user sees of a task. It is derived from the last good report
// and from what is known since, and never stored.
type State int

// The states, from nothing known to settled.
const (
	StateUnchecked  State = iota // no report yet
	StatePending                 // queued at HubSpot
	StateProcessing              // HubSpot works on it
	StateUnknown                 // a status word we do not know; still polled
	StateOK                      // COMPLETE without errors
	StateErrors                  // final with errors; HubSpot has no word for it
	StateCanceled                // CANCELED without errors
	StateMissing                 // HubSpot says, and says again, that there is no such task
	StateElsewhere               // COMPLETE without errors, but the folder is not where or not what the plan says
)

// States lists every state, most urgent first.
var States = [...]State{
	StateErrors, StateCanceled, StateElsewhere, StateMissing, StateUnknown,
	StateProcessing, StatePending, StateUnchecked, StateOK,
}

// Word returns the state as output and filters name it.
func (s State) Word() string {
	switch s {
	case StateUnchecked:
		return "unchecked"
	case StatePending:
		return "pending"
	case StateProcessing:
		return "processing"
	case StateUnknown:
		return "unknown"
	case StateOK:
		return "ok"
	case StateErrors:
		return "errors"
	case StateCanceled:
		return "canceled"
	case StateMissing:
		return "missing"
	case StateElsewhere:
		return "elsewhere"
	}
	return "unknown"
}

// Shown returns the state as screens name it: [State.Word], but that a task
// that ended with errors has failed. Output keeps the word errors, which
// scripts know.
func (s State) Shown() string {
	if s == StateErrors {
		return "failed"
	}
	return s.Word()
}

// ParseState reads the word of a state.
func ParseState(word string) (s State, ok bool) {
	for _, s := range States {
		if s.Word() == word {
			return s, true
		}
	}
	return 0, false
}

// Final reports whether HubSpot will not change the task any more.
func (s State) Final() bool {
	return s == StateOK || s == StateErrors || s == StateCanceled || s == StateElsewhere
}

// ToDo reports whether what the task was started for must be done again, unless
// a later attempt was started: see [Task.ToDo].
func (s State) ToDo() bool {
	return s == StateErrors || s == StateCanceled || s == StateElsewhere || s == StateMissing
}

// state derives what a user sees from the last good report and whether HubSpot
// has confirmed since that there is no such task. That a folder landed
// elsewhere only the plan tells.
func state(r *Report, missing bool) State {
	switch {
	case r != nil && r.Status.Final() && r.ErrorCount() > 0:
		return StateErrors
	case r != nil && r.Status == StatusComplete:
		return StateOK
	case r != nil && r.Status == StatusCanceled:
		return StateCanceled
	case missing:
		return StateMissing
	case r == nil:
		return StateUnchecked
	case r.Status == StatusPending:
		return StatePending
	case r.Status == StatusProcessing:
		return StateProcessing
	}
	return StateUnknown
}
