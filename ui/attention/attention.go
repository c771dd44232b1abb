// Package attention tracks whether the user looks at the screen, and calls one
// who does not.
package attention

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/digest"
	"hubwatch/ui/screen"
)

// awayAfter is how long without a key the user counts as away; not every
// terminal reports the loss of focus.
const awayAfter = 10 * time.Minute

// Attention tracks whether the user looks at the screen, what has happened
// since they last did, and what they were called for.
type Attention struct {
	LookedAt time.Time // when the user was last known to look; zero: never

	env     *screen.Env
	notify  func(text, how string) tea.Cmd
	blurred bool      // the terminal says that another window has the focus
	hidden  bool      // the terminal says that nobody can see it
	keyAt   time.Time // when the last key came
	away    bool
	behind  bool // not all that may have happened since is known
	calls   calls
}

// New returns the attention of a user who has just arrived. It keeps in env
// which tasks are new. notify makes a command that calls the user in the way
// the settings name.
func New(env *screen.Env, notify func(text, how string) tea.Cmd) *Attention {
	env.News = new(digest.News)
	return &Attention{env: env, notify: notify, keyAt: env.Now}
}

// Happened handles events that came while the tasks in shown were on the screen.
func (p *Attention) Happened(events []model.Event, shown []model.TaskID) {
	for _, e := range events {
		first := e.From == model.StateUnchecked // a first answer is no change
		if e.Kind == model.EventState && (!p.looking() || !first && !slices.Contains(shown, e.ID)) {
			p.env.News.Add(e.ID)
		}
	}
}

// looking reports whether a user looks at the screen.
func (p *Attention) looking() bool { return !p.away && !p.blurred && !p.hidden }

// Sees notes that the user looks at the tasks in shown. It returns those that
// count as seen by now and are no longer new.
func (p *Attention) Sees(shown []model.TaskID) (seen []model.TaskID) {
	if !p.looking() {
		return nil
	}
	p.LookedAt = p.env.Now
	seen = p.env.News.Show(shown, p.env.Now)
	p.away = p.env.Now.Sub(p.keyAt) > awayAfter
	return seen
}

// Returned sums up what happened while nobody looked.
func (p *Attention) Returned() {
	from := p.LookedAt
	p.away, p.keyAt = false, p.env.Now
	if from.IsZero() || p.blurred || p.hidden {
		return
	}
	p.env.Away = p.env.Since(from, p.env.Now)
	_, _, p.behind = p.env.CatchingUp()
}

// Learned corrects the summary of what happened while nobody looked by answers
// that came since; news means that they brought events. It reports whether the
// last missing answer is in.
func (p *Attention) Learned(news bool) (caughtUp bool) {
	_, _, behind := p.env.CatchingUp()
	caughtUp, p.behind = p.behind && !behind, behind
	if (news || caughtUp) && !p.env.Away.From.IsZero() {
		p.env.Away = p.env.Since(p.env.Away.From, p.env.Away.To)
	}
	return caughtUp
}

// Focus follows the terminal's focus.
func (p *Attention) Focus(msg tea.Msg) {
	switch msg.(type) {
	case tea.BlurMsg:
		p.blurred = true
	case tea.FocusMsg:
		if p.blurred {
			p.blurred = false
			p.Returned()
		}
	}
}

// Visible handles the terminal's report of whether anybody can see it.
func (p *Attention) Visible(can bool) {
	was := p.hidden
	if p.hidden = !can; was && can {
		p.Returned()
	}
}

// Active notes that a key came, which tells that somebody is there even if the
// terminal does not.
func (p *Attention) Active() {
	if !p.looking() {
		p.blurred, p.hidden = false, false
		p.Returned()
	}
	p.keyAt = p.env.Now
}

// Recall sets when the user last looked, and what was new then.
func (p *Attention) Recall(lookedAt time.Time, news []model.TaskID) {
	for _, id := range news {
		if p.env.List().Task(id) != nil {
			p.env.News.Add(id)
		}
	}
	if p.LookedAt = lookedAt; lookedAt.IsZero() {
		return
	}
	for _, task := range p.env.List().Tasks() {
		if task.SeenAt.After(lookedAt) && task.State() != model.StateUnchecked {
			p.env.News.Add(task.ID)
		}
	}
}
