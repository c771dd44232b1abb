package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"hubwatch/config/keyring"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/manual"
)

func (p *program) authCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "auth",
		Short:   "Log in to a HubSpot account, and see which token is used",
		Example: "  hubwatch auth login\n  hubwatch auth status",
		Long: "auth keeps the access token of a private app or a service key in the keyring of this machine,\n" +
			"one for each --profile. It is never written to a file and never shown.",
		Args: manual.OnlySubcommands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.loginCommand(), p.authStatusCommand(), p.logoutCommand())
	return cmd
}

func (p *program) logoutCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "logout",
		Short: "Take the token out of the keyring",
		Long: "logout takes the token of the profile out of the keyring. The watchlist stays, and the token stays\n" +
			"valid in HubSpot: to end it, rotate or delete it there.",
		Example: "  hubwatch auth logout\n  hubwatch auth logout --profile eu",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := p.flags.CheckProfile(); err != nil {
				return err
			}
			err := p.keyring.Delete(cmd.Context(), p.flags.Profile)
			switch {
			case errors.Is(err, keyring.ErrNotFound):
				return exit.Usagef("profile %q has no token in the keyring", p.flags.Profile)
			case err != nil:
				return keyringError(err)
			}
			fmt.Fprintf(p.io.Out, "the token of profile %q is no longer in the keyring\n", p.flags.Profile)
			return nil
		},
	}
}

// keyringError returns the error of a command whose keyring failed.
func keyringError(err error) error {
	if errors.Is(err, context.Canceled) {
		return exit.With(exit.Interrupted, nil)
	}
	return exit.With(exit.Unauthorised, err)
}
