package session

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hubwatch/model"
	"hubwatch/model/intake"
)

var (
	noon   = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)
	errOdd = errors.New("no space left on the disk")
)

// disk is a Keeper's store as far as it must agree with a session: what each
// task is called and how far it is.
type disk map[model.TaskID]string

func row(t *model.Task) string { return t.Label.Line() + " " + t.State().Word() }

// write does what a Keeper does with an outbox.
func (d disk) write(out Outbox) {
	for _, e := range out.Edits {
		for _, t := range e.Tasks {
			switch _, there := d[t.ID]; {
			case e.Kind == EditDrop:
				delete(d, t.ID)
			case (e.Kind == EditDescribe) == there:
				d[t.ID] = row(t)
			}
		}
	}
	for _, t := range out.Checked {
		if _, there := d[t.ID]; there {
			d[t.ID] = row(t)
		}
	}
}

// answer is what HubSpot says of a task.
func answer(id model.TaskID, at time.Time, word string) model.Observation {
	r := model.Report{RawStatus: model.Text(word), Status: model.ParseStatus(word), RequestedAt: noon, StartedAt: noon}
	if r.Status.Final() {
		r.CompletedAt = at
	}
	return model.Observe(id, at, at, r, nil)
}

// TestNothingIsLostOnTheWayToDisk holds that whatever a person and HubSpot do,
// and however often the store fails or is another one, it has in the end what
// the session has.
func TestNothingIsLostOnTheWayToDisk(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, now := disk{}, noon
		s := New(Start{Kept: true, Unsaved: []*model.Task{{ID: "first", AddedAt: noon}}})
		id := rapid.SampledFrom([]model.TaskID{"first", "a", "b", "c"})
		word := rapid.SampledFrom([]string{"PENDING", "PROCESSING", "COMPLETE", "CANCELED"})
		task := func(t *rapid.T) []*model.Task {
			if task := s.List().Task(id.Draw(t, "id")); task != nil {
				return []*model.Task{task}
			}
			return nil
		}
		exchange := func(how string, meanwhile func()) {
			out := s.Pack(now)
			meanwhile()
			switch how {
			case "fails":
				s.Receive(out, Inbox{}, errOdd, now)
			case "fails half way":
				d.write(out)
				s.Receive(out, Inbox{}, errOdd, now)
			case "is gone":
				s.Receive(out, Inbox{Lost: true}, errOdd, now)
			case "is new":
				clear(d)
				s.Receive(out, Inbox{Anew: true, Until: now.Add(time.Second)}, nil, now)
			default:
				d.write(out)
				s.Receive(out, Inbox{Until: now.Add(time.Second)}, nil, now)
			}
		}
		act := func(t *rapid.T) {
			now = now.Add(time.Second)
			switch rapid.IntRange(0, 4).Draw(t, "act") {
			case 0:
				s.Add([]intake.Found{{ID: id.Draw(t, "id"), Label: "added"}}, now)
			case 1:
				if gone := task(t); gone != nil {
					s.Drop(gone, nil)
				}
			case 2:
				s.Undo()
			case 3:
				label := model.Text(rapid.SampledFrom([]string{"x", "y"}).Draw(t, "label"))
				s.Describe(task(t), &label, nil)
			case 4:
				s.Observe(answer(id.Draw(t, "id"), now, word.Draw(t, "word")), 0)
			}
		}
		for range rapid.IntRange(1, 30).Draw(t, "steps") {
			act(t)
			if how := rapid.SampledFrom([]string{"", "works", "fails", "fails half way", "is gone", "is new"}).Draw(t, "store"); how != "" {
				exchange(how, func() { act(t) })
			}
		}
		for range 3 {
			exchange("works", func() {})
		}
		want := disk{}
		for _, task := range s.List().Tasks() {
			want[task.ID] = row(task)
		}
		if s.Waiting() > 0 || !maps.Equal(d, want) {
			t.Fatalf("%d changes wait; the store has %v, want %v", s.Waiting(), d, want)
		}
	})
}

