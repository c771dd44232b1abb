package cli

import (
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"hubwatch/model/plan"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/export"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
)

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
			return p.stores().With(func(s *keep.Watchlist) error {
				tasks, _, err := s.Load(cmd.Context())
				if err != nil {
					return err
				}
				if filter != "" {
					if tasks, err = p.stores().Pick(p.stores().Session(s, tasks, plan.Plan{}), filter); err != nil {
						return err
					}
				}
				return p.writeTo(file, func(w io.Writer) error { return export.Write(w, tasks) })
			})
		},
	}
	cmd.Flags().StringVarP(&file, "file", "f", "-", "the file to write; - is standard output")
	flags.Filter(cmd, &filter)
	return cmd
}

// writeTo writes a new file that only its owner may read, or standard output.
func (p *program) writeTo(file string, write func(io.Writer) error) error {
	if file == "-" {
		return write(p.io.Out)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return exit.With(exit.Usage, files.Failed(file, err))
	}
	if err := errors.Join(write(f), f.Sync(), f.Close()); err != nil {
		_ = os.Remove(file) // half of it is of no use
		return exit.With(exit.Internal, files.Failed(file, err))
	}
	return nil
}
