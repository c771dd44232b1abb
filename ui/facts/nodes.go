package facts

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// Nodes returns the whole task as a tree: why it failed, where the folder is,
// what happened when, what we know about it, and what HubSpot's support will
// ask for. brief leaves out what [Of] says already.
func Nodes(e *screen.Env, t *model.Task, brief bool) []*tree.Node {
	a := author{e}
	r := t.Report
	var all []*tree.Node
	add := func(wanted bool, chapter func() *tree.Node) {
		if wanted {
			all = append(all, chapter())
		}
	}
	add(!brief, func() *tree.Node { return a.why(t) })
	add(r != nil && r.ErrorCount() > 0, func() *tree.Node { return a.errors(r) })
	add(t.Err != nil, func() *tree.Node { return folded(a.lastCheck(t.Err)) })
	add(!brief && a.Causes().Of(t.ID) != nil, func() *tree.Node { return folded(a.cause(t.ID)) })
	add(r != nil, func() *tree.Node { return a.folder(t) })
	add(r != nil, func() *tree.Node { return folded(a.times(t)) })
	add(len(a.Tracker().Attempts(t.ID)) > 1, func() *tree.Node { return a.attempts(t) })
	add(t.Label != "" || t.Note != "" || len(t.Plan) > 0, func() *tree.Node { return folded(a.ours(t)) })
	add(r != nil, func() *tree.Node { return folded(a.reply(r, t.ID)) })
	add(true, func() *tree.Node { return folded(a.history(t)) })
	if brief {
		for _, n := range all {
			n.Folded = false
		}
	}
	return all
}

// fact returns one value with its name, or the given words if HubSpot left it out.
func (a author) fact(step, name string, value model.Text, missing string) *tree.Node {
	n := leaf(step, a.Theme.Fit(name, factCells), value)
	if value == "" {
		n.Text, n.TextTone = model.Text(missing), tree.ToneFaint
	}
	return n
}

// factCells is how wide the names of facts are.
const factCells = 11

// instant returns a fact that is a time.
func (a author) instant(step, name string, at time.Time, missing string) *tree.Node {
	n := a.fact(step, name, "", missing)
	if !at.IsZero() {
		n.TextTone = tree.ToneValue
		n.Say = func() string { return a.Times.Show(at, a.Now) }
		n.Copies = func() string { return at.UTC().Format(time.RFC3339Nano) }
	}
	return n
}

const notSent = "not sent"

// times returns what HubSpot did when, by its own clock; the summary is by
// ours, as above the tree.
func (a author) times(t *model.Task) *tree.Node {
	r := t.Report
	requested := a.instant("/requestedAt", "requested", r.RequestedAt, notSent)
	started := a.instant("/startedAt", "started", r.StartedAt, pendingText(r))
	completed := a.instant("/completedAt", "completed", r.CompletedAt, pendingText(r))
	span(started, r.Waited(), "waited")
	span(completed, r.Ran(), "ran")
	sum := func() string {
		var parts []string
		for _, at := range []struct {
			word string
			time time.Time
		}{{"requested", r.RequestedAt}, {"started", r.StartedAt}, {"ended", r.CompletedAt}} {
			if !at.time.IsZero() {
				parts = append(parts, at.word+" "+a.Times.Second(t.OurTime(at.time), a.Now))
			}
		}
		if len(parts) == 0 {
			return notSent
		}
		return strings.Join(parts, ", ")
	}
	return a.chapter("times", "TIMES", sum, requested, started, completed)
}

// pendingText returns what a missing time means.
func pendingText(r *model.Report) string {
	if r.Status.Final() {
		return notSent
	}
	return "not yet"
}

// span adds how long something took to the time when it was over.
func span(n *tree.Node, d time.Duration, word string) {
	if when := n.Say; when != nil && d > 0 {
		n.Say = func() string { return when() + "  " + word + " " + model.Span(d) }
	}
}

