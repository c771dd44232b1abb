package ui

import (
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
)

// writeBody writes what is known of a task, most wanted first: errors, the
// result folder, times, the rest of the reply, and the history.
func writeBody(w *writer, t *model.Task) {
	if r := t.Report; r != nil {
		writeErrors(w, r)
		writeFolder(w, r)
		writeTimes(w, r)
		writeRest(w, r, t.ID)
	}
	writeOurs(w, t)
	writeHistory(w, t)
}

func (w *writer) section(title string) {
	if len(w.lines) > 0 {
		w.blank()
	}
	w.lines = append(w.lines, w.looks.heading.paint(strings.ToUpper(title)))
}

// fact writes one "name value" line; an empty value is left out.
func (w *writer) fact(indent int, name, value string) {
	if value != "" {
		w.write(indent, w.looks.fit(name, 10), w.looks.faint, value, w.looks.value)
	}
}

func writeErrors(w *writer, r *model.Report) {
	n := r.ErrorCount()
	if n == 0 {
		return
	}
	w.section("errors")
	if n != len(r.Errors) {
		w.write(2, "", ink{}, fmt.Sprintf("HubSpot counts %d and sent %d.", n, len(r.Errors)), w.looks.stale)
	}
	for i := range r.Errors {
		writeError(w, i+1, len(r.Errors), &r.Errors[i])
	}
}

// writeError writes the first level: the message, what it is called, its
// context, then its details.
func writeError(w *writer, i, of int, e *model.TaskError) {
	bad := w.looks.state[model.StateErrors]
	message := e.Message.Block()
	if message == "" {
		message = e.InShort()
	}
	w.write(2, fmt.Sprintf("%s %d/%d", bad.glyph, i, of), bad.ink, message, w.looks.value)
	w.names(4, "category", e.Category, "sub", e.SubCategory, "status", e.Status, "id", e.ID)
	w.fields(4, "context", e.Context)
	for j := range e.Details {
		writeDetail(w, j+1, len(e.Details), &e.Details[j])
	}
	w.fields(4, "links", e.Links)
	w.fields(4, "more", e.Extra)
}

// writeDetail writes the second level and its context, the third.
func writeDetail(w *writer, i, of int, d *model.ErrorDetail) {
	message := d.Message.Block()
	if message == "" {
		message = "(no message)"
	}
	w.write(4, fmt.Sprintf("detail %d/%d", i, of), w.looks.heading, message, w.looks.value)
	w.names(6, "code", d.Code, "in", d.In, "sub", d.SubCategory)
	w.fields(6, "context", d.Context)
	w.fields(6, "more", d.Extra)
}

// names writes the pairs that have a value, in one paragraph.
func (w *writer) names(indent int, pairs ...any) {
	var parts []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if value := pairs[i+1].(model.Text); value != "" {
			parts = append(parts, fmt.Sprintf("%s %s", pairs[i], value))
		}
	}
	if len(parts) > 0 {
		w.write(indent, "", ink{}, strings.Join(parts, "  "), w.looks.faint)
	}
}

// fields writes keys and values below each other, the equals signs aligned.
func (w *writer) fields(indent int, title string, fields []model.Field) {
	longest := 0
	for _, f := range fields {
		longest = max(longest, w.looks.width(f.Key.Line()))
	}
	longest = min(longest, 24)
	for i, f := range fields {
		head := w.looks.fit("", 8)
		if i == 0 {
			head = w.looks.fit(title, 8)
		}
		if f.Key != "" {
			head += w.looks.fit(f.Key.Line(), longest) + " ="
		}
		w.write(indent, head, w.looks.faint, joinTexts(f.Values), w.looks.value)
	}
}

func writeFolder(w *writer, r *model.Report) {
	w.section("result folder")
	f := r.Result
	if f == nil {
		w.write(2, "", ink{}, "HubSpot sent none.", w.looks.faint)
		return
	}
	w.fact(2, "path", orNone(f.Path))
	w.fact(2, "name", orNone(f.Name))
	w.fact(2, "id", orNone(f.ID))
	parent := f.ParentID.Line()
	if parent == "" || parent == "0" {
		parent = "none: a root folder"
	}
	w.fact(2, "parent", parent)
	w.fact(2, "created", timeText(f.CreatedAt))
	w.fact(2, "updated", timeText(f.UpdatedAt))
	if f.Archived {
		w.fact(2, "archived", strings.TrimSpace("yes "+timeText(f.ArchivedAt)))
	}
	w.fields(2, "more", f.Extra)
}

func orNone(t model.Text) string {
	if t == "" {
		return "not sent"
	}
	return t.Line()
}

func writeTimes(w *writer, r *model.Report) {
	w.section("times")
	w.fact(2, "requested", timeText(r.RequestedAt))
	w.fact(2, "started", withSpan(r.StartedAt, r.Waited(), "waited"))
	w.fact(2, "completed", withSpan(r.CompletedAt, r.Ran(), "ran"))
	if r.RequestedAt.IsZero() && r.StartedAt.IsZero() && r.CompletedAt.IsZero() {
		w.write(2, "", ink{}, "HubSpot sent none.", w.looks.faint)
	}
}

func withSpan(at time.Time, d time.Duration, word string) string {
	s := timeText(at)
	if s != "" && d > 0 {
		s += "  " + word + " " + spanText(d)
	}
	return s
}

// timeText is an instant in local time, "" for none.
func timeText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Local().Format("2006-01-02 15:04:05")
}

// writeRest writes what else the reply had.
func writeRest(w *writer, r *model.Report, id model.TaskID) {
	w.section("reply")
	w.fact(2, "status", r.Word.Line())
	if r.TaskID != "" && r.TaskID != model.Text(id) {
		w.fact(2, "task", "HubSpot calls it "+r.TaskID.Line())
	}
	w.fact(2, "reply id", r.CorrelationID.Line())
	w.fields(2, "links", r.Links)
	w.fields(2, "more", r.Extra)
}

// writeOurs writes what the person and the plan say about the task.
func writeOurs(w *writer, t *model.Task) {
	if t.Label == "" && t.Note == "" && len(t.Plan) == 0 {
		return
	}
	w.section("ours")
	w.fact(2, "label", t.Label.Line())
	w.fact(2, "note", t.Note.Line())
	w.fields(2, "plan", t.Plan)
}

func writeHistory(w *writer, t *model.Task) {
	w.section("history")
	for _, e := range t.History {
		w.write(2, e.At.Local().Format("15:04:05"), w.looks.faint, eventText(e), w.looks.text)
	}
}

func eventText(e model.Event) string {
	switch e.Kind {
	case model.EventAdded:
		return "added to the watchlist"
	case model.EventState:
		s := e.From.Word() + " > " + e.To.Word()
		if e.Errors > 0 {
			s += fmt.Sprintf(" (%d)", e.Errors)
		}
		return s
	case model.EventFailed:
		if e.Err == nil {
			return "checks fail"
		}
		return "checks fail: " + e.Err.Error()
	case model.EventBack:
		return "checks work again"
	}
	return ""
}
