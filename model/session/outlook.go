package session

import (
	"context"

	"time"

	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/model/survey"
	"hubwatch/model/undo"
)

// Looker fetches folders, by their IDs or by their parents. It is called from
// several goroutines at once. Its error is a *model.CheckError, or ctx's own if
// ctx ends first.
type Looker interface {
	Look(ctx context.Context, q survey.Question) (found []model.Folder, after model.Text, err error)
}

// foresight decides when to look at folders to foresee what will go wrong with
// the plan. The zero value never does.
type foresight struct {
	on       bool
	wanted   bool      // a user, or another plan, wants a look now
	snapshot bool      // the first look is kept
	next     time.Time // before this nobody asks whether a look is due
	open     int       // rows that the last look was for
}

// askAgain is how long to wait before considering another look.
const askAgain = 10 * time.Second

// Foresee has the session look at the folders of the plan, to tell what will go
// wrong with rows that have not started. With keep, it also keeps where the
// folders are before their first move.
func (s *Session) Foresee(keep bool) { s.foresight = foresight{on: true, wanted: true, snapshot: keep} }

// looks returns the questions to ask now.
func (s *Session) looks(now time.Time) []survey.Question {
	f := &s.foresight
	if !f.on || s.list.SearchRefused() != nil {
		return nil
	}
	if !s.outlook.Looks() && (f.wanted || !now.Before(f.next)) {
		s.beginLook(now)
	}
	var all []survey.Question
	for s.outlook.Asks() && s.list.MayLook(now, &s.pace) {
		q, _ := s.outlook.Next()
		all = append(all, q)
	}
	return all
}

// beginLook begins a look if one is due: the last one is no longer fresh, and
// rows have started or ended since.
func (s *Session) beginLook(now time.Time) {
	f := &s.foresight
	f.next = now.Add(askAgain)
	if !f.wanted && now.Sub(s.outlook.At()) < survey.Fresh {
		return
	}
	rows := s.openRows()
	if len(rows) > 0 && (f.wanted || len(rows) != f.open) {
		s.outlook.Begin(rows)
	}
	f.wanted, f.open = false, len(rows)
}

// openRows returns the rows that have not ended: those without a task, and
// those with an open one.
func (s *Session) openRows() []plan.Row {
	open := map[*plan.Row]bool{}
	cover := s.tracker.Coverage()
	for _, rows := range [][]*plan.Row{cover.NeverStarted, cover.Refused} {
		for _, r := range rows {
			open[r] = true
		}
	}
	var all []plan.Row
	for i := range s.plan.Rows {
		r := &s.plan.Rows[i]
		t := s.list.Task(r.Task())
		if open[r] || t != nil && !t.State().Final() && !t.Replaced() {
			all = append(all, *r)
		}
	}
	return all
}

// Looked records the answer to a look's question, or its error.
func (s *Session) Looked(q survey.Question, found []model.Folder, after model.Text, err error, now time.Time) Changes {
	var ch Changes
	refused := s.list.SearchRefused()
	s.list.Looked(err, now)
	if err != nil {
		s.outlook.Unanswered(q)
		if e := s.list.SearchRefused(); e != nil && refused == nil {
			s.outlook.Stop()
			ch.Said = append(ch.Said, "what will go wrong with the plan is not foreseen: "+e.Error())
		}
		return ch
	}
	failing, _ := s.Failing()
	if !s.outlook.Answered(q, found, after, now) {
		return ch
	}
	ch.Anew = true
	if n, _ := s.Failing(); n > failing {
		ch.Said = append(ch.Said, "outlook: "+model.Plural(n, "row")+" of the plan that "+have(n)+" not started will fail")
	}
	if s.foresight.snapshot {
		s.foresight.snapshot = false
		s.keepPlaces(now)
	}
	return ch
}

// keepPlaces queues for the Keeper where the folders are that were never asked
// to move and are not yet where the plan wants them.
func (s *Session) keepPlaces(now time.Time) {
	var rows []plan.Row
	for _, r := range s.tracker.Coverage().NeverStarted {
		p := model.ReadPlanned(r.Fields)
		if f := s.outlook.Seen().Folder(p.FolderID); f != nil && !p.HasArrived(f) {
			rows = append(rows, *r)
		}
	}
	if len(rows) > 0 && s.outbox.kept {
		places := undo.Take(rows, s.outlook.Seen(), "", now)
		s.outbox.places = &places
	}
}

// Foreseen returns what lint foresees for a task that has not started, and when
// the folders were looked at; false for nothing.
func (k *Known) Foreseen(t *model.Task) (f lint.Finding, at time.Time, ok bool) {
	if t.State() != model.StatePending || t.Replaced() {
		return f, at, false
	}
	f, ok = k.outlook.Folder(t.Planned().FolderID)
	return f, k.outlook.At(), ok
}

// ForeseenOf is Foreseen for a row of the plan without a task.
func (k *Known) ForeseenOf(r *plan.Row) (f lint.Finding, at time.Time, ok bool) {
	f, ok = k.outlook.Line(r.Line)
	return f, k.outlook.At(), ok
}

// Failing returns how many rows that have not started will fail, and when that
// was found. Rows that have started since do not count.
func (k *Known) Failing() (n int, at time.Time) {
	for _, r := range k.outlook.Failing() {
		if t := k.list.Task(r.Task()); t == nil && !k.list.Started(plan.Key(r.Fields)) || t != nil && t.State() == model.StatePending {
			n++
		}
	}
	return n, k.outlook.At()
}

// have returns the verb for n rows.
func have(n int) string {
	if n == 1 {
		return "has"
	}
	return "have"
}
