package facts

import (
	"fmt"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// author makes the nodes of a task: what is known of it, most wanted first.
type author struct{ *screen.Env }

// chapter is a root: a heading with nodes below it.
func chapter(step, title string, kids ...*tree.Node) *tree.Node {
	return &tree.Node{
		Step: step, Head: strings.ToUpper(title), HeadTone: tree.ToneHeading, Gap: true,
		More: strconv.Itoa(len(kids)), TextTone: tree.ToneFaint,
		Grow: func() []*tree.Node { return kids },
	}
}

// leaf is one value with its name.
func leaf(step, name string, value model.Text) *tree.Node {
	return &tree.Node{Step: step, Head: name, HeadTone: tree.ToneFaint, Text: value, TextTone: tree.ToneValue}
}

// errors is the first level: each error by its message.
func (a author) errors(r *model.Report) *tree.Node {
	s := chapter("errors", "errors")
	s.More = model.Thousands(r.ErrorCount())
	s.Grow = func() []*tree.Node {
		kids := make([]*tree.Node, 0, len(r.Errors)+1)
		if text := a.unsent(r); text != "" {
			kids = append(kids, tree.Remark("/numErrors", text))
		}
		for i := range r.Errors {
			kids = append(kids, a.error(i, len(r.Errors), &r.Errors[i]))
		}
		return kids
	}
	return s
}

// unsent says why there are fewer errors than HubSpot counts, "" if there are
// not.
func (a author) unsent(r *model.Report) string {
	sent, n := len(r.Errors), r.ErrorCount()
	switch {
	case sent == n:
		return ""
	case sent == 0:
		return fmt.Sprintf("HubSpot counts %s and listed none.", model.Thousands(n))
	case r.Raw == nil || r.Cut:
		return fmt.Sprintf("HubSpot counts %s; %s are known here. %s shows what it sent, %s asks again.",
			model.Thousands(n), model.Thousands(sent), a.Keys.Name(keys.Raw), a.Keys.Name(keys.Check))
	}
	return fmt.Sprintf("HubSpot counts %s and sent %s.", model.Thousands(n), model.Thousands(sent))
}

func (a author) error(i, of int, e *model.TaskError) *tree.Node {
	glyph := a.Theme.States[model.StateErrors].Glyph
	total := strconv.Itoa(of)
	n := &tree.Node{
		Step: "[" + strconv.Itoa(i) + "]", HeadTone: tree.ToneBad, TextTone: tree.ToneValue,
		Head: glyph + " " + a.Theme.FitRight(strconv.Itoa(i+1), len(total)) + "/" + total,
		Text: e.Message, More: tree.Beginning(e.Category, tree.ProseCells).Line(),
	}
	if e.Message == "" {
		n.Text = model.Text(e.InShort())
	}
	if len(e.Details) > 0 {
		n.More = strings.TrimPrefix(n.More+", "+model.Plural(len(e.Details), "detail"), ", ")
	}
	if len(e.Details) > 0 || len(e.Context) > 0 || len(e.Links) > 0 || len(e.Extra) > 0 ||
		e.Category != "" || e.SubCategory != "" || e.Status != "" || e.ID != "" {
		n.Grow = func() []*tree.Node { return a.insideError(e) }
	}
	return n
}

// IsError tells whether a node is an error of the first level.
func IsError(n *tree.Node) bool { return n.HeadTone == tree.ToneBad }

// insideError is the second level: what the error is called, its context, and
// its details.
func (a author) insideError(e *model.TaskError) []*tree.Node {
	kids := names("category", e.Category, "subcategory", e.SubCategory, "status", e.Status, "id", e.ID)
	kids = append(kids, a.fields(".context", "context", e.Context)...)
	for i := range e.Details {
		kids = append(kids, a.detail(i, len(e.Details), &e.Details[i]))
	}
	kids = append(kids, a.fields(".links", "links", e.Links)...)
	return append(kids, a.fieldNodes(e.Extra)...)
}

func (a author) detail(i, of int, d *model.ErrorDetail) *tree.Node {
	n := &tree.Node{
		Step: ".errors[" + strconv.Itoa(i) + "]", HeadTone: tree.ToneHeading, TextTone: tree.ToneValue,
		Head: fmt.Sprintf("detail %d/%d", i+1, of), Text: d.Message, More: tree.Beginning(d.Code, tree.ProseCells).Line(),
	}
	if d.Message == "" {
		n.Text = "(no message)"
	}
	if d.Code != "" || d.In != "" || d.SubCategory != "" || len(d.Context) > 0 || len(d.Extra) > 0 {
		n.Grow = func() []*tree.Node {
			kids := names("code", d.Code, "in", d.In, "subcategory", d.SubCategory)
			kids = append(kids, a.fields(".context", "context", d.Context)...)
			return append(kids, a.fieldNodes(d.Extra)...)
		}
	}
	return n
}

// members is what the names of names are called in HubSpot's answer.
var members = strings.NewReplacer("subcategory", "subCategory")

// names is the pairs that have a value, in one paragraph.
func names(pairs ...any) []*tree.Node {
	var parts []string
	step := ""
	for i := 0; i+1 < len(pairs); i += 2 {
		name, value := pairs[i].(string), pairs[i+1].(model.Text)
		if value == "" {
			continue
		}
		parts = append(parts, name+" "+value.Head(tree.LongestShown).Line())
		if step == "" {
			step = "." + members.Replace(name)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return []*tree.Node{{Step: step, Text: model.Text(strings.Join(parts, "  ")), TextTone: tree.ToneText}}
}

// longestKey is how far keys are aligned.
const longestKey = 24

// fields is keys and values below each other, the equals signs aligned.
func (a author) fields(step, title string, fields []model.Field) []*tree.Node {
	if len(fields) == 0 {
		return nil
	}
	if len(fields) == 1 && fields[0].Key == "" {
		return []*tree.Node{leaf(step, title, model.Joined(fields[0].Values))}
	}
	n := &tree.Node{Step: step, Head: title, HeadTone: tree.ToneFaint, TextTone: tree.ToneFaint}
	keys := make([]string, 0, len(fields))
	for _, f := range fields[:min(len(fields), 8)] {
		keys = append(keys, tree.Beginning(f.Key, longestKey).Line())
	}
	n.More = strings.Join(keys, ", ")
	n.Grow = func() []*tree.Node { return a.fieldNodes(fields) }
	return []*tree.Node{n}
}

func (a author) fieldNodes(fields []model.Field) []*tree.Node {
	longest := 0
	for _, f := range fields {
		if w := a.Theme.Width(f.Key.Head(theme.LongestLine).Line()); w <= longestKey {
			longest = max(longest, w)
		}
	}
	kids := make([]*tree.Node, 0, len(fields))
	for i, f := range fields {
		key := f.Key.Head(theme.LongestLine).Line()
		n := leaf("."+key, key+theme.Spaces(longest-a.Theme.Width(key))+" =", model.Joined(f.Values))
		if key == "" {
			n.Step, n.Head = fmt.Sprintf("[%d]", i), ""
		}
		kids = append(kids, n)
	}
	return kids
}
