package task

import (
	"strings"

	"hubwatch/model"
	"hubwatch/model/ticket"
	"hubwatch/ui/answer"
	"hubwatch/ui/screen"
	"hubwatch/ui/sheet"
)

// copies lists what can be copied about a task.
type copies struct {
	task *model.Task
	path string // of the node that it is about, "" for the whole task
	body []byte // HubSpot's answer as it came; nil if it is not there
}

// copyMenu opens the list of what can be copied about the open task and about
// what the cursor is on.
func (s *Screen) copyMenu() []screen.Intent {
	path := ""
	if n := s.Tree().Current(); n != nil {
		path = strings.TrimPrefix(n.Path(), ".")
	}
	var body []byte
	if s.raw != nil {
		body = s.raw.body
	}
	return menu(s.Env, s.Task(), path, body)
}

// Menu returns the list of what can be copied about a task, nil if there is
// nothing.
func Menu(e *screen.Env, t *model.Task) []screen.Intent { return menu(e, t, "", nil) }

func menu(e *screen.Env, t *model.Task, path string, body []byte) []screen.Intent {
	if t == nil {
		return nil
	}
	c := &copies{task: t, path: path, body: body}
	if c.body == nil && t.Report != nil {
		c.body = t.Report.Body()
	}
	onDisk := c.body == nil && t.Report != nil
	m := sheet.NewMenu(e, c.items(e), onDisk)
	asks := []screen.Intent{screen.OpenSheet{Sheet: m}}
	if onDisk {
		asks = append(asks, screen.Read{Task: t, Then: func(body []byte, _ error) []screen.Intent {
			c.body = body
			return m.Loaded()
		}})
	}
	return asks
}

// items leaves out what HubSpot did not send.
func (c *copies) items(e *screen.Env) []sheet.Item {
	t := c.task
	item := func(letter, name, file string, text func() string) sheet.Item {
		return sheet.Item{Letter: letter, Name: name, File: string(t.ID) + "-" + file, Text: text}
	}
	always := func(text string) func() string { return func() string { return text } }
	items := []sheet.Item{item("i", "task ID", "id.txt", always(string(t.ID)))}
	if r := t.Report; r != nil && r.Result != nil && r.Result.Path != "" {
		items = append(items, item("p", "path of the folder", "path.txt", always(string(r.Result.Path))))
	}
	if failed := errorAt(t.Report, c.path); failed != nil && failed.Message != "" {
		items = append(items, item("e", "error message", "message.txt", always(string(failed.Message))))
	}
	if e.StatusURL != nil {
		url := e.StatusURL(t.ID)
		items = append(items,
			item("u", "status URL", "url.txt", always(url)),
			item("c", "curl, without the token", "curl.sh", always(curl(url))))
	}
	if t.Report != nil {
		items = append(items,
			item("n", "JSON of this node", "node.json", func() string { return answer.At(c.body, c.path) }),
			item("a", "JSON of the whole answer", "answer.json", func() string { return answer.At(c.body, "") }))
	}
	if c.path != "" {
		items = append(items, item("w", "where this node is", "node.txt", always(c.path)))
	}
	return append(items,
		item("t", "Markdown for a ticket", "ticket.md", func() string { return ticket.Of(t, e.Account, e.Now) }),
		item("s", "block for HubSpot's support", "support.txt", func() string { return ticket.Support(t, e.Account) }))
}

// curl returns a command that requests a URL with the token from the environment.
func curl(url string) string {
	return `curl -sS -H "Authorization: Bearer $HUBSPOT_ACCESS_TOKEN" '` + strings.ReplaceAll(url, "'", `'\''`) + "'"
}

// errorAt returns the error that a path leads to, or else the first; nil if
// there is none.
func errorAt(r *model.Report, path string) *model.TaskError {
	if r == nil || len(r.Errors) == 0 {
		return nil
	}
	if i, _, ok := errorIndex(path); ok && i < len(r.Errors) {
		return &r.Errors[i]
	}
	return &r.Errors[0]
}
