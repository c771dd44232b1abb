package hubsim

import (
	"fmt"
	"strings"
	"time"
)

type object = map[string]any

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// statusBody returns what HubSpot says about a task at a time.
func (t *task) statusBody(now time.Time, self string) object {
	word, _ := t.status(now)
	body := object{"status": word, "taskId": t.id, "requestedAt": stamp(t.requestedAt), "links": object{"status": self}}
	if !now.Before(t.startedAt) {
		body["startedAt"] = stamp(t.startedAt)
	}
	if !t.final(now) {
		return body
	}
	body["completedAt"] = stamp(t.completedAt)
	errs := t.errors()
	body["numErrors"], body["errors"] = len(errs), errs
	if k := t.outcome.Kind; k == "ok" || k == "partial" || k == "renamed" {
		body["result"] = t.result()
	}
	return body
}

func (t *task) result() object {
	if t.request != nil {
		return t.moved
	}
	f := t.folder
	if t.outcome.Kind == "renamed" {
		f.name, f.path = f.name+" (1)", f.path+" (1)"
	}
	return object{
		"id": f.id, "name": f.name, "path": f.path, "parentFolderId": f.parentID, "archived": false,
		"createdAt": stamp(t.requestedAt.AddDate(-1, 0, -t.n%200)), "updatedAt": stamp(t.completedAt),
	}
}

// errors returns the errors of a task that ended with some: one, or for a
// partial success one for each child that stayed behind.
func (t *task) errors() []object {
	n := 0
	switch t.outcome.Kind {
	case "errors", "canceledErrors":
		n = 1
	case "partial":
		n = 1 + t.n%3
	}
	list := make([]object, 0, n)
	for i := range n {
		list = append(list, t.error(i))
	}
	return list
}

func (t *task) error(i int) object {
	c, fill := t.cause, t.filler(i)
	details := make([]object, 0, len(c.Details))
	for _, d := range c.Details {
		detail := object{"message": fill(d.Message)}
		put(detail, "code", fill(d.Code))
		put(detail, "in", fill(d.In))
		put(detail, "subCategory", fill(d.SubCategory))
		if d.ContextText != "" {
			detail["context"] = fill(d.ContextText)
		} else if len(d.Context) > 0 {
			detail["context"] = fillContext(d.Context, fill)
		}
		details = append(details, detail)
	}
	e := object{
		"status": "error", "category": c.Category, "message": fill(c.Message), "id": fmt.Sprintf("5f1c%08x", t.n*16+i),
		"context": fillContext(c.Context, fill), "errors": details, "links": object{},
	}
	put(e, "subCategory", fill(c.SubCategory))
	return e
}

func put(o object, key, value string) {
	if value != "" {
		o[key] = value
	}
}

func (t *task) filler(i int) func(string) string {
	f := t.folder
	return strings.NewReplacer("{name}", f.name, "{path}", f.path, "{parent}", f.parent, "{id}", f.id, "{n}", fmt.Sprint(t.n*10+i)).Replace
}

func fillContext(c map[string]string, fill func(string) string) object {
	o := object{}
	for key, value := range c {
		o[key] = []string{fill(value)}
	}
	return o
}

// envelope returns an error answer in HubSpot's usual form.
func envelope(category, message, correlation string) object {
	return object{"status": "error", "message": message, "correlationId": correlation, "category": category}
}

// page returns an error answer of a server that does not speak JSON.
func page(status int, text string) string {
	return fmt.Sprintf("<html><head><title>%d %s</title></head><body><h1>%d %s</h1><hr>edge</body></html>", status, text, status, text)
}
