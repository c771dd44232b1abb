package ui

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

// voice is the dashboard for a person who listens to it: what happens is said
// in lines of words, one behind the other. Nothing is drawn over, and no line
// means something by its color, its place or a sign. A nil voice says nothing:
// there is a screen instead.
type voice struct {
	*screen.Env
	out io.Writer

	banner  string    // as said last, without its numbers
	summary string    // as said last
	next    time.Time // when the next summary may be said
}

// summaryEvery is the least time between two summaries.
const summaryEvery = time.Minute

// Say says a sentence. A reader that is gone ends the program by its signal.
func (v *voice) Say(text string) {
	if v == nil || text == "" {
		return
	}
	text = model.Sentence(text)
	_, _ = fmt.Fprintf(v.out, "%s  %s\n", v.Now.Local().Format("15:04:05"), strings.ToUpper(text[:1])+text[1:])
}

// Begin says what is watched. notice is something to know at the start, "" if there
// is nothing.
func (v *voice) Begin(notice string) {
	if v == nil {
		return
	}
	v.Say(fmt.Sprintf("hubwatch watches %s on %s. ctrl-c ends it.", model.Plural(v.List().Len(), "task"), v.Where))
	v.Say(notice)
	if _, _, behind := v.CatchingUp(); !behind {
		v.Away()
	}
}

// Away says what happened while nobody looked.
func (v *voice) Away() {
	if v != nil && !v.Env.Away.Empty() {
		v.Say("since you last looked, " + v.Env.Away.String())
	}
}

// Event says what newly became true of a task. First answers are only counted,
// unless they are problems.
func (v *voice) Event(e model.Event) {
	if v == nil {
		return
	}
	t := v.List().Task(e.ID)
	if t == nil || e.Kind != model.EventState || e.From == model.StateUnchecked && !e.To.Problem() {
		return
	}
	s := "task " + string(e.ID)
	if name := t.Name(); name != "" {
		s += ", " + name.Tail(theme.LongestLine).Line()
	}
	v.Say(s + ": " + e.To.Word() + ". " + t.Why())
}

// Status says what stands on the screen outside of the table, when it changes.
func (v *voice) Status() {
	if v == nil {
		return
	}
	if text, _ := frame.Banner(v.Env); numberless(text) != v.banner {
		if v.banner = numberless(text); text == "" {
			text = "Nothing is in the way any more."
		}
		v.Say(text)
	}
	if s := v.summaryText(); s != v.summary && !v.Now.Before(v.next) {
		v.summary, v.next = s, v.Now.Add(summaryEvery)
		v.Say(s)
	}
}

// numberless is a text without its numbers, which count seconds down.
func numberless(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, text)
}

// summaryText is how far the migration is, in words.
func (v *voice) summaryText() string {
	var parts []string
	for _, s := range model.States {
		if n := v.List().Count(s); n > 0 {
			parts = append(parts, s.Count(n))
		}
	}
	return frame.Settled(v.Env) + ": " + strings.Join(parts, ", ")
}
