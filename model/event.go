package model

import "time"

// EventKind says what an event is about.
type EventKind int

// The kinds of events. There is no zero kind.
const (
	EventAdded  EventKind = iota + 1 // the task is on the watchlist
	EventState                       // the task has another state
	EventFailed                      // checks began to fail, or fail for another reason
	EventBack                        // checks work again
	EventCause                       // causes became one, or got other IDs; it is of no task
)

// Word is the kind as output names it.
func (k EventKind) Word() string {
	switch k {
	case EventAdded:
		return "added"
	case EventState:
		return "state"
	case EventFailed:
		return "failing"
	case EventBack:
		return "back"
	case EventCause:
		return "cause"
	}
	return "unknown"
}

// ParseEventKind reads the word of a kind; one it does not know is 0.
func ParseEventKind(word string) EventKind {
	for k := EventAdded; k <= EventCause; k++ {
		if k.Word() == word {
			return k
		}
	}
	return 0
}

// Event is something that newly became true of a task.
type Event struct {
	At       time.Time // when we learned it, by our clock
	ID       TaskID
	Kind     EventKind
	From, To State
	Errors   int         // how many errors the task has, when it has another state
	Err      *CheckError // why checks fail
	Told     Text        // what became of causes, in a sentence; EventCause only
}

// Words is the event in words, without when it was and of what task.
func (e Event) Words() string {
	switch e.Kind {
	case EventAdded:
		return "added"
	case EventState:
		return e.From.Word() + " > " + e.To.Word()
	case EventFailed:
		if e.Err == nil {
			return "checks fail"
		}
		return "checks fail: " + e.Err.Error()
	case EventBack:
		return "checks work again"
	case EventCause:
		return e.Told.Line()
	}
	return ""
}
