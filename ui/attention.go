package ui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/digest"
	"hubwatch/ui/screen"
)

// awayAfter is how long without a key a person counts as away: not every
// terminal tells when it loses the focus.
const awayAfter = 10 * time.Minute

// attention is whether a person looks at the screen, what happened since one
// did, and what one who does not is called for.
type attention struct {
	*screen.Env
	blurred  bool      // the terminal says that another window has the focus
	keyAt    time.Time // when the last key came
	away     bool
	lookedAt time.Time // when the person was last known to look; zero: never
	behind   bool      // not all that may have happened since is known
	news     digest.News
	calls    calls
	terminal terminal
}

// happened takes in what newly became true of tasks while those in shown were on
// the screen.
func (p *attention) happened(events []model.Event, shown []model.TaskID) {
	for _, e := range events {
		first := e.From == model.StateUnchecked // a first answer is no change
		if e.Kind == model.EventState && (!p.looking() || !first && !slices.Contains(shown, e.ID)) {
			p.news.Add(e.ID)
		}
	}
}

// looking tells whether a person looks at the screen.
func (p *attention) looking() bool { return !p.away && !p.blurred }

// sees notes that a person looks at the tasks in shown. It returns those that are
// seen by now, which are new no more.
func (p *attention) sees(shown []model.TaskID) (seen []model.TaskID) {
	if !p.looking() {
		return nil
	}
	p.lookedAt = p.Now
	seen = p.news.Show(shown, p.Now)
	p.away = p.Now.Sub(p.keyAt) > awayAfter
	return seen
}

// returned sums up what happened while nobody looked.
func (p *attention) returned() {
	from := p.lookedAt
	p.away, p.keyAt = false, p.Now
	if from.IsZero() || p.blurred {
		return
	}
	p.Away = p.Since(from, p.Now)
	_, _, p.behind = p.CatchingUp()
}

// learned corrects what happened while nobody looked by answers that came since;
// news is that something newly became true by them. It tells whether they are the
// last that were missing.
func (p *attention) learned(news bool) (caughtUp bool) {
	_, _, behind := p.CatchingUp()
	caughtUp, p.behind = p.behind && !behind, behind
	if (news || caughtUp) && !p.Away.From.IsZero() {
		p.Away = p.Since(p.Away.From, p.Away.To)
	}
	return caughtUp
}

// focus follows the terminal's focus.
func (p *attention) focus(msg tea.Msg) {
	switch msg.(type) {
	case tea.BlurMsg:
		p.blurred = true
	case tea.FocusMsg:
		if p.blurred {
			p.blurred = false
			p.returned()
		}
	}
}

// active notes that a key came, which tells that somebody is there even if the
// terminal does not.
func (p *attention) active() {
	if !p.looking() {
		p.blurred = false
		p.returned()
	}
	p.keyAt = p.Now
}

// recall takes in when the person last looked, and what was new then.
func (p *attention) recall(lookedAt time.Time, news []model.TaskID) {
	for _, id := range news {
		if p.List().Task(id) != nil {
			p.news.Add(id)
		}
	}
	if p.lookedAt = lookedAt; lookedAt.IsZero() {
		return
	}
	for _, task := range p.List().Tasks() {
		if task.SeenAt.After(lookedAt) && task.State() != model.StateUnchecked {
			p.news.Add(task.ID)
		}
	}
}
