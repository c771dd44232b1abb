package task

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"hubwatch/model"
	"hubwatch/model/jsonwalk"
	"hubwatch/ui/keys"
	"hubwatch/ui/screen"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// raw is HubSpot's answer about a task as it came, as a tree.
type raw struct {
	tree    tree.Tree
	report  *model.Report // that it belongs to; nil if HubSpot has given none
	body    []byte        // nil if there is none
	loading bool
	loaded  bool
}

// toggleRaw shows the answer as it came, or the tree again. The cursor stays
// on what it was on.
func (s *Screen) toggleRaw() {
	if s.raw == nil {
		s.raw = &raw{} // wantRaw fills it
		s.raw.tree.Width, s.raw.tree.Height = s.tree.Width, s.tree.Height
		return
	}
	path := ""
	if n := s.raw.tree.Current(); n != nil {
		path = n.Path()
	}
	s.raw = nil
	if len(path) > 1 {
		s.tree.Seek(path[1:])
	}
}

// Want sees to it that the raw view shows the last answer. One that is not
// in memory is asked for.
func (s *Screen) Want() []screen.Intent {
	t, r := s.Task(), s.raw
	switch {
	case t == nil || r == nil || r.loaded && r.report == t.Report || r.loading:
		return nil
	case t.Report == nil:
		r.say(s.Theme, nil, "HubSpot has given no report of this task. "+s.Keys.Name(keys.Check)+" asks.")
	case t.Report.Body() != nil:
		s.loadRaw(t.Report, t.Report.Body())
	default:
		r.say(s.Theme, t.Report, "reading it from disk …")
		r.loading, r.loaded = true, false
		return []screen.Intent{screen.Read{Task: t, Then: func(body []byte, err error) []screen.Intent {
			return s.rawRead(r, t.Report, body, err)
		}}}
	}
	return nil
}

func (s *Screen) notKept() string {
	return "The answer as it came is not kept. " + s.Keys.Name(keys.Check) + " asks HubSpot again."
}

// rawRead takes in an answer that was on disk, if it is still wanted.
func (s *Screen) rawRead(r *raw, report *model.Report, body []byte, err error) []screen.Intent {
	if s.raw != r {
		return nil
	}
	r.loading = false
	switch {
	case err != nil:
		r.say(s.Theme, report, "The answer as it came cannot be shown: "+model.Sentence(err.Error())+" "+s.Keys.Name(keys.Check)+" asks HubSpot again.")
	case body == nil:
		r.say(s.Theme, report, s.notKept())
	default:
		s.loadRaw(report, body)
	}
	paging := s.paging
	s.paging = false
	if paging && body != nil {
		return []screen.Intent{screen.Page{Text: pagerText(body)}}
	}
	return nil
}

// page shows the answer as it came in a pager, and here.
func (s *Screen) page() []screen.Intent {
	if s.raw == nil {
		s.toggleRaw()
	}
	asks := s.Want()
	s.paging = s.raw.loading
	if s.raw.body == nil {
		return asks // it is being read, or the screen says why there is none
	}
	return append(asks, screen.Page{Text: pagerText(s.raw.body)})
}

// pagerText is an answer for a pager: indented if it is JSON, and harmless for
// one that shows everything it is given.
func pagerText(body []byte) string {
	text := string(body)
	if nodes := bodyNodes(body); len(nodes) == 1 && nodes[0].Copies != nil {
		text = nodes[0].Copies()
	}
	return model.Text(text).Block() + "\n"
}

// largeBody is from how many bytes on an answer is not shown open throughout.
const largeBody = 64 << 10

// loadRaw shows a body, with the cursor where it is in the tree.
func (s *Screen) loadRaw(report *model.Report, body []byte) {
	r, first := s.raw, s.raw.tree.Roots == nil || s.raw.body == nil
	r.report, r.body, r.loaded = report, body, true
	if first {
		r.tree = tree.Tree{Theme: s.Theme, Level: rawLevels, Deepest: rawLevels, Width: r.tree.Width, Height: r.tree.Height}
		if len(body) > largeBody {
			r.tree.Level = 2
		}
	}
	r.tree.Load(bodyNodes(body), func(path string) string { return path })
	if n := s.tree.Current(); first && n != nil {
		r.tree.Seek("." + n.Path())
	}
}

// rawLevels is the level that opens every node of an answer.
const rawLevels = 9

// say shows a sentence in place of an answer.
func (r *raw) say(l *theme.Theme, report *model.Report, text string) {
	r.report, r.body, r.loaded = report, nil, true
	r.tree = tree.Tree{Theme: l, Level: 1, Deepest: 1, Width: r.tree.Width, Height: r.tree.Height}
	r.tree.Load([]*tree.Node{remark("note", text)}, nil)
}

// bodyNodes is a body as nodes: as JSON where it is some, else line by line.
func bodyNodes(body []byte) []*tree.Node {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))))
	var value json.RawMessage
	if err := decoder.Decode(&value); err != nil {
		return textNodes(body, err)
	}
	all := []*tree.Node{jsonNode("", "", value, "")}
	if rest, _ := io.ReadAll(decoder.Buffered()); len(bytes.TrimSpace(rest)) > 0 {
		all = append(all, remark("rest", "Behind the JSON there is more: "), &tree.Node{Step: "rest.text", Text: model.Text(rest)})
	}
	return all
}

func textNodes(body []byte, err error) []*tree.Node {
	why := "This is not JSON"
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		why += fmt.Sprintf(" from byte %d on", syntax.Offset)
	}
	all := []*tree.Node{remark("note", why+"; it is shown as it came.")}
	for i, line := range bytes.Split(body, []byte("\n")) {
		all = append(all, &tree.Node{Step: fmt.Sprintf("line[%d]", i+1), Text: model.Text(line)})
	}
	return all
}

// jsonNode is one value. comma is what follows it.
func jsonNode(step, key string, value []byte, comma string) *tree.Node {
	n := &tree.Node{Step: step, Nested: true, HeadTone: tree.ToneKey, Copies: func() string { return copyOfJSON(value) }}
	if key != "" {
		n.Head = model.Text(key).Head(theme.LongestLine).Line() + ":"
	}
	open := value[0]
	if open != '{' && open != '[' || jsonwalk.Empty(value) {
		n.Text = model.Text(value) + model.Text(comma)
		switch {
		case open == '"':
			n.TextTone = tree.ToneValue
		case open >= '0' && open <= '9' || open == '-':
			n.TextTone = tree.ToneNotice
		default:
			n.TextTone = tree.ToneStale
		}
		return n
	}
	end := string(open+2) + comma // the closing sign is two further in ASCII
	n.Text, n.TextTone = model.Text(open), tree.ToneFaint
	n.More = tree.Beginning(model.Text(value[1:min(len(value), previewBytes)]), previewBytes).Line()
	if open == '[' {
		n.More = model.Thousands(countJSON(value)) + " " + end
	}
	n.Grow = func() []*tree.Node {
		return append(insideJSON(value), &tree.Node{Step: ".end", Text: model.Text(end), TextTone: tree.ToneFaint, Closer: true})
	}
	return n
}

// previewBytes is how much of a closed object is shown at most.
const previewBytes = 200

// copyOfJSON is a value to be copied: text without its quotes, everything else
// indented.
func copyOfJSON(value []byte) string {
	var text string
	if value[0] == '"' && json.Unmarshal(value, &text) == nil {
		return text
	}
	var b bytes.Buffer
	if json.Indent(&b, value, "", "  ") != nil {
		return string(value)
	}
	return b.String()
}
