package answer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"hubwatch/model"
	"hubwatch/model/jsonwalk"
	"hubwatch/ui/theme"
	"hubwatch/ui/tree"
)

// jsonNode returns the node of one value. comma is what follows it.
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

// previewBytes is how much of a folded object is shown at most.
const previewBytes = 200

// copyOfJSON returns a value for copying: text without quotes, everything else
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

func countJSON(value []byte) (n int) {
	for range jsonwalk.Each(value) {
		n++
	}
	return n
}

// insideJSON returns the nodes below an object or an array. All but the last
// end in a comma, so each is made when the next one is known.
func insideJSON(value []byte) (kids []*tree.Node) {
	var key, member []byte
	for k, m := range jsonwalk.Each(value) {
		if member != nil {
			kids = append(kids, jsonNode(stepOf(key, len(kids)), string(key), member, ","))
		}
		key, member = k, m
	}
	if member != nil {
		kids = append(kids, jsonNode(stepOf(key, len(kids)), string(key), member, ""))
	}
	return kids
}

// plainKey matches a key that a path takes without quotes.
var plainKey = regexp.MustCompile(`^"[A-Za-z_$][A-Za-z0-9_$]*"$`)

// stepOf returns the step from a path to a member, as jq writes it.
func stepOf(key []byte, i int) string {
	switch {
	case key == nil:
		return fmt.Sprintf("[%d]", i)
	case plainKey.Match(key):
		return "." + strings.Trim(string(key), `"`)
	}
	return "[" + string(key) + "]"
}
