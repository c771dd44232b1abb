package config

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// valid stands in for what hubclient knows.
var valid = Valid{
	BaseURL: func(s string) error {
		if !strings.HasPrefix(s, "https://") {
			return errors.New("not encrypted")
		}
		return nil
	},
	APIVersion: func(s string) error {
		if s != "v3" && s != "2026-03" {
			return errors.New("allowed are v3, 2026-03")
		}
		return nil
	},
}

func TestParseSettings(t *testing.T) {
	got, err := ParseSettings("config.yaml", []byte(`
# comments stay
profile: eu
base_url: https://api.example.com
api_version: 2026-03
no_color: true
theme: mono
background: light
plain: true
mouse: false
notify: bell
keys: {drop: delete, next-problem: [e, f3]}
views:
  - {name: Press, filter: "label:press"}
  - name: All of it
share: 1
daily_share: 0
scout: off
snapshot: off
profiles:
  eu:
    name: Europe, production
    color: "#ff0000"
    token_command: [op, read, "op://vault/hubspot/token"]
  us: {base_url: https://us.example.com, color: blue}
  plain:
`), valid)
	if err != nil {
		t.Fatal(err)
	}
	want := Settings{
		Scout: ScoutOff, Snapshot: SnapshotOff, Theme: "mono", Background: "light", Plain: true, Notify: "bell",
		Keys:    map[string][]string{"drop": {"delete"}, "next-problem": {"e", "f3"}},
		Views:   []View{{"Press", "label:press"}, {Name: "All of it"}},
		Profile: "eu", BaseURL: "https://api.example.com", APIVersion: "2026-03", NoColor: true, Share: 1, DailyShare: 0,
		Profiles: map[string]Profile{
			"eu":    {Name: "Europe, production", Color: "#ff0000", TokenCommand: []string{"op", "read", "op://vault/hubspot/token"}},
			"us":    {BaseURL: "https://us.example.com", Color: "blue"},
			"plain": {},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	for profile, base := range map[string]string{"us": "https://us.example.com", "eu": "https://api.example.com", "other": "https://api.example.com"} {
		if got.Base(profile) != base {
			t.Errorf("base of %s is %s, want %s", profile, got.Base(profile), base)
		}
	}
}

func TestNothingSaidIsTheDefault(t *testing.T) {
	for _, text := range []string{"", "\n", "# only a comment\n", "---\n", "null"} {
		got, err := ParseSettings("config.yaml", []byte(text), valid)
		if err != nil || !reflect.DeepEqual(got, DefaultSettings()) {
			t.Errorf("%q: %+v, %v, want the defaults", text, got, err)
		}
	}
	got, err := ReadSettings(filepath.Join(t.TempDir(), "none.yaml"), valid)
	if err != nil || !reflect.DeepEqual(got, DefaultSettings()) {
		t.Errorf("without a file: %+v, %v, want the defaults", got, err)
	}
}

// TestEveryProblemIsNamed holds that each problem comes with its place and
// what is allowed, all of them at once.
func TestEveryProblemIsNamed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(file, []byte(`sahre: 0.5
share: 2
daily_share: much
no_color: yes
ascii: [1]
base_url: http://example.com
api_version: 3
profile: "No Good"
token: pat-eu1-canary
profiles:
  eu:
    colour: red
    color: purple
    token_command: op read
    name: ""
  us:
    token_command: []
    base_url: {}
  "A B": {token_command: [1]}
`), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := ReadSettings(file, valid)
	e, ok := errors.AsType[*SettingsError](err)
	if !ok {
		t.Fatalf("%v, want a *SettingsError", err)
	}
	want := []string{
		`:1:1: unknown key "sahre": allowed are profile, base_url, api_version, no_color, ascii, theme, background, plain, mouse, notify, share, daily_share, scout, snapshot, store, store_password_command, who, keys, views, hook, profiles`,
		":2:8: share is 2: allowed is a number from 0.05 to 1",
		`:3:14: daily_share is the text "much": allowed is a number from 0 to 1`,
		`:4:11: no_color is the text "yes": allowed are true and false`,
		":5:8: ascii is a list: allowed are true and false",
		":6:11: base_url: not encrypted",
		":7:14: api_version is the number 3: allowed is text; quotes make it text",
		`:8:10: profile: the profile "No Good": allowed are up to 64`,
		`:9:1: no token is kept in this file: "hubwatch auth login"`,
		`:12:5: unknown key "colour": allowed are name, color, base_url, theme, background, token_command, store, store_password_command`,
		`:13:12: color: is "purple": allowed are red, green, yellow, blue, magenta, cyan, and #rrggbb`,
		`:14:20: token_command is the text "op read": allowed is a list of a program and its arguments`,
		`:15:11: name: is "": allowed are 1 to 40`,
		":17:20: token_command is empty: allowed is a list",
		":18:15: base_url is keys with values: allowed is text",
		`:19:3: the profile "A B": allowed are`,
		":19:27: token_command has the number 1 in it: allowed is text",
	}
	lines := strings.Split(err.Error(), "\n")
	for i, w := range want {
		if i >= len(lines) || !strings.HasPrefix(lines[i], file+w) {
			t.Errorf("line %d of\n%s\nwant %s", i, err, w)
			break
		}
	}
	if len(e.Problems) != len(want) || strings.Contains(err.Error(), "canary") {
		t.Errorf("%d problems, want %d, and never the token:\n%v", len(e.Problems), len(want), err)
	}
}

func TestNoYAMLIsNamedWithItsPlace(t *testing.T) {
	for text, want := range map[string]string{
		"share: 0.5\n\tascii: true\n":      "config.yaml:2:",
		"share: [1\n":                      "config.yaml:1:",
		"share: 0.5\nshare: 0.6\n":         "config.yaml:2:1: mapping key \"share\" already defined",
		"profiles:\n  a: {}\n  a: {}\n":    "config.yaml:3:3: mapping key \"a\" already defined",
		"- a\n- b\n":                       "must be keys with values",
		"just words":                       "must be keys with values",
		"share: 0.5\n---\nshare: 0.6\n":    "second document",
		"a: &x 1\nshare: *x\n":             "share is a reference",
		"<<: {share: 1}\n":                 "a key is a reference, which is not used here: allowed is a word",
		"share: .nan\n":                    "config.yaml:1:8: share is .nan (not a number): allowed is a number from 0.05 to 1",
		"share: -.Inf\n":                   "config.yaml:1:8: share is -.Inf (no end): allowed",
		"theme: .inf\n":                    "theme is .inf (no end): allowed is text; quotes make it text",
		"ascii: .NAN\n":                    "ascii is .NAN (not a number): allowed are true and false",
		"store: [.nan]\n":                  "store is a list: allowed is text",
		"hook: [run, .nan]\n":              "hook has .nan (not a number) in it",
		"share: !!float 0.5\n":             "share is a value tagged !!float, which is not used here: allowed is a number",
		".nan: 1\n":                        "a key is .nan",
		"true: 1\n":                        "a key is true: allowed is a word",
		"1: 2\n":                           "a key is the number 1: allowed is a word",
		"profiles: 7\n":                    "profiles must be keys with values",
		"profiles:\n  eu: 7\n":             "the profile eu must be keys with values",
		"share: 99999999999999999999999\n": "share is",
		"\ufeffshrae: 1\n":                 "config.yaml:1:1: unknown key \"shrae\"",
		"\ufeffshare: 0.5\nshrae: 1\n":     "config.yaml:2:1: unknown key \"shrae\"",
		"\xff\xfes\x00h\x00":               "save it as UTF-8",
	} {
		_, err := ParseSettings("config.yaml", []byte(text), valid)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestKeysAndViewsAreNamedWithTheirPlace holds that what other packages know
// of keys and filters is told where it stands.
func TestKeysAndViewsAreNamedWithTheirPlace(t *testing.T) {
	v := valid
	v.Keys = func(keys map[string][]string) map[string]error {
		if keys["fly"] != nil {
			return map[string]error{"fly": errors.New("there is no action")}
		}
		return nil
	}
	v.Filter = func(s string) error {
		if s == "odd:" {
			return errors.New("needs a value")
		}
		return nil
	}
	v.Theme = func(string) error { return errors.New("allowed are some") }
	_, err := ParseSettings("c.yaml", []byte(`theme: neon
background: pink
notify: 1
keys:
  open: enter
  fly: f
  drop: {}
views:
  - {filter: "odd:"}
  - 7
`), v)
	want := []string{
		`c.yaml:1:8: theme: allowed are some`, `c.yaml:2:13: background: is "pink": allowed are auto, dark, light`, `c.yaml:3:9: notify is the number 1`,
		`c.yaml:6:3: there is no action`, `c.yaml:7:9: drop is keys with values: allowed is a key`,
		`c.yaml:9:`, `c.yaml:9:14: filter: needs a value`, `c.yaml:10:5: a view must be keys with values`, `c.yaml:10:5: a view needs a name`,
	}
	if err == nil {
		t.Fatal("it was taken")
	}
	lines := strings.Split(err.Error(), "\n")
	for i, w := range want {
		if i >= len(lines) || !strings.HasPrefix(lines[i], w) {
			t.Fatalf("line %d of\n%s\nwant %s", i, err, w)
		}
	}
}

// TestKeysAreFields holds that the keys of the file are the fields of the
// structs, which "config show" prints.
func TestKeysAreFields(t *testing.T) {
	for _, tc := range []struct {
		value any
		keys  []key
	}{{Settings{}, new(Settings).keys(Valid{})}, {View{}, new(View).keys(Valid{})}, {Profile{}, new(Profile).keys(Valid{})}} {
		var fields, known []string
		for f := range reflect.TypeOf(tc.value).Fields() {
			name, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
			fields = append(fields, name)
		}
		for _, k := range tc.keys {
			known = append(known, k.name)
		}
		if !slices.Equal(fields, known) {
			t.Errorf("the fields are %v, the keys %v", fields, known)
		}
	}
}

// FuzzParseSettings holds that any text is either read or refused in words.
func FuzzParseSettings(f *testing.F) {
	for _, text := range []string{
		"", "share: 0.5", "profiles: {eu: {token_command: [a, b]}}", "a: &a [*a]", "? x\n: y", "share: |\n  1", "!!int x: 1", "- 1", "{", "\x00",
		"profiles:\n  eu:\n    name: \"\\u202e\"\n", "<<: *x",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ParseSettings("config.yaml", data, valid)
		if err != nil {
			if e, ok := errors.AsType[*SettingsError](err); !ok || len(e.Problems) == 0 || err.Error() == "" {
				t.Fatalf("%#v, want a *SettingsError with problems", err)
			}
			return
		}
		if CheckShare(s.Share) != nil || CheckDailyShare(s.DailyShare) != nil || CheckProfile(s.Profile) != nil {
			t.Errorf("%q is read as %+v", data, s)
		}
	})
}
