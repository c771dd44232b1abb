package cli

import (
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/output"
)

func TestConfigInitAndCheck(t *testing.T) {
	e := env(t, "")
	path := strings.TrimSpace(run(t, e, "config", "path").stdout)
	if got := run(t, e, "config", "check"); got.code != 0 || !strings.Contains(got.stdout, path+" is not there") {
		t.Errorf("before: %+v", got)
	}
	if got := run(t, e, "config", "init"); got.code != 0 || !strings.Contains(got.stdout, path) {
		t.Errorf("init: %+v", got)
	}
	if got := run(t, e, "config", "init"); got.code != exit.Usage || !strings.Contains(got.stderr, "was not changed") {
		t.Errorf("init again: %+v", got)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("%v, %v, want a file for its owner", info, err)
	}
	if got := run(t, e, "config", "check"); got.code != 0 || !strings.Contains(got.stdout, path+" is fine") {
		t.Errorf("after: %+v", got)
	}
}

// TestTheTemplateIsTrue holds that the template, without its comment signs, is
// a settings file with the defaults and every key.
func TestTheTemplateIsTrue(t *testing.T) {
	text := regexp.MustCompile(`(?m)^#(\S| {2,}\S)`).ReplaceAllString(string(assets.SettingsTemplate), "$1")
	s, err := config.ParseSettings("template", []byte(text), flags.Valid)
	if err != nil {
		t.Fatalf("%v in\n%s", err, text)
	}
	want := config.DefaultSettings()
	want.Keys, want.Views, want.Hook, want.Store, want.StorePass, want.Who = s.Keys, s.Views, s.Hook, s.Store, s.StorePass, s.Who
	want.Profiles, want.BaseURL = s.Profiles, "https://api.hubapi.com"
	if len(s.Profiles) != 1 || len(s.Hook) == 0 || s.Store == "" || s.Who == "" || len(s.StorePass) == 0 || len(s.Keys) == 0 || len(s.Views) != 1 || !reflect.DeepEqual(s, want) {
		t.Errorf("%+v, want %+v", s, want)
	}
	for _, key := range append(keysOf(config.Settings{}), keysOf(config.Profile{})...) {
		if !strings.Contains(text, key+":") {
			t.Errorf("the template does not explain %s", key)
		}
	}
}

func keysOf(v any) []string {
	var keys []string
	for f := range reflect.TypeOf(v).Fields() {
		key, _, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// TestTheSchemaAgrees holds that the schema has the keys, defaults and bounds
// of the settings.
func TestTheSchemaAgrees(t *testing.T) {
	type property struct {
		Default          any
		Enum             []string
		Minimum, Maximum float64
	}
	type object struct {
		AdditionalProperties any
		Properties           map[string]property
	}
	var schema struct {
		object
		Defs map[string]object `json:"$defs"`
	}
	out := run(t, env(t, ""), "config", "schema").stdout
	if err := json.Unmarshal([]byte(out), &schema); err != nil {
		t.Fatal(err)
	}
	names := func(o object) []string {
		var all []string
		for name := range o.Properties {
			all = append(all, name)
		}
		slices.Sort(all)
		if o.AdditionalProperties != false {
			t.Errorf("unknown keys are allowed beside %v", all)
		}
		return all
	}
	if got, want := names(schema.object), keysOf(config.Settings{}); !slices.Equal(got, want) {
		t.Errorf("the schema has %v, the settings %v", got, want)
	}
	if got, want := names(schema.Defs["profile"]), keysOf(config.Profile{}); !slices.Equal(got, want) {
		t.Errorf("the schema has %v for a profile, the settings %v", got, want)
	}
	d := config.DefaultSettings()
	for name, want := range map[string]any{
		"profile": d.Profile, "api_version": d.APIVersion, "no_color": d.NoColor, "ascii": d.ASCII, "theme": d.Theme, "background": d.Background, "plain": d.Plain, "mouse": d.Mouse, "notify": d.Notify, "share": d.Share, "daily_share": d.DailyShare,
	} {
		if got := schema.Properties[name].Default; got != want {
			t.Errorf("the default of %s is %v, want %v", name, got, want)
		}
	}
	for name, check := range map[string]func(float64) error{"share": config.CheckShare, "daily_share": config.CheckDailyShare} {
		p := schema.Properties[name]
		if check(p.Minimum) != nil || check(p.Maximum) != nil || check(p.Minimum-0.01) == nil || check(p.Maximum+0.01) == nil {
			t.Errorf("%s: bounds %v and %v are not those of the settings", name, p.Minimum, p.Maximum)
		}
	}
	if got, want := names(schema.Defs["view"]), keysOf(config.View{}); !slices.Equal(got, want) {
		t.Errorf("the schema has %v for a view, the settings %v", got, want)
	}
	for name, want := range map[string][]string{"theme": assets.Themes(), "background": config.Backgrounds, "notify": config.Notifies} {
		if got := schema.Properties[name].Enum; !slices.Equal(got, want) {
			t.Errorf("the schema allows %v for %s, the settings %v", got, name, want)
		}
	}
	for _, v := range schema.Properties["api_version"].Enum {
		if err := flags.Valid.APIVersion(v); err != nil {
			t.Errorf("the schema allows what is not: %v", err)
		}
	}
}

// TestBadSettings holds that every command says all that is wrong and where,
// but for those that help to repair it.
func TestBadSettings(t *testing.T) {
	e := env(t, "")
	file := writeSettings(t, e, "shrae: 1\nbase_url: http://example.com\n")
	for _, args := range [][]string{{"status", "AAAAEZ6whGI"}, {"config", "check"}, {"config", "show"}, {"list"}, {"auth", "logout"}} {
		got := run(t, e, args...)
		if got.code != exit.Usage || !strings.Contains(got.stderr, file+":1:1: unknown key") || !strings.Contains(got.stderr, file+`:2:11: base_url: the base URL "http://example.com" is not encrypted`) {
			t.Errorf("%v: %+v", args, got)
		}
	}
	for _, args := range [][]string{{"config", "path"}, {"config", "schema"}, {"version"}, {"help"}, {"config", "--help"}} {
		if got := run(t, e, args...); got.code != 0 {
			t.Errorf("%v: %+v, want it to work", args, got)
		}
	}
}

func TestConfigProfiles(t *testing.T) {
	e := env(t, portalWith(t))
	writeSettings(t, e, "profiles: {us: {name: America, token_command: [pass, show, hubspot]}}\n")
	ring := memory{}
	if got := runWith(t, &program{keyring: ring, io: output.Streams{In: strings.NewReader(secret)}}, e, "auth", "login", "--with-token", "--profile", "eu"); got.code != 0 {
		t.Fatal(got)
	}
	got := runWith(t, &program{keyring: ring}, e, "config", "profiles")
	want := "   PROFILE  PORTAL    TOKEN          NAME\n*  default  -         none           -\n   eu       24681012  keyring        -\n   us       -         token_command  America\n"
	if got.code != 0 || got.stdout != want {
		t.Errorf("%+v, want\n%s", got, want)
	}
}
