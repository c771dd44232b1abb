package cli

import (
	"context"
	"os"

	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/ui/cli/doctor"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/tty"
)

func (p *program) doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "doctor",
		Short:   "Look at everything hubwatch needs, and say what to do",
		Example: "  hubwatch doctor\n  hubwatch doctor --profile eu",
		Long: "doctor looks at the settings, the folders, the keyring, the token, the terminal, the clock, the network\n" +
			"and the request limits. Each line begins with ok, or with fix and says what to do. It works without a\n" +
			"token, and changes nothing; where there is a watchlist, its requests are in the audit log.\n\n" +
			"Exit codes: 0 all is well; otherwise that of the first line to fix: 3 settings, folders,\n" +
			"terminal and clock, 4 keyring and token, 6 network and limits, 7 a watchlist out of reach.",
		Args:        cobra.NoArgs,
		Annotations: flags.OwnSettings,
		RunE:        func(cmd *cobra.Command, _ []string) error { return p.doctor(cmd) },
	}
}

func (p *program) doctor(cmd *cobra.Command) error {
	ctx := cmd.Context()
	x := &doctor.Findings{Out: p.io.Out}
	if p.examineSettings(x) {
		x.Folders(config.StateFolder(p.env), p.flags.Store != "")
		p.examineStore(ctx, x)
		x.Hook(p.flags.File.Hook)
	}
	x.Terminal(p.io.Out, p.env, p.flags.ASCII && !tty.Unicode(p.env))
	token, found := x.Token(ctx, p.hub().Sources())
	client, err := p.hub().Looker(token, nil) // doctor changes nothing
	if err != nil {
		x.Fix(exit.Usage, "settings", "%v", err)
		return exit.With(x.Code, nil)
	}
	if x.Network(ctx, client, p.flags.Where(), p.env) && found {
		x.Access(ctx, client, p.flags.Share, p.flags.DailyShare)
		x.Search(ctx, client, keep.Peek(ctx, p.stores().There(p.flags.Profile)), p.flags.Scout == config.ScoutOff)
	}
	if p.stores().There(p.flags.Profile) == nil {
		p.process.requests = nil // it changes nothing, and makes no watchlist to log them with
	}
	if ctx.Err() != nil {
		return exit.With(exit.Interrupted, nil)
	}
	return exit.With(x.Code, nil)
}

// examineStore checks where the watchlist is, and opens it.
func (p *program) examineStore(ctx context.Context, x *doctor.Findings) {
	if p.flags.Store != "" {
		s, err := p.stores().Shared()
		if err != nil {
			x.Fix(exit.Usage, "store", "%v", err)
			return
		}
		defer s.Close()
		if !x.Store(ctx, s) {
			return // it cannot be opened
		}
	}
	x.Watchlist(ctx, p.flags.Profile, p.stores().There(p.flags.Profile))
}

// examineSettings reads the settings. Without them the flags still count.
func (p *program) examineSettings(x *doctor.Findings) bool {
	file := config.SettingsFile(p.env)
	if err := p.flags.Read(p.env, !tty.Glyphs(p.env)); err != nil {
		p.flags.File = config.DefaultSettings()
		x.Fix(exit.Usage, "settings", "%v", err)
	} else if _, err := os.Stat(file); err != nil {
		x.OK("settings", "the defaults; %s is not there", file)
	} else {
		x.OK("settings", "%s", file)
	}
	if err := config.CheckProfile(p.flags.Profile); err != nil {
		x.Fix(exit.Usage, "profile", "%v", err)
		return false
	}
	return true
}
