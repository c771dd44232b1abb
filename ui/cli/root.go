package cli

import (
	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/manual"
	"hubwatch/ui/cli/tty"
)

func (p *program) rootCommand() *cobra.Command {
	var planFile string
	var quiet bool
	root := &cobra.Command{
		Use:   "hubwatch [ID…]",
		Short: "Watch HubSpot's asynchronous folder moves and renames",
		Long: "hubwatch is a dashboard for people who move and rename HubSpot folders in bulk.\n" +
			"It asks HubSpot about each task you give it, shows what broke and why, and only ever reads.\n\n" +
			"The token is kept in the keyring (hubwatch auth login), or read from " + config.TokenVariable + ".\n" +
			"Every flag can also be set as HUBWATCH_NAME or in the settings file (hubwatch config).",
		Example: "  hubwatch demo\n" +
			"  hubwatch auth login\n" +
			"  hubwatch AAAAEZ6whGI AAAAEZ6whGM\n" +
			"  hubwatch status -o json AAAAEZ6whGI\n" +
			"  hubwatch wait --max-errors 2% --report failures.md",
		Args: cobra.ArbitraryArgs,
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			return p.flags.Before(cmd, p.env, !tty.Glyphs(p.env))
		},
		RunE: func(cmd *cobra.Command, args []string) error { return p.dashboard(cmd, args, planFile, quiet) },
	}
	p.flags.Add(root.PersistentFlags())
	flags.Plan(root, &planFile)
	flags.Quiet(root, &quiet)
	root.SuggestionsMinimumDistance = 2
	root.SetFlagErrorFunc(manual.FlagError)
	root.AddCommand(
		p.demoCommand(), p.lintCommand(), p.snapshotCommand(), p.verifyCommand(), p.undoCommand(), p.statusCommand(), p.waitCommand(), p.reportCommand(), p.rerunCommand(), p.eventsCommand(), p.replayCommand(),
		p.addCommand(), p.listCommand(), p.rmCommand(), p.archiveCommand(), p.exportCommand(), p.importCommand(),
		p.authCommand(), p.configCommand(), p.doctorCommand(), p.storeCommand(), p.auditCommand(), p.versionCommand(), p.manCommand(),
	)
	manual.Arguments(root)
	p.complete(root)
	return root
}
