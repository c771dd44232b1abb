package cli

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/export"
	"hubwatch/ui/cli/keep"
)

func (p *program) importCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "import FILE",
		Short: "Take in a watchlist that export wrote",
		Long: "import adds the tasks of an exported watchlist, with all that is known of them. Of a task that is\n" +
			"watched already the later answer counts. - reads standard input.",
		Example: "  hubwatch import watchlist.json",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			tasks, err := p.readExport(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return p.stores().With(func(s *keep.Watchlist) error {
				entries := make([]model.Task, 0, len(tasks))
				for _, t := range tasks {
					entries = append(entries, *t)
				}
				added, err := s.Add(cmd.Context(), entries)
				if err != nil {
					return err
				}
				if _, err := s.Take(cmd.Context(), store.Turn{Tasks: tasks, Copied: true}); err != nil {
					return err
				}
				fmt.Fprintf(p.io.Out, "added %d, %d already watched\n", added, len(tasks)-added)
				return nil
			})
		},
	}
}

// readExport reads a file that export wrote.
func (p *program) readExport(ctx context.Context, file string) ([]*model.Task, error) {
	r, name, err := p.io.Open(ctx, file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	tasks, err := export.Parse(r)
	if err != nil {
		return nil, exit.Usagef("%s: %w", name, err)
	}
	return tasks, nil
}