// cause returns what the task has in common with others, and what that usually
// means.
func (a author) cause(id model.TaskID) *tree.Node {
	c := a.Causes().Of(id)
	title := a.Causes().Title(c)
	short := a.Causes().Called(c)
	shared := a.fact(".tasks", "tasks", "", "")
	shared.Say = func() string {
		c := a.Causes().Of(id)
		if c == nil || c.Tasks < 2 {
			return "only this one"
		}
		return fmt.Sprintf("this and %s", model.Plural(c.Tasks-1, "other"))
	}
	kids := []*tree.Node{a.fact(".title", "cause", model.Text(title), ""), shared}
	if note, _ := a.Causes().Note(c); note.Source != "" {
		source := a.fact(".source", "source", model.Text(note.Source), "")
		if url, err := model.HubSpotURL(model.Text(note.Source)); err == nil {
			source.Link = url
		}
		kids = append(kids, source)
	}
	return a.chapter("cause", "CAUSE", func() string { return model.Clause(short) + "; " + shared.Say() }, kids...)
}

// ours returns what the user and the plan say about the task.
func (a author) ours(t *model.Task) *tree.Node {
	kids := []*tree.Node{
		a.fact(".label", "label", t.Label, "none, "+a.Keys.Name(keys.Label)+" gives it one"),
		a.fact(".note", "note", t.Note, "none"),
	}
	if t.Ordered() {
		kids = append(kids, a.fact(".order", "row by", "the order of the answers: its result has not confirmed it", ""))
	}
	if !t.ArrivedAt.IsZero() && !t.State().Final() {
		arrived := a.instant(".arrivedAt", "arrived", t.ArrivedAt, "")
		when := arrived.Say
		arrived.Say = func() string { return when() + ", not confirmed yet" }
		kids = append(kids, arrived)
	}
	kids = append(kids, a.fieldNodes(t.Plan)...)
	return a.chapter("plan", a.oursTitle(t), func() string { return oursInShort(t) }, kids...)
}

// oursTitle returns what the chapter of the user and the plan is called.
func (a author) oursTitle(t *model.Task) string {
	if len(t.Plan) > 0 {
		return "PLAN"
	}
	return "LABEL"
}

// oursInShort returns the label and what columns the row of the plan has.
func oursInShort(t *model.Task) string {
	var parts []string
	var said []string
	for _, text := range []model.Text{t.Label, t.Note} {
		if text != "" {
			said = append(said, text.Head(theme.LongestLine).Line())
		}
	}
	if len(said) > 0 {
		parts = append(parts, strings.Join(said, ", "))
	}
	if n := len(t.Plan); n > 0 {
		names := make([]string, 0, mostColumns)
		for _, f := range t.Plan[:min(n, mostColumns)] {
			names = append(names, tree.Beginning(f.Key, longestKey).Line())
		}
		parts = append(parts, model.Plural(n, "column")+": "+strings.Join(names, ", "))
	}
	if !t.ArrivedAt.IsZero() && !t.State().Final() {
		parts = append(parts, "arrived, not confirmed yet")
	}
	return strings.Join(parts, "; ")
}

// mostColumns is how many columns of a plan are named in a line.
const mostColumns = 8

// lastCheck returns why the last check brought nothing new.
func (a author) lastCheck(e *model.CheckError) *tree.Node {
	kids := []*tree.Node{
		a.fact(".kind", "failed", model.Text(e.Kind.Word()), ""),
		a.fact(".message", "message", e.Message, "none"),
	}
	if e.HTTPStatus != 0 {
		kids = append(kids, a.fact(".httpStatus", "HTTP", model.Text(fmt.Sprint(e.HTTPStatus)), ""))
	}
	if e.Category != "" {
		kids = append(kids, a.fact(".category", "category", e.Category, ""))
	}
	if len(e.Scopes) > 0 {
		kids = append(kids, a.fact(".scopes", "scopes", model.Joined(e.Scopes), ""))
	}
	kids = append(kids, a.fact(".correlationId", "correlation", e.CorrelationID, "no correlation ID"))
	return a.chapter("checkError", "LAST CHECK", e.Error, append(kids, a.fields(".headers", "headers", e.Headers)...)...)
}

