package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"hubwatch/model/store/pg"
	"hubwatch/ui/cli/doctor"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/manual"
)

func (p *program) storeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "store",
		Short: "The PostgreSQL in which a team shares its watchlist",
		Long: "store prepares a PostgreSQL for the watchlist of a team, and looks at it. Its address comes from --store,\n" +
			"HUBWATCH_STORE or the settings: postgres://host/database, without a password. That is\n" +
			"in PGPASSFILE (~/.pgpass) or PGPASSWORD, or a store_password_command of the settings prints it.",
		Example: "  hubwatch store init --store postgres://admin@db.example.com/team --role team --role-watch support\n" +
			"  hubwatch store check\n" +
			"  hubwatch store copy --to postgres://eva@db.example.com/team",
		Args: manual.OnlySubcommands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.storeInitCommand(), p.storeCheckCommand(), p.storeCopyCommand())
	return cmd
}

func (p *program) storeInitCommand() *cobra.Command {
	var role, watcher string
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Make the schema, or bring it to the version of this hubwatch",
		Long: "init makes the schema hubwatch in the database, or brings it to the version that this hubwatch needs;\n" +
			"everybody else needs as new a hubwatch then. It changes no role: with --role and --role-watch it prints the\n" +
			"statements that let a role take part, or look on.",
		Example: "  hubwatch store init --store postgres://admin@db.example.com/team\n" +
			"  hubwatch store init --role team --role-watch support | psql postgres://admin@db.example.com/team",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.storeInit(cmd.Context(), role, watcher) },
	}
	cmd.Flags().StringVar(&role, "role", "", "print what lets this role take part")
	cmd.Flags().StringVar(&watcher, "role-watch", "", "print what lets this role look on")
	return cmd
}

func (p *program) storeCheckCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Look at the server, and at what you may do there",
		Long: "check looks at the server's version, how the connection is secured, what your role may do, whether notices\n" +
			"of changes come through, and how the clocks go. It makes nothing. doctor looks at the same.",
		Example: "  hubwatch store check\n  hubwatch store check --store postgres://eva@db.example.com/team",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := p.stores().Shared()
			if err != nil {
				return err
			}
			defer s.Close()
			x := &doctor.Findings{Out: p.io.Out}
			x.Store(cmd.Context(), s)
			return exit.With(x.Code, nil)
		},
	}
}

// storeInit creates the schema. Messages go to standard error, so that a
// program can read the statements.
func (p *program) storeInit(ctx context.Context, role, watcher string) error {
	var grants string
	for _, asked := range []struct {
		flag, role string
		right      pg.Right
	}{{"--role", role, pg.TakePart}, {"--role-watch", watcher, pg.LookOn}} {
		if asked.role == "" {
			continue
		}
		more, err := pg.Grants(asked.role, asked.right)
		if err != nil {
			return exit.Usagef("%s %q: %w", asked.flag, asked.role, err)
		}
		grants += more
	}
	s, err := p.stores().Shared()
	if err != nil {
		return err
	}
	defer s.Close()
	before, err := s.Init(ctx)
	if err != nil {
		return exit.With(exit.Internal, err)
	}
	switch before {
	case 0:
		p.io.Say("the schema hubwatch is made in " + s.Path())
	case pg.Version():
		p.io.Say("the schema hubwatch is there in " + s.Path())
	default:
		p.io.Say(fmt.Sprintf("the schema hubwatch in %s has version %d now, it had %d; everybody else needs as new a hubwatch", s.Path(), pg.Version(), before))
	}
	_, err = io.WriteString(p.io.Out, grants)
	return err
}
