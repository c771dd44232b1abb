// Package facts puts what is known about a task in plain words: as sentences
// with a label, and as the nodes of a tree.
package facts

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/lint"
	"hubwatch/model/plan"
	"hubwatch/ui/frame"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
)

// Fact is one thing known about a task, in a sentence, and more about it for
// the right edge where there is room.
type Fact struct{ Label, Text, More string }

// Of returns what is known about a task in plain words: why it is in its state,
// what that means, and what to do next.
func Of(e *screen.Env, t *model.Task) []Fact {
	text, more := Said(e, t)
	all := []Fact{{"said", text, more}}
	add := func(label, text, more string) {
		if text != "" {
			all = append(all, Fact{label, text, more})
		}
	}
	if c := e.Causes().Of(t.ID); c != nil {
		note, _ := e.Causes().Note(c)
		means := model.Text(note.Meaning).Line()
		if note.Inferred && means != "" {
			means += " (inferred)"
		}
		add("means", means, shareText(e, t, c.Tasks))
		add("check", model.Text(note.Check).Line(), "")
		add("who", model.Text(note.Who).Line(), "")
	}
	if claim, ok := e.ClaimOf(t.ID); ok {
		add("claimed", e.OnIt(claim)+" since "+e.Times.Clock(claim.Since, e.Now), "")
	}
	if f, at, ok := e.Foreseen(t); ok {
		add("outlook", Outlook(e, f, at), "")
	}
	for _, d := range t.Elsewhere() {
		add("plan", d.Column+" "+d.Planned.Head(theme.LongestLine).Line()+", is "+d.Actual.Head(theme.LongestLine).Line(), "")
	}
	if t.Label != t.Name() {
		add("label", t.Label.Head(theme.LongestLine).Line(), "")
	}
	add("note", t.Note.Head(theme.LongestLine).Line(), "")
	add("times", Times(e, t), "")
	add("answer", Answer(e, t), "")
	add("next", nextText(e, t), "")
	return all
}

// Outlook returns what is foreseen for a row that has not started, what to do
// about it, and when the folders were looked at.
func Outlook(e *screen.Env, f lint.Finding, at time.Time) string {
	text := f.Text
	if f.Do != "" {
		text += "; " + f.Do
	}
	return text + " (as of " + e.Times.Clock(at, frame.Ages(e)) + ", " + agoText(at, frame.Ages(e)) + ")"
}

// Said returns what HubSpot says, in quotation marks if these are its own
// words, with the codes and how often it was said.
func Said(e *screen.Env, t *model.Task) (text, more string) {
	r := t.Report
	if t.State() != model.StateErrors || len(r.Errors) == 0 {
		return model.Sentence(strings.ToUpper(t.Why()[:1]) + t.Why()[1:]), ""
	}
	first := &r.Errors[0]
	if text = first.InShort(); first.Message != "" {
		text = Quote(e.Theme, first.Message, theme.LongestLine)
	}
	var parts []string
	if n := r.ErrorCount(); n > 1 {
		parts = append(parts, "1 of "+model.Plural(n, "error"))
	}
	parts = append(parts, codes(first)...)
	return text, strings.Join(parts, frame.Separator(e.Theme))
}

// shareText returns how much of what is to do has the same cause.
func shareText(e *screen.Env, t *model.Task, alike int) string {
	if n := e.ToDo().Total(); t.ToDo() && n > 1 {
		return model.Thousands(min(alike, n)) + " of the " + model.Thousands(n) + " to do"
	}
	return ""
}

// Times returns what happened to the task when, and how long it took.
func Times(e *screen.Env, t *model.Task) string {
	r := t.Report
	if r == nil {
		return ""
	}
	at := func(word string, at time.Time) string {
		return word + " " + e.Times.Second(t.OurTime(at), frame.Ages(e)) + ", " + agoText(t.OurTime(at), frame.Ages(e))
	}
	var text string
	switch {
	case !r.CompletedAt.IsZero():
		text = at("ended", r.CompletedAt)
	case !r.StartedAt.IsZero():
		text = at("started", r.StartedAt)
	case !r.RequestedAt.IsZero():
		text = at("requested", r.RequestedAt)
	}
	var spans []string
	if d := r.Waited(); d > 0 {
		spans = append(spans, "waited "+model.Span(d))
	}
	if d := t.Ran(); d > 0 {
		spans = append(spans, "ran "+model.Span(d))
	}
	if len(spans) > 0 {
		text += "; " + strings.Join(spans, ", ")
	}
	if usual := e.Peers().Usual(); usual > 0 && text != "" && !r.StartedAt.IsZero() {
		text += " (95 of 100 ran under " + model.Under(usual) + ")"
	}
	return strings.TrimPrefix(text, "; ")
}

// agoText returns how long ago something was.
func agoText(at, now time.Time) string {
	if ago := model.Ago(at, now); ago != "now" {
		return ago + " ago"
	}
	return "just now"
}

// Answer says how old the answer is if that matters, and why there is none.
func Answer(e *screen.Env, t *model.Task) string {
	if t.Err == nil || t.State() == model.StateMissing {
		return ""
	}
	text := "none yet"
	if at := t.CheckedAt(); !at.IsZero() {
		text = "of " + e.Times.Clock(at, frame.Ages(e)) + ", " + agoText(at, frame.Ages(e))
	}
	return text + "; the last check failed " + agoText(t.AskedAt, frame.Ages(e)) + ": " + t.Err.Error()
}

// rerunText says how to do the task again, or why no re-run can be written.
func rerunText(e *screen.Env, t *model.Task) string {
	write := e.Keys.Name(keys.Rerun)
	_, err := plan.NewRequest(t.Plan)
	if t.Ordered() { // its row may be another's, which only all of them together tell
		if r := e.Tracker().Rerun([]*model.Task{t}, plan.With{}); len(r.Unknown()) > 0 {
			err = errors.New(r.Unknown()[0].Why)
		}
	}
	switch {
	case t.State() == model.StateMissing:
		return "look where the folder is; hubwatch rerun --missing prints what to do again"
	case len(t.Plan) == 0:
		return "a re-run needs the plan (hubwatch add --plan), " + write + " writes evidence"
	case err != nil:
		return "no re-run: it " + err.Error() + ", " + write + " writes evidence"
	}
	return write + " writes the re-run of this folder"
}

// nextText returns what a user can do with the task.
func nextText(e *screen.Env, t *model.Task) string {
	key := func(a keys.Action) string { return e.Keys.Name(a) }
	var parts []string
	switch {
	case t.ToDo():
		parts = append(parts, rerunText(e, t))
		if c := e.Causes().Of(t.ID); c != nil && c.Tasks > 1 {
			parts = append(parts, fmt.Sprintf("%s shows the %s alike", key(keys.Group), model.Thousands(c.Tasks)))
		}
		if t.State() == model.StateElsewhere {
			parts = append(parts, key(keys.Browse)+" opens it in HubSpot")
		}
	case t.State() == model.StateOK:
		parts = append(parts, key(keys.Browse)+" opens it in HubSpot")
	case t.Err != nil:
		parts = append(parts, key(keys.Check)+" checks it now")
	}
	return strings.Join(append(parts, key(keys.Open)+" shows everything"), ", ")
}
