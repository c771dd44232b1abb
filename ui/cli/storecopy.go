package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
)

// onDisk is the word for the file of this machine, in the place of an address.
const onDisk = "file"

func (p *program) storeCopyCommand() *cobra.Command {
	var from, to string
	cmd := &cobra.Command{
		Use:   "copy",
		Short: "Take a watchlist along, with its journal and its plan",
		Long: "copy copies the watchlist of the profile from one store into another, in which there must be nothing yet:\n" +
			"the tasks with all that is known of them, the journal, the audit log, the plan and the snapshot. An address\n" +
			"names a PostgreSQL, the word file the file on this machine. What is not named is the store that is in use.\n" +
			"What is there afterwards is compared before it says done; the first one stays as it is.",
		Example: "  hubwatch store copy --to postgres://eva@db.example.com/team\n" +
			"  hubwatch store copy --to file",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.storeCopy(cmd.Context(), from, to) },
	}
	cmd.Flags().StringVar(&from, "from", "", "the address of a PostgreSQL, or file (default: the store in use)")
	cmd.Flags().StringVar(&to, "to", "", "the address of a PostgreSQL, or file (default: the store in use)")
	return cmd
}

func (p *program) storeCopy(ctx context.Context, from, to string) error {
	if err := p.checkProfile(); err != nil {
		return err
	}
	inUse := p.flags.store
	if inUse == "" {
		inUse = onDisk
	}
	if from == "" {
		from = inUse
	}
	if to == "" {
		to = inUse
	}
	if from == to {
		return exit.Usagef("a copy needs two stores: --to names another one than the one in use, or --from does")
	}
	source, err := p.storeNamed(ctx, from)
	if err != nil {
		return err
	}
	defer source.Close()
	target, err := p.storeNamed(ctx, to)
	if err != nil {
		return err
	}
	defer target.Close()
	n, err := keep.Copy(ctx, source, target)
	switch {
	case errors.Is(err, store.ErrNotEmpty):
		return exit.Usagef("%w", err)
	case err != nil:
		return exit.With(exit.Internal, err)
	}
	_, err = fmt.Fprintf(p.io.Out, "copied %s, %s and %s of the audit log from %s to %s\n",
		model.Plural(n.Tasks, "task"), model.Plural(n.Events, "event"), model.Plural(n.Requests, "request"), source.Path(), target.Path())
	return err
}

// storeNamed opens the store that a word or an address names.
func (p *program) storeNamed(ctx context.Context, named string) (store.Store, error) {
	var s store.Store = store.New(config.WatchlistFile(p.flags.profile, p.env))
	if named != onDisk {
		shared, err := p.team(p.flags.profile, named)
		if err != nil {
			return nil, err
		}
		s = shared
	}
	if _, err := s.Renew(ctx); err != nil {
		return nil, exit.With(exit.Internal, errors.Join(err, s.Close()))
	}
	return s, nil
}
