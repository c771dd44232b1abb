package keep

import (
	"context"
	"fmt"
	"time"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/journal"
	"hubwatch/ui/cli/output"
)

// Recording is events that can be played.
type Recording struct {
	Account  model.Account
	Sessions []model.Session // in the events

	name   string
	events []model.Event
	known  []*model.Task // of what the events are about, as they are today
	begin  time.Time     // what happened before is there from the start
	end    time.Time     // what happened after is not played
}

// ReadRecording reads a file of events, or standard input for "-".
func ReadRecording(ctx context.Context, from output.Streams, file string) (Recording, error) {
	in, name, err := from.Open(ctx, file)
	if err != nil {
		return Recording{}, err
	}
	defer in.Close()
	events, err := journal.ReadEvents(in)
	if err != nil {
		return Recording{}, exit.Usagef("%s: %w", name, err)
	}
	r := Recording{name: name, events: events, Sessions: model.Sessions(events)}
	r.begin, r.end = r.Sessions[0].Begin, r.Sessions[len(r.Sessions)-1].End
	return r, nil
}

// Recorded returns the journal of a watchlist, from which a session is to be
// chosen.
func Recorded(ctx context.Context, s store.Store) (Recording, error) {
	var r Recording
	err := Journal(ctx, s, false, func(e store.Entry) error {
		if e.Kind.OfTask() {
			r.events = append(r.events, e.Event)
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	if len(r.events) == 0 {
		return r, exit.Usagef("the journal is empty: nothing has happened yet")
	}
	r.Sessions = model.Sessions(r.events)
	if r.known, _, err = s.Load(ctx); err != nil {
		return r, err
	}
	portal, err := s.Account(ctx)
	r.Account.PortalID = model.Text(portal)
	return r, err
}

// Choose keeps only the session with that number, counted from 1.
func (r *Recording) Choose(number int) error {
	if number < 1 || number > len(r.Sessions) {
		return exit.Usagef("session %d is not in the journal, which has %d; \"hubwatch replay --list\" lists them", number, len(r.Sessions))
	}
	session := r.Sessions[number-1]
	r.begin, r.end = session.Begin, session.End
	r.name = fmt.Sprintf("session %d", number)
	return nil
}

// Play starts playing it, that many times as fast as wall runs.
func (r *Recording) Play(speed float64, wall func() time.Time) *Player {
	events := r.events
	for len(events) > 0 && events[len(events)-1].At.After(r.end) {
		events = events[:len(events)-1]
	}
	return newPlayer(r.name, model.NewReplay(events, r.known), speed, r.begin, wall)
}
