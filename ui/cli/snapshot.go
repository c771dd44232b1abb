package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/survey"
	"hubwatch/model/undo"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/findings"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/look"
)

func (p *program) snapshotCommand() *cobra.Command {
	var file, write string
	cmd := &cobra.Command{
		Use:   "snapshot --plan plan.csv",
		Short: "Keep where the folders of a plan are, before the first move",
		Long: "snapshot searches for the folders of a plan and for those that they are to be moved into, and keeps their\n" +
			"names, parents and paths with the watchlist, for \"hubwatch undo\". Take it before the first move. What an earlier\n" +
			"snapshot has stays as it was: a folder is never overwritten. Without --plan it takes the plan of the watchlist.\n\n" +
			"Exit codes: 0 all were found, 1 some were not, 3 there is no plan.",
		Example: "  hubwatch snapshot --plan plan.csv\n  hubwatch snapshot --plan plan.csv --write before.json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return look.Stopped(cmd.Context(), p.snapshot(cmd, file, write), "nothing is kept of what was seen; start it again, before the first move")
		},
	}
	flags.Plan(cmd, &file)
	cmd.Flags().StringVar(&write, "write", "", "also write the snapshot into this new file, as JSON")
	return cmd
}

func (p *program) snapshot(cmd *cobra.Command, file, write string) error {
	if _, err := os.Lstat(write); write != "" && err == nil { // before anything is asked or kept
		return exit.With(exit.Usage, files.Failed(write, fs.ErrExist))
	}
	ctx := cmd.Context()
	pl, looker, err := p.looks(cmd, file)
	if err != nil {
		return err
	}
	s, err := p.stores().Open()
	if err != nil {
		return err
	}
	defer s.Close()
	owner, err := account.Owner(ctx, looker.Client, s.Store)
	if err != nil {
		return err
	}
	seen, err := looker.At(ctx, func(seen *survey.Folders) { undo.Want(pl.Rows, seen) })
	if err != nil {
		return err
	}
	taken := undo.Take(pl.Rows, seen, string(owner.PortalID), time.Now())
	kept, added, err := keep.AddSnapshot(ctx, s.Store, taken)
	if err != nil {
		return err
	}
	if write != "" {
		if err := keep.WriteSnapshot(write, kept); err != nil {
			return err
		}
	}
	return p.saySnapshot(kept, taken, added)
}

// saySnapshot says what was kept, and what was not found.
func (p *program) saySnapshot(kept, taken undo.Snapshot, added int) error {
	planned, since := taken.Planned(), kept.TakenAt.Local().Format(time.DateTime)
	text := model.Plural(planned, "folder") + " of the plan kept, and " + model.Plural(len(taken.Folders)-planned, "parent") + " that they are to be in"
	switch before := len(taken.Folders) - added; {
	case added == 0 && before > 0:
		text = fmt.Sprintf("nothing new: %s kept already, since %s", findings.FoldersAre(before), since)
	case before > 0:
		text = fmt.Sprintf("%s kept, besides %d that are already, since %s", model.Plural(added, "more folder"), before, since)
	}
	if _, err := fmt.Fprintln(p.io.Out, text); err != nil {
		return exit.With(exit.Internal, err)
	}
	if n := len(taken.Unseen); n == 1 {
		return exit.With(exit.Errors, fmt.Errorf("the folder %s is not found: \"hubwatch lint\" tells of each row", taken.Unseen[0]))
	} else if n > 1 {
		return exit.With(exit.Errors, fmt.Errorf("%s not found, %s among them: \"hubwatch lint\" tells of each row", findings.FoldersAre(n), taken.Unseen[0]))
	}
	return nil
}

// readSnapshot returns the snapshot in a file, or else that of the watchlist.
func (p *program) readSnapshot(ctx context.Context, file string) (kept undo.Snapshot, err error) {
	if file != "" {
		return keep.ReadSnapshot(file)
	}
	err = p.stores().With(func(s *keep.Watchlist) error {
		kept, err = keep.StoredSnapshot(ctx, s.Store)
		return err
	})
	if err == nil && len(kept.Folders) == 0 {
		err = exit.Usagef("there is no snapshot: \"hubwatch snapshot --plan plan.csv\" takes one, before the first move")
	}
	return kept, err
}
