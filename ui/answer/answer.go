// Package answer shows an answer of HubSpot as it came: as nodes of a tree, as
// text for a pager, and the part of it at a path.
package answer

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"hubwatch/model"
	"hubwatch/ui/tree"
)

// Nodes returns a body as nodes: as JSON if it is, or else line by line.
func Nodes(body []byte) []*tree.Node {
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf"))))
	var value json.RawMessage
	if err := decoder.Decode(&value); err != nil {
		return textNodes(body, err)
	}
	all := []*tree.Node{jsonNode("", "", value, "")}
	if rest, _ := io.ReadAll(decoder.Buffered()); len(bytes.TrimSpace(rest)) > 0 {
		all = append(all, tree.Remark("rest", "Behind the JSON there is more: "), &tree.Node{Step: "rest.text", Text: model.Text(rest)})
	}
	return all
}

func textNodes(body []byte, err error) []*tree.Node {
	why := "This is not JSON"
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		why += fmt.Sprintf(" from byte %d on", syntax.Offset)
	}
	all := []*tree.Node{tree.Remark("note", why+"; it is shown as it came.")}
	for i, line := range bytes.Split(body, []byte("\n")) {
		all = append(all, &tree.Node{Step: fmt.Sprintf("line[%d]", i+1), Text: model.Text(line)})
	}
	return all
}

// Text returns an answer for a pager: indented if it is JSON, and harmless even
// for a pager that passes everything to the terminal.
func Text(body []byte) string {
	text := string(body)
	if nodes := Nodes(body); len(nodes) == 1 && nodes[0].Copies != nil {
		text = nodes[0].Copies()
	}
	return model.Text(text).Block() + "\n"
}

// At returns the part of an answer nearest to a path, "" if there is no answer.
func At(body []byte, path string) string {
	if body == nil {
		return ""
	}
	nodes := Nodes(body)
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
