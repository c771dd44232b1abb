package hubclient

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hubwatch/model"
	"hubwatch/model/jsonwalk"
)

// value is one JSON value as it came: valid JSON, not decoded yet. Its methods
// read it leniently, because HubSpot's replies differ from its documentation.
// The zero value stands for a missing member.
type value []byte

// member is one member of a JSON object.
type member struct {
	key string
	val value
}

var byteOrderMark = []byte("\xef\xbb\xbf")

// errBehind is the error for a body in which more than white space follows the
// JSON value.
var errBehind = errors.New("the reply has something behind its JSON")

// parse returns the one JSON value that body must hold, without copying. The
// error is io.ErrUnexpectedEOF if body ends too early, io.EOF if it is empty,
// and errBehind if something follows the value.
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

// untouched is a target for json.Unmarshal that only checks the syntax.
type untouched struct{}

// UnmarshalJSON does nothing.
func (*untouched) UnmarshalJSON([]byte) error { return nil }

// kind returns the first byte of the value: { [ " t f n - or a digit, and 'n'
// for a missing value.
func (v value) kind() byte {
	if len(v) == 0 {
		return 'n'
	}
	return v[0]
}

// empty reports whether the value says nothing: null, "", {} or [].
func (v value) empty() bool {
	switch v.kind() {
	case 'n':
		return true
	case '"':
		return len(v) == 2
	case '{', '[':
		return jsonwalk.Empty(v)
	}
	return false
}

// members returns the members of an object in the order sent, duplicates
// included; the last duplicate counts. Anything but an object has none.
func (v value) members() iter.Seq[member] {
	return func(yield func(member) bool) {
		if v.kind() != '{' {
			return
		}
		for key, val := range jsonwalk.Each(v) {
			if !yield(member{value(key).raw(), val}) {
				return
			}
		}
	}
}

// twice returns the first of keys that an object has more than once, ignoring
// case, "" if there is none: readers differ in which duplicate they believe.
func (v value) twice(keys ...string) string {
	seen := make([]bool, len(keys))
	for m := range v.members() {
		i := slices.IndexFunc(keys, func(key string) bool { return strings.EqualFold(key, m.key) })
		if i >= 0 && seen[i] {
			return keys[i]
		}
		if i >= 0 {
			seen[i] = true
		}
	}
	return ""
}

// list returns an empty slice if v is an array, nil otherwise: an empty array
// is not the same as a missing one.
func list[T any](v value) []T {
	if v.kind() == '[' {
		return []T{}
	}
	return nil
}

// items returns the elements of an array. A missing or empty value has none,
// any other value is its own only element.
func (v value) items() iter.Seq[value] {
	return func(yield func(value) bool) {
		switch {
		case v.empty():
			return
		case v.kind() != '[':
			yield(v)
			return
		}
		for _, item := range jsonwalk.Each(v) {
			if !yield(item) {
				return
			}
		}
	}
}

// maxLists is how many lists may lie in each other for their items to be looked for.
const maxLists = 4

// flat returns the errors in v, a list of them or one: instead of a list among
// them its items, and instead of an object that only holds others, as by folder or
// by page, those, as far as depth of them in each other. JSON that was sent as a
// text is read as what it is.
func (v value) flat(depth int) iter.Seq[value] {
	return func(yield func(value) bool) {
		for item := range v.items() {
			if !item.open(depth, yield) {
				return
			}
		}
	}
}

// open gives v to yield, or what it only holds, and returns false when yield does.
func (v value) open(depth int, yield func(value) bool) bool {
	if v = v.opened(); depth == 0 || v.kind() != '[' && !v.holds() {
		return yield(v)
	}
	return v.spread(depth-1, yield) // apart, or what it remembers would cost memory for each of millions
}

// spread opens what v holds.
func (v value) spread(depth int, yield func(value) bool) bool {
	for part := range v.parts() {
		if !part.open(depth, yield) {
			return false
		}
	}
	return true
}

