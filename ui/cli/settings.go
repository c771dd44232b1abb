package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/ui"
	"hubwatch/ui/cli/exit"
)

// validSettings is what the other packages know of the settings' values.
var validSettings = config.Valid{
	BaseURL: hubclient.CheckBase, APIVersion: hubclient.CheckVersion,
	Theme: assets.CheckTheme, Filter: ui.CheckFilter, Keys: ui.CheckKeys,
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
	s, err := config.ReadSettings(config.SettingsFile(p.getenv), validSettings)
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	p.settings = s
	unset := func(flag string) bool { return !cmd.Flags().Changed(flag) }
	if unset("profile") {
		p.profile = s.Profile
	}
	if unset("base-url") {
		p.baseURL = s.Base(p.profile)
	}
	if unset("api-version") {
		p.apiVersion = s.APIVersion
	}
	if unset("no-color") {
		p.noColor = s.NoColor
	}
	if unset("ascii") {
		p.ascii = s.ASCII || !p.unicode()
	}
	if unset("theme") {
		p.theme = s.Theme
	}
	if unset("plain") {
		p.lines = s.Plain
	}
	if unset("share") {
		p.share = s.Share
	}
	if unset("daily-share") {
		p.dailyShare = s.DailyShare
	}
	return nil
}

// effective is what counts now: flags, environment and file together.
func (p *program) effective() config.Settings {
	s := p.settings
	s.Profile, s.BaseURL, s.APIVersion = p.profile, p.baseURL, p.apiVersion
	s.NoColor, s.ASCII, s.Share, s.DailyShare = p.plain(), p.ascii, p.share, p.dailyShare
	s.Theme, s.Plain = p.theme, p.lines
	return s
}

// sayf prints a line on stderr for the person. What it quotes is made safe.
func (p *program) sayf(format string, args ...any) {
	fmt.Fprintln(p.stderr, "hubwatch: "+model.Text(fmt.Sprintf(format, args...)).Block())
}
