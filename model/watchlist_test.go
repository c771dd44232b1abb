package model

import (
	"errors"
	"slices"
	"testing"
	"time"
)

var t0 = time.Date(2026, 5, 4, 9, 0, 0, 0, time.UTC)

func at(seconds int) time.Time { return t0.Add(time.Duration(seconds) * time.Second) }

// answered is an observation of a report, asked and answered at that second.
func answered(id TaskID, second int, word string, numErrors int) Observation {
	return Observation{ID: id, AskedAt: at(second), At: at(second), Report: &Report{
		Status: ParseStatus(word), RawStatus: Text(word), NumErrors: numErrors,
	}}
}

func failed(id TaskID, second int, kind Kind) Observation {
	return Observation{ID: id, AskedAt: at(second), At: at(second), Err: &CheckError{Kind: kind, Message: "no"}}
}

func TestStateOfOneTask(t *testing.T) {
	for _, tc := range []struct {
		name  string
		obs   []Observation
		state State
		stale bool
	}{
		{"nothing yet", nil, StateUnchecked, false},
		{"pending", []Observation{answered("a", 1, "PENDING", 0)}, StatePending, false},
		{"processing", []Observation{answered("a", 1, "PROCESSING", 0)}, StateProcessing, false},
		{"complete is ok", []Observation{answered("a", 1, "COMPLETE", 0)}, StateOK, false},
		{"complete with errors is not ok", []Observation{answered("a", 1, "COMPLETE", 2)}, StateErrors, false},
		{"canceled", []Observation{answered("a", 1, "CANCELED", 0)}, StateCanceled, false},
		{"canceled with errors", []Observation{answered("a", 1, "CANCELED", 1)}, StateErrors, false},
		{"processing with errors goes on", []Observation{answered("a", 1, "PROCESSING", 3)}, StateProcessing, false},
		{"an unknown word", []Observation{answered("a", 1, "FAILED", 0)}, StateUnknown, false},
		{"an unknown word with errors", []Observation{answered("a", 1, "FAILED", 1)}, StateUnknown, false},
		{"lower case", []Observation{answered("a", 1, "complete", 0)}, StateOK, false},
		{"404", []Observation{failed("a", 1, KindNotFound)}, StateUnchecked, true},
		{"404 and again too soon", []Observation{failed("a", 1, KindNotFound), failed("a", 10, KindNotFound)}, StateUnchecked, true},
		{"404 and again", []Observation{failed("a", 1, KindNotFound), failed("a", 11, KindNotFound)}, StateMissing, false},
		{"404 and again, but in between it could not be asked", []Observation{failed("a", 1, KindNotFound), failed("a", 8, KindUnavailable), failed("a", 12, KindNotFound)}, StateUnchecked, true},
		{"undecodable", []Observation{failed("a", 1, KindBadID)}, StateUnchecked, true},
		{"undecodable again", []Observation{failed("a", 1, KindBadID), failed("a", 3, KindBadID)}, StateMissing, false},
		{"a known task that one answer denies", []Observation{answered("a", 1, "PROCESSING", 0), failed("a", 9, KindNotFound)}, StateProcessing, true},
		{
			"a known task that is denied for a while",
			[]Observation{answered("a", 1, "PROCESSING", 0), failed("a", 9, KindBadID), failed("a", 38, KindBadID)}, StateProcessing, true,
		},
		{
			"a known task that is denied for long",
			[]Observation{answered("a", 1, "PROCESSING", 0), failed("a", 9, KindNotFound), failed("a", 39, KindNotFound)}, StateMissing, false,
		},
		{"unavailable before any answer", []Observation{failed("a", 1, KindUnavailable)}, StateUnchecked, true},
		{
			"an error keeps the last good report",
			[]Observation{answered("a", 1, "PROCESSING", 0), failed("a", 3, KindUnavailable)}, StateProcessing, true,
		},
		{
			"and a good answer clears it",
			[]Observation{answered("a", 1, "PENDING", 0), failed("a", 3, KindUnavailable), answered("a", 5, "PROCESSING", 0)}, StateProcessing, false,
		},
		{
			"what has ended stays ended",
			[]Observation{answered("a", 1, "COMPLETE", 0), answered("a", 3, "PROCESSING", 0)}, StateOK, false,
		},
		{
			"a 404 does not take back an end",
			[]Observation{answered("a", 1, "COMPLETE", 0), failed("a", 3, KindNotFound)}, StateOK, false,
		},
		{
			"an answer overtaken by a later one changes nothing",
			[]Observation{answered("a", 5, "PROCESSING", 0), answered("a", 2, "PENDING", 0)}, StateProcessing, false,
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var w Watchlist
			w.Add("a", "", t0)
			for _, o := range tc.obs {
				w.Apply(o)
			}
			task := w.Task("a")
			if got := task.State(); got != tc.state {
				t.Errorf("state %v, want %v", got.Word(), tc.state.Word())
			}
			if got := task.Stale(); got != tc.stale {
				t.Errorf("stale %v, want %v", got, tc.stale)
			}
			for _, s := range States {
				want := 0
				if s == tc.state {
					want = 1
				}
				if got := w.Count(s); got != want {
					t.Errorf("count of %s is %d, want %d", s.Word(), got, want)
				}
			}
		})
	}
}

