package config

import (
	"cmp"
	"errors"
	"io/fs"
	"os"

	"github.com/goccy/go-yaml"
)

// Settings is the settings file. What it does not name has its default.
type Settings struct {
	Profile    string              `yaml:"profile"`     // used when none is named
	BaseURL    string              `yaml:"base_url"`    // "" is HubSpot's documented address
	APIVersion string              `yaml:"api_version"` // in the API's paths
	NoColor    bool                `yaml:"no_color"`
	ASCII      bool                `yaml:"ascii"`
	Theme      string              `yaml:"theme"`       // how the dashboard is drawn
	Background string              `yaml:"background"`  // of the terminal: auto, dark or light
	Plain      bool                `yaml:"plain"`       // lines of words instead of a screen
	Mouse      bool                `yaml:"mouse"`       // clicks and the wheel; % switches them at run time
	Notify     string              `yaml:"notify"`      // how to call a person who looks elsewhere
	Share      float64             `yaml:"share"`       // part of the burst limit to use, 0.05 to 1
	DailyShare float64             `yaml:"daily_share"` // part of what is left of the day to use, 0 to 1
	Scout      string              `yaml:"scout"`       // whether folders are searched for: auto or off
	Snapshot   string              `yaml:"snapshot"`    // whether the folders of a plan are kept before they are moved: auto or off
	Store      string              `yaml:"store"`       // the address of a PostgreSQL that the watchlist is in; "" is this machine
	StorePass  []string            `yaml:"store_password_command,omitempty"`
	Who        string              `yaml:"who"`                // the person, for those who share a watchlist; "" is the user at this machine
	Keys       map[string][]string `yaml:"keys,omitempty"`     // by action; the others have their own
	Views      []View              `yaml:"views,omitempty"`    // tabs of the dashboard besides its own
	Hook       []string            `yaml:"hook,omitempty"`     // program and arguments; it gets each event
	Profiles   map[string]Profile  `yaml:"profiles,omitempty"` // by name; nil if there are none
}

// Profile is what the settings say about one HubSpot account. The zero value
// says nothing.
type Profile struct {
	Name         string   `yaml:"name,omitempty"`          // for people
	Color        string   `yaml:"color,omitempty"`         // to tell it from others on the screen
	BaseURL      string   `yaml:"base_url,omitempty"`      // "" is the one of all profiles
	Theme        string   `yaml:"theme,omitempty"`         // how its dashboard is drawn; "" is that of all profiles
	Background   string   `yaml:"background,omitempty"`    // of the terminal; "" is that of all profiles
	TokenCommand []string `yaml:"token_command,omitempty"` // program and arguments; it prints the token
	Store        string   `yaml:"store,omitempty"`         // "" is the one of all profiles
	StorePass    []string `yaml:"store_password_command,omitempty"`
}

// View is a tab of the dashboard: the tasks that match a filter.
type View struct {
	Name   string `yaml:"name"`
	Filter string `yaml:"filter"`
}

// DefaultSettings returns the settings that apply without a settings file.
func DefaultSettings() Settings {
	return Settings{
		Profile: DefaultProfile, APIVersion: "v3", Theme: "default", Background: "auto", Mouse: true, Notify: "terminal",
		Share: 0.5, DailyShare: 0.5, Scout: ScoutAuto, Snapshot: SnapshotAuto,
	}
}

// Base returns the base URL for a profile, "" for HubSpot's own.
func (s Settings) Base(profile string) string {
	return cmp.Or(s.Profiles[profile].BaseURL, s.BaseURL)
}

// StoreOf returns the address of the store of a profile, "" for a file on this
// machine, and the program that prints its password, nil for none.
func (s Settings) StoreOf(profile string) (address string, password []string) {
	of := s.Profiles[profile]
	if password = of.StorePass; len(password) == 0 {
		password = s.StorePass
	}
	return cmp.Or(of.Store, s.Store), password
}

// YAML returns the settings as a settings file.
func (s Settings) YAML() ([]byte, error) { return yaml.Marshal(s) }

// maxSettings is the largest settings file read, in bytes.
const maxSettings = 1 << 20

// ReadSettings reads a settings file; a missing one gives the defaults. The
// error is a [*SettingsError] if the file is invalid.
func ReadSettings(file string, valid Valid) (Settings, error) {
	info, err := os.Stat(file)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return DefaultSettings(), nil
	case err != nil:
		return Settings{}, err
	case info.IsDir():
		return Settings{}, &SettingsError{file, []Problem{{What: "is a folder, not a settings file"}}}
	case !info.Mode().IsRegular() && info.Mode()&fs.ModeCharDevice == 0: // a pipe would be waited for
		return Settings{}, &SettingsError{file, []Problem{{What: "is no regular file, as a settings file is"}}}
	case info.Size() > maxSettings:
		return Settings{}, &SettingsError{file, []Problem{{What: "is larger than 1 MiB, which no settings file is"}}}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return Settings{}, err
	}
	s, err := ParseSettings(file, data, valid)
	if err == nil && s.runs() && os.PathSeparator == '/' && info.Mode().Perm()&0o002 != 0 {
		return Settings{}, &SettingsError{file, []Problem{{What: "names programs to run, and everybody may write to it: chmod o-w it"}}}
	}
	return s, err
}

// runs reports whether the settings name a program.
func (s Settings) runs() bool {
	for _, p := range s.Profiles {
		if len(p.TokenCommand)+len(p.StorePass) > 0 {
			return true
		}
	}
	return len(s.Hook)+len(s.StorePass) > 0
}
