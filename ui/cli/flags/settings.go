package flags

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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
	if err := g.Read(env, ascii); err != nil {
		return err
	}
	return g.Check()
}

// Check returns what is wrong with the value of a flag, even if the command
// does not use it, just as the settings file is checked as a whole. The error
// has exit code 3.
func (g *Global) Check() error {
	for _, flag := range []struct {
		name string
		err  error
	}{
		{g.called("share"), config.CheckShare(g.Share)},
		{g.called("daily-share"), config.CheckDailyShare(g.DailyShare)},
		{g.called("scout"), config.CheckScout(g.Scout)},
		{g.called("theme"), assets.CheckTheme(cmp.Or(g.Theme, "default"))},
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
func (g *Global) Read(env func(string) string, ascii bool) error {
	s, err := config.ReadSettings(config.SettingsFile(env), Valid)
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	given := map[*pflag.Flag]string{}
	g.flags.VisitAll(func(f *pflag.Flag) {
		if f.Changed {
			given[f] = f.Value.String()
		}
	})
	g.File, g.Settings = s, s
	for f, value := range given {
		_ = f.Value.Set(value) // it had that value before
	}
	unset := func(flag string) bool { return !g.flags.Changed(flag) }
	if unset("base-url") {
		g.BaseURL = s.Base(g.Profile)
	}
	if unset("store") {
		g.Store, _ = s.StoreOf(g.Profile)
	}
	if err := config.CheckWho(g.Who); err != nil {
		return exit.Usagef("%s %w", g.called("who"), err)
	}
	if unset("ascii") {
		g.ASCII = s.ASCII || ascii
	}
	if g.Themed = !unset("theme"); !g.Themed {
		g.Theme = s.Colours(g.Profile).Theme
	}
	return nil
}

// Effective returns the effective values as settings.
func (g *Global) Effective(env func(string) string) config.Settings {
	s := g.Settings
	s.NoColor, s.Background = g.Colorless(env), g.File.Colours(g.Profile).Background
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