// TestWhoAsks walks through the states of who asks HubSpot.
func TestWhoAsks(t *testing.T) {
	s := New(Start{Kept: true, Tasks: []*model.Task{{ID: "a", AddedAt: noon}}})
	may := func(when string, at time.Time, want bool, poller string) {
		t.Helper()
		due := s.Due(at, nil, nil).Checks
		if s.MayAsk(at) != want || len(due) > 0 && !want || s.Poller() != poller {
			t.Errorf("%s: may ask %v, asks %v, poller %q; want %v and %q", when, s.MayAsk(at), due, s.Poller(), want, poller)
		}
	}
	may("before anything is clear", noon, false, "")
	s.Receive(Outbox{}, Inbox{Poller: "process 7", Until: noon.Add(6 * time.Second)}, nil, noon)
	may("while another one asks", noon, false, "process 7")
	s.Receive(Outbox{}, Inbox{}, errOdd, noon)
	may("while another one asks and the store fails", noon, false, "process 7")
	s.Receive(Outbox{}, Inbox{Until: noon.Add(6 * time.Second)}, nil, noon)
	may("when that one is gone", noon, true, "")
	may("when the store has not answered for long", noon.Add(6*time.Second), false, "")
	s.Receive(Outbox{}, Inbox{}, errOdd, noon.Add(time.Second))
	may("while the store fails", noon.Add(12*time.Second), true, "")
	if s.Unsaved() == nil || s.SyncDue(noon.Add(2*time.Second)) || !s.SyncDue(noon.Add(3*time.Second)) {
		t.Error("a store that fails is not left alone for two seconds")
	}
	if alone := New(Start{}); !alone.MayAsk(noon) || alone.SyncDue(noon) {
		t.Error("without a Keeper it is not for us to ask, or there is something to exchange")
	}
}

