package manual

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"hubwatch/ui/cli/exit"
)

// similar returns which of the names a user may have meant: those that are one
// letter away, else two.
func similar(word string, names []string) (found []string) {
	among := &cobra.Command{}
	for _, name := range names {
		among.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	for away := 1; away <= 2 && len(found) == 0; away++ {
		among.SuggestionsMinimumDistance = away
		found = among.SuggestionsFor(word)
	}
	return found
}

// OneOf returns a list of quoted names, one of which may be meant.
func OneOf(names []string) string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = strconv.Quote(name)
	}
	return strings.Join(quoted, " or ")
}

// Arguments makes cmd and every command below it say in its own words what is
// wrong with its arguments. Their errors have exit code 3.
func Arguments(cmd *cobra.Command) {
	for _, sub := range cmd.Commands() {
		Arguments(sub)
	}
	check := cmd.Args
	if check == nil || cmd.HasSubCommands() {
		return
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if check(cmd, args) == nil {
			return nil
		}
		_, wanted, _ := strings.Cut(cmd.Use, " ")
		wanted = strings.Trim(wanted, "[]")
		switch {
		case wanted == "":
			return exit.Usagef("%s takes no arguments, such as %q; \"%s --help\" says what it takes", cmd.CommandPath(), args[0], cmd.CommandPath())
		case len(args) == 0:
			return exit.Usagef("%s needs %s", cmd.CommandPath(), wanted)
		}
		return exit.Usagef("%s takes %s, and nothing else", cmd.CommandPath(), wanted)
	}
}

// FlagError says what is wrong with a flag, and which one may be meant.
func FlagError(cmd *cobra.Command, err error) error {
	if _, bare := errors.AsType[*pflag.ValueRequiredError](err); bare {
		return exit.Usagef("%w; \"%s --help\" says what it takes", err, cmd.CommandPath())
	}
	e, ok := errors.AsType[*pflag.NotExistError](err)
	if !ok {
		return err
	}
	name := e.GetSpecifiedName()
	if strings.Contains(name, "token") && e.GetSpecifiedShortnames() == "" {
		return exit.Usagef("no flag takes a token, which other programs could read there; \"hubwatch auth login --with-token\" reads it from a pipe")
	}
	var names []string
	for _, f := range Flags(cmd) {
		names = append(names, f.Name)
	}
	if found := similar(name, names); len(found) > 0 && e.GetSpecifiedShortnames() == "" {
		return exit.Usagef("%w; did you mean --%s?", err, strings.Join(found, " or --"))
	}
	if group := e.GetSpecifiedShortnames(); len(group) > 1 && slices.Contains(names, group) {
		return exit.Usagef("%w; did you mean --%s?", err, group)
	}
	return exit.Usagef("%w; \"%s --help\" lists the flags", err, cmd.CommandPath())
}

// Topics makes "help" refuse what is not a command.
func Topics(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, help := range root.Commands() {
		if help.Name() != "help" {
			continue
		}
		help.Short, help.Long, help.Example = "Say how a command is used", "help says how a command is used, or which there are.", "  hubwatch help wait"
		help.Args = func(_ *cobra.Command, args []string) error {
			of, rest, err := root.Find(args)
			if err != nil {
				return err
			}
			return OnlySubcommands(of, rest)
		}
	}
}

// OnlySubcommands refuses arguments to a command that only has subcommands.
func OnlySubcommands(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	if found := similar(args[0], names); len(found) > 0 {
		return exit.Usagef("%q is no command of %s; did you mean %s?", args[0], cmd.CommandPath(), OneOf(found))
	}
	if len(names) == 0 {
		return exit.Usagef("%q is no command of %s, which has none", args[0], cmd.CommandPath())
	}
	return exit.Usagef("%q is no command of %s; there are %s", args[0], cmd.CommandPath(), strings.Join(names, ", "))
}

// Flags lists the flags of a command, its parents' included.
func Flags(cmd *cobra.Command) []*pflag.Flag {
	var flags []*pflag.Flag
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Name != "help" && f.Name != "version" {
			flags = append(flags, f)
		}
	})
	return flags
}
