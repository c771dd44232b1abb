package hubclient

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hubwatch/model"
)

// value is one JSON value as it came: valid JSON that nobody has read yet. Its
// methods read it leniently, because HubSpot's replies differ from its
// documentation. The zero value stands for a member that is missing.
type value []byte

// member is one member of a JSON object.
type member struct {
	key string
	val value
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// errBehind is the error for a body in which more than white space follows the
// JSON value.
var errBehind = errors.New("something follows the JSON value")

// parse finds the one JSON value that body must be. It copies nothing. The
// error is io.ErrUnexpectedEOF if body ends too early, io.EOF if it is empty and
// errBehind if more than the value is there.
func parse(body []byte) (value, error) {
	body = bytes.TrimSpace(bytes.TrimPrefix(body, byteOrderMark))
	if len(body) == 0 {
		return nil, io.EOF
	}
	err := json.Unmarshal(body, &untouched{})
	broken, ok := errors.AsType[*json.SyntaxError](err)
	switch {
	case err == nil:
		return body, nil
	case ok && broken.Offset >= int64(len(body)) && strings.HasPrefix(err.Error(), "unexpected end"):
		return nil, io.ErrUnexpectedEOF
	case ok && strings.Contains(err.Error(), "after top-level value"):
		return nil, errBehind
	}
	return nil, err
}

// untouched is what JSON is checked against, and not read into.
type untouched struct{}

// UnmarshalJSON does nothing.
func (*untouched) UnmarshalJSON([]byte) error { return nil }

// kind is the first byte of the value: { [ " t f n - or a digit, and 'n' for
// a missing value.
func (v value) kind() byte {
	if len(v) == 0 {
		return 'n'
	}
	return v[0]
}

// empty tells whether the value says nothing: null, "", {} or [].
func (v value) empty() bool {
	switch v.kind() {
	case 'n':
		return true
	case '"':
		return len(v) == 2
	case '{', '[':
		return len(skip(v[1:])) == 1
	}
	return false
}

// each calls do with the members of an object in the order sent, also with
// those that have the same key. Anything but an object has none.
func (v value) each(do func(member)) {
	if v.kind() != '{' {
		return
	}
	for rest := skip(v[1:]); len(rest) > 0 && rest[0] != '}'; rest = skip(rest) {
		var key, val value
		key, rest = cut(rest)
		val, rest = cut(skip(rest))
		if len(key) == 0 || len(val) == 0 {
			return
		}
		do(member{key.raw(), val})
	}
}

// members are the members of an object in the order sent; of those with the
// same key only the last is left, in the place of the first. Anything but an
// object has none.
func (v value) members() []member {
	var all []member
	var at map[string]int // where each key is in all, once there are many
	v.each(func(m member) {
		if i := place(all, at, m.key); i >= 0 {
			all[i].val = m.val
			return
		}
		all = append(all, m)
		if len(all) > manyMembers {
			at = index(at, all)
		}
	})
	return all
}

// twice is the first of keys that an object has more than once, in whatever
// case, "" if there is none: readers differ in which of them they believe.
func (v value) twice(keys ...string) string {
	seen, found := map[string]bool{}, ""
	v.each(func(m member) {
		i := slices.IndexFunc(keys, func(key string) bool { return strings.EqualFold(key, m.key) })
		if i < 0 {
			return
		}
		if seen[keys[i]] && found == "" {
			found = keys[i]
		}
		seen[keys[i]] = true
	})
	return found
}

// manyMembers is how many members are searched one by one.
const manyMembers = 16

// place is where key is in all, or -1. at is used if there is one.
func place(all []member, at map[string]int, key string) int {
	if at != nil {
		if i, ok := at[key]; ok {
			return i
		}
		return -1
	}
	return slices.IndexFunc(all, func(m member) bool { return m.key == key })
}

// index adds the last of all to at, or all of them if at is nil.
func index(at map[string]int, all []member) map[string]int {
	if at == nil {
		at = map[string]int{}
		for i, m := range all {
			at[m.key] = i
		}
	}
	at[all[len(all)-1].key] = len(all) - 1
	return at
}

// list is an empty list for what is read of an array, nil for anything else: what
// HubSpot sent as empty is not the same as what it did not send.
func list[T any](v value) []T {
	if v.kind() == '[' {
		return []T{}
	}
	return nil
}

// items are the elements of an array. A missing or empty value has none, any
// other value is its own only item.
func (v value) items() []value {
	if v.empty() {
		return nil
	}
	if v.kind() != '[' {
		return []value{v}
	}
	var all []value
	for rest := skip(v[1:]); len(rest) > 0 && rest[0] != ']'; rest = skip(rest) {
		var item value
		item, rest = cut(rest)
		if len(item) == 0 {
			break
		}
		all = append(all, item)
	}
	return all
}

// skip drops white space and separators, which valid JSON has in the right
// places only.
func skip(s value) value {
	for len(s) > 0 && bytes.IndexByte([]byte(" \t\r\n,:"), s[0]) >= 0 {
		s = s[1:]
	}
	return s
}

// cut divides s, which is valid JSON and has no white space before it, into
// its first value and the rest.
func cut(s value) (first, rest value) {
	depth, quoted := 0, false
	for i := 0; i < len(s); i++ {
		ends := false
		switch c := s[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
			ends = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
		case c == '}' || c == ']':
			if depth == 0 {
				return s[:i], s[i:]
			}
			depth--
			ends = true
		case depth == 0 && bytes.IndexByte([]byte(" \t\r\n,:"), c) >= 0:
			return s[:i], s[i:]
		}
		if ends && depth == 0 {
			return s[:i+1], s[i+1:]
		}
	}
	return s, nil
}

// raw is the value as a string: a string's characters, the digits of a number
// as sent, true or false, "" for null and for an empty object or array, and
// other objects and arrays as compact JSON.
func (v value) raw() string {
	switch {
	case v.empty():
		return ""
	case v.kind() != '"':
		return v.compact()
	}
	if bytes.IndexByte(v, '\\') < 0 && utf8.Valid(v) {
		return string(v[1 : len(v)-1])
	}
	var s string
	if json.Unmarshal(v, &s) != nil {
		return v.compact()
	}
	return s
}

// text is raw as text of HubSpot.
func (v value) text() model.Text { return model.Text(v.raw()) }

// compact is the value as JSON without white space.
func (v value) compact() string {
	var b bytes.Buffer
	if json.Compact(&b, v) != nil {
		return string(v)
	}
	return b.String()
}

// count is a number of things: a number, or a string holding one; a part of
// one counts as one. It is 0 for a negative number and where nothing is said.
// ok is false if the value says something else.
func (v value) count() (n int, ok bool) {
	s := strings.TrimSpace(v.raw())
	if s == "" {
		return 0, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) || math.IsNaN(f) {
		return 0, false
	}
	return int(min(max(0, math.Ceil(f)), math.MaxInt32)), true
}

// yes tells whether the value is true, or a string or number that means it.
func (v value) yes() bool {
	b, err := strconv.ParseBool(strings.ToLower(v.raw()))
	return err == nil && b
}
