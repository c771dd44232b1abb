package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/adrg/xdg"
)

// DefaultProfile is the profile that is used if none is named.
const DefaultProfile = "default"

// profileName is what a profile may be called: it becomes part of file names
// and of the keyring's entries.
var profileName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// CheckProfile returns what is wrong with the name of a profile, nil if nothing is.
func CheckProfile(name string) error {
	if !profileName.MatchString(name) {
		return fmt.Errorf("the profile %q: allowed are up to 64 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit", name)
	}
	return nil
}

// WatchlistFile returns the path of a profile's watchlist, in the state folder
// that XDG or the operating system defines. Nothing is created.
func WatchlistFile(profile string, getenv func(string) string) string {
	return filepath.Join(StateFolder(getenv), profile+watchlistEnding)
}

const watchlistEnding = ".db"

// StateFolder returns the folder in which hubwatch keeps what it learns.
// Nothing is created.
func StateFolder(getenv func(string) string) string {
	return filepath.Join(folder(getenv("XDG_STATE_HOME"), xdg.StateHome), "hubwatch")
}

// SettingsFile returns the path of the settings, in the settings folder that
// XDG or the operating system defines. Nothing is created.
func SettingsFile(getenv func(string) string) string {
	return filepath.Join(folder(getenv("XDG_CONFIG_HOME"), xdg.ConfigHome), "hubwatch", "config.yaml")
}

// folder returns what the environment names, if it is absolute as XDG wants it.
func folder(named, other string) string {
	if filepath.IsAbs(named) {
		return named
	}
	return other
}

// WatchedProfiles lists the profiles that have a watchlist, in alphabetical order.
func WatchedProfiles(getenv func(string) string) ([]string, error) {
	entries, err := os.ReadDir(StateFolder(getenv))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var profiles []string
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), watchlistEnding)
		if ok && e.Type().IsRegular() && CheckProfile(name) == nil {
			profiles = append(profiles, name)
		}
	}
	return profiles, nil
}

// CausesFile returns the path of a team's notes about causes of failure, beside
// the settings. Nothing is created.
func CausesFile(getenv func(string) string) string {
	return filepath.Join(filepath.Dir(SettingsFile(getenv)), "causes.json")
}
