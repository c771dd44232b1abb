package hubclient

import (
	"errors"
	"testing"
	"time"

	"hubwatch/model"
)

func FuzzDecode(f *testing.F) {
	for _, name := range fixtureNames(f) {
		f.Add(fixture(f, name))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		r, err := Decode(body)
		if err != nil {
			if e, ok := errors.AsType[*model.CheckError](err); !ok || e.Kind == 0 || e.Message == "" {
				t.Errorf("error %#v is no CheckError with kind and message", err)
			}
			return
		}
		if r.NumErrors < 0 {
			t.Errorf("NumErrors = %d", r.NumErrors)
		}
		times := []time.Time{r.RequestedAt, r.StartedAt, r.CompletedAt}
		if f := r.Result; f != nil {
			times = append(times, f.CreatedAt, f.UpdatedAt, f.ArchivedAt)
		}
		for _, at := range times {
			if y := at.Year(); !at.IsZero() && (y < 2000 || y > 2200 || at.Location() != time.UTC) {
				t.Errorf("time %v", at)
			}
		}
		if string(r.Raw) != string(body) {
			t.Error("Raw is not the body")
		}
	})
}

func FuzzContextText(f *testing.F) {
	for _, s := range []string{
		"{missingScopes=[scope1, scope2]}", "{a=b, c=d}", "{}", "{a=[], b={c=d, e=f}}", "{a=x, y, b=z}", "{", "a=b", "{]=[}", "{a=[}",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		fields, ok := parseJavaMap(s)
		if !ok && len(fields) > 0 {
			t.Errorf("%q is no map, but has %v", s, fields)
		}
		size := 0
		for _, f := range fields {
			if f.Key == "" {
				t.Errorf("%q has a field without key", s)
			}
			size += len(f.Key)
			for _, v := range f.Values {
				size += len(v)
			}
		}
		if size > len(s) {
			t.Errorf("%q has %d bytes, its fields %d", s, len(s), size)
		}
	})
}

func TestJavaMap(t *testing.T) {
	tests := []struct {
		in, want string
		ok       bool
	}{
		{"{missingScopes=[scope1, scope2]}", "x.missingScopes = scope1 | scope2\n", true},
		{" {a=b, c=d} ", "x.a = b\nx.c = d\n", true},
		{"{}", "", true},
		{"{expire time=[2026-03-10T23:04:41.164Z]}", "x.expire time = 2026-03-10T23:04:41.164Z\n", true},
		{"{a=hello, world, b=1}", "x.a = hello, world\nx.b = 1\n", true},
		{"{url=https://x.example/?a=b}", "x.url = https://x.example/?a=b\n", true},
		{"{a=, b=[]}", "x.a = \nx.b = \n", true},
		{"{a=[x, [y, z]]}", "x.a = x | [y, z]\n", true},
		{"{b=1, a=2, b=3}", "x.b = 1 | 3\nx.a = 2\n", true},
		{"{just words}", "", false},
		{`{"a":"b=c"}`, "", false},
		{"{a=[b}", "", false},
		{"{=b}", "", false},
		{"words", "", false},
		{"", "", false},
	}
	for _, tt := range tests {
		fields, ok := parseJavaMap(tt.in)
		var d description
		d.fields("x", fields)
		if ok != tt.ok || d.String() != tt.want {
			t.Errorf("%q: got %q %v, want %q %v", tt.in, d.String(), ok, tt.want, tt.ok)
		}
	}
}
