// Package ticket describes a task to other people, as Markdown and as plain text.
package ticket

import (
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/model/markdown"
)

// ticketErrors is how many errors a ticket quotes. The rest is in the answer.
const ticketErrors = 20

// Of returns what became of a task as Markdown, for somebody who was not there.
// Times are UTC.
func Of(t *model.Task, account model.Account, now time.Time) string {
	w := &prose{}
	w.linef("# HubSpot folder task %s: %s", t.ID, t.State().Word())
	w.linef("")
	w.linef("%s", markdown.Line(t.Why()))
	w.linef("")
	w.item("account", account.PortalID)
	w.item("label", t.Label)
	w.item("note", t.Note)
	for _, f := range t.Plan {
		w.item("plan: "+markdown.Escape(f.Key), model.Joined(f.Values))
	}
	if r := t.Report; r != nil {
		w.folder(r.Result)
		w.instants(r)
	}
	w.replies(t)
	w.line("written", stampUTC(now))
	if t.Report != nil {
		w.errors(t.Report)
	}
	return w.String()
}

// Support returns what HubSpot's support asks for, as plain text for a form or
// a mail. Times are UTC.
func Support(t *model.Task, account model.Account) string {
	w := &prose{plain: true}
	w.item("account", account.PortalID)
	w.item("region", account.Region)
	w.item("task", model.Text(t.ID))
	r := t.Report
	if r == nil {
		r = &model.Report{}
	}
	w.item("status", r.RawStatus)
	w.item("errors", model.Text(fmt.Sprint(r.ErrorCount())))
	f := model.Folder{ID: model.FolderOf(t), Name: t.Planned().Name, Path: t.Planned().Path}
	if r.Result != nil {
		f = *r.Result
	}
	w.folder(&f)
	w.instants(r)
	w.replies(t)
	for i := range r.Errors[:min(len(r.Errors), ticketErrors)] {
		e := &r.Errors[i]
		name := strings.Join(strings.Fields(e.Category.Line()+" "+e.SubCategory.Line()+" "+e.ID.Line()), " ")
		w.item(fmt.Sprintf("error %d", i+1), model.Text(name))
		w.item("message", e.Message)
		for j := range e.Details {
			w.item("detail", e.Details[j].Message)
		}
	}
	if more := r.ErrorCount() - ticketErrors; more > 0 {
		w.linef("%s more", model.Plural(more, "error"))
	}
	return w.String()
}

// prose is Markdown as it is written, or plain text.
type prose struct {
	strings.Builder
	plain bool
}

func (w *prose) linef(format string, args ...any) { fmt.Fprintf(&w.Builder, format+"\n", args...) }

// item is one line of a list; an empty value is left out.
func (w *prose) item(name string, value model.Text) {
	if value != "" {
		w.line(name, w.text(value))
	}
}

// text returns text from outside as it is written.
func (w *prose) text(t model.Text) string {
	if w.plain {
		return t.Line()
	}
	return markdown.Escape(t)
}

// line is item for a value of ours, which needs no care.
func (w *prose) line(name, value string) {
	if w.plain {
		w.linef("%s: %s", name, value)
	} else {
		w.linef("- %s: %s", name, value)
	}
}

func (w *prose) folder(f *model.Folder) {
	if f == nil {
		w.linef("- folder: HubSpot sent none")
		return
	}
	w.item("folder", f.Path)
	w.item("folder name", f.Name)
	w.item("folder ID", f.ID)
	w.item("parent ID", f.ParentID)
}

func (w *prose) instants(r *model.Report) {
	w.instant("requested", r.RequestedAt)
	w.instant("started", r.StartedAt)
	w.instant("completed", r.CompletedAt)
}

func (w *prose) instant(name string, at time.Time) {
	if !at.IsZero() {
		w.line(name, stampUTC(at))
	}
}

func stampUTC(at time.Time) string { return at.UTC().Format("2006-01-02 15:04:05.000 UTC") }

// replies is which answers of HubSpot this is about: its support finds them by
// their correlation IDs.
func (w *prose) replies(t *model.Task) {
	if r := t.Report; r != nil && r.CorrelationID != "" {
		w.line("correlation ID of the answer", w.text(r.CorrelationID)+" at "+stampUTC(t.ReportAt))
	}
	for _, e := range t.History {
		if e.Kind == model.EventFailed && e.Err != nil {
			w.line("failed check", stampUTC(e.At)+": "+w.text(model.Text(e.Err.Error()+" "+e.Err.CorrelationID.Line())))
		}
	}
}

func (w *prose) errors(r *model.Report) {
	for i := range r.Errors[:min(len(r.Errors), ticketErrors)] {
		e := &r.Errors[i]
		w.linef("\n## Error %d of %d", i+1, r.ErrorCount())
		w.linef("")
		w.quote(e.Message)
		w.item("category", e.Category)
		w.item("subcategory", e.SubCategory)
		w.item("status", e.Status)
		w.item("ID", e.ID)
		w.context("", e.Context)
		for j := range e.Details {
			w.detail(j, &e.Details[j])
		}
		for _, f := range e.Links {
			w.item("link "+markdown.Escape(f.Key), model.Joined(f.Values))
		}
	}
	if more := r.ErrorCount() - ticketErrors; more > 0 {
		w.linef("\n%s more are in HubSpot's answer.", model.Plural(more, "error"))
	}
}

func (w *prose) detail(i int, d *model.ErrorDetail) {
	w.item(fmt.Sprintf("detail %d", i+1), d.Message)
	w.nested("code", d.Code)
	w.nested("in", d.In)
	w.nested("subcategory", d.SubCategory)
	w.context("  ", d.Context)
}

func (w *prose) nested(name string, value model.Text) {
	if value != "" {
		w.linef("  - %s: %s", name, markdown.Escape(value))
	}
}

func (w *prose) context(indent string, fields []model.Field) {
	for _, f := range fields {
		w.linef("%s- %s = %s", indent, markdown.Line(f.Key), markdown.Escape(model.Joined(f.Values)))
	}
}

// quote is a message as it came, in a block that nothing in it can end.
func (w *prose) quote(message model.Text) {
	if message == "" {
		return
	}
	fence, block := "```", message.Block()
	for strings.Contains(block, fence) {
		fence += "`"
	}
	w.linef("%s\n%s\n%s\n", fence, block, fence)
}
