package config

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/goccy/go-yaml/ast"
)

// Valid is what other packages know about values: each function returns what is
// wrong with one. A nil function accepts anything.
type Valid struct {
	BaseURL    func(string) error
	APIVersion func(string) error
	Theme      func(string) error
	Filter     func(string) error
	Store      func(string) error
	Keys       func(map[string][]string) map[string]error // what is wrong with which action
}

// key is one key that may stand in the settings file, and how it is read.
type key struct {
	name string
	read func(*reader, string, ast.Node)
}

// keys returns the keys at the top of the file. A test holds that they are the
// fields of [Settings] and the properties of the published schema.
func (s *Settings) keys(v Valid) []key {
	return []key{
		{"profile", text(&s.Profile, CheckProfile)},
		{"base_url", text(&s.BaseURL, v.BaseURL)},
		{"api_version", text(&s.APIVersion, v.APIVersion)},
		{"no_color", flag(&s.NoColor)},
		{"ascii", flag(&s.ASCII)},
		{"theme", text(&s.Theme, v.Theme)},
		{"background", text(&s.Background, checkBackground)},
		{"plain", flag(&s.Plain)},
		{"mouse", flag(&s.Mouse)},
		{"notify", text(&s.Notify, checkNotify)},
		{"share", number(&s.Share, 0.05, 1)},
		{"daily_share", number(&s.DailyShare, 0, 1)},
		{"scout", text(&s.Scout, CheckScout)},
		{"snapshot", text(&s.Snapshot, checkSnapshot)},
		{"store", text(&s.Store, v.Store)},
		{"store_password_command", words(&s.StorePass)},
		{"who", text(&s.Who, CheckWho)},
		{"keys", keysOf(&s.Keys, v)},
		{"views", views(&s.Views, v)},
		{"hook", words(&s.Hook)},
		{"profiles", profiles(&s.Profiles, v)},
	}
}

// keys returns the keys of one view.
func (w *View) keys(v Valid) []key {
	return []key{{"name", text(&w.Name, checkTitle)}, {"filter", text(&w.Filter, v.Filter)}}
}

// keys returns the keys of one profile.
func (p *Profile) keys(v Valid) []key {
	return []key{
		{"name", text(&p.Name, checkTitle)},
		{"color", text(&p.Color, checkColor)},
		{"base_url", text(&p.BaseURL, v.BaseURL)},
		{"theme", text(&p.Theme, v.Theme)},
		{"background", text(&p.Background, checkBackground)},
		{"token_command", words(&p.TokenCommand)},
		{"store", text(&p.Store, v.Store)},
		{"store_password_command", words(&p.StorePass)},
	}
}

// Backgrounds are the backgrounds a terminal may be said to have, and Notifies
// the ways to call a user.
var (
	Backgrounds = []string{"auto", "dark", "light"}
	Notifies    = []string{"terminal", "bell", "none"}
)

// checkBackground says what is wrong with a background.
func checkBackground(s string) error { return oneOf(s, Backgrounds) }

// checkNotify says what is wrong with a way to call a user.
func checkNotify(s string) error { return oneOf(s, Notifies) }

// The ways to search for folders.
const (
	ScoutAuto = "auto" // where the plan tells folders and the token may
	ScoutOff  = "off"
)

// CheckScout says what is wrong with a way to search for folders.
func CheckScout(s string) error { return oneOf(s, []string{ScoutAuto, ScoutOff}) }

// When it is kept where the folders of a plan are.
const (
	SnapshotAuto = "auto" // when a plan is taken in, of folders that no known task has moved
	SnapshotOff  = "off"  // only by the command of that name
)

// checkSnapshot says what is wrong with a way to keep where folders are.
func checkSnapshot(s string) error { return oneOf(s, []string{SnapshotAuto, SnapshotOff}) }

func oneOf(s string, allowed []string) error {
	if slices.Contains(allowed, s) {
		return nil
	}
	return fmt.Errorf("is %q: allowed are %s", s, strings.Join(allowed, ", "))
}

// Colors are the names a profile's color may have, besides #rrggbb, in the
// order of a terminal's palette, from its second color on.
var Colors = []string{"red", "green", "yellow", "blue", "magenta", "cyan"}

var hexColor = regexp.MustCompile(`^#[0-9a-fA-F]{6}$`)

func checkColor(s string) error {
	if slices.Contains(Colors, s) || hexColor.MatchString(s) {
		return nil
	}
	return fmt.Errorf("is %q: allowed are %s, and #rrggbb in quotes", s, strings.Join(Colors, ", "))
}

// maxTitle is the longest name for people, in characters.
const maxTitle = 40

// CheckWho returns what is wrong with the name of a user; "" is the user of
// this machine.
func CheckWho(s string) error {
	if s == "" {
		return nil
	}
	return checkTitle(s)
}

func checkTitle(s string) error {
	odd := func(r rune) bool { return !unicode.IsPrint(r) }
	if n := len([]rune(s)); n == 0 || n > maxTitle || strings.ContainsFunc(s, odd) {
		return fmt.Errorf("is %q: allowed are 1 to %d characters that can be printed", s, maxTitle)
	}
	return nil
}

// CheckShare says what is wrong with a share of the burst limit.
func CheckShare(n float64) error { return checkNumber(n, 0.05, 1) }

// CheckDailyShare says what is wrong with a share of the day.
func CheckDailyShare(n float64) error { return checkNumber(n, 0, 1) }

func checkNumber(n, low, high float64) error {
	if n >= low && n <= high {
		return nil
	}
	return fmt.Errorf("is %v: allowed is a number from %v to %v", n, low, high)
}

func checkCommand(argv []string) error {
	if len(argv) == 0 || argv[0] == "" {
		return errors.New("is empty: allowed is a list such as [op, read, \"op://vault/hubspot/token\"]")
	}
	return nil
}
