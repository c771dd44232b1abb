package config

import (
	"errors"
	"testing"
)

func TestWithColours(t *testing.T) {
	mono := Colours{Theme: "mono"}
	for name, tc := range map[string]struct {
		before, profile string
		colours         Colours
		after, forAll   string
	}{
		"no file":           {"", "default", mono, "profiles:\n  default:\n    theme: mono\n", ""},
		"only comments":     {"# mine\n#theme: classic", "default", mono, "# mine\n#theme: classic\nprofiles:\n  default:\n    theme: mono\n", ""},
		"other settings":    {"share: 0.5 # half\n\ntheme: classic\n", "eu", mono, "share: 0.5 # half\n\ntheme: classic\nprofiles:\n  eu:\n    theme: mono\n", "classic"},
		"an empty section":  {"profiles:\n  eu:\nshare: 1\n", "eu", mono, "profiles:\n  eu:\n    theme: mono\nshare: 1\n", ""},
		"another profile":   {"profiles:\n    # of the team\n    us:\n        name: US\n", "eu", mono, "profiles:\n    eu:\n      theme: mono\n    # of the team\n    us:\n        name: US\n", ""},
		"a section":         {"profiles:\n  eu:\n    name: Europe # all of it\n  us: {name: US}\n", "eu", mono, "profiles:\n  eu:\n    theme: mono\n    name: Europe # all of it\n  us: {name: US}\n", ""},
		"another choice":    {"profiles:\n  eu:\n    theme: \"classic\" # for now\n    name: Europe\n", "eu", mono, "profiles:\n  eu:\n    theme: mono # for now\n    name: Europe\n", ""},
		"both":              {"profiles:\n  eu:\n    theme: classic\n", "eu", Colours{"mono", "light"}, "profiles:\n  eu:\n    background: light\n    theme: mono\n", ""},
		"a number for name": {"share: 1", "7", mono, "share: 1\nprofiles:\n  \"7\":\n    theme: mono\n", ""},
		"line ends":         {"share: 1\r\nprofiles:\r\n  eu:\r\n    theme: classic\r\n", "eu", mono, "share: 1\r\nprofiles:\r\n  eu:\r\n    theme: mono\r\n", ""},
		"a mark":            {"\xef\xbb\xbfshare: 1\n", "eu", mono, "\xef\xbb\xbfshare: 1\nprofiles:\n  eu:\n    theme: mono\n", ""},
		"the same":          {"theme: mono\n", "eu", mono, "theme: mono\nprofiles:\n  eu:\n    theme: mono\n", "mono"},
	} {
		got, forAll, err := WithColours("config.yaml", []byte(tc.before), tc.profile, tc.colours, valid)
		if err != nil || string(got) != tc.after || forAll != tc.forAll {
			t.Errorf("%s: %v, %q for all, %q, want %q for all, %q", name, err, forAll, got, tc.forAll, tc.after)
		}
	}
	for name, before := range map[string]string{
		"braces":           "{share: 1}\n",
		"profiles so":      "profiles: {eu: {name: Europe}}\n",
		"a section so":     "profiles:\n  eu: {name: Europe}\n",
		"a value below":    "profiles:\n  eu:\n    theme:\n      classic\n",
		"an end of a file": "share: 1\n...\n",
	} {
		if got, _, err := WithColours("config.yaml", []byte(before), "eu", mono, valid); !errors.Is(err, ErrOwnHand) {
			t.Errorf("%s: %v, %q", name, err, got)
		}
	}
	if _, _, err := WithColours("config.yaml", []byte("shares: 1\n"), "eu", mono, valid); err == nil || errors.Is(err, ErrOwnHand) {
		t.Errorf("a wrong file: %v", err)
	}
}

func TestColoursOfAProfile(t *testing.T) {
	s := Settings{Theme: "classic", Background: "auto", Profiles: map[string]Profile{"eu": {Theme: "mono"}, "us": {Background: "dark"}}}
	for profile, want := range map[string]Colours{"eu": {"mono", "auto"}, "us": {"classic", "dark"}, "none": {"classic", "auto"}} {
		if got := s.Colours(profile); got != want {
			t.Errorf("%s: %v, want %v", profile, got, want)
		}
	}
}