func TestErrorsListedButNotCounted(t *testing.T) {
	var w Watchlist
	w.Add("a", "", t0)
	o := answered("a", 1, "COMPLETE", 0)
	o.Report.Errors = make([]TaskError, 3)
	w.Apply(o)
	if got := w.Task("a").State(); got != StateErrors {
		t.Errorf("state %s, want errors", got.Word())
	}
	if got := w.Task("a").Report.ErrorCount(); got != 3 {
		t.Errorf("errors %d, want 3", got)
	}
}

func TestApplyReturnsWhatIsNew(t *testing.T) {
	var w Watchlist
	w.Add("a", "", t0)
	for i, tc := range []struct {
		obs  Observation
		want []EventKind
	}{
		{answered("a", 1, "PENDING", 0), []EventKind{EventState}},
		{answered("a", 3, "PENDING", 0), nil},
		{failed("a", 5, KindUnavailable), []EventKind{EventFailed}},
		{failed("a", 9, KindUnavailable), nil},
		{failed("a", 20, KindBadReply), []EventKind{EventFailed}},
		{answered("a", 30, "COMPLETE", 2), []EventKind{EventState, EventBack}},
		{answered("other", 31, "COMPLETE", 2), nil},
	} {
		var got []EventKind
		for _, e := range w.Apply(tc.obs) {
			got = append(got, e.Kind)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("observation %d: events %v, want %v", i, got, tc.want)
		}
	}
	history := w.Task("a").History
	if len(history) != 6 || history[0].Kind != EventAdded {
		t.Errorf("history %v, want added and five more", history)
	}
}

func TestHistoryIsBounded(t *testing.T) {
	var w Watchlist
	w.Add("a", "", t0)
	for i := range 500 {
		w.Apply(failed("a", 2*i+1, []Kind{KindUnavailable, KindBadReply}[i%2]))
	}
	h := w.Task("a").History
	if len(h) > maxHistory {
		t.Errorf("%d events kept, want at most %d", len(h), maxHistory)
	}
	if h[0].Kind != EventAdded || h[len(h)-1].At != at(999) {
		t.Error("the first or the latest event is gone")
	}
}

func TestMissingIsConfirmed(t *testing.T) {
	var w Watchlist
	w.Add("a", "", t0)
	task := w.Task("a")
	w.Apply(failed("a", 1, KindNotFound))
	w.Apply(failed("a", 5, KindNotFound))
	if task.Frozen() {
		t.Error("frozen after two answers within ten seconds")
	}
	w.Apply(failed("a", 12, KindNotFound))
	if !task.Frozen() {
		t.Error("not frozen after a confirmed 404")
	}
	w.Want("a")
	if got := w.Due(at(13), &Pace{}); !slices.Equal(got, []TaskID{"a"}) {
		t.Errorf("due %v, want the frozen task a person asks for", got)
	}
	w.Apply(answered("a", 14, "PENDING", 0))
	if got := task.State(); got != StatePending {
		t.Errorf("state %s after it was found, want pending", got.Word())
	}
}

