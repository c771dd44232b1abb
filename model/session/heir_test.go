package session

import (
	"testing"
	"time"

	"hubwatch/model"
)

// heard is a Limiter that counts how often it is told that another one asked before.
type heard struct{ inherited int }

func (*heard) Budget() model.Budget { return model.Budget{} }
func (*heard) Expect(time.Duration) {}
func (*heard) Hurry(int)            {}
func (h *heard) Inherit()           { h.inherited++ }

// TestAnHeirIsTold holds when the limiter is told that another one may have asked
// until a moment ago: whenever we begin to ask where other machines share the
// watchlist, once, and never elsewhere.
func TestAnHeirIsTold(t *testing.T) {
	for _, strict := range []bool{true, false} {
		s, h, now := New(Start{Kept: true, Tasks: []*model.Task{{ID: "a", AddedAt: noon}}}), &heard{}, noon
		for _, step := range []struct {
			name   string
			passes time.Duration
			inbox  Inbox
			want   int // how often it was told by then
		}{
			{"it is for us to ask", 0, Inbox{}, 1},
			{"and still is", time.Second, Inbox{}, 1},
			{"another one asks", time.Second, Inbox{Poller: "ana"}, 1},
			{"that one is gone", time.Minute, Inbox{}, 2},
			{"we could not tell for a while", time.Minute, Inbox{}, 3},
		} {
			now = now.Add(step.passes)
			step.inbox.Until, step.inbox.Strict = now.Add(5*time.Second), strict
			s.Receive(s.Pack(now), step.inbox, nil, now)
			s.Due(now, nil, h)
			s.Due(now, nil, h)
			if want := step.want * map[bool]int{true: 1}[strict]; h.inherited != want {
				t.Errorf("%s (strict %v): told %d times, want %d", step.name, strict, h.inherited, want)
			}
		}
	}
}