// parts returns the items of a list, and of the members of an object those that
// are lists and objects.
func (v value) parts() iter.Seq[value] {
	if v.kind() == '[' {
		return v.items()
	}
	return func(yield func(value) bool) {
		for m := range v.members() {
			if (m.val.kind() == '{' || m.val.kind() == '[') && !yield(m.val) {
				return
			}
		}
	}
}

// holds reports whether v is an object that is no error itself and has some in it.
func (v value) holds() bool {
	if v.kind() != '{' {
		return false
	}
	some := false
	for key, val := range jsonwalk.Each(v) {
		switch string(key) {
		case `"status"`, `"category"`, `"subCategory"`, `"message"`, `"id"`, `"context"`, `"links"`, `"errors"`, `"code"`, `"in"`:
			return false
		}
		m := value(val)
		some = some || (m.kind() == '{' || m.kind() == '[') && !m.empty()
	}
	return some
}

// opened returns the object or list of which v is the text, or v itself.
func (v value) opened() value {
	if len(v) < len(`"[{}]"`) || v[0] != '"' || v[1] != '{' && v[1] != '[' || len(v) > maxText {
		return v
	}
	if inner, err := parse([]byte(v.raw())); err == nil {
		return inner
	}
	return v
}

// none reports whether v, in a list of errors, says that there is no error. An
// object without members does not: it is an error of which nothing is told.
func (v value) none() bool {
	switch string(v) {
	case "", "null", "false", "0", `""`, "[]", `"[]"`, `"{}"`, `"null"`:
		return true
	}
	return v.empty() && v.kind() != '{'
}

// maxText is the longest text kept, in bytes of JSON. What is longer ends in an
// ellipsis; all of it is in the reply as it came.
const maxText = 64 << 10

// raw returns the value as a string: the characters of a string, the digits of
// a number as sent, true or false, "" for null and for an empty object or
// array, and compact JSON for other objects and arrays.
func (v value) raw() string {
	if v.empty() {
		return ""
	}
	if len(v) > maxText {
		return v.begin(maxText - len(`"`))
	}
	if v.kind() != '"' {
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

// begin returns the beginning of a value that is longer than n bytes.
func (v value) begin(n int) string {
	if v.kind() != '"' {
		return strings.ToValidUTF8(string(v[:n]), "") + "…"
	}
	end := 1
	for i := 1; i < n; i++ {
		half := false // of a character beyond the first 65,536
		if v[i] == '\\' && v[i+1] == 'u' {
			half = bytes.IndexByte([]byte("dD"), v[i+2]) >= 0 && bytes.IndexByte([]byte("89abAB"), v[i+3]) >= 0
			i += 5
		} else if v[i] == '\\' {
			i++
		}
		if i < n && !half && (utf8.RuneStart(v[i+1]) || i-end >= utf8.UTFMax) {
			end = i + 1
		}
	}
	return append(slices.Clone(v[:end]), '"').raw() + "…"
}

// text returns raw as untrusted text.
func (v value) text() model.Text { return model.Text(v.raw()) }

// compact returns the value as JSON without white space.
func (v value) compact() string {
	var b bytes.Buffer
	if json.Compact(&b, v) != nil {
		return string(v)
	}
	return b.String()
}

// shown returns the value as JSON text, shortened if it is long.
func (v value) shown() string {
	if len(v) > maxText {
		return strings.ToValidUTF8(string(v[:maxText]), "") + "…"
	}
	return v.compact()
}

// count returns a number of things: a number, or a string holding one; a part of one
// counts as one. It is 0 where nothing is said, and for a negative number. ok is
// false if the value says something else: n is 0 then, and the most there can be
// for a number that is larger.
func (v value) count() (n int, ok bool) {
	s := strings.TrimSpace(v.raw())
	if s == "" {
		return 0, true
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) || math.IsNaN(f) {
		return 0, false
	}
	return int(min(max(0, math.Ceil(f)), math.MaxInt32)), f <= math.MaxInt32
}

// yes reports whether the value is true, or a string or number that means it.
func (v value) yes() bool {
	b, err := strconv.ParseBool(strings.ToLower(v.raw()))
	return err == nil && b
}
