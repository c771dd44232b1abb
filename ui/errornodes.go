package ui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"hubwatch/model"
	"hubwatch/ui/theme"
)

// author makes the nodes of a task: what is known of it, most wanted first.
type author struct {
	theme  *theme.Theme
	keys   *keyMap
	when   func(time.Time) string
	causes *causes
}

// chapter is a root: a heading with nodes below it.
func chapter(step, title string, kids ...*node) *node {
	return &node{
		step: step, head: strings.ToUpper(title), headTone: toneHeading, gap: true,
		more: strconv.Itoa(len(kids)), textTone: toneFaint,
		grow: func() []*node { return kids },
	}
}

// leaf is one value with its name.
func leaf(step, name string, value model.Text) *node {
	return &node{step: step, head: name, headTone: toneFaint, text: value, textTone: toneValue}
}

// remark is a sentence of ours.
func remark(step, text string) *node {
	return &node{step: step, text: model.Text(text), textTone: toneStale}
}

// errors is the first level: each error by its message.
func (a author) errors(r *model.Report) *node {
	s := chapter("errors", "errors")
	s.more = model.Thousands(r.ErrorCount())
	s.grow = func() []*node {
		kids := make([]*node, 0, len(r.Errors)+1)
		if text := a.unsent(r); text != "" {
			kids = append(kids, remark("/numErrors", text))
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
			model.Thousands(n), model.Thousands(sent), pressName(a.theme, a.keys.Raw), pressName(a.theme, a.keys.Refresh))
	}
	return fmt.Sprintf("HubSpot counts %s and sent %s.", model.Thousands(n), model.Thousands(sent))
}

func (a author) error(i, of int, e *model.TaskError) *node {
	glyph := a.theme.States[model.StateErrors].Glyph
	total := strconv.Itoa(of)
	n := &node{
		step: "[" + strconv.Itoa(i) + "]", headTone: toneBad, textTone: toneValue,
		head: glyph + " " + a.theme.FitRight(strconv.Itoa(i+1), len(total)) + "/" + total,
		text: e.Message, more: beginning(e.Category, proseCells).Line(),
	}
	if e.Message == "" {
		n.text = model.Text(e.InShort())
	}
	if len(e.Details) > 0 {
		n.more = strings.TrimPrefix(n.more+", "+model.Plural(len(e.Details), "detail"), ", ")
	}
	if len(e.Details) > 0 || len(e.Context) > 0 || len(e.Links) > 0 || len(e.Extra) > 0 ||
		e.Category != "" || e.SubCategory != "" || e.Status != "" || e.ID != "" {
		n.grow = func() []*node { return a.insideError(e) }
	}
	return n
}

// isError tells whether a node is an error of the first level.
func isError(n *node) bool { return n.headTone == toneBad }

// insideError is the second level: what the error is called, its context, and
// its details.
func (a author) insideError(e *model.TaskError) []*node {
	kids := names("category", e.Category, "subcategory", e.SubCategory, "status", e.Status, "id", e.ID)
	kids = append(kids, a.fields(".context", "context", e.Context)...)
	for i := range e.Details {
		kids = append(kids, a.detail(i, len(e.Details), &e.Details[i]))
	}
	kids = append(kids, a.fields(".links", "links", e.Links)...)
	return append(kids, a.fieldNodes(e.Extra)...)
}

func (a author) detail(i, of int, d *model.ErrorDetail) *node {
	n := &node{
		step: ".errors[" + strconv.Itoa(i) + "]", headTone: toneHeading, textTone: toneValue,
		head: fmt.Sprintf("detail %d/%d", i+1, of), text: d.Message, more: beginning(d.Code, proseCells).Line(),
	}
	if d.Message == "" {
		n.text = "(no message)"
	}
	if d.Code != "" || d.In != "" || d.SubCategory != "" || len(d.Context) > 0 || len(d.Extra) > 0 {
		n.grow = func() []*node {
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
func names(pairs ...any) []*node {
	var parts []string
	step := ""
	for i := 0; i+1 < len(pairs); i += 2 {
		name, value := pairs[i].(string), pairs[i+1].(model.Text)
		if value == "" {
			continue
		}
		parts = append(parts, name+" "+value.Head(longestShown).Line())
		if step == "" {
			step = "." + members.Replace(name)
		}
	}
	if len(parts) == 0 {
		return nil
	}
	return []*node{{step: step, text: model.Text(strings.Join(parts, "  ")), textTone: toneText}}
}

// longestKey is how far keys are aligned.
const longestKey = 24

// fields is keys and values below each other, the equals signs aligned.
func (a author) fields(step, title string, fields []model.Field) []*node {
	if len(fields) == 0 {
		return nil
	}
	if len(fields) == 1 && fields[0].Key == "" {
		return []*node{leaf(step, title, joined(fields[0].Values))}
	}
	n := &node{step: step, head: title, headTone: toneFaint, textTone: toneFaint}
	keys := make([]string, 0, len(fields))
	for _, f := range fields[:min(len(fields), 8)] {
		keys = append(keys, beginning(f.Key, longestKey).Line())
	}
	n.more = strings.Join(keys, ", ")
	n.grow = func() []*node { return a.fieldNodes(fields) }
	return []*node{n}
}

func (a author) fieldNodes(fields []model.Field) []*node {
	longest := 0
	for _, f := range fields {
		if w := a.theme.Width(f.Key.Head(longestPath).Line()); w <= longestKey {
			longest = max(longest, w)
		}
	}
	kids := make([]*node, 0, len(fields))
	for i, f := range fields {
		key := f.Key.Head(longestPath).Line()
		n := leaf("."+key, key+theme.Spaces(longest-a.theme.Width(key))+" =", joined(f.Values))
		if key == "" {
			n.step, n.head = fmt.Sprintf("[%d]", i), ""
		}
		kids = append(kids, n)
	}
	return kids
}

// joined is several values as one, still as they came.
func joined(texts []model.Text) model.Text {
	if len(texts) == 1 {
		return texts[0]
	}
	parts := make([]string, 0, len(texts))
	for _, t := range texts {
		parts = append(parts, string(t))
	}
	return model.Text(strings.Join(parts, ", "))
}
