// Package flags has the flags that several commands share, and fills in the
// environment and the settings file where these are not given.
package flags

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/manual"
)

// Global is the flags of every command, each a field of the settings. After
// [Global.Read] these are in effect: flags, environment, settings file and
// defaults together, with what the file says about the profile.
type Global struct {
	config.Settings
	File   config.Settings // as the settings file says
	Themed bool            // the theme is from a flag or the environment

	flags *pflag.FlagSet    // those that Add has added
	from  map[string]string // the flags that the environment has set, and by which name
}

// Add adds the flags.
func (g *Global) Add(to *pflag.FlagSet) {
	f := pflag.NewFlagSet("", pflag.ContinueOnError)
	f.StringVar(&g.BaseURL, "base-url", "", "where HubSpot is: https, or http on loopback (default https://api.hubapi.com)")
	f.StringVar(&g.APIVersion, "api-version", "v3", "version in the API's paths: v3, 2025-09 or 2026-03")
	f.StringVar(&g.Profile, "profile", config.DefaultProfile, "whose watchlist: one for each HubSpot account")
	f.StringVar(&g.Store, "store", "", "the PostgreSQL that a team's watchlist is in: postgres://host/database (default: a file on this machine)")
	f.StringVar(&g.Who, "who", "", "who you are, for those who share the watchlist (default: the user at this machine)")
	f.BoolVar(&g.NoColor, "no-color", false, "draw without colors (NO_COLOR does the same)")
	f.BoolVar(&g.ASCII, "ascii", false, "draw with ASCII characters only, as where the locale is not UTF-8")
	f.StringVar(&g.Theme, "theme", "default", "how the dashboard is drawn: "+strings.Join(assets.Themes(), ", "))
	f.BoolVar(&g.Plain, "plain", false, "lines of words instead of a screen, for screen readers (ACCESSIBLE=1 does the same)")
	f.Float64Var(&g.Share, "share", 0.5, "part of the app's burst limit to use, 0.05 to 1")
	f.Float64Var(&g.DailyShare, "daily-share", 0.5, "part of what is left of the day's requests to use, 0 to 1")
	f.StringVar(&g.Scout, "scout", config.ScoutAuto, "search for the folders of the plan, which shows ends sooner: auto or off")
	g.flags = f
	to.AddFlagSet(f)
}

// CheckProfile returns what is wrong with the name of the profile, with exit
// code 3.
func (g *Global) CheckProfile() error {
	if err := config.CheckProfile(g.Profile); err != nil {
		return exit.With(exit.Usage, err)
	}
	return nil
}

// Where names what is watched: the profile's name, or else HubSpot, or the base
// URL if it is another one.
func (g *Global) Where() string {
	if name := g.File.Profiles[g.Profile].Name; name != "" {
		return name
	}
	if g.BaseURL == "" {
		return "HubSpot"
	}
	return model.Text(strings.TrimPrefix(strings.TrimPrefix(g.BaseURL, "https://"), "http://")).Line()
}

// Color returns the color of the profile, "" if it has none. Named colors are
// those of the terminal's palette, in which black is first.
func (g *Global) Color() string {
	color := g.File.Profiles[g.Profile].Color
	if i := slices.Index(config.Colors, color); i >= 0 {
		return strconv.Itoa(1 + i)
	}
	return color
}

// Again returns how to run a command on the same watchlist.
func (g *Global) Again(env func(string) string) string {
	if g.Profile != config.DefaultProfile && env("HUBWATCH_PROFILE") != g.Profile {
		return "hubwatch --profile " + g.Profile
	}
	return "hubwatch"
}

// Colorless reports whether colors are unwanted. See no-color.org: any value
// counts.
func (g *Global) Colorless(env func(string) string) bool { return g.NoColor || env("NO_COLOR") != "" }

// Listened reports whether lines of words are wanted instead of a screen, for a
// screen reader, which no program can detect.
func (g *Global) Listened(env func(string) string) bool {
	wanted := env("ACCESSIBLE")
	return g.Plain || wanted != "" && wanted != "0"
}

// called returns the name by which the value of a flag was given.
func (g *Global) called(flag string) string { return cmp.Or(g.from[flag], "--"+flag) }

// Environment sets every flag of a command that is not on the command line from
// HUBWATCH_NAME. The error has exit code 3.
func (g *Global) Environment(cmd *cobra.Command, env func(string) string) error {
	var bad []string
	g.from = map[string]string{}
	for _, f := range manual.Flags(cmd) {
		name := "HUBWATCH_" + strings.ToUpper(strings.ReplaceAll(f.Name, "-", "_"))
		value := env(name)
		if f.Changed && manual.NamesFile(f) && strings.Trim(f.Value.String(), "[]") == "" { // as of a variable that is not set
			bad = append(bad, "--"+f.Name+" is empty: allowed is the name of a file")
		}
		if value == "" || f.Changed {
			continue
		}
		if err := cmd.Flags().Set(f.Name, value); err != nil {
			bad = append(bad, fmt.Sprintf("%s: %v", name, err))
		}
		g.from[f.Name] = name
	}
	if len(bad) > 0 {
		return exit.Usagef("%s", strings.Join(bad, "; "))
	}
	return nil
}
