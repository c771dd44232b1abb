package facts

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// author makes the nodes of a task: what is known about it, the most useful first.
type author struct{ *screen.Env }

// chapter returns a root node: a heading with nodes below it. While it is
// folded, its content is summed up in a line.
func (a author) chapter(step, title string, sum func() string, kids ...*tree.Node) *tree.Node {
	n := &tree.Node{
		Step: step, Head: a.Theme.Fit(title, factCells), HeadTone: tree.ToneHeading, TextTone: tree.ToneFaint,
		Grow: func() []*tree.Node { return kids },
	}
	n.Say = func() string {
		if n.Open() {
			return ""
		}
		return sum()
	}
	return n
}

// folded is a chapter that begins folded.
func folded(n *tree.Node) *tree.Node {
	n.Folded = true
	return n
}

// leaf is one value with its name.
func leaf(step, name string, value model.Text) *tree.Node {
	return &tree.Node{Step: step, Head: name, HeadTone: tree.ToneFaint, Text: value, TextTone: tree.ToneValue}
}

// manyErrors is the number of errors from which they are listed first.
const manyErrors = 10

// errors returns each error under its message; a single one is a chapter.
func (a author) errors(r *model.Report) *tree.Node {
	if len(r.Errors) == 1 && r.ErrorCount() == 1 && r.TooLong() == "" {
		return a.onlyError(&r.Errors[0])
	}
	s := a.chapter("errors", "ERRORS", func() string { return kinds(r) })
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

// kinds returns how many errors there are, and of what kind.
func kinds(r *model.Report) string {
	text := model.Thousands(r.ErrorCount())
	count := map[model.Text]int{}
	for i := range r.Errors {
		if count[r.Errors[i].Category]++; len(count) > mostKinds {
			return text
		}
	}
	var parts []string
	for _, category := range slices.Sorted(maps.Keys(count)) {
		parts = append(parts, model.Thousands(count[category])+" "+tree.Beginning(cmp.Or(category, "without a category"), tree.ProseCells).Line())
	}
	if len(parts) == 0 {
		return text
	}
	return text + ": " + strings.Join(parts, ", ")
}

// mostKinds is how many kinds of errors are told apart in a line.
const mostKinds = 4

// onlyError returns the chapter of the only error. Its message is shown above,
// if possible.
func (a author) onlyError(e *model.TaskError) *tree.Node {
	heading, all := heading(e)
	n := a.chapter("errors[0]", "", func() string { return heading })
	n.Head, n.HeadTone, n.TextTone = "ERROR 1 of 1 ", tree.ToneBad, tree.ToneValue
	n.Say, n.Text = nil, model.Text(heading)
	n.Copies = func() string { return string(e.Message) }
	n.Grow = func() []*tree.Node {
		kids := a.inside(e)
		if !all {
			kids = append(called(e), kids...)
		}
		if !whole(e.Message) {
			kids = append([]*tree.Node{a.fact(".message", "message", e.Message, "")}, kids...)
		}
		return kids
	}
	return n
}

// heading returns the name of an error in a line, and whether that is all of it.
func heading(e *model.TaskError) (text string, all bool) {
	var parts []string
	all = true
	for _, name := range []struct {
		word string
		text model.Text
	}{{"", e.Category}, {"subcategory ", e.SubCategory}, {"status ", e.Status}, {"id ", e.ID}} {
		if name.text == "" {
			continue
		}
		short := name.text.Head(longestName)
		all = all && short == name.text
		parts = append(parts, name.word+short.Line())
	}
	return strings.Join(parts, "   "), all
}

// longestName is how much of an error's name its heading shows, in bytes.
const longestName = 120

// called returns the name of an error as a paragraph.
func called(e *model.TaskError) []*tree.Node {
	return names("category", e.Category, "subcategory", e.SubCategory, "status", e.Status, "id", e.ID)
}

// unsent says why there are fewer errors than HubSpot counts, "" if there are not.
func (a author) unsent(r *model.Report) string {
	sent, n := len(r.Errors), r.ErrorCount()
	switch long := r.TooLong(); {
	case long != "":
		return fmt.Sprintf("The answer is too long to keep (%s): %s of %s are known.", long, model.Thousands(sent), r.Counted())
	case sent == n:
		return ""
	case sent == 0:
		return fmt.Sprintf("HubSpot counts %s and listed none.", model.Thousands(n))
	case r.Raw == nil || r.Cut:
		return fmt.Sprintf("HubSpot counts %s; known here: %s. %s shows what it sent, %s asks again.",
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
	n.Folded = of > manyErrors
	if len(e.Details) > 0 {
		n.More = strings.TrimPrefix(n.More+", "+model.Plural(len(e.Details), "detail"), ", ")
	}
	if len(e.Details) > 0 || len(e.Context) > 0 || len(e.Links) > 0 || len(e.Extra) > 0 ||
		e.Category != "" || e.SubCategory != "" || e.Status != "" || e.ID != "" {
		n.Grow = func() []*tree.Node { return a.insideError(e) }
	}
	return n
}

// insideError returns the second level: the error's name, its context and its
// details.
func (a author) insideError(e *model.TaskError) []*tree.Node {
	return append(called(e), a.inside(e)...)
}

// inside returns what an error holds besides its name and message.
func (a author) inside(e *model.TaskError) []*tree.Node {
	kids := a.fields(".context", "context", e.Context)
	for i := range e.Details {
		kids = append(kids, a.detail(i, &e.Details[i]))
	}
	kids = append(kids, a.fields(".links", "links", e.Links)...)
	return append(kids, a.fieldNodes(e.Extra)...)
}

func (a author) detail(i int, d *model.ErrorDetail) *tree.Node {
	n := &tree.Node{
		Step: ".errors[" + strconv.Itoa(i) + "]", HeadTone: tree.ToneHeading, TextTone: tree.ToneValue,
		Head: a.Theme.Fit(fmt.Sprintf("detail %d", i+1), errorCells), Text: d.Message, More: tree.Beginning(d.Code, tree.ProseCells).Line(),
	}
	if d.Message == "" {
		n.Text = "(no message)"
	}
	if d.Code != "" && d.In == "" && d.SubCategory == "" && len(d.Context) == 0 && len(d.Extra) == 0 {
		n.Text += "   code " + tree.Beginning(d.Code, tree.ProseCells)
		n.Copies = func() string { return string(d.Message) }
		return n
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

// names returns the pairs that have a value, in one paragraph.
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

// errorCells is how wide the names are of what an error holds.
const errorCells = 9

// longestKey is how far keys are aligned.
const longestKey = 24

// fields returns keys and values below each other, the equals signs aligned.
func (a author) fields(step, title string, fields []model.Field) []*tree.Node {
	if len(fields) == 0 {
		return nil
	}
	if len(fields) == 1 && fields[0].Key == "" {
		return []*tree.Node{leaf(step, a.Theme.Fit(title, errorCells), model.Joined(fields[0].Values))}
	}
	if len(fields) == 1 {
		f := fields[0]
		n := leaf(step+"."+f.Key.Head(theme.LongestLine).Line(), a.Theme.Fit(title, errorCells), f.Key+" = "+model.Joined(f.Values))
		n.Copies = func() string { return string(model.Joined(f.Values)) }
		return []*tree.Node{n}
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