func TestAPauseConfirmsNothing(t *testing.T) {
	var w Watchlist
	w.Add("a", "", t0)
	w.Apply(failed("a", 0, KindNotFound))
	w.Apply(failed("a", 20, KindRateLimited))
	if w.Task("a").Frozen() {
		t.Error("frozen although one answer only said that there is no such task")
	}
	if got := w.Due(at(3600), &Pace{}); len(got) != 1 {
		t.Errorf("%v due, want the task", got)
	}
}

func TestAWantedCheckOutlivesAPause(t *testing.T) {
	var w Watchlist
	w.Add("a", "", t0)
	w.Apply(failed("a", 0, KindBadID))
	w.Want("a")
	if got := w.Due(at(1), &Pace{}); len(got) != 1 {
		t.Fatalf("%v due, want the frozen task", got)
	}
	w.Apply(failed("a", 1, KindRateLimited))
	if got := w.Due(at(20), &Pace{}); len(got) != 1 {
		t.Errorf("%v due after the pause, want what the person asked for", got)
	}
}

func TestTheFutureHoldsNothingUp(t *testing.T) {
	var w Watchlist
	task := &Task{ID: "a", AskedAt: at(9000), ReportAt: at(9000), Report: &Report{Status: StatusProcessing, RawStatus: "PROCESSING"}}
	task.NotAfter(at(10))
	w.Put(task)
	if got := w.Due(at(20), &Pace{}); len(got) != 1 {
		t.Errorf("%v due, want the task", got)
	}
	w.Apply(answered("a", 21, "COMPLETE", 0))
	if got := w.Task("a").State(); got != StateOK {
		t.Errorf("state %s, want ok", got.Word())
	}
}

func TestInStateIsNeverNegative(t *testing.T) {
	var w Watchlist
	w.Add("a", "", t0)
	o := answered("a", 1, "PENDING", 0)
	o.Report.RequestedAt = at(100) // HubSpot's clock is ahead of ours
	w.Apply(o)
	if d, ok := w.Task("a").InState(at(2)); d != 0 || !ok {
		t.Errorf("in state %v %v, want 0 true", d, ok)
	}
	if d, ok := w.Task("a").InState(at(160)); d != time.Minute || !ok {
		t.Errorf("in state %v %v, want 1m true", d, ok)
	}
}

func TestDue(t *testing.T) {
	var w Watchlist
	for _, id := range []TaskID{"a", "b", "c", "d"} {
		w.Add(id, "", t0)
	}
	free := &Pace{}
	if got := w.Due(at(0), free); len(got) != 4 || w.InFlight() != 4 {
		t.Fatalf("at first %v, want all four", got)
	}
	if got := w.Due(at(9), free); len(got) != 0 {
		t.Errorf("while all are being asked %v, want none", got)
	}
	w.Apply(answered("a", 10, "PENDING", 0))
	w.Apply(answered("b", 10, "PROCESSING", 0))
	w.Apply(answered("c", 10, "COMPLETE", 0))
	if got := w.Due(at(11), free); len(got) != 0 {
		t.Errorf("within the shortest interval %v, want none", got)
	}
	w.Want("c")
	if got, want := w.Due(at(11), &Pace{Held: true}), []TaskID{"c"}; !slices.Equal(got, want) {
		t.Errorf("held %v, want only the wanted %v", got, want)
	}
	got := w.Due(at(13), free)
	slices.Sort(got)
	if want := []TaskID{"a", "b"}; !slices.Equal(got, want) {
		t.Errorf("later %v, want %v: not the ended, nor the one being asked", got, want)
	}
}

func TestDueKeepsToTheRoom(t *testing.T) {
	var w Watchlist
	for i := range 100 {
		w.Add(TaskID(rune('A'+i)), "", t0)
	}
	p := &Pace{}
	due := w.Due(t0, p)
	if got := len(due); got != MaxInFlight {
		t.Fatalf("%d due, want %d", got, MaxInFlight)
	}
	if got := len(w.Due(t0, p)); got != 0 {
		t.Errorf("%d more due, want none", got)
	}
	w.Apply(answered(due[0], 1, "PENDING", 0))
	w.Apply(failed(due[1], 1, KindUnavailable))
	if got := len(w.Due(at(2), p)); got != 2 {
		t.Errorf("%d due with two answers in, want 2", got)
	}
}

