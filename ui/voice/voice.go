// Package voice is the dashboard for a user who listens to it.
package voice

import (
	"fmt"
	"io"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/frame"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Voice reports what happens in lines of words, one after the other. Nothing is
// overwritten, and no line depends on color, position or signs. A nil voice
// says nothing; then there is a screen instead.
type Voice struct {
	env *screen.Env
	out io.Writer

	banner  string    // as said last, without its numbers
	summary string    // as said last
	next    time.Time // when the next summary may be said
}

// New returns a voice that reports what it sees in env to out.
func New(env *screen.Env, out io.Writer) *Voice { return &Voice{env: env, out: out} }

// summaryEvery is the least time between two summaries.
const summaryEvery = time.Minute

// Say writes a sentence. If its reader is gone, the signal of that ends the
// program.
func (v *Voice) Say(text string) {
	if v == nil || text == "" {
		return
	}
	text = model.Sentence(text)
	_, _ = fmt.Fprintf(v.out, "%s  %s\n", v.env.Times.Format(v.env.Now, time.TimeOnly), strings.ToUpper(text[:1])+text[1:])
}

// Begin says what is watched. notice is something to know at the start, "" if there
// is nothing.
func (v *Voice) Begin(notice string) {
	if v == nil {
		return
	}
	v.Say(fmt.Sprintf("hubwatch watches %s on %s. ctrl-c ends it.", model.Plural(v.env.List().Total(), "task"), v.env.Where))
	v.Say(notice)
	if _, _, behind := v.env.CatchingUp(); !behind {
		v.Away()
	}
}

// Away says what happened while nobody looked.
func (v *Voice) Away() {
	if v != nil && !v.env.Away.Empty() {
		v.Say("since you last looked, " + v.env.Away.Words(v.env.Times, v.env.Now))
	}
}

// Event says what newly became true of a task. First answers are only counted,
// unless there is something to do again.
func (v *Voice) Event(e model.Event) {
	if v == nil {
		return
	}
	t := v.env.List().Task(e.ID)
	if t == nil || t.Replaced() || e.Kind != model.EventState || e.From == model.StateUnchecked && !e.To.ToDo() {
		return
	}
	s := "task " + string(e.ID)
	if name := t.Name(); name != "" {
		s += ", " + name.Tail(theme.LongestLine).Line()
	}
	v.Say(s + ": " + e.To.Word() + ". " + t.Why())
}

// Status says what the screen would show outside of the table, when it changes.
func (v *Voice) Status() {
	if v == nil {
		return
	}
	if text := inTheWay(v.env); numberless(text) != v.banner {
		if v.banner = numberless(text); text == "" {
			text = "Nothing is in the way any more."
		}
		v.Say(text)
	}
	if s := v.summaryText(); s != v.summary && !v.env.Now.Before(v.next) {
		v.summary, v.next = s, v.env.Now.Add(summaryEvery)
		v.Say(s)
	}
}

// inTheWay returns what must be said, but that everything has ended: that is
// said anyway.
func inTheWay(e *screen.Env) string {
	if frame.Ended(e) {
		return ""
	}
	return frame.Says(e).String()
}

// numberless returns a text without its numbers, which may be a countdown.
func numberless(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, text)
}

// summaryText returns how far the migration is, in words.
func (v *Voice) summaryText() string {
	var parts []string
	for _, s := range model.States {
		if n := v.env.List().Count(s); n > 0 {
			parts = append(parts, s.Count(n))
		}
	}
	return frame.Settled(v.env) + ": " + strings.Join(parts, ", ")
}
