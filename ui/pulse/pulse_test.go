package pulse

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
)

// run runs a pulse until the test ends.
func run(t *testing.T, p *Pulse) chan tea.Msg {
	came := make(chan tea.Msg)
	go p.Run(t.Context(), func(msg tea.Msg) { came <- msg })
	return came
}

// TestPulse holds what comes when, in milliseconds, for what is asked for at which
// moment.
func TestPulse(t *testing.T) {
	ms := func(n int) time.Duration { return time.Duration(n) * time.Millisecond }
	for _, tt := range []struct {
		name string
		calm bool
		in   map[int]int // after so many messages, what is due in how many
		want string
	}{
		{"nothing is due", false, nil, "tick 250, tick 500, tick 750, tick 1000"},
		{"it is calm", true, nil, "tick 750, tick 1500, tick 2250, tick 3000"},
		{"something is due soon after a tick", false, map[int]int{1: 50}, "tick 250, wake 300, tick 500, tick 750"},
		{"something is due a while after", false, map[int]int{1: 200, 2: 200, 3: 200}, "tick 250, tick 450, tick 650, tick 850"},
		{"it is due with the next tick", false, map[int]int{1: 248}, "tick 250, tick 500, tick 750, tick 1000"},
		{"it is due already", false, map[int]int{1: -7}, "tick 250, wake 255, tick 500, tick 750"},
		{"it is due later than the next tick", false, map[int]int{1: 900}, "tick 250, tick 500, tick 750, tick 1000"},
		{"it is due while nothing else happens", true, map[int]int{2: 50}, "tick 750, tick 1500, wake 1550, tick 2250"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p, begun := New(), time.Now()
				came := run(t, p)
				var got []string
				for n := range 4 {
					p.Next(tt.calm)
					if wait, ok := tt.in[n]; ok {
						p.In(ms(wait))
						p.In(ms(wait + 10)) // the earlier one stays
					}
					kind := "wake"
					if _, ok := (<-came).(Tick); ok {
						kind = "tick"
					}
					got = append(got, fmt.Sprintf("%s %d", kind, time.Since(begun).Milliseconds()))
				}
				if got := strings.Join(got, ", "); got != tt.want {
					t.Errorf("%s, want %s", got, tt.want)
				}
			})
		})
	}
}

// TestAnEarlierOneIsMovedForward holds that what is asked for while the next one
// is waited for comes at its time, and nothing at the former one.
func TestAnEarlierOneIsMovedForward(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p, begun := New(), time.Now()
		came := run(t, p)
		p.Next(false)
		time.Sleep(20 * time.Millisecond)
		p.In(150 * time.Millisecond)
		p.In(30 * time.Millisecond)
		<-came
		if got := time.Since(begun); got != 50*time.Millisecond {
			t.Errorf("it came after %v, want 50 ms", got)
		}
		p.Next(false)
		<-came
		if got := time.Since(begun); got != 250*time.Millisecond {
			t.Errorf("the one after it came after %v, want 250 ms", got)
		}
	})
}
