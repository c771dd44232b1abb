package hubclient

import (
	"fmt"
	"strings"
	"time"

	"hubwatch/model"
)

// describe lists what a report holds, one fact a line, leaving out what is
// zero. Texts are raw and quoted where they hold more than printable ASCII.
func describe(r model.Report) string {
	var d description
	d.line("task", r.TaskID)
	d.line("word", model.Text(r.RawStatus))
	d.line("status", model.Text(statusNames[r.Status]))
	d.time("requested", r.RequestedAt)
	d.time("started", r.StartedAt)
	d.time("completed", r.CompletedAt)
	if r.ErrorCount() > 0 {
		fmt.Fprintf(&d, "errors %d of %d\n", len(r.Errors), r.ErrorCount())
	}
	for i, e := range r.Errors {
		d.taskError(fmt.Sprintf("errors[%d]", i), e)
	}
	if f := r.Result; f != nil {
		d.folder(*f)
	}
	d.fields("links", r.Links)
	d.fields("extra", r.Extra)
	return d.String()
}

var statusNames = map[model.Status]string{
	model.StatusUnknown: "?", model.StatusPending: "pending", model.StatusProcessing: "processing",
	model.StatusComplete: "complete", model.StatusCanceled: "canceled",
}

type description struct{ strings.Builder }

func (d *description) line(name string, t model.Text) {
	if t == "" {
		return
	}
	s := string(t)
	if q := fmt.Sprintf("%+q", s); q != `"`+s+`"` {
		s = q
	}
	fmt.Fprintf(d, "%s %s\n", name, s)
}

func (d *description) time(name string, t time.Time) {
	if !t.IsZero() {
		d.line(name, model.Text(t.Format(time.RFC3339Nano)))
	}
}

func (d *description) fields(name string, fields []model.Field) {
	for _, f := range fields {
		var values []string
		for _, v := range f.Values {
			values = append(values, string(v))
		}
		fmt.Fprintf(d, "%s.%s = %s\n", name, string(f.Key), strings.Join(values, " | "))
	}
}

func (d *description) taskError(name string, e model.TaskError) {
	d.line(name+".status", e.Status)
	d.line(name+".category", e.Category)
	d.line(name+".subCategory", e.SubCategory)
	d.line(name+".message", e.Message)
	d.line(name+".id", e.ID)
	d.fields(name+".context", e.Context)
	d.fields(name+".links", e.Links)
	d.fields(name+".extra", e.Extra)
	for i, detail := range e.Details {
		inner := fmt.Sprintf("%s.details[%d]", name, i)
		d.line(inner+".message", detail.Message)
		d.line(inner+".code", detail.Code)
		d.line(inner+".in", detail.In)
		d.line(inner+".subCategory", detail.SubCategory)
		d.fields(inner+".context", detail.Context)
		d.fields(inner+".extra", detail.Extra)
	}
}

func (d *description) folder(f model.Folder) {
	d.line("result.id", f.ID)
	d.line("result.name", f.Name)
	d.line("result.path", f.Path)
	d.line("result.parent", f.ParentID)
	if f.Archived {
		d.line("result.archived", "yes")
	}
	d.time("result.created", f.CreatedAt)
	d.time("result.updated", f.UpdatedAt)
	d.time("result.archived", f.ArchivedAt)
	d.fields("result.extra", f.Extra)
}
