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
)

// Event is something that newly became true of a task.
type Event struct {
	At       time.Time // when we learned it, by our clock
	ID       TaskID
	Kind     EventKind
	From, To State
	Errors   int         // how many errors the task has, when it has another state
	Err      *CheckError // why checks fail
}
