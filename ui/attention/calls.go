package attention

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/screen"
	"hubwatch/ui/voice"
)

// calls remembers what the user was called for, so that each call comes once.
type calls struct {
	known   bool // what was there at the start is known and not news
	done    bool
	todo    bool
	stalled bool
	causes  map[string]bool // by ID
}

// Call returns a command that tells a user who looks elsewhere what they wait
// for: that everything is done, the first problem, a new cause, a stall. how is
// the way the settings name. A dashboard with a voice says it instead.
func (p *Attention) Call(v *voice.Voice, how string) tea.Cmd {
	var news []string
	c := &p.calls
	if done := p.env.List().Len() > 0 && p.env.Settled(); done != c.done {
		if c.done = done; done {
			news = append(news, doneText(p.env))
		}
	}
	if todo := p.env.ToDo().Total() > 0; todo && !c.todo {
		c.todo = true
		news = append(news, "the first folder is to be done again")
	}
	for _, cause := range p.env.Causes().Groups().Causes() {
		if !c.causes[cause.ID] {
			if c.causes == nil {
				c.causes = map[string]bool{}
			}
			c.causes[cause.ID] = true
			news = append(news, "a new cause: "+model.Clause(p.env.Causes().Title(cause)))
		}
	}
	if stalled := p.env.Stalled() != ""; stalled != c.stalled {
		if c.stalled = stalled; stalled {
			news = append(news, p.env.Stalled())
		}
	}
	known := c.known
	c.known = true
	if known && v != nil {
		for _, text := range news {
			v.Say(text)
		}
		return nil
	}
	if !known || len(news) == 0 || p.looking() {
		return nil
	}
	text := news[len(news)-1]
	if len(news) > 1 {
		text = fmt.Sprintf("%s, and %d more", text, len(news)-1)
	}
	return p.notify(text, how)
}

// doneText says how it ended.
func doneText(e *screen.Env) string {
	text := "done: " + model.Thousands(e.List().Count(model.StateOK)) + " arrived"
	if n := e.ToDo().Total(); n > 0 {
		text += ", " + model.Thousands(n) + " to do again"
	}
	return text
}
