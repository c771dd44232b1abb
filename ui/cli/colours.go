package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"hubwatch/config"
	"hubwatch/ui/cli/files"
)

// keepColours writes into the settings how the dashboard of this profile is drawn.
// It says what is kept in the file at path, and what else decides.
func (p *program) keepColours(theme, background string) (said, path string, err error) {
	file, profile := config.SettingsFile(p.env), p.flags.profile
	data, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", "", err
	}
	set := config.Colours{Theme: theme, Background: background}
	if s, err := config.ParseSettings(file, data, validSettings); err == nil && s.Colours(profile).Background == background {
		set.Background = ""
	}
	edited, forAll, err := config.WithColours(file, data, profile, set, validSettings)
	if errors.Is(err, config.ErrOwnHand) {
		return "", "", fmt.Errorf("%s: %w; put \"theme: %s\" under profiles, %s", file, err, theme, profile)
	}
	if err != nil {
		return "", "", err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		return "", "", err
	}
	if err := files.Write(file, edited); err != nil {
		return "", "", err
	}
	said = theme + " is kept for the profile " + profile
	if forAll != "" && forAll != theme {
		said += " (for the others it is " + forAll + ")"
	}
	if p.flags.themeGiven {
		said += "; --theme or HUBWATCH_THEME is stronger"
	}
	return said + ", in", file, nil
}
