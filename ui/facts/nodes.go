package facts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/tree"
)

// Nodes is the whole task: why it broke first, then where the folder is, when
// it all happened, what we know of it, and what support will ask for. brief is
// without what [Of] says already.
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
	add(t.Err != nil, func() *tree.Node { return a.lastCheck(t.Err) })
	add(!brief && a.Causes().Of(t.ID) != nil, func() *tree.Node { return a.cause(t.ID) })
	add(r != nil, func() *tree.Node { return a.folder(t) })
	add(r != nil, func() *tree.Node { return a.times(r) })
	add(len(a.Tracker().Attempts(t.ID)) > 1, func() *tree.Node { return a.attempts(t) })
	add(t.Label != "" || t.Note != "" || len(t.Plan) > 0, func() *tree.Node { return a.ours(t) })
	add(r != nil, func() *tree.Node { return a.reply(r, t.ID) })
	add(true, func() *tree.Node { return a.timeline(t) })
	all[0].Gap = brief
	return all
}

// fact is one value with its name, or what is said when HubSpot left it out.
func (a author) fact(step, name string, value model.Text, missing string) *tree.Node {
	n := leaf(step, a.Theme.Fit(name, factCells), value)
	if value == "" {
		n.Text, n.TextTone = model.Text(missing), tree.ToneFaint
	}
	return n
}

// factCells is how wide the names of facts are.
const factCells = 11

// instant is a fact that is a time.
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

// folder is where the folder is now, and where the plan wanted it.
func (a author) folder(t *model.Task) *tree.Node {
	f := t.Report.Result
	if f == nil {
		n := tree.Remark("/result", "HubSpot sent none.")
		n.TextTone = tree.ToneFaint
		return chapter("result", "result folder", n)
	}
	path := a.fact(".path", "path", f.Path, notSent)
	if f.Path != "" {
		path.TextTone = tree.TonePath
	}
	archived := a.fact(".archived", "archived", "", "no")
	if f.Archived {
		archived.Text, archived.TextTone = "yes", tree.ToneStale
	}
	kids := []*tree.Node{
		path,
		a.fact(".name", "name", f.Name, notSent),
		a.fact(".id", "id", f.ID, notSent),
		a.fact(".parentFolderId", "parent", f.ParentID, "none: a root folder"),
		a.instant(".createdAt", "created", f.CreatedAt, notSent),
		a.instant(".updatedAt", "updated", f.UpdatedAt, notSent),
		archived,
	}
	if f.Archived || !f.ArchivedAt.IsZero() {
		kids = append(kids, a.instant(".archivedAt", "  since", f.ArchivedAt, notSent))
	}
	kids = a.planned(kids, t)
	return chapter("result", "result folder", append(kids, a.fieldNodes(f.Extra)...)...)
}

// planned puts below each fact what the plan wanted instead.
func (a author) planned(facts []*tree.Node, t *model.Task) []*tree.Node {
	for _, d := range t.Elsewhere() {
		n := a.fact(".planned."+d.Column, "  planned", d.Planned, "")
		n.TextTone = tree.ToneStale
		at := slices.IndexFunc(facts, func(n *tree.Node) bool { return n.Step == "."+d.Column })
		facts = slices.Insert(facts, at+1, n)
	}
	return facts
}

// times is when HubSpot did what, by its own clock.
func (a author) times(r *model.Report) *tree.Node {
	requested := a.instant("/requestedAt", "requested", r.RequestedAt, notSent)
	started := a.instant("/startedAt", "started", r.StartedAt, pendingText(r, "not yet"))
	completed := a.instant("/completedAt", "completed", r.CompletedAt, pendingText(r, "not yet"))
	span(started, r.Waited(), "waited")
	span(completed, r.Ran(), "ran")
	return chapter("times", "times", requested, started, completed)
}

// pendingText is what a missing time means.
func pendingText(r *model.Report, open string) string {
	if r.Status.Final() {
		return notSent
	}
	return open
}

// span puts how long something took behind when it was over.
func span(n *tree.Node, d time.Duration, word string) {
	if when := n.Say; when != nil && d > 0 {
		n.Say = func() string { return when() + "  " + word + " " + model.Span(d) }
	}
}

// why is what happened to the task in plain words, what that means, and what to do.
func (a author) why(t *model.Task) *tree.Node {
	kids := []*tree.Node{a.fact(".said", "said", model.Text(sentence(t)), "")}
	for _, f := range Of(a.Env, t) {
		switch f.Label {
		case "means", "check", "who", "plan":
			kids = append(kids, a.fact("."+f.Label, f.Label, model.Text(f.Text), ""))
		case "next":
			next := strings.TrimSuffix(strings.TrimSuffix(f.Text, a.Keys.Name(keys.Open)+" shows everything"), ", ")
			if next != "" {
				kids = append(kids, a.fact(".next", "next", model.Text(next), ""))
			}
		}
	}
	answer := a.fact(".answer", "answer", "", "")
	answer.Say = func() string { return checkText(a.Env, t) }
	return chapter("why", "why", append(kids, answer)...)
}

// cause is what the task has in common with others, and what that usually
// means.
func (a author) cause(id model.TaskID) *tree.Node {
	c := a.Causes().Of(id)
	kids := []*tree.Node{a.fact(".title", "cause", model.Text(a.Causes().Title(c)), "")}
	shared := a.fact(".tasks", "tasks", "", "")
	shared.Say = func() string {
		c := a.Causes().Of(id)
		if c == nil || c.Tasks < 2 {
			return "only this one"
		}
		return fmt.Sprintf("this and %s", model.Plural(c.Tasks-1, "other"))
	}
	kids = append(kids, shared)
	note, ok := a.Causes().Note(c)
	if !ok {
		return chapter("cause", "cause", kids...)
	}
	if url, err := model.HubSpotURL(model.Text(note.Source)); err == nil {
		source := a.fact(".source", "source", model.Text(note.Source), "")
		source.Link = url
		kids = append(kids, source)
	} else if note.Source != "" {
		kids = append(kids, a.fact(".source", "source", model.Text(note.Source), ""))
	}
	return chapter("cause", "cause", kids...)
}

// ours is what the person and the plan say of the task.
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
	return chapter("ours", "label and plan", append(kids, a.fields(".plan", "plan row", t.Plan)...)...)
}

// lastCheck is why HubSpot said nothing new when it was last asked.
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
	return chapter("checkError", "last check", append(kids, a.fields(".headers", "headers", e.Headers)...)...)
}

// reply is what else the last good answer had, and what support asks for.
func (a author) reply(r *model.Report, id model.TaskID) *tree.Node {
	kids := []*tree.Node{a.fact("/status", "status", r.Word, notSent)}
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
	return chapter("reply", "answer", append(kids, a.fields(".headers", "headers", r.Headers)...)...)
}

// attempts is what became of the folder: each attempt at it, the first one first,
// of which the last counts.
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
	return chapter("attempts", "attempts at this folder", kids...)
}

// attempt is one of several attempts at the folder of the task that is shown.
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

// timeline is what became true of the task, and our own failed checks.
func (a author) timeline(t *model.Task) *tree.Node {
	kids := make([]*tree.Node, 0, len(t.History))
	for i, e := range t.History {
		n := &tree.Node{Step: fmt.Sprintf("[%d]", i), TextTone: tree.ToneText}
		n.Say = func() string { return a.Times.Show(e.At, a.Now) + "  " + eventText(e) }
		kids = append(kids, n)
	}
	return chapter("timeline", "timeline", kids...)
}

// eventText is an event in full: beside it stand its time and its task.
func eventText(e model.Event) string {
	s := e.Words()
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
