package model

import "time"

// EventKind says what an event is about.
type EventKind int

// The kinds of events. There is no zero kind.
const (
	EventAdded    EventKind = iota + 1 // the task is on the watchlist
	EventState                         // the task has another state
	EventFailed                        // checks began to fail, or fail for another reason
	EventBack                          // checks work again
	EventCause                         // causes became one, or got other IDs; it is of no task
	EventClaimed                       // a user is on the task, or on a cause
	EventReleased                      // that person is not any more
	EventNoted                         // a user wrote a label or a note
)

// Word returns the kind as output names it.
func (k EventKind) Word() string {
	return WordOf(k, []string{
		EventAdded:    "added",
		EventState:    "state",
		EventFailed:   "failing",
		EventBack:     "back",
		EventCause:    "cause",
		EventClaimed:  "claimed",
		EventReleased: "released",
		EventNoted:    "noted",
	})
}

// OfTask reports whether such events tell what becomes of a task, rather than
// what people do about it or what becomes of causes.
func (k EventKind) OfTask() bool { return k < EventCause }

// ParseEventKind reads the word of a kind; one it does not know is 0.
func ParseEventKind(word string) EventKind {
	for k := EventAdded; k <= EventNoted; k++ {
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
	Told     Text        // what became of causes, in a sentence; what a claimed cause is called; what was noted
	Who      Text        // the user who did it; "" if HubSpot did, or nobody knows
	Cause    Text        // the ID of the cause that is claimed or released; "" for a task
}

// Words returns the event in words, without its time and its task.
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
	case EventClaimed:
		return e.Who.Line() + " is on " + e.what()
	case EventReleased:
		return e.Who.Line() + " is not on " + e.what() + " any more"
	case EventNoted:
		return "noted by " + e.Who.Line() + ": " + e.Told.Line()
	}
	return ""
}

// what returns what a claim is on: the cause, or "it" for the task.
func (e Event) what() string {
	if e.Cause == "" {
		return "it"
	}
	return Quoted(e.Told.Line())
}

// Noted returns the label and the note of a task as one text.
func Noted(label, note Text) Text {
	switch {
	case label == "":
		return note
	case note == "":
		return label
	}
	return label + ": " + note
}