// TestWhatIsElsewhere holds what becomes of what other processes wrote.
func TestWhatIsElsewhere(t *testing.T) {
	elsewhere := func(id model.TaskID, word string, at time.Time) *model.Task {
		o := answer(id, at, word)
		return &model.Task{ID: id, AddedAt: noon, Report: o.Report, ReportAt: at, AskedAt: at}
	}
	for name, tc := range map[string]struct {
		do    func(s *Session)
		inbox Inbox
		want  string // the tasks, what changed, and what is written next
	}{
		"a new task":                         {nil, Inbox{Tasks: []*model.Task{elsewhere("b", "COMPLETE", noon)}}, "a pending, b ok; changed b, anew; writes"},
		"a change":                           {nil, Inbox{Tasks: []*model.Task{elsewhere("a", "COMPLETE", noon.Add(time.Minute))}}, "a ok; changed a; writes"},
		"a task that is gone":                {nil, Inbox{Gone: []model.TaskID{"a"}}, "; gone a; writes"},
		"the echo of a drop that was undone": {func(s *Session) { s.Drop(s.List().Tasks()[:1], nil); s.Pack(noon); s.Undo() }, Inbox{Gone: []model.TaskID{"a"}}, "a pending; writes edit a"},
		"older than what was just asked":     {func(s *Session) { s.Observe(answer("a", noon.Add(time.Minute), "COMPLETE"), 0) }, Inbox{Tasks: []*model.Task{elsewhere("a", "PROCESSING", noon)}}, "a ok; changed a; writes a"},
		"a store that has lost the answer":   {nil, Inbox{Tasks: []*model.Task{{ID: "a", AddedAt: noon}}}, "a pending; changed a; writes a"},
	} {
		s := New(Start{Kept: true, Tasks: []*model.Task{elsewhere("a", "PENDING", noon)}})
		if tc.do != nil {
			tc.do(s)
		}
		ch := s.Receive(Outbox{}, tc.inbox, nil, noon.Add(2*time.Minute))
		if got := told(s, ch); got != tc.want {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

// told says what a session has, what changed, and what it would write.
func told(s *Session, ch Changes) string {
	var tasks []string
	for _, t := range s.List().Tasks() {
		tasks = append(tasks, string(t.ID)+" "+t.State().Word())
	}
	text := strings.Join(tasks, ", ")
	if len(ch.Tasks) > 0 {
		text += "; changed"
		for _, t := range ch.Tasks {
			text += " " + string(t.ID)
		}
	}
	if ch.Anew {
		text += ", anew"
	}
	for _, id := range ch.Gone {
		text += "; gone " + string(id)
	}
	out := s.Pack(noon)
	text += "; writes"
	if len(out.Edits) > 0 {
		text += " edit"
	}
	for _, t := range out.Checked {
		text += " " + string(t.ID)
	}
	return text
}

// TestUndoBringsEverythingBack holds that dropped tasks come back in their
// places, the last that was dropped first, with their causes.
func TestUndoBringsEverythingBack(t *testing.T) {
	s := New(Start{Tasks: left(30)})
	before := slices.Clone(s.List().Tasks())
	failed := s.Causes().Groups().Tasks()
	s.Drop(before[:11], []model.TaskID{before[3].ID})
	s.Drop(before[20:21], nil)
	if n := s.Causes().Groups().Tasks(); n != failed-3 || s.Causes().Of(before[0].ID) != nil {
		t.Errorf("%d tasks have a cause, want %d less than %d", n, 3, failed)
	}
	s.Undo()
	back, ok := s.Undo()
	if !ok || !slices.Equal(back.Marked, []model.TaskID{before[3].ID}) || !slices.Equal(s.List().Tasks(), before) {
		t.Errorf("back came %v, in another order or without their marks", back)
	}
	if n := s.Causes().Groups().Tasks(); n != failed {
		t.Errorf("%d tasks have a cause, want %d", n, failed)
	}
	if _, ok := s.Undo(); ok {
		t.Error("there is something left to undo")
	}
}

// TestMeasureRestsWithTheTasks holds that nothing is measured while nothing can
// change, and that all tasks are looked at anew only where what is shown rests on
// more than the tasks themselves.
func TestMeasureRestsWithTheTasks(t *testing.T) {
	s := New(Start{Tasks: left(3)})
	if s.Measure(noon, true, false).Anew || !s.Measure(noon, true, true).Anew || s.Measure(noon.Add(time.Second), true, true).Anew {
		t.Error("settled tasks are measured, or not though the time changes what is shown, or too often")
	}
	s.Add([]intake.Found{{ID: "open"}}, noon)
	s.Observe(answer("open", noon.Add(9*time.Second), "PENDING"), 0)
	if !s.Measure(noon.Add(10*time.Second), true, false).Anew {
		t.Error("an open task is not measured")
	}
	s.Observe(answer("open", noon.Add(11*time.Second), "COMPLETE"), 0)
	if !s.Measure(noon.Add(20*time.Second), true, false).Anew || s.Measure(noon.Add(30*time.Second), true, false).Anew {
		t.Error("a last change is not measured once")
	}
	s.Add([]intake.Found{{ID: "another"}}, noon.Add(31*time.Second))
	s.Observe(answer("another", noon.Add(31*time.Second), "PROCESSING"), 0)
	if ch := s.Measure(noon.Add(40*time.Second), false, false); ch.Anew || len(ch.Tasks) > 0 {
		t.Errorf("all tasks are looked at anew though none is shown by more than its state: %v", ch)
	}
}

// TestTheClockIsSaidToBeSetOnce holds what is said of the clock of the machine.
func TestTheClockIsSaidToBeSetOnce(t *testing.T) {
	s := New(Start{})
	var said []string
	for _, step := range []time.Duration{time.Second, -time.Hour, -time.Hour, -time.Hour + time.Second, 0} {
		said = append(said, s.ClockSet(step).Said...)
	}
	if got, want := fmt.Sprint(said), "[the clock of this machine was set back by 1h00m; the checks go on as before the clock of this machine was set ahead by 1h00m; the checks go on as before]"; got != want {
		t.Errorf("said %s, want %s", got, want)
	}
}

// TestFiltersKnowWhatTheSessionKnows holds that a filter finds a cause by each of
// its names, and names that clash before anything was compared.
func TestFiltersKnowWhatTheSessionKnows(t *testing.T) {
	tasks := left(20)
	for i, path := range map[int]model.Text{3: "/brand/Summer", 4: "/brand/summer", 5: "/brand/winter"} {
		tasks[i].Report.Result = &model.Folder{Path: path, Name: path[len("/brand/"):]}
	}
	s := New(Start{Tasks: tasks})
	f := s.Facts(noon)
	for i, want := range map[int]bool{3: true, 4: true, 5: false} {
		if got := slices.ContainsFunc(f.Trait(tasks[i], "name-has"), func(v string) bool { return strings.Contains(v, "case") }); got != want {
			t.Errorf("the name of task %d clashes: %v, want %v", i, got, want)
		}
	}
	c := s.Causes().Of(tasks[0].ID)
	if names := f.Causes(tasks[0]); !slices.Contains(names, c.ID) || !slices.Contains(names, s.Causes().Title(c)) {
		t.Errorf("%v, want the title and the ID", names)
	}
	if !s.Causes().Has(tasks[0].ID, c.ID) || !s.Causes().Has(tasks[0].ID, "CANNOT be") || s.Causes().Has(tasks[1].ID, c.ID) {
		t.Error("a cause is not that of its tasks, or of another one")
	}
}

// TestCompareOnlyWhatChanged holds that the failed and the good are compared when
// something is new, one at a time.
func TestCompareOnlyWhatChanged(t *testing.T) {
	s := New(Start{Tasks: left(40)})
	run := s.Compare(noon)
	if run == nil || s.Compare(noon.Add(time.Minute)) != nil {
		t.Fatal("nothing is compared, or a second time at once")
	}
	s.Learn(run())
	if s.Compare(noon.Add(time.Minute)) != nil {
		t.Error("the same is compared again")
	}
	s.Add([]intake.Found{{ID: "more"}}, noon)
	s.Observe(answer("more", noon, "COMPLETE"), 0)
	if s.Compare(noon.Add(time.Second)) != nil || s.Compare(noon.Add(time.Minute)) == nil {
		t.Error("another good task is not compared, or too soon")
	}
}
