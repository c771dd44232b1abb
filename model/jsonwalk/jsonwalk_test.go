package jsonwalk

import (
	"encoding/json"
	"reflect"
	"testing"
)

// built is a value put together again from what Each tells of it.
func built(value []byte) any {
	switch value[0] {
	case '{':
		all := map[string]any{}
		for key, member := range Each(value) {
			var name string
			if json.Unmarshal(key, &name) != nil {
				return nil
			}
			all[name] = built(member)
		}
		return all
	case '[':
		all := []any{}
		for _, member := range Each(value) {
			all = append(all, built(member))
		}
		return all
	}
	var leaf any
	if json.Unmarshal(value, &leaf) != nil {
		return "not a value: " + string(value)
	}
	return leaf
}

// FuzzEach holds that whatever JSON is taken apart comes together again, and that
// nothing panics on what is none.
func FuzzEach(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[]`, `[ ]`, `{ "a" : 1 , "b":[true,null , -1.5e3 ,"x,\"}]"] }`, `[[[]],{"a":{"a":{}}}]`,
		`{"a\"b":"\\","c":"{"}`, `"text"`, `12`, `[1,2,3]`, `{"a`, `{"a":`, `[1`, `[,]`, `{:}`, ``,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, value []byte) {
		for range Each(value) { // ends in any case
		}
		var want any
		if json.Unmarshal(value, &want) != nil || len(value) == 0 {
			return
		}
		var exact json.RawMessage
		if json.Unmarshal(value, &exact) != nil {
			t.Fatal("JSON is none")
		}
		if got := built(exact); !reflect.DeepEqual(got, want) {
			t.Errorf("%s is %#v, want %#v", value, got, want)
		}
		if (exact[0] == '{' || exact[0] == '[') && Empty(exact) != (reflect.ValueOf(want).Len() == 0) {
			t.Errorf("%s: Empty is %v", value, Empty(exact))
		}
	})
}
