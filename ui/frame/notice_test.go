package frame

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"hubwatch/model"
	"hubwatch/model/digest"
	"hubwatch/model/session"
	"hubwatch/ui/screen"
)

// TestTheWorstIsSaid adds one thing after another that must be said: the worst is,
// with what a person can do about it, and it is loud when it needs one.
func TestTheWorstIsSaid(t *testing.T) {
	e, known := anEnv(t)
	e.Times = model.TimesUTC
	for _, step := range []struct {
		happens func()
		says    string
		loud    bool
	}{
		{func() {}, "", false},
		{func() {
			e.Away = digest.Digest{From: e.Now.Add(-time.Hour), To: e.Now, Done: 3}
		}, "08:05-09:05 UTC: 3 done; 0 of 2 looked at", false},
		{func() { known.Hold(true, e.Now) }, "Paused since 09:", false},
		{func() {
			known.Pace().Observe(model.Observe("b2", e.Now, e.Now, model.Report{}, &model.CheckError{Kind: model.KindAuth, HTTPStatus: 401, Message: "no"}), known.List(), 0)
		}, "HubSpot refuses the token (401). ", true},
		{func() { e.NoToken = "none" }, "Nothing is asked: there is no token.  T token  R look again", true},
		{func() { e.Sought = e.Now.Add(-time.Second) }, "Waiting for the keyring", false},
		{func() {
			known.Receive(session.Outbox{}, session.Inbox{Poller: "process 7", Until: e.Now.Add(time.Hour)}, nil, e.Now)
		}, "Following process 7, which asks HubSpot", false},
		{func() { e.Replay = func(model.Times) (string, bool) { return "Replay", true } }, "The end. Replay.  q leaves", false},
		{func() { known.Receive(session.Outbox{}, session.Inbox{}, errors.New("the disk is full"), e.Now) }, "The watchlist cannot be saved: the disk is full. Checks go on", true},
		{func() { known.Receive(session.Outbox{}, session.Inbox{}, fullDisk{}, e.Now) }, "The watchlist cannot be saved: no space left. Checks go on", true},
		{func() {
			known.Receive(session.Outbox{}, session.Inbox{Strict: true, Until: e.Now}, errors.New("the store db does not answer"), e.Now)
		}, "Nothing is asked or saved: the store db does not answer. Rows as of 09:01 UTC. It is tried again.", true},
	} {
		step.happens()
		n := Says(e)
		if text := n.String(); !strings.HasPrefix(text, step.says) || step.says == "" && text != "" || n.Loud != step.loud {
			t.Errorf("it says %q, loud %v; want %q, %v", text, n.Loud, step.says, step.loud)
		}
	}
}

// fullDisk is an error as a store on the disk gives it.
type fullDisk struct{}

func (fullDisk) Error() string {
	return `label a task of "/a/long/path/to/the/watchlist/default.db": no space left`
}
func (fullDisk) Brief() string { return "no space left" }

// everyNotice brings each notice about, one after the other.
func everyNotice(t *testing.T, look func(e *screen.Env, name string)) {
	t.Helper()
	refused := func(kind model.Kind, status int, scopes ...model.Text) func(*screen.Env, *session.Session) {
		return func(e *screen.Env, s *session.Session) {
			o := model.Observe("b2", e.Now, e.Now, model.Report{}, &model.CheckError{
				Kind: kind, HTTPStatus: status, Scopes: scopes, Message: model.Text(strings.Repeat("what HubSpot says at length ", 9)),
			})
			var only model.Watchlist // of a task that nothing else is known of
			only.Add("b2", "", e.Now)
			only.Apply(o)
			s.Pace().Observe(o, &only, 0)
		}
	}
	for name, happens := range map[string]func(*screen.Env, *session.Session){
		"nothing": func(*screen.Env, *session.Session) {},
		"paused":  func(_ *screen.Env, s *session.Session) { s.Hold(true, nine) },
		"refused": refused(model.KindAuth, 401),
		"scope": func(e *screen.Env, s *session.Session) {
			for _, task := range s.List().Tasks()[1:] {
				s.Observe(model.Observe(task.ID, e.Now, e.Now, model.Report{}, &model.CheckError{Kind: model.KindPermission, HTTPStatus: 403, Scopes: []model.Text{"files"}}), 0)
			}
			s.List().Due(e.Now, s.Pace())
		},
		"limited":  refused(model.KindRateLimited, 429),
		"no token": func(e *screen.Env, _ *session.Session) { e.NoToken = "none" },
		"keyring":  func(e *screen.Env, _ *session.Session) { e.Sought = e.Now.Add(-time.Minute) },
		"outage": func(e *screen.Env, s *session.Session) {
			for range 5 {
				refused(model.KindUnavailable, 503)(e, s)
			}
		},
		"outage of some seconds": func(e *screen.Env, s *session.Session) {
			s.Observe(model.Observe("b2", e.Now.Add(-5*time.Second), e.Now.Add(-5*time.Second), model.Report{RawStatus: "PENDING", Status: model.StatusPending}, nil), 0)
			for range 5 {
				refused(model.KindUnavailable, 503)(e, s)
			}
		},
		"following": func(e *screen.Env, s *session.Session) {
			s.Receive(session.Outbox{}, session.Inbox{Poller: "process 4711", Until: e.Now.Add(time.Hour)}, nil, e.Now)
		},
		"replay": func(e *screen.Env, _ *session.Session) {
			e.Replay = func(model.Times) (string, bool) { return "Replay of May, 4", false }
		},
		"unsaved": func(e *screen.Env, s *session.Session) {
			s.Receive(session.Outbox{}, session.Inbox{}, errors.New("full"), e.Now)
		},
		"away": func(e *screen.Env, _ *session.Session) {
			e.Away = digest.Digest{From: e.Now.Add(-time.Hour), To: e.Now, Done: 300, ToDo: 2, Causes: []string{"A name is taken", "Another"}}
		},
		"done":             func(e *screen.Env, s *session.Session) { settle(s, e.Now, 0) },
		"done, some again": func(e *screen.Env, s *session.Session) { settle(s, e.Now, 1) },
	} {
		e, known := anEnv(t)
		happens(e, known)
		look(e, name)
	}
}

