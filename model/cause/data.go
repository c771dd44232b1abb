package cause

import (
	"slices"
	"strings"
)

const (
	maxKeys = 8  // keys of embedded data that are kept
	maxKey  = 40 // bytes of one
)

// data writes the mark for JSON or a printed Java map that starts here. It
// keeps the names of the keys and the codes that tell what went wrong, and
// drops how many items there are and what they are called.
func (m *masker) data() bool {
	s := m.in[m.pos:]
	body := strings.TrimLeft(s, "[ ")
	if !strings.HasPrefix(body, "{") || !startsKey(body[1:]) {
		return false
	}
	var found keys
	end := found.read(s)
	m.pos += end
	slices.Sort(found)
	found = slices.Compact(found)
	m.put(strings.Join(append([]string{markData}, found[:min(len(found), maxKeys)]...), " ") + ">")
	return true
}

// startsKey reports whether an object continues with s: "key": or key=.
func startsKey(s string) bool {
	s = strings.TrimLeft(s, " ")
	name := strings.TrimLeftFunc(s, func(r rune) bool { return isWord(r) || r == '_' })
	return strings.HasPrefix(s, `"`) || strings.HasPrefix(s, `\"`) || len(name) < len(s) && strings.HasPrefix(name, "=")
}

// keys are the keys of embedded data, a code after its key.
type keys []string

// read collects the keys of the data s starts with and gives its length.
func (k *keys) read(s string) int {
	depth, word := 0, ""
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"':
			end := closing(s, i+1, '"')
			if end < 0 {
				return len(s)
			}
			k.string(&word, s[i+1:end-1], strings.HasPrefix(strings.TrimLeft(s[end:], " "), ":"))
			i = end - 1
		case isLatin(rune(c)) || c == '_':
			end := i
			for end < len(s) && (isLatin(rune(s[end])) || s[end] == '_') {
				end++
			}
			k.string(&word, s[i:end], end < len(s) && s[end] == '=')
			i = end - 1
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth--; depth <= 0 {
				return i + 1
			}
		}
	}
	return len(s)
}

// string handles one string: a key, or the value of the key before it.
func (k *keys) string(key *string, text string, isKey bool) {
	switch {
	case len(text) > maxKey || text == "" || strings.Trim(strings.ToLower(text), "abcdefghijklmnopqrstuvwxyz_") != "":
		if isKey {
			*key = ""
		}
	case isKey:
		*key = text
		k.add(text)
	case telling[strings.ToLower(*key)] && strings.ToUpper(text) == text:
		k.add(*key + "=" + text)
	}
}

// add adds a key once; a list of thousands has the same few.
func (k *keys) add(text string) {
	if len(*k) < 4*maxKeys && !slices.Contains(*k, text) {
		*k = append(*k, text)
	}
}

// telling are the keys whose values say what went wrong.
var telling = map[string]bool{
	"error": true, "code": true, "errorcode": true, "errortype": true, "category": true, "subcategory": true, "reason": true,
}
