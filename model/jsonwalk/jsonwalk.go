// Package jsonwalk takes valid JSON apart one level at a time, without decoding
// or copying values: an answer of many megabytes costs only what is looked at,
// and every value stays as it was written.
package jsonwalk

import (
	"bytes"
	"iter"
)

// Each returns the members of an object with their keys, in quotes and in the order
// sent, or the elements of an array with nil for a key. value must be valid JSON
// without white space around it; anything but an object or an array has none.
func Each(value []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(key, member []byte) bool) {
		if len(value) == 0 || value[0] != '{' && value[0] != '[' {
			return
		}
		object := value[0] == '{'
		for i := next(value, 1); i < len(value) && value[i] != '}' && value[i] != ']'; i = next(value, i) {
			var key []byte
			if object {
				behind := end(value, i)
				key = value[i:behind]
				if i = next(value, behind); i >= len(value) {
					return
				}
			}
			behind := end(value, i)
			if !yield(key, value[i:behind]) {
				return
			}
			i = behind
		}
	}
}

// Empty reports whether an object or an array has nothing in it.
func Empty(value []byte) bool { return next(value, 1) >= len(value)-1 }

// next returns the first place from i on that is neither white space nor a
// separator, which valid JSON has in the right places only.
func next(b []byte, i int) int {
	for i < len(b) {
		switch b[i] {
		case ' ', '\n', '\t', '\r', ',', ':':
			i++
		default:
			return i
		}
	}
	return i
}

// end returns the place behind the value that begins at i.
func end(b []byte, i int) int {
	switch b[i] {
	case '"':
		return endOfString(b, i)
	case '{', '[':
		return endOfNest(b, i)
	}
	if n := bytes.IndexAny(b[i:], ",}] \n\t\r:"); n >= 0 {
		return i + max(n, 1)
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
