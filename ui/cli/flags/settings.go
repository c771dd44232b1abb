package flags

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/model/query"
	"hubwatch/model/store/pg"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/keys"
)

// Valid is what other packages know about the values of settings.
var Valid = config.Valid{
	BaseURL: hubclient.CheckBase, APIVersion: hubclient.CheckVersion,
	Store: checkStore,
	Theme: assets.CheckTheme, Filter: query.Check, Keys: keys.Validate,
}

// checkStore says what is wrong with the address of a store; none is a file on this
// machine.
func checkStore(address string) error {
	if address == "" {
		return nil
	}
	return pg.CheckAddress(address)
}

// ownSettings marks commands that work whatever the settings file says.
const ownSettings = "own settings"

// OwnSettings are the annotations of a command that reads the settings file
// itself, if at all.
var OwnSettings = map[string]string{ownSettings: "yes"}

// readsOwn reports whether a command, or the one it belongs to, reads the
// settings file itself if at all.
func readsOwn(cmd *cobra.Command) bool {
	for ; cmd != nil; cmd = cmd.Parent() {
		if cmd.Annotations[ownSettings] != "" || cmd.Name() == "completion" || cmd.Name() == "help" {
			return true
		}
	}
	return false
}

// Before reads the environment and, unless the command does so itself, the
// settings file. ascii is whether the terminal can draw nothing else. The error
// has exit code 3.
func (g *Global) Before(cmd *cobra.Command, env func(string) string, ascii bool) error {
	if err := g.Environment(cmd, env); err != nil || readsOwn(cmd) {
		return err
	}
	if err := g.Read(cmd, env, ascii); err != nil {
		return err
	}
	return g.Check()
}

// Check returns what is wrong with the value of a flag, even if the command
// does not use it, just as the settings file is checked as a whole. The error
// has exit code 3.
func (g *Global) Check() error {
	theme := g.Theme
	theme = cmp.Or(theme, "default")
	for _, flag := range []struct {
		name string
		err  error
	}{
		{g.called("share"), config.CheckShare(g.Share)},
		{g.called("daily-share"), config.CheckDailyShare(g.DailyShare)},
		{g.called("scout"), config.CheckScout(g.Scout)},
		{g.called("theme"), assets.CheckTheme(theme)},
		{g.called("base-url") + ":", hubclient.CheckBase(g.BaseURL)},
		{g.called("api-version") + ":", hubclient.CheckVersion(g.APIVersion)},
	} {
		if flag.err != nil {
			return exit.Usagef("%s %w", flag.name, flag.err)
		}
	}
	return nil
}

// Read reads the settings file. It sets the flags that neither the command line
// nor the environment has set. The error has exit code 3.
func (g *Global) Read(cmd *cobra.Command, env func(string) string, ascii bool) error {
	s, err := config.ReadSettings(config.SettingsFile(env), Valid)
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	g.Settings = s
	unset := func(flag string) bool { return !cmd.Flags().Changed(flag) }
	if unset("profile") {
		g.Profile = s.Profile
	}
	if unset("base-url") {
		g.BaseURL = s.Base(g.Profile)
	}
	if unset("api-version") {
		g.APIVersion = s.APIVersion
	}
	if unset("store") {
		g.Store, _ = s.StoreOf(g.Profile)
	}
	if unset("who") {
		g.Who = s.Who
	} else if err := config.CheckWho(g.Who); err != nil {
		return exit.Usagef("%s %w", g.called("who"), err)
	}
	if unset("no-color") {
		g.NoColor = s.NoColor
	}
	if unset("ascii") {
		g.ASCII = s.ASCII || ascii
	}
	if g.Themed = !unset("theme"); !g.Themed {
		g.Theme = s.Colours(g.Profile).Theme
	}
	if unset("plain") {
		g.Plain = s.Plain
	}
	if unset("share") {
		g.Share = s.Share
	}
	if unset("daily-share") {
		g.DailyShare = s.DailyShare
	}
	if unset("scout") {
		g.Scout = s.Scout
	}
	return nil
}

// Effective returns the effective values as settings.
func (g *Global) Effective(env func(string) string) config.Settings {
	s := g.Settings
	s.Profile, s.BaseURL, s.APIVersion = g.Profile, g.BaseURL, g.APIVersion
	s.NoColor, s.ASCII, s.Share, s.DailyShare = g.Colorless(env), g.ASCII, g.Share, g.DailyShare
	s.Theme, s.Background = g.Theme, s.Colours(g.Profile).Background
	s.Plain, s.Scout, s.Store, s.Who = g.Plain, g.Scout, g.Store, g.Who
	return s
}

// KeepColours writes into the settings file how the dashboard of this profile
// is drawn. It returns what is kept in the file at path, and what else decides.
func (g *Global) KeepColours(env func(string) string, theme, background string) (said, path string, err error) {
	file, profile := config.SettingsFile(env), g.Profile
	data, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", "", err
	}
	set := config.Colours{Theme: theme, Background: background}
	if s, err := config.ParseSettings(file, data, Valid); err == nil && s.Colours(profile).Background == background {
		set.Background = ""
	}
	edited, forAll, err := config.WithColours(file, data, profile, set, Valid)
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
	if g.Themed {
		said += "; --theme or HUBWATCH_THEME is stronger"
	}
	return said + ", in", file, nil
}
