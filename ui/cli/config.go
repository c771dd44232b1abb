package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"hubwatch/assets"
	"hubwatch/config"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/manual"
	"hubwatch/ui/cli/output"
)

func (p *program) configCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "config",
		Short:   "See and check the settings",
		Example: "  hubwatch config init\n  hubwatch config check",
		Long: "config is about the settings file. A flag beats the environment (HUBWATCH_NAME), which beats the\n" +
			"file, which beats the default. No token is kept there.",
		Args: manual.OnlySubcommands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(
		p.configShowCommand(), p.configPathCommand(), p.configCheckCommand(),
		p.configInitCommand(), p.configSchemaCommand(), p.configProfilesCommand(),
	)
	return cmd
}

func (p *program) configShowCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "show",
		Short:   "Print the settings that count now",
		Long:    "show prints the settings that count now, from flags, environment, file and defaults, as a settings file.",
		Example: "  hubwatch config show\n  hubwatch config show --profile eu",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			data, err := p.flags.Effective(p.env).YAML()
			if err != nil {
				return exit.With(exit.Internal, err)
			}
			_, err = p.io.Out.Write(data)
			return err
		},
	}
}

func (p *program) configPathCommand() *cobra.Command {
	return &cobra.Command{
		Use:         "path",
		Short:       "Print where the settings file is, or would be",
		Example:     "  hubwatch config path\n  $EDITOR \"$(hubwatch config path)\"",
		Args:        cobra.NoArgs,
		Annotations: flags.OwnSettings,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(p.io.Out, config.SettingsFile(p.env))
			return err
		},
	}
}

func (p *program) configCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:         "check",
		Short:       "Say everything that is wrong with the settings file",
		Example:     "  hubwatch config check",
		Long:        "check reads the settings file and names every problem with its line and column. Exit code 3 if there is one.",
		Args:        cobra.NoArgs,
		Annotations: flags.OwnSettings,
		RunE: func(*cobra.Command, []string) error {
			file := config.SettingsFile(p.env)
			if _, err := config.ReadSettings(file, flags.Valid); err != nil {
				return exit.With(exit.Usage, err)
			}
			what := "is fine"
			if _, err := os.Stat(file); err != nil {
				what = "is not there; the defaults count"
			}
			_, err := fmt.Fprintln(p.io.Out, file, what)
			return err
		},
	}
}

func (p *program) configInitCommand() *cobra.Command {
	return &cobra.Command{
		Use:         "init",
		Short:       "Write a settings file in which everything is explained",
		Example:     "  hubwatch config init",
		Long:        "init writes a settings file that explains every key and sets none. A file that is there stays as it is.",
		Args:        cobra.NoArgs,
		Annotations: flags.OwnSettings,
		RunE: func(*cobra.Command, []string) error {
			file := config.SettingsFile(p.env)
			if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
				return exit.With(exit.Usage, err)
			}
			f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
			if errors.Is(err, os.ErrExist) {
				return exit.Usagef("%s is there already; it was not changed", file)
			}
			if err != nil {
				return exit.With(exit.Usage, err)
			}
			_, err = f.Write(assets.SettingsTemplate)
			if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
				return exit.With(exit.Internal, err)
			}
			_, err = fmt.Fprintln(p.io.Out, "wrote", file)
			return err
		},
	}
}

func (p *program) configSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:         "schema",
		Short:       "Print the JSON schema of the settings file, for editors",
		Example:     "  hubwatch config schema > hubwatch.schema.json",
		Args:        cobra.NoArgs,
		Annotations: flags.OwnSettings,
		RunE: func(*cobra.Command, []string) error {
			_, err := p.io.Out.Write(assets.SettingsSchema)
			return err
		},
	}
}

func (p *program) configProfilesCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "profiles",
		Short:   "List the profiles, their accounts and where their tokens come from",
		Example: "  hubwatch config profiles\n  hubwatch config profiles | grep eu",
		Long: "profiles lists the profiles that the settings name or that have a watchlist. It asks HubSpot nothing\n" +
			"and opens no dialog of the keyring. The one in use has a star.",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.profiles(cmd.Context()) },
	}
}

func (p *program) profiles(ctx context.Context) error {
	if err := p.flags.CheckProfile(); err != nil {
		return err
	}
	watched, err := config.WatchedProfiles(p.env)
	if err != nil {
		return exit.With(exit.Internal, err)
	}
	names := append(slices.Collect(maps.Keys(p.flags.File.Profiles)), watched...)
	names = append(names, p.flags.Profile)
	slices.Sort(names)
	ring := p.keyring.Check(ctx)
	rows := [][]string{{" ", "PROFILE", "PORTAL", "TOKEN", "NAME"}}
	for _, name := range slices.Compact(names) {
		mark, from := " ", p.hub().Sources()
		from.Profile = name
		if name == p.flags.Profile {
			mark = "*"
		}
		portal := ""
		if slices.Contains(watched, name) {
			portal = keep.Peek(ctx, p.stores().There(name)).Portal.Line()
		}
		rows = append(rows, []string{mark, name, output.OrDash(portal), from.Place(ctx, ring), output.OrDash(p.flags.File.Profiles[name].Name)})
	}
	_, err = io.WriteString(p.io.Out, output.Align(rows))
	return err
}