func TestFailingTasksAreAskedLessAndLess(t *testing.T) {
	var w Watchlist
	w.Add("a", "", t0)
	var waits []int
	last, p := 0, &Pace{answered: true}
	for second := 0; len(waits) < 9; second++ {
		if got := w.Due(at(second), p); len(got) > 0 {
			waits = append(waits, second-last)
			last = second
			w.Apply(failed("a", second, KindBadReply))
		}
	}
	if want := []int{0, 4, 8, 16, 32, 64, 128, 256, 300}; !slices.Equal(waits, want) {
		t.Errorf("asked after %v seconds, want %v", waits, want)
	}
	w.Apply(answered("a", last+1, "PENDING", 0))
	if got := w.Due(at(last+4), p); len(got) != 1 {
		t.Errorf("%v due after a good answer, want the task", got)
	}
}

func TestATaskIsAskedAgainWithinFivePercentOfItsAge(t *testing.T) {
	var w Watchlist
	w.Add("a", "", t0)
	w.Due(t0, &Pace{})
	o := answered("a", 0, "PROCESSING", 0)
	o.Report.StartedAt = at(-400) // 20 seconds are 5 %
	w.Apply(o)
	if got := w.Due(at(19), &Pace{}); len(got) != 0 {
		t.Errorf("%v due after 19 s, want none", got)
	}
	if got := w.Due(at(21), &Pace{}); len(got) != 1 {
		t.Errorf("%v due after 21 s, want the task", got)
	}
}

func TestPace(t *testing.T) {
	type step struct {
		obs      Observation
		room     int // a second later, with nothing under way
		whatever func(*Pace) bool
	}
	limited := failed("a", 1, KindRateLimited)
	limited.Err.RetryAfter = 7 * time.Second
	for _, tc := range []struct {
		name  string
		steps []step
	}{
		{"a good answer", []step{{answered("a", 1, "PENDING", 0), MaxInFlight, nil}}},
		{"401 stops", []step{{failed("a", 1, KindAuth), 0, func(p *Pace) bool { return p.Stopped() != nil }}}},
		{"403 of one task is its own", []step{{failed("a", 1, KindPermission), MaxInFlight, nil}}},
		{"429 pauses as asked", []step{
			{limited, 0, nil},
			{failed("b", 7, KindNotFound), MaxInFlight, nil},
		}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var p Pace
			w := listed("a", "b")
			for i, s := range tc.steps {
				w.Apply(s.obs)
				p.Observe(s.obs, w, 0.9)
				if got := p.free(s.obs.At.Add(time.Second), 0); got != s.room {
					t.Errorf("step %d: room %d, want %d", i, got, s.room)
				}
				if s.whatever != nil && !s.whatever(&p) {
					t.Errorf("step %d: not as expected: %+v", i, p)
				}
			}
		})
	}
}

func TestResumeForgetsAStopButNotAPause(t *testing.T) {
	var p Pace
	p.Held = true
	p.Observe(failed("a", 1, KindAuth), listed("a"), 0)
	p.Resume()
	if p.Stopped() != nil || !p.Held {
		t.Errorf("after Resume stopped %v, held %v; want none, true", p.Stopped(), p.Held)
	}
	limited := failed("a", 1, KindRateLimited)
	limited.Err.RetryAfter = time.Minute
	p.Observe(limited, listed("a"), 0)
	p.Resume()
	if err, _ := p.Paused(at(2)); err == nil {
		t.Error("Resume ended a pause that HubSpot asked for")
	}
}

func TestObserve(t *testing.T) {
	ce := &CheckError{Kind: KindAuth}
	if got := Observe("a", t0, t0, Report{}, ce).Err; got != ce {
		t.Errorf("check error %v, want the one given", got)
	}
	if got := Observe("a", t0, t0, Report{}, errors.New("odd")).Err; got == nil || got.Kind != KindUnavailable {
		t.Errorf("check error %v, want unavailable", got)
	}
	if o := Observe("a", t0, t0, Report{NumErrors: 2}, nil); o.Err != nil || o.Report.NumErrors != 2 {
		t.Errorf("observation %+v, want the report", o)
	}
}

