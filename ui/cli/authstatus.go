package cli

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/output"
)

// authOutput is the JSON output of auth status, schema 1.
type authOutput struct {
	Schema    int            `json:"schema"`
	Profile   string         `json:"profile"`
	Source    string         `json:"source"`
	Token     string         `json:"token"` // its last four characters
	Account   output.Account `json:"account"`
	Scopes    []string       `json:"scopes"` // null if HubSpot does not tell
	MayWatch  bool           `json:"mayWatch"`
	Day       int            `json:"dayLimit,omitempty"`
	Remaining int            `json:"dayRemaining,omitempty"`
}

func (p *program) authStatusCommand() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "status",
		Short: "Say which token is used, whose it is and what it may do",
		Long: "status says where the token comes from, asks HubSpot whose it is, which scopes it has and how many\n" +
			"requests are left today. Of the token only the last four characters are shown.\n\n" +
			"Exit codes: 0 all is well, 3 bad usage, 4 no token, a refused one or a missing scope, 6 unreachable.",
		Example: "  hubwatch auth status\n  hubwatch auth status --profile eu -o json | jq .account",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.authStatus(cmd.Context(), format) },
	}
	flags.Format(cmd, &format, "table", []string{"table", "json"})
	return cmd
}

func (p *program) authStatus(ctx context.Context, format string) error {
	token, err := p.hub().Sources().Find(ctx)
	if err != nil {
		return err
	}
	client, err := p.hub().With(token.Value)
	if err != nil {
		return err
	}
	found, err := account.Look(ctx, client)
	if err != nil {
		if format == "table" {
			fmt.Fprintf(p.io.Out, "token  %s, from %v\n", token.Tail(), token.Source)
		}
		return account.LookError(err)
	}
	if format == "json" {
		err = output.WriteJSON(p.io.Out, authOutput{
			Schema: 1, Profile: p.flags.Profile, Source: token.Source.String(), Token: token.Tail(),
			Account: output.AccountOf(found.Account), Scopes: found.ScopeNames(), MayWatch: !found.Refused(),
			Day: found.Budget.DayLimit, Remaining: found.Budget.DayRemaining,
		})
	} else {
		err = p.printAccess(token.Tail(), token.Source.String(), found)
	}
	switch {
	case err != nil:
		return exit.With(exit.Internal, err)
	case found.Refused():
		return exit.With(exit.Unauthorised, errors.New("the token may not ask for the status of tasks: HubSpot wants one of the scopes "+account.ScopesNeeded()))
	}
	if warning := account.WrongRegion(token.Value(), found.Account); warning != "" {
		p.io.Say(warning)
	}
	return nil
}

func (p *program) printAccess(tail, source string, found account.Access) error {
	_, err := io.WriteString(p.io.Out, output.Align([][]string{
		{"profile", p.flags.Profile},
		{"token", tail + ", from " + source},
		{"portal", output.OrDash(found.Account.PortalID.Line())},
		{"region", output.OrDash(found.Account.Region.Line())},
		{"type", output.OrDash(found.Account.Type.Line())},
		{"scopes", found.ScopeWords()},
		{"today", account.DayWords(found.Budget)},
	}))
	return err
}
