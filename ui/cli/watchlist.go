package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/cli/watch"
)

// openWatchlist opens the watchlist of the profile. A damaged one that was set
// aside is named on stderr.
func (p *program) openWatchlist() (*keep.Watchlist, error) {
	if err := p.checkProfile(); err != nil {
		return nil, err
	}
	return keep.Open(context.Background(), p.watchlistFile(), p.time().Now(), p.io.Say)
}

// watchlistFile is the file of the profile's watchlist.
func (p *program) watchlistFile() string { return config.WatchlistFile(p.flags.profile, p.env) }

// withWatchlist runs f on the watchlist. What goes wrong there is our fault or the
// disk's, not the user's.
func (p *program) withWatchlist(f func(*keep.Watchlist) error) error {
	w, err := p.openWatchlist()
	if err != nil {
		return err
	}
	err = f(w)
	if err != nil && !exit.Named(err) {
		err = exit.With(exit.Internal, err)
	}
	return errors.Join(err, w.Close())
}

func (p *program) listCommand() *cobra.Command {
	var format, filter string
	cmd := &cobra.Command{
		Use:     "list",
		Short:   "Print the watchlist as it was last known",
		Long:    "list prints the watchlist from disk. It asks HubSpot nothing.",
		Example: "  hubwatch list\n  hubwatch list -o json | jq -r '.tasks[] | select(.state == \"errors\") | .taskId'",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			write, err := output.PrinterFor(format, p.colored(p.io.Out))
			if err != nil {
				return err
			}
			return p.withWatchlist(func(s *keep.Watchlist) error {
				list, portal, err := keep.Load(cmd.Context(), s.Store)
				if err != nil {
					return err
				}
				tasks, err := p.picked(s, list.Tasks(), filter)
				if err != nil {
					return err
				}
				kept, err := keep.StoredPlan(cmd.Context(), s.Store)
				if err != nil {
					return err
				}
				d := output.StatusOf(tasks, model.Account{PortalID: model.Text(portal)})
				d.Cover(kept, list.Tasks())
				return write(p.io.Out, d)
			})
		},
	}
	outputFlag(cmd, &format)
	filterFlag(cmd, &filter)
	return cmd
}

func (p *program) rmCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "rm ID…",
		Short:   "Take tasks off the watchlist",
		Long:    "rm takes tasks off the watchlist. Nothing changes in HubSpot; adding a task again brings back what was known of it.",
		Example: "  hubwatch rm AAAAEZ6whGI",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ids, err := taskIDs(cmd, args)
			if err != nil {
				return err
			}
			return p.withWatchlist(func(s *keep.Watchlist) error {
				n, err := s.Remove(cmd.Context(), ids, time.Now())
				if err != nil {
					return err
				}
				fmt.Fprintf(p.io.Out, "removed %d, %d were not watched\n", n, len(ids)-n)
				if n == 0 {
					return exit.With(exit.Usage, nil)
				}
				return nil
			})
		},
	}
}

func (p *program) archiveCommand() *cobra.Command {
	var okOnly bool
	cmd := &cobra.Command{
		Use:     "archive",
		Short:   "Take all finished tasks off the watchlist",
		Long:    "archive takes the tasks that have ended off the watchlist. They stay in the database; adding one again brings it back.",
		Example: "  hubwatch archive\n  hubwatch archive --ok",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withWatchlist(func(s *keep.Watchlist) error {
				list, _, err := keep.Load(cmd.Context(), s.Store)
				if err != nil {
					return err
				}
				var ids []model.TaskID
				for _, t := range list.Tasks() {
					if state := t.State(); state == model.StateOK || state.Final() && !okOnly {
						ids = append(ids, t.ID)
					}
				}
				n, err := s.Archive(cmd.Context(), ids, time.Now())
				if err == nil {
					fmt.Fprintf(p.io.Out, "archived %d, %d are left\n", n, list.Len()-n)
				}
				return err
			})
		},
	}
	cmd.Flags().BoolVar(&okOnly, "ok", false, "only those that are ok")
	return cmd
}

func (p *program) exportCommand() *cobra.Command {
	var file, filter string
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write the watchlist as JSON",
		Long: "export writes the watchlist with all that is known of each task, for another person or machine.\n" +
			"There is no token in it. An existing file is not overwritten.",
		Example: "  hubwatch export > watchlist.json\n  hubwatch export -f watchlist.json",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return p.withWatchlist(func(s *keep.Watchlist) error {
				tasks, _, err := s.Load(cmd.Context())
				if err != nil {
					return err
				}
				if tasks, err = p.picked(s, tasks, filter); err != nil {
					return err
				}
				return p.writeTo(file, func(w io.Writer) error { return output.WriteExport(w, tasks) })
			})
		},
	}
	cmd.Flags().StringVarP(&file, "file", "f", "-", "the file to write; - is standard output")
	filterFlag(cmd, &filter)
	return cmd
}

// writeTo writes a new file that only its owner may read, or standard output.
func (p *program) writeTo(file string, write func(io.Writer) error) error {
	if file == "-" {
		return write(p.io.Out)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return exit.With(exit.Usage, err)
	}
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		_ = os.Remove(file) // half of it is of no use
		return exit.With(exit.Internal, files.Failed(file, err))
	}
	return nil
}

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
			return p.withWatchlist(func(s *keep.Watchlist) error {
				entries := make([]model.Task, 0, len(tasks))
				for _, t := range tasks {
					entries = append(entries, *t)
				}
				added, err := s.Add(cmd.Context(), entries)
				if err != nil {
					return err
				}
				if err := s.Save(cmd.Context(), tasks, nil); err != nil {
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
	tasks, err := output.ParseExport(r)
	if err != nil {
		return nil, exit.Usagef("%s: %w", name, err)
	}
	return tasks, nil
}

// stored is the selection of what the store holds, and the revision it is of.
// A filter picks from them once. The error has exit code 3 if nothing is
// selected, or a task is not watched.
func (p *program) stored(ctx context.Context, w *keep.Watchlist, named []model.TaskID, filter string) (watch.Selection, int64, error) {
	tasks, revision, err := w.Load(ctx)
	if err != nil {
		return watch.Selection{}, 0, exit.With(exit.Internal, err)
	}
	now := p.time().Now()
	for _, t := range tasks {
		t.NotAfter(now)
	}
	sel := watch.Selection{Session: p.sessionOf(w, tasks), Named: named}
	for _, id := range named {
		if sel.List().Task(id) == nil {
			return watch.Selection{}, 0, exit.Usagef("%s is not on the watchlist; \"hubwatch add\" puts it there", id)
		}
	}
	if len(tasks) == 0 {
		return watch.Selection{}, 0, exit.Usagef("the watchlist is empty: name task IDs, or put some on it with \"hubwatch add\"")
	}
	if filter != "" {
		tasks, err := p.picked(w, sel.Tasks(), filter)
		if err != nil {
			return watch.Selection{}, 0, err
		}
		sel.Named = keep.IDs(tasks)
	}
	return sel, revision, nil
}

// sessionOf is a session with tasks as they were left, and with what is known of
// causes.
func (p *program) sessionOf(w *keep.Watchlist, tasks []*model.Task) *session.Session {
	notes, _ := p.knownCauses() // what is wrong with the team's is said by the dashboard
	return session.New(session.Start{Tasks: tasks, Became: w.Became, Notes: notes, Kept: true})
}