// TestPutTakesWhatTheStoreHas holds that the store's order counts, however the
// clocks of those who wrote there go.
func TestPutTakesWhatTheStoreHas(t *testing.T) {
	var w, other Watchlist
	w.Add("a", "", t0)
	other.Add("a", "their label", t0)
	other.Add("b", "", t0)
	w.Apply(answered("a", 5, "PENDING", 0))
	other.Apply(answered("a", -3600, "PROCESSING", 0)) // by a clock that is an hour behind
	if events := w.Put(other.Task("a").Copy()); len(events) != 1 || w.Task("a").State() != StateProcessing {
		t.Errorf("what the store has gave %v and %s", events, w.Task("a").State().Word())
	}
	if got := w.Task("a").Label; got != "their label" {
		t.Errorf("label %q, want the one another process wrote", got)
	}
	if events := w.Put(other.Task("a").Copy()); len(events) != 0 {
		t.Errorf("the same once more gave %v", events)
	}
	other.Apply(answered("a", 9, "COMPLETE", 1))
	events := w.Put(other.Task("a").Copy())
	if len(events) != 1 || events[0].To != StateErrors || w.Count(StateErrors) != 1 || w.Count(StateProcessing) != 0 {
		t.Errorf("a newer answer gave %v; counts %v", events, w.counts)
	}
	if got, want := len(w.Task("a").History), len(other.Task("a").History); got != want {
		t.Errorf("%d events in the history, want the %d of the other process", got, want)
	}
	if events := w.Put(other.Task("b").Copy()); len(events) != 1 || events[0].Kind != EventAdded || w.Len() != 2 {
		t.Errorf("a new task gave %v, %d tasks", events, w.Len())
	}
}

// TestWhatTheStoreHasLostIsNotForgotten holds that a store that was begun anew
// takes nothing from what is known.
func TestWhatTheStoreHasLostIsNotForgotten(t *testing.T) {
	var w, other Watchlist
	w.Add("a", "", t0)
	other.Add("a", "their label", t0)
	w.Apply(answered("a", 5, "COMPLETE", 2))
	if events := w.Put(other.Task("a").Copy()); len(events) != 0 || w.Task("a").State() != StateErrors || w.Task("a").Label != "their label" {
		t.Errorf("%v, and it is %s", events, w.Task("a").State().Word())
	}
}

// sent makes HubSpot send the report of an observation at that second.
func sent(o Observation, second int) Observation {
	o.Report.Headers = []Field{{Key: "Date", Values: []Text{Text(at(second).Format("Mon, 02 Jan 2006 15:04:05 GMT"))}}}
	return o
}

// TestWhatIsNotSavedGivesWayToWhatHubSpotSaidLater has two processes that asked
// at the same time, with clocks that do not agree.
func TestWhatIsNotSavedGivesWayToWhatHubSpotSaidLater(t *testing.T) {
	for _, tc := range []struct {
		name         string
		mine, theirs Observation
		want         State
	}{
		{"theirs is later", sent(answered("a", 5000, "PENDING", 0), 5), sent(answered("a", 7, "PROCESSING", 0), 7), StateProcessing},
		{"mine is later", sent(answered("a", 9, "PROCESSING", 0), 9), sent(answered("a", 7000, "PENDING", 0), 7), StateProcessing},
		{"theirs has ended", answered("a", 5000, "PROCESSING", 0), answered("a", 7, "COMPLETE", 0), StateOK},
		{"mine has ended", sent(answered("a", 5, "COMPLETE", 1), 5), sent(answered("a", 7000, "PROCESSING", 0), 7), StateErrors},
		{"no dates, theirs came later", answered("a", 5, "PENDING", 0), answered("a", 7, "PROCESSING", 0), StateProcessing},
		{"no dates, mine came later", answered("a", 9, "PROCESSING", 0), answered("a", 7, "PENDING", 0), StateProcessing},
	} {
		var w, other Watchlist
		w.Add("a", "", t0)
		other.Add("a", "", t0)
		w.Apply(tc.mine)
		other.Apply(tc.theirs)
		w.PutBeside(other.Task("a").Copy())
		if got := w.Task("a").State(); got != tc.want {
			t.Errorf("%s: %s, want %s", tc.name, got.Word(), tc.want.Word())
		}
	}
}

