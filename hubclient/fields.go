package hubclient

import (
	"strings"

	"hubwatch/model"
)

// fieldList collects fields in the order in which their keys first appear.
type fieldList struct {
	all []model.Field
	at  map[model.Text]int
}

// add appends values to the field of that key.
func (l *fieldList) add(key model.Text, values ...model.Text) {
	i, ok := l.at[key]
	if !ok {
		if l.at == nil {
			l.at = map[model.Text]int{}
		}
		i = len(l.all)
		l.at[key] = i
		l.all = append(l.all, model.Field{Key: key})
	}
	l.all[i].Values = append(l.all[i].Values, values...)
	if l.all[i].Values == nil && values != nil {
		l.all[i].Values = values // an empty list stays one
	}
}

// fields reads a context or links. HubSpot documents an object of arrays, and
// also shows strings in the form of a Java map, arrays of objects, and objects
// of plain strings. Text that is not a map becomes the value of the key "".
func (b *allowance) fields(v value) []model.Field {
	var l fieldList
	for item := range v.items() {
		switch {
		case item.kind() == '{':
			for m := range item.members() {
				if !b.more() {
					return l.all
				}
				b.bytes -= len(m.key)
				l.add(model.Text(m.key), b.texts(m.val)...)
			}
		case item.empty():
		case !b.more():
			return l.all
		default:
			text := string(b.text(item))
			fields, ok := parseJavaMap(text)
			if !ok {
				l.add("", model.Text(text))
			}
			for _, f := range fields {
				l.add(f.Key, f.Values...)
			}
		}
	}
	return l.all
}

// texts returns the texts of an array, or of a single value. Null has none.
func (b *allowance) texts(v value) []model.Text {
	if v.kind() == '"' {
		return []model.Text{b.text(v)} // an empty string is a value too
	}
	all := list[model.Text](v)
	for item := range v.items() {
		if item.kind() == 'n' {
			continue
		}
		if !b.more() {
			break
		}
		all = append(all, b.text(item))
	}
	return all
}

// extra returns a member this program does not know, as JSON text.
func extra(m member) model.Field {
	return model.Field{Key: model.Text(m.key), Values: []model.Text{model.Text(m.val.shown())}}
}

// parseJavaMap reads a map as Java prints it, such as {missingScopes=[scope1,
// scope2], other=x}. ok is false if s is not one. The form is ambiguous: a part
// without "=" belongs to the value before it.
func parseJavaMap(s string) (fields []model.Field, ok bool) {
	s = strings.TrimSpace(s)
	if len(s) < 2 || s[0] != '{' || s[len(s)-1] != '}' {
		return nil, false
	}
	s = s[1 : len(s)-1]
	if strings.TrimSpace(s) == "" {
		return nil, true
	}
	parts, ok := splitJava(s)
	if !ok {
		return nil, false
	}
	var keys, values []string
	for _, part := range parts {
		key, val, pair := strings.Cut(part, "=")
		if pair && !strings.ContainsAny(key, `"{}[]`) && strings.TrimSpace(key) != "" {
			keys, values = append(keys, key), append(values, val)
			continue
		}
		if len(keys) == 0 {
			return nil, false
		}
		values[len(values)-1] += ", " + part
	}
	var l fieldList
	for i, key := range keys {
		l.add(model.Text(key), javaValues(values[i])...)
	}
	return l.all, true
}

// javaValues returns the items of a Java list such as [a, b], or s itself.
func javaValues(s string) []model.Text {
	if len(s) < 2 || s[0] != '[' || s[len(s)-1] != ']' {
		return []model.Text{model.Text(s)}
	}
	inner := s[1 : len(s)-1]
	if inner == "" {
		return nil
	}
	parts, ok := splitJava(inner)
	if !ok {
		return []model.Text{model.Text(s)}
	}
	var all []model.Text
	for _, part := range parts {
		all = append(all, model.Text(part))
	}
	return all
}

// splitJava splits at the commas outside of brackets. ok is false if the
// brackets do not match.
func splitJava(s string) (parts []string, ok bool) {
	depth, start := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '[', '{':
			depth++
		case ']', '}':
			if depth--; depth < 0 {
				return nil, false
			}
		case ',':
			if depth == 0 && strings.HasPrefix(s[i:], ", ") {
				parts = append(parts, s[start:i])
				start = i + 2
			}
		}
	}
	return append(parts, s[start:]), depth == 0
}
