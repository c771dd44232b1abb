package flags

import (
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/ui/cli/exit"
)

// TestWhatGoesFirst holds that a flag goes before the environment, that before the
// file, and that before the default.
func TestWhatGoesFirst(t *testing.T) {
	env := map[string]string{"XDG_CONFIG_HOME": t.TempDir(), "HUBWATCH_SHARE": "0.3", "HUBWATCH_WHO": "eva", "NO_COLOR": "1"}
	var g Global
	cmd := &cobra.Command{Use: "hubwatch"}
	g.Add(cmd.Flags())
	if err := cmd.ParseFlags([]string{"--who", "mia"}); err != nil {
		t.Fatal(err)
	}
	get := func(name string) string { return env[name] }
	if err := g.Before(cmd, get, true); err != nil {
		t.Fatal(err)
	}
	s := g.Effective(get)
	if s.Who != "mia" || s.Share != 0.3 || s.DailyShare != 0.5 || !s.NoColor || !s.ASCII || s.Profile != config.DefaultProfile {
		t.Errorf("%+v", s)
	}
	env["HUBWATCH_DAILY_SHARE"] = "half"
	if err := g.Before(cmd, get, true); exit.Of(err) != exit.Usage || !strings.Contains(err.Error(), "HUBWATCH_DAILY_SHARE: ") {
		t.Errorf("%v", err)
	}
}

// TestWhereAValueIsFrom holds that what is wrong is called what the user called it.
func TestWhereAValueIsFrom(t *testing.T) {
	for flag, value := range map[string]string{"share": "2", "daily-share": "-1", "scout": "on", "theme": "solar", "base-url": "ftp://x", "api-version": "v9"} {
		name := "HUBWATCH_" + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
		for _, args := range [][]string{nil, {"--" + flag + "=" + value}} {
			var g Global
			cmd := &cobra.Command{Use: "hubwatch"}
			g.Add(cmd.Flags())
			if err := cmd.ParseFlags(args); err != nil {
				t.Fatal(err)
			}
			env, want := map[string]string{"XDG_CONFIG_HOME": t.TempDir(), name: value}, name
			if args != nil {
				want = "--" + flag
			}
			err := g.Before(cmd, func(name string) string { return env[name] }, true)
			if exit.Of(err) != exit.Usage || !strings.HasPrefix(err.Error(), want) {
				t.Errorf("%s: got %v", want, err)
			}
		}
	}
}

// TestAgain holds that the profile is named unless it is the one that counts anyhow.
func TestAgain(t *testing.T) {
	for _, tc := range []struct{ profile, env, want string }{
		{config.DefaultProfile, "", "hubwatch"}, {"eu", "eu", "hubwatch"}, {"eu", "", "hubwatch --profile eu"},
	} {
		g := Global{Settings: config.Settings{Profile: tc.profile}}
		if got := g.Again(func(string) string { return tc.env }); got != tc.want {
			t.Errorf("%q, want %q", got, tc.want)
		}
	}
}
