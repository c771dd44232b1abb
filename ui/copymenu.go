package ui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// copyMenu is the sheet that offers everything about a task that a person may
// want elsewhere.
type copyMenu struct {
	id    model.TaskID
	path  string // of the node that it is about, "" for the whole task
	body  []byte // HubSpot's answer as it came; nil if it is not there
	items []copyItem
	at    int
	file  bool // into a file instead

	loading bool      // the answer is being read from disk
	wanted  *copyItem // is taken once it is there
}

// copyItem is one thing to copy. text makes it when it is wanted, "" if it
// would be of an answer that is not there.
type copyItem struct {
	key, name, file string
	text            func() string
}

// openCopyMenu offers what there is about the task in front.
func (a *app) openCopyMenu() tea.Cmd {
	t := a.front()
	if t == nil {
		return nil
	}
	m := &copyMenu{id: t.ID}
	if a.task != nil {
		if n := a.task.front().Current(); n != nil {
			m.path = strings.TrimPrefix(n.Path(), ".")
		}
		if a.task.raw != nil {
			m.body = a.task.raw.body
		}
	}
	if m.body == nil && t.Report != nil {
		m.body = t.Report.Body()
	}
	m.items = a.copyItems(t, m)
	a.copying = m
	if m.body == nil && t.Report != nil && a.opt.Raw != nil {
		m.loading = true
		return rawCmd(a.ctx, a.opt.Raw, t)
	}
	return nil
}

// readForCopy takes in an answer that was on disk.
func (a *app) readForCopy(m *copyMenu, body []byte) tea.Cmd {
	m.body, m.loading = body, false
	if m.wanted == nil {
		return nil
	}
	return a.take(*m.wanted)
}

// copyItems leaves out what HubSpot did not send.
func (a *app) copyItems(t *model.Task, m *copyMenu) []copyItem {
	always := func(text string) func() string { return func() string { return text } }
	items := []copyItem{{"i", "task ID", "id.txt", always(string(t.ID))}}
	if r := t.Report; r != nil && r.Result != nil && r.Result.Path != "" {
		items = append(items, copyItem{"p", "path of the folder", "path.txt", always(string(r.Result.Path))})
	}
	if e := errorAt(t.Report, m.path); e != nil && e.Message != "" {
		items = append(items, copyItem{"e", "error message", "message.txt", always(string(e.Message))})
	}
	if a.opt.StatusURL != nil {
		url := a.opt.StatusURL(t.ID)
		items = append(items,
			copyItem{"u", "status URL", "url.txt", always(url)},
			copyItem{"c", "curl, without the token", "curl.sh", always(curl(url))})
	}
	if t.Report != nil {
		items = append(items,
			copyItem{"n", "JSON of this node", "node.json", func() string { return jsonAt(m.body, m.path) }},
			copyItem{"a", "JSON of the whole answer", "answer.json", func() string { return jsonAt(m.body, "") }})
	}
	if m.path != "" {
		items = append(items, copyItem{"w", "where this node is", "node.txt", always(m.path)})
	}
	return append(items,
		copyItem{"t", "Markdown for a ticket", "ticket.md", func() string { return ticket(t, a.account, a.now) }},
		copyItem{"s", "block for HubSpot's support", "support.txt", func() string { return support(t, a.account) }})
}

// curl asks for a URL with the token of the environment.
func curl(url string) string {
	return `curl -sS -H "Authorization: Bearer $HUBSPOT_ACCESS_TOKEN" '` + strings.ReplaceAll(url, "'", `'\''`) + "'"
}

func (a *app) copyKey(msg tea.KeyPressMsg) tea.Cmd {
	m, k := a.copying, &a.keys
	switch {
	case msg.String() == "esc", msg.String() == "q":
		a.copying = nil
	case msg.String() == "tab":
		m.file = !m.file
	case key.Matches(msg, k.Up):
		m.at = max(0, m.at-1)
	case key.Matches(msg, k.Down):
		m.at = min(m.at+1, len(m.items)-1)
	case key.Matches(msg, k.Accept):
		return a.take(m.items[m.at])
	default:
		for _, item := range m.items {
			if item.key == msg.String() {
				return a.take(item)
			}
		}
	}
	return nil
}

// take copies an item, or writes it into a file.
func (a *app) take(item copyItem) tea.Cmd {
	m, text := a.copying, item.text()
	if text == "" && m.loading {
		m.wanted = &item
		return nil
	}
	a.copying = nil
	if text == "" {
		a.say("the answer as it came is not kept; %s asks HubSpot again", pressName(&a.theme, a.keys.Refresh))
		return nil
	}
	if m.file && a.opt.Desk != nil {
		return fileCmd(a.opt.Desk, item.name, string(m.id)+"-"+item.file, []byte(text))
	}
	return a.copyCmd(item.name, text)
}

// lines draws the sheet over the lowest lines of the screen.
func (m *copyMenu) lines(width, height int, l *theme.Theme) []string {
	where := "to the clipboard"
	if m.file {
		where = "into a file"
	}
	lines := []string{
		l.Rule.Paint(strings.Repeat(l.Sign("─", "-"), width)),
		l.Fit(" "+l.Heading.Paint("COPY "+strings.ToUpper(where)), width),
	}
	room := max(1, height-4)
	top := max(0, min(m.at-room/2, len(m.items)-room))
	for i := top; i < min(top+room, len(m.items)); i++ {
		item, under := m.items[i], theme.Ink{}
		if i == m.at {
			under = l.Selected
		}
		mark := " "
		if i == m.at {
			mark = l.Sign("▌", ">")
		}
		lines = append(lines, l.Notice.On(under).Paint(mark)+l.Key.On(under).Paint(item.key+"  ")+l.Text.On(under).Paint(l.Fit(item.name, width-4)))
	}
	hint := l.Key.Paint("enter") + l.Faint.Paint(" copies  ") + l.Key.Paint("tab") + l.Faint.Paint(" clipboard or file  ") + l.Key.Paint("esc") + l.Faint.Paint(" leaves")
	return append(lines, l.Fit(" "+hint, width))
}

// errorAt is the error that a path is about, else the first; nil if there is
// none.
func errorAt(r *model.Report, path string) *model.TaskError {
	if r == nil || len(r.Errors) == 0 {
		return nil
	}
	if i, _, ok := errorIndex(path); ok && i < len(r.Errors) {
		return &r.Errors[i]
	}
	return &r.Errors[0]
}

// jsonAt is the part of an answer that is nearest to a path, "" if there is no
// answer.
func jsonAt(body []byte, path string) string {
	if body == nil {
		return ""
	}
	nodes := bodyNodes(body)
	if nodes[0].Copies == nil {
		return string(body) // no JSON
	}
	n := nodes[0]
	if path != "" {
		n = tree.Descend(nodes[:1], "."+path, "."+path)
	}
	for n.Closer {
		n = n.Parent
	}
	if n.Grow == nil {
		return strings.TrimSuffix(string(n.Text), ",")
	}
	return n.Copies()
}
