package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/config/keyring"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

func (p *program) authCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "auth",
		Short:   "Log in to a HubSpot account, and see which token is used",
		Example: "  hubwatch auth login\n  hubwatch auth status",
		Long: "auth keeps the access token of a private app or a service key in the keyring of this machine,\n" +
			"one for each --profile. It is never written to a file and never shown.",
		Args: onlySubcommands,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(p.loginCommand(), p.authStatusCommand(), p.logoutCommand())
	return cmd
}

// statusScopes are the scopes of which HubSpot wants one to tell the status of
// a task.
// Source: HubSpot's OpenAPI files of the files API.
var statusScopes = []model.Text{"files", "files.write", "files.ui_hidden.write"}

// access is what a token opens.
type access struct {
	account model.Account
	scopes  []model.Text
	told    bool // whether HubSpot told the scopes; it does so for private apps and service keys only
	budget  model.Budget
}

// refused tells whether HubSpot would not tell this token the status of a task.
func (a access) refused() bool {
	return a.told && !slices.ContainsFunc(a.scopes, func(s model.Text) bool { return slices.Contains(statusScopes, s) })
}

// lookLimit bounds the questions about a token.
const lookLimit = 30 * time.Second

// look asks HubSpot what the client's token opens. Its error is that of
// [hubclient.Client.Account].
func look(ctx context.Context, client *hubclient.Client) (access, error) {
	ctx, cancel := context.WithTimeout(ctx, lookLimit)
	defer cancel()
	account, err := client.Account(ctx)
	if err != nil {
		return access{}, err
	}
	a := access{account: account}
	if info, err := client.TokenInfo(ctx); err == nil {
		a.scopes, a.told = info.Scopes, true
	}
	a.budget = client.Budget()
	return a, nil
}

// lookError is how a command ends that could not look.
func lookError(err error) error {
	switch ce, ok := errors.AsType[*model.CheckError](err); {
	case ok && ce.Kind == model.KindAuth:
		return exit.With(exit.Unauthorised, fmt.Errorf("HubSpot refuses the token: %w", exit.Advised(ce)))
	case ok:
		return exit.Stopped(ce)
	case errors.Is(err, context.DeadlineExceeded):
		return exit.With(exit.Unreachable, errors.New("HubSpot did not answer in time"))
	}
	return exit.With(exit.Interrupted, nil)
}

// accountWords names an account in one line.
func accountWords(a model.Account) string {
	words := "HubSpot account " + output.OrDash(a.PortalID.Line())
	var more []string
	for _, t := range []model.Text{a.Region, a.Type} {
		if line := t.Line(); line != "" {
			more = append(more, line)
		}
	}
	if len(more) > 0 {
		words += " (" + strings.Join(more, ", ") + ")"
	}
	return words
}

// scopeWords lists what a token may do.
func (a access) scopeWords() string {
	switch {
	case !a.told:
		return "not known; HubSpot tells them for private apps and service keys only"
	case len(a.scopes) == 0:
		return "none"
	}
	lines := make([]string, 0, len(a.scopes))
	for _, s := range a.scopes {
		lines = append(lines, s.Line())
	}
	return strings.Join(lines, ", ")
}

// wrongRegion says that a token names another region than its account, "" if
// it does not. HubSpot's tokens look like pat-eu1-….
func wrongRegion(token string, a model.Account) string {
	parts := strings.SplitN(token, "-", 3)
	region := a.Region.Line()
	if len(parts) < 3 || parts[0] != "pat" || len(parts[1]) < 3 || region == "" || region == parts[1] {
		return ""
	}
	if prefix := parts[1][:2]; prefix != "na" && prefix != "eu" && prefix != "ap" && prefix != "au" && prefix != "ca" {
		return ""
	}
	return fmt.Sprintf("the token names the region %s, the account is in %s", parts[1], region)
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
			if err := p.checkProfile(); err != nil {
				return err
			}
			err := p.keyring.Delete(cmd.Context(), p.flags.profile)
			switch {
			case errors.Is(err, keyring.ErrNotFound):
				return exit.Usagef("profile %q has no token in the keyring", p.flags.profile)
			case err != nil:
				return keyringError(err)
			}
			fmt.Fprintf(p.io.Out, "the token of profile %q is no longer in the keyring\n", p.flags.profile)
			return nil
		},
	}
}

// keyringError is how a command ends that the keyring failed.
func keyringError(err error) error {
	if errors.Is(err, context.Canceled) {
		return exit.With(exit.Interrupted, nil)
	}
	return exit.With(exit.Unauthorised, err)
}
