package cli

import (
	"github.com/spf13/cobra"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/model/query"
	"hubwatch/model/store/pg"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/keys"
)

// validSettings is what the other packages know of the settings' values.
var validSettings = config.Valid{
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

// ownSettingsMark marks commands that work whatever the settings file says.
const ownSettingsMark = "own settings"

var ownSettingsOnly = map[string]string{ownSettingsMark: "yes"}

// ownSettings tells whether a command, or the one it belongs to, reads the
// settings file itself if at all.
func ownSettings(cmd *cobra.Command) bool {
	for ; cmd != nil; cmd = cmd.Parent() {
		if cmd.Annotations[ownSettingsMark] != "" || cmd.Name() == "completion" || cmd.Name() == "help" {
			return true
		}
	}
	return false
}

// readSettings reads the settings file. A flag that neither the command line
// nor the environment has set gets its value from there.
func (p *program) readSettings(cmd *cobra.Command) error {
	s, err := config.ReadSettings(config.SettingsFile(p.env), validSettings)
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	p.settings = s
	unset := func(flag string) bool { return !cmd.Flags().Changed(flag) }
	if unset("profile") {
		p.flags.profile = s.Profile
	}
	if unset("base-url") {
		p.flags.baseURL = s.Base(p.flags.profile)
	}
	if unset("api-version") {
		p.flags.apiVersion = s.APIVersion
	}
	if unset("store") {
		p.flags.store, _ = s.StoreOf(p.flags.profile)
	}
	if unset("who") {
		p.flags.who = s.Who
	} else if err := config.CheckWho(p.flags.who); err != nil {
		return exit.Usagef("--who %w", err)
	}
	if unset("no-color") {
		p.flags.noColor = s.NoColor
	}
	if unset("ascii") {
		p.flags.ascii = s.ASCII || !p.glyphs()
	}
	if p.flags.themeGiven = !unset("theme"); !p.flags.themeGiven {
		p.flags.theme = s.Colours(p.flags.profile).Theme
	}
	if unset("plain") {
		p.flags.plain = s.Plain
	}
	if unset("share") {
		p.flags.share = s.Share
	}
	if unset("daily-share") {
		p.flags.dailyShare = s.DailyShare
	}
	if unset("scout") {
		p.flags.scout = s.Scout
	}
	return nil
}

// effective is what counts now: flags, environment and file together.
func (p *program) effective() config.Settings {
	s := p.settings
	s.Profile, s.BaseURL, s.APIVersion = p.flags.profile, p.flags.baseURL, p.flags.apiVersion
	s.NoColor, s.ASCII, s.Share, s.DailyShare = p.plain(), p.flags.ascii, p.flags.share, p.flags.dailyShare
	s.Theme, s.Background = p.flags.theme, s.Colours(p.flags.profile).Background
	s.Plain, s.Scout, s.Store = p.flags.plain, p.flags.scout, p.flags.store
	s.Who = p.flags.who
	return s
}
