package ui

import (
	"fmt"
	"io"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/frame"
)

// lines is the dashboard for a person who listens to it: what happens is said
// in lines of words, one behind the other. Nothing is drawn over, and no line
// means something by its color, its place or a sign.
type lines struct {
	out     io.Writer // nil draws a screen instead
	banner  string    // as said last, without its numbers
	summary string    // as said last
	next    time.Time // when the next summary may be said
}

// summaryEvery is the least time between two summaries.
const summaryEvery = time.Minute

// line says a sentence. A reader that is gone ends the program by its signal.
func (a *app) line(text string) {
	if a.lines.out == nil || text == "" {
		return
	}
	text = model.Sentence(text)
	_, _ = fmt.Fprintf(a.lines.out, "%s  %s\n", a.Now.Local().Format("15:04:05"), strings.ToUpper(text[:1])+text[1:])
}

// greet is what is said first.
func (a *app) greet() {
	a.line(fmt.Sprintf("hubwatch watches %s on %s. ctrl-c ends it.", model.Plural(a.List().Len(), "task"), a.Where))
	a.line(a.opt.Notice)
	if d := a.Away; !d.Empty() {
		a.line("since you last looked, " + d.String())
	}
}

// tell says what newly became true of a task. First answers are only counted,
// unless they are problems.
func (a *app) tell(e model.Event) {
	t := a.List().Task(e.ID)
	if a.lines.out == nil || t == nil || e.Kind != model.EventState || e.From == model.StateUnchecked && !e.To.Problem() {
		return
	}
	s := "task " + string(e.ID)
	if name := t.Name(); name != "" {
		s += ", " + name.Tail(longestPath).Line()
	}
	a.line(s + ": " + e.To.Word() + ". " + t.Why())
}

// speak says what stands on the screen outside of the table, when it changes.
func (a *app) speak() {
	l := &a.lines
	if l.out == nil {
		return
	}
	if text, _ := frame.Banner(a.Env); numberless(text) != l.banner {
		if l.banner = numberless(text); text == "" {
			text = "Nothing is in the way any more."
		}
		a.line(text)
	}
	if s := a.summaryText(); s != l.summary && !a.Now.Before(l.next) {
		l.summary, l.next = s, a.Now.Add(summaryEvery)
		a.line(s)
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
func (a *app) summaryText() string {
	var parts []string
	for _, s := range model.States {
		if n := a.List().Count(s); n > 0 {
			parts = append(parts, s.Count(n))
		}
	}
	return frame.Settled(a.Env) + ": " + strings.Join(parts, ", ")
}
