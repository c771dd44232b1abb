package task

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"hubwatch/ui/tree"
)

// What follows takes valid JSON apart, one level at a time, without reading
// its values: an answer of many megabytes is shown at once, and every value as
// HubSpot wrote it.

// eachJSON calls do for each member of an object, or each element of an array,
// whose key is nil.
func eachJSON(value []byte, do func(key, value []byte, last bool)) {
	object := value[0] == '{'
	i := unblank(value, 1)
	for i < len(value) && value[i] != '}' && value[i] != ']' {
		var key []byte
		if object {
			end := endOfJSON(value, i)
			key = value[i:end]
			i = unblank(value, unblank(value, end)+1) // behind the colon
		}
		end := endOfJSON(value, i)
		member := value[i:end]
		i = unblank(value, end)
		last := i >= len(value) || value[i] != ','
		if !last {
			i = unblank(value, i+1)
		}
		do(key, member, last)
	}
}

func countJSON(value []byte) int {
	n := 0
	eachJSON(value, func(_, _ []byte, _ bool) { n++ })
	return n
}

// insideJSON is the nodes below an object or an array.
func insideJSON(value []byte) []*tree.Node {
	var kids []*tree.Node
	eachJSON(value, func(key, member []byte, last bool) {
		comma := ","
		if last {
			comma = ""
		}
		kids = append(kids, jsonNode(stepOf(key, len(kids)), string(key), member, comma))
	})
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

// unblank is the first place from i on that is not blank.
func unblank(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\n' || b[i] == '\t' || b[i] == '\r') {
		i++
	}
	return i
}

// endOfJSON is the place behind the value that begins at i.
func endOfJSON(b []byte, i int) int {
	switch b[i] {
	case '"':
		return endOfString(b, i)
	case '{', '[':
		return endOfNest(b, i)
	}
	if n := bytes.IndexAny(b[i:], ",}] \n\t\r:"); n >= 0 {
		return i + n
	}
	return len(b)
}

func endOfString(b []byte, i int) int {
	for i++; i < len(b) && b[i] != '"'; i++ {
		if b[i] == '\\' {
			i++
		}
	}
	return min(i+1, len(b))
}

func endOfNest(b []byte, i int) int {
	for depth := 0; i < len(b); {
		switch b[i] {
		case '"':
			i = endOfString(b, i)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		}
		i++
	}
	return len(b)
}