// reply returns the rest of the last good answer, and what support asks for.
func (a author) reply(r *model.Report, id model.TaskID) *tree.Node {
	kids := []*tree.Node{a.fact("/status", "status", r.RawStatus, notSent)}
	if r.NumErrors > 0 {
		kids = append(kids, a.fact("/numErrors", "errors", model.Text(fmt.Sprint(r.NumErrors)), ""))
	}
	kids = append(kids, a.fact("/taskId", "task", r.TaskID, notSent))
	if r.TaskID != "" && r.TaskID != model.Text(id) {
		kids = append(kids, tree.Remark(".asked", "Asked was "+string(id)+": HubSpot calls the task by another name."))
	}
	kids = append(kids, a.fact(".correlationId", "correlation", r.CorrelationID, "no correlation ID"))
	kids = append(kids, a.fields("/links", "links", r.Links)...)
	kids = append(kids, a.fieldNodes(r.Extra)...)
	return a.chapter("answer", "ANSWER", func() string { return answerInShort(r) }, append(kids, a.fields(".headers", "headers", r.Headers)...)...)
}

// answerInShort returns the status that HubSpot sent, and what its support asks
// for.
func answerInShort(r *model.Report) string {
	text := cmp.Or(r.RawStatus, "no status").Head(theme.LongestLine).Line()
	if n := r.ErrorCount(); n > 0 {
		text += " with " + r.Counted()
	}
	if r.CorrelationID != "" {
		return text + "; correlation " + r.CorrelationID.Head(theme.LongestLine).Line()
	}
	return text + "; no correlation ID"
}

// attempts returns each attempt at the folder, the first one first; the last
// one counts.
func (a author) attempts(t *model.Task) *tree.Node {
	all := a.Tracker().Attempts(t.ID)
	kids := make([]*tree.Node, 0, len(all))
	for i, at := range all {
		n := &tree.Node{Step: "." + string(at.ID), Head: a.Theme.Fit(fmt.Sprintf("%d of %d", i+1, len(all)), factCells), HeadTone: tree.ToneFaint, TextTone: tree.ToneText}
		if at.Replaced() {
			n.TextTone = tree.ToneFaint
		}
		n.Say = func() string { return a.attempt(at, t) }
		n.Copies = func() string { return string(at.ID) }
		kids = append(kids, n)
	}
	sum := func() string {
		at, _ := a.Tracker().Attempt(t.ID)
		return fmt.Sprintf("%d at this folder; this is attempt %d", at.Of, at.Number)
	}
	n := a.chapter("attempts", "ATTEMPTS", sum, kids...)
	n.Folded = !t.Replaced()
	return n
}

// attempt returns one of several attempts at the folder of the task that is shown.
func (a author) attempt(at, shown *model.Task) string {
	state := at.State()
	text := a.Theme.States[state].Glyph + " " + state.Shown()
	if since := at.Since(); !since.IsZero() {
		text += " " + a.Times.Show(since, a.Now)
	}
	text += "  " + string(at.ID)
	if at.ID == shown.ID {
		text += ", this task"
	}
	if at.Replaced() {
		text += ", replaced"
	}
	return text
}

// history returns the events of the task, and our own failed checks.
func (a author) history(t *model.Task) *tree.Node {
	kids := make([]*tree.Node, 0, len(t.History))
	for i, e := range t.History {
		n := &tree.Node{Step: fmt.Sprintf("[%d]", i), TextTone: tree.ToneText}
		n.Say = func() string { return a.Times.Show(e.At, a.Now) + "  " + a.event(e) }
		kids = append(kids, n)
	}
	sum := func() string {
		if len(t.History) == 0 {
			return "nothing yet"
		}
		last := t.History[len(t.History)-1]
		return model.Plural(len(t.History), "event") + "; the last " + a.Times.Second(last.At, a.Now) + ": " + a.event(last)
	}
	return a.chapter("history", "HISTORY", sum, kids...)
}

// event returns an event in full, without its time and its task, which stand
// beside it.
func (a author) event(e model.Event) string {
	s := e.Words()
	if e.Kind == model.EventState {
		s = e.From.Shown() + " " + a.Theme.Sign("→", "->") + " " + e.To.Shown()
	}
	switch {
	case e.Kind == model.EventAdded:
		s += " to the watchlist"
	case e.Kind == model.EventState && e.Errors > 0:
		s += fmt.Sprintf(" (%d)", e.Errors)
	case e.Kind == model.EventFailed && e.Err != nil && e.Err.CorrelationID != "":
		s = model.Clause(s) + ", correlation ID " + e.Err.CorrelationID.Line()
	}
	return s
}
