package config

import (
	"fmt"
	"path/filepath"
	"regexp"

	"github.com/adrg/xdg"
)

// DefaultProfile is the profile that is used when none is named.
const DefaultProfile = "default"

// profileName is what a profile may be called: it becomes part of file names
// and of the keyring's entries.
var profileName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,63}$`)

// CheckProfile says what is wrong with the name of a profile, nil if nothing.
func CheckProfile(name string) error {
	if !profileName.MatchString(name) {
		return fmt.Errorf("the profile %q: allowed are up to 64 of a-z, 0-9, '.', '_' and '-', beginning with a letter or digit", name)
	}
	return nil
}

// WatchlistFile is where the watchlist of a profile is kept: in the folder for
// state that XDG or the operating system names. Nothing is created.
func WatchlistFile(profile string, getenv func(string) string) string {
	base := getenv("XDG_STATE_HOME")
	if !filepath.IsAbs(base) {
		base = xdg.StateHome
	}
	return filepath.Join(base, "hubwatch", profile+".db")
}
