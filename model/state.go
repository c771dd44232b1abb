package model

// State is what the user sees of a task. It is derived from the last good
// report and what was learned since, and never stored.
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
	return WordOf(s, []string{
		StateUnchecked:  "unchecked",
		StatePending:    "pending",
		StateProcessing: "processing",
		StateUnknown:    "unknown",
		StateOK:         "ok",
		StateErrors:     "errors",
		StateCanceled:   "canceled",
		StateMissing:    "missing",
		StateElsewhere:  "elsewhere",
	})
}

// WordOf returns the word of a value, "unknown" for one that has none.
func WordOf[T ~int](value T, words []string) string {
	if value < 0 || int(value) >= len(words) || words[value] == "" {
		return "unknown"
	}
	return words[value]
}

// Shown returns the state as screens name it: [State.Word], except that
// "errors" is shown as "failed". Machine-readable output keeps "errors".
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

// Final reports whether HubSpot will not change the task again.
func (s State) Final() bool {
	return s == StateOK || s == StateErrors || s == StateCanceled || s == StateElsewhere
}

// ToDo reports whether a task in this state must be done again, unless a later
// attempt was started: see [Task.ToDo].
func (s State) ToDo() bool {
	return s == StateErrors || s == StateCanceled || s == StateElsewhere || s == StateMissing
}

// state derives the state from the last good report and from whether HubSpot
// has confirmed that there is no such task. It cannot tell that a folder landed
// elsewhere, which takes the plan.
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