// settle ends every task, as many of them broken.
func settle(s *session.Session, now time.Time, broken int) {
	for i, task := range s.List().Tasks() {
		r := model.Report{RawStatus: "COMPLETE", Status: model.StatusComplete, CompletedAt: now}
		if i < broken {
			r.Errors = []model.TaskError{{Message: "no"}}
		}
		s.Observe(model.Observe(task.ID, now, now, r, nil), 0)
	}
}

// TestANoticeFitsAndKeepsItsKeys holds at every width that a notice is one line
// of the screen, and that what a person can do about it is never cut.
func TestANoticeFitsAndKeepsItsKeys(t *testing.T) {
	everyNotice(t, func(e *screen.Env, name string) {
		n := Says(e)
		if (n.Text == "") != (name == "nothing") {
			t.Errorf("%s: it says %q", name, n.Text)
		}
		if strings.Contains(n.Text, "for 0s") {
			t.Errorf("%s: it tells of no time at all: %q", name, n.Text)
		}
		for e.Width = 40; e.Width <= 240; e.Width++ {
			line := NoticeLine(e)
			if w := e.Theme.Width(line); w > e.Width {
				t.Fatalf("%s at %d: %d cells: %q", name, e.Width, w, line)
			}
			if n.Text != "" && !strings.HasPrefix(line, "  "+n.Text[:4]) {
				t.Errorf("%s at %d: the text does not begin in column 2: %q", name, e.Width, line)
			}
			for _, k := range n.Keys {
				if !strings.Contains(line, k.Name) || e.Width >= shortKeysBelow && !strings.Contains(line, strings.TrimSpace(k.Name+" "+k.Does)) {
					t.Errorf("%s at %d: %q is not there: %q", name, e.Width, k, line)
				}
			}
		}
	})
}

// TestTheEndSaysTheNextStep holds what is said when all has ended, in each number,
// until a person closes it.
func TestTheEndSaysTheNextStep(t *testing.T) {
	for broken, want := range []string{
		"Done: all 3 tasks arrived", "Done: 2 arrived, 1 to do again", "Done: 1 arrived, 2 to do again", "Done: 0 arrived, 3 to do again",
	} {
		e, known := anEnv(t)
		settle(known, e.Now, broken)
		if text := Says(e).Text; text != want {
			t.Errorf("%d broke: it says %q, want %q", broken, text, want)
		}
		if head := strings.Join(Header(e, 2), "\n"); !strings.Contains(head, "100%  3 of 3") || strings.Contains(head, "left") {
			t.Errorf("the header is\n%s", head)
		}
		if costs := fmt.Sprint(Cost(e)); strings.Contains(costs, "request") {
			t.Errorf("it costs %s", costs)
		}
		e.EndRead = true
		if text := Says(e).Text; text != "" {
			t.Errorf("closed, it says %q", text)
		}
	}
}

// TestTheEndNamesWhatCanBeWritten holds that a re-run is offered only where a plan says
// what to ask for again.
func TestTheEndNamesWhatCanBeWritten(t *testing.T) {
	for want, row := range map[string][]model.Field{
		"W writes evidence": nil,
		"W writes the re-run": {
			{Key: model.ColumnFolder, Values: []model.Text{"11"}}, {Key: model.ColumnName, Values: []model.Text{"summer"}},
		},
	} {
		e, _ := anEnv(t)
		known := session.New(session.Start{Tasks: []*model.Task{{ID: "AAAAEZ6whGI", AddedAt: nine, Plan: row}}})
		e.Known = &known.Known
		settle(known, e.Now, 1)
		if text := Says(e).String(); !strings.Contains(text, want) || !strings.Contains(text, "Y support") {
			t.Errorf("it says %q, want %q", text, want)
		}
	}
}
