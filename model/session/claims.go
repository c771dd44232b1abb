package session

import (
	"cmp"
	"slices"
	"time"

	"hubwatch/model"
	"hubwatch/model/cause"
)

// people is who is on what, and who else has the watchlist open.
type people struct {
	me     model.Text // "" if nobody is to be told
	claims model.Claims
	others []string // who looks on, the one who asks and ourselves too
	only   error    // why nothing may be changed here
	known  bool     // an exchange has told who is on what
	active bool     // the user has done something since the last exchange
}

// Claims returns who is on what, the oldest claim first.
func (k *Known) Claims() model.Claims { return k.people.claims }

// ClaimOn returns the claim on a cause; false if there is none. A claim on a
// former ID of the cause counts.
func (k *Known) ClaimOn(of *cause.Cause) (model.Claim, bool) {
	for _, c := range k.people.claims {
		if c.Cause != "" && (c.Cause == of.ID || slices.Contains(k.causes.now(c.Cause), of.ID)) {
			return c, true
		}
	}
	return model.Claim{}, false
}

// ClaimOf returns the claim on a task or on its cause; false if there is none.
func (k *Known) ClaimOf(id model.TaskID) (model.Claim, bool) {
	if len(k.people.claims) == 0 {
		return model.Claim{}, false
	}
	if c, ok := k.people.claims.Of("", id); ok {
		return c, true
	}
	if of := k.causes.Of(id); of != nil {
		return k.ClaimOn(of)
	}
	return model.Claim{}, false
}

// ClaimCause claims a cause for the user, or gives the claim up if it is the
// user's already. times is how what is said names times.
func (s *Session) ClaimCause(of *cause.Cause, now time.Time, times model.Times) Changes {
	title := model.Text(s.causes.Called(of))
	if c, ok := s.ClaimOn(of); ok {
		return s.toggle([]model.Claim{c}, now, times)
	}
	return s.toggle([]model.Claim{{Cause: of.ID, Title: title}}, now, times)
}

// ClaimTasks claims tasks for the user, or gives the claims up if all of them
// are the user's already. times is as of ClaimCause.
func (s *Session) ClaimTasks(tasks []*model.Task, now time.Time, times model.Times) Changes {
	var wanted []model.Claim
	for _, t := range tasks {
		if s.list.Task(t.ID) != nil {
			wanted = append(wanted, model.Claim{Task: t.ID, Title: t.Name()})
		}
	}
	return s.toggle(wanted, now, times)
}

// toggle claims what nobody is on. If everything is claimed, it gives up the
// user's own claims.
func (s *Session) toggle(wanted []model.Claim, now time.Time, times model.Times) Changes {
	p := &s.people
	var change model.ClaimChange
	var mine []model.Claim
	var theirs model.Claim
	for _, c := range wanted {
		switch is, taken := p.claims.Current(now).Of(c.Cause, c.Task); {
		case !taken:
			c.Who = p.me
			change.Take = append(change.Take, c)
		case is.Who == p.me:
			mine = append(mine, is)
		default:
			theirs = is
		}
	}
	var said string
	switch {
	case len(change.Take) > 0:
		said = "you are on " + claimed(change.Take)
	case len(mine) > 0:
		change.Give, said = mine, "you are not on "+claimed(mine)+" any more"
	case theirs.Who != "":
		return Changes{Said: []string{theirs.Who.Line() + " is on " + claimed([]model.Claim{theirs}) + " since " + times.Format(theirs.Since, "15:04")}}
	default:
		return Changes{}
	}
	p.claims, _, _ = p.claims.Apply(change, now)
	if s.outbox.kept {
		s.outbox.edits = append(s.outbox.edits, Edit{Kind: EditClaim, Claims: change})
		s.outbox.next = time.Time{} // at once
	}
	return Changes{Said: []string{said}, Anew: true}
}

// claimed names what some claims are on.
func claimed(claims []model.Claim) string {
	if len(claims) > 1 {
		return model.Plural(len(claims), "task")
	}
	switch c := claims[0]; {
	case c.Title == "":
		return cmp.Or(string(c.Task), c.Cause)
	case c.Cause != "":
		return model.Quoted(c.Title.Line())
	default:
		return model.Clause(c.Title.Line())
	}
}

// Active notes that the user is active, which keeps their claims alive.
func (s *Session) Active() { s.people.active = true }

// meet records who is on what, and returns what others claimed or gave up.
func (s *Session) meet(ch *Changes, in Inbox, now time.Time) {
	p := &s.people
	p.only = in.ReadOnly
	if in.Claims == nil {
		return
	}
	if !slices.Equal(p.others, in.Others) {
		p.others, ch.Anew = in.Others, true
	}
	after := in.Claims.Current(now)
	for _, e := range s.outbox.edits { // what is not written yet
		after, _, _ = after.Apply(e.Claims, now)
	}
	said := changedHands(p.claims, after)
	if p.claims = after; p.known {
		ch.Said = append(ch.Said, said...)
	}
	ch.Anew = ch.Anew || len(said) > 0
	p.known = true
}

// changedHands says who has claimed something, and who has given it up.
func changedHands(before, after model.Claims) (said []string) {
	for _, c := range after {
		if was, _ := before.Of(c.Cause, c.Task); was.Who != c.Who {
			said = append(said, c.Who.Line()+" is on "+claimed([]model.Claim{c}))
		}
	}
	for _, c := range before {
		if _, is := after.Of(c.Cause, c.Task); !is {
			said = append(said, c.Who.Line()+" is not on "+claimed([]model.Claim{c})+" any more")
		}
	}
	return said
}
