package gather

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/spf13/cobra"

	"hubwatch/model"
	"hubwatch/model/intake"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/manual"
)

// commandLike is a word that a user means as a command. HubSpot's IDs have
// digits or capital letters.
var commandLike = regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)

// IDs reads task IDs and status URLs from the command line, each once. The error has exit
// code 3.
func IDs(cmd *cobra.Command, args []string) ([]model.TaskID, error) {
	read := Argument
	if cmd.Name() == "rm" {
		read = intake.Argument // whatever is on the watchlist can be taken off
	}
	var ids []model.TaskID
	for _, arg := range args {
		if arg == "-" {
			return nil, exit.Usagef("- is no task ID: %s", pipedTo(cmd))
		}
		if near := cmd.Root().SuggestionsFor(arg); len(near) > 0 && cmd == cmd.Root() {
			return nil, exit.Usagef("%q is no command; did you mean %s?", arg, manual.OneOf(near))
		}
		if other, _, err := cmd.Root().Find([]string{arg}); err == nil && other != cmd.Root() {
			return nil, exit.Usagef("%q is a command; give one at a time", arg)
		}
		if cmd == cmd.Root() && commandLike.MatchString(arg) {
			return nil, exit.Usagef("%q is no command, and looks like no task ID", arg)
		}
		id, err := read(arg)
		if err != nil {
			return nil, exit.Usagef("%q %w", model.Text(arg).Line(), err)
		}
		if !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids, nil
}

// pipedTo says how a command is given what another program prints.
func pipedTo(cmd *cobra.Command) string {
	if cmd == cmd.Root() {
		return "what is piped into the dashboard is read without it"
	}
	return fmt.Sprintf("\"xargs %s\" gives it those that another program prints; \"hubwatch add -\" reads standard input", cmd.CommandPath())
}

// Argument reads a task ID or a status URL. The name of an existing file is
// refused even if it looks like an ID.
func Argument(arg string) (model.TaskID, error) {
	if info, err := os.Stat(arg); err == nil && info.Mode().IsRegular() && filepath.Ext(arg) != "" {
		return "", errors.New("is a file: \"hubwatch add -f FILE\" takes in the tasks in it, --plan FILE a plan")
	}
	id, err := intake.Typed(arg)
	if errors.Is(err, intake.ErrWord) || errors.Is(err, intake.ErrFile) {
		err = fmt.Errorf("%w; \"hubwatch add -f FILE\" takes in the tasks in a file", err)
	}
	return id, err
}