// TestAgesAreHubSpots holds that an age does not depend on how our clock is set.
func TestAgesAreHubSpots(t *testing.T) {
	for _, ahead := range []int{0, 1, -3600, 3600, 365 * 86400} {
		var w Watchlist
		w.Add("a", "", at(ahead))
		o := sent(answered("a", ahead+100, "PROCESSING", 0), 100)
		o.Report.StartedAt = at(40)
		w.Apply(o)
		got, ok := w.Task("a").InState(at(ahead + 130))
		if want := 90 * time.Second; !ok || (got-want).Abs() > 2*time.Second {
			t.Errorf("our clock is %d s ahead: processing for %v, want %v", ahead, got, want)
		}
	}
}

// TestWhatAWrongClockWroteIsPutRight holds that what was checked while the clock
// was wrong is as old as HubSpot's date says, once HubSpot has told its time.
func TestWhatAWrongClockWroteIsPutRight(t *testing.T) {
	for _, ahead := range []int{0, 7200} { // of our clock, now
		var w Watchlist
		for _, id := range []TaskID{"then", "fine", "now"} {
			w.Add(id, "", at(ahead))
		}
		wrong := sent(answered("then", -86400*365, "PROCESSING", 0), 0)
		w.Apply(Observation{ID: "then", AskedAt: wrong.AskedAt, At: wrong.At, Report: &Report{Status: StatusProcessing}}) // before HubSpot told its time
		w.Task("then").Report = wrong.Report
		w.Apply(Observation{ID: "fine", AskedAt: at(ahead), At: at(ahead), Report: &Report{Status: StatusProcessing}})
		w.Apply(sent(answered("now", ahead+50, "PROCESSING", 0), 50))
		if got := w.Task("then").ReportAt; got.Sub(at(ahead)).Abs() > 2*time.Second {
			t.Errorf("%d s ahead: checked at %v, want %v", ahead, got, at(ahead))
		}
		if got := w.Task("fine").ReportAt; !got.Equal(at(ahead)) {
			t.Errorf("%d s ahead: the other one at %v", ahead, got)
		}
	}
}

func TestDropAndUndrop(t *testing.T) {
	var w Watchlist
	for _, id := range []TaskID{"a", "b", "c"} {
		w.Add(id, "", t0)
	}
	w.Apply(answered("b", 1, "COMPLETE", 2))
	w.Want("b")
	w.Due(at(2), &Pace{Held: true})
	task, place := w.Drop("b")
	if w.Len() != 2 || w.Count(StateErrors) != 0 || w.InFlight() != 0 || w.Task("b") != nil {
		t.Errorf("after drop: %d tasks, %d with errors, %d under way", w.Len(), w.Count(StateErrors), w.InFlight())
	}
	if events := w.Apply(answered("b", 3, "COMPLETE", 2)); events != nil {
		t.Errorf("an answer about a dropped task gave %v", events)
	}
	w.Undrop(task, place)
	if w.Tasks()[1].ID != "b" || w.Count(StateErrors) != 1 {
		t.Errorf("after undrop %v is second, %d with errors", w.Tasks()[1].ID, w.Count(StateErrors))
	}
	if task, _ := w.Drop("x"); task != nil {
		t.Errorf("dropped %v, which is not watched", task)
	}
}

// TestAFailureMayNameItsPause holds that a failure that says when to come back is
// taken at its word, for a minute at most, and that a person may ask sooner.
func TestAFailureMayNameItsPause(t *testing.T) {
	for named, want := range map[time.Duration]time.Duration{
		0:                0, // the first failure says nothing of the others
		20 * time.Second: 20 * time.Second,
		26 * time.Hour:   time.Minute,
	} {
		var p Pace
		o := failed("a", 0, KindUnavailable)
		o.Err.RetryAfter = named
		w := listed("a")
		w.Apply(o)
		p.Observe(o, w, 0.5)
		_, until := p.Paused(at(0))
		if got := until.Sub(at(0)); want > 0 && got != want || want == 0 && !until.IsZero() {
			t.Errorf("named %v: until %v, want %v", named, until, want)
		}
		p.Resume()
		if _, until := p.Paused(at(0)); !until.IsZero() {
			t.Errorf("named %v: still paused after a person wants to try", named)
		}
	}
}
