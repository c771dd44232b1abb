package session

import (
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
	"hubwatch/model/plan"
)

// Start is what a session begins with. The zero value is an empty watchlist
// that nobody keeps.
type Start struct {
	Tasks   []*model.Task       // as they were left
	Unsaved []*model.Task       // the same, but the Keeper does not know them yet
	Plan    plan.Plan           // without rows if there is none
	Became  map[string][]string // what became of the IDs of causes
	Notes   cause.Notes         // what is known about causes
	Me      model.Text          // the user who watches, for others; "" if nobody is to be told
	Kept    bool                // there is a Keeper: it is told what changes, and says whether HubSpot may be asked
}

// Session is a watchlist being watched: what is known about it, and what
// changes that. Each method that records something returns what newly became
// true. It is not safe for concurrent use.
type Session struct {
	Known

	undo      []Dropped
	learned   bool          // something was learned since the peers were measured
	measured  time.Time     // when they are measured again
	step      time.Duration // how far the machine's clock was set when that was said last
	mayScout  bool
	foresight foresight
	heir      bool // we begin to ask, and another machine may have until a moment ago; the limiter is to be told
}

// Changes is what newly became true.
type Changes struct {
	Events []model.Event  // in the order in which they happened
	Tasks  []*model.Task  // that are new or have changed
	Gone   []model.TaskID // watched no more
	Saved  []*model.Task  // as they are on disk now, with their answers: see [model.Watchlist.Saved]
	Said   []string       // what a user should know
	Anew   bool           // so much has changed, or may have, that all tasks are to be looked at
}

// New begins a session.
func New(start Start) *Session {
	s := &Session{Known: Known{plan: start.Plan, causes: Causes{notes: start.Notes}, people: people{me: start.Me}}}
	s.outbox.kept = start.Kept
	s.causes.groups.Remember(start.Became)
	s.tracker = plan.Track(&s.plan, &s.list)
	for _, tasks := range [][]*model.Task{start.Tasks, start.Unsaved} {
		for _, t := range tasks {
			s.list.Put(t)
		}
	}
	for _, t := range s.list.Tasks() {
		s.learn(t)
		s.catchUp.begin(t)
	}
	s.list.TakeReplaced() // all are learned
	s.edit(EditAdd, start.Unsaved...)
	s.peers = model.NewPeers(s.list.Tasks())
	return s
}

// happened adds events to the changes and to the recent ones.
func (s *Session) happened(ch *Changes, events []model.Event) {
	ch.Events = append(ch.Events, events...)
	s.recent = append(s.recent, events...)
	s.recent = s.recent[max(0, len(s.recent)-maxRecent):]
	for _, e := range events {
		s.learned = s.learned || e.Kind == model.EventState
	}
}
