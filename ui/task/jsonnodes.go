package task

import (
	"fmt"
	"regexp"
	"strings"

	"hubwatch/model/jsonwalk"
	"hubwatch/ui/tree"
)

func countJSON(value []byte) (n int) {
	for range jsonwalk.Each(value) {
		n++
	}
	return n
}

// insideJSON is the nodes below an object or an array. A comma is behind all of
// them but the last, so each is made when the next is known.
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

// plainKey is a key that a path takes as it is.
var plainKey = regexp.MustCompile(`^"[A-Za-z_$][A-Za-z0-9_$]*"$`)

// stepOf is how a path goes on to a member, as jq writes it.
func stepOf(key []byte, i int) string {
	switch {
	case key == nil:
		return fmt.Sprintf("[%d]", i)
	case plainKey.Match(key):
		return "." + strings.Trim(string(key), `"`)
	}
	return "[" + string(key) + "]"
}
