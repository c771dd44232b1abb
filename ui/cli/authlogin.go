package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/output"
)

// loginFlags is the flags of the login command.
type loginFlags struct {
	withToken bool
	force     bool
}

func (p *program) loginCommand() *cobra.Command {
	var l loginFlags
	cmd := &cobra.Command{
		Use:   "login",
		Short: "Check a token and keep it in the keyring",
		Long: "login asks for an access token without showing it, asks HubSpot whose it is and what it may do, and\n" +
			"keeps it in the keyring. The token needs one of the scopes files, files.write and\n" +
			"files.ui_hidden.write: HubSpot wants a scope to write even for reading the status of a task.\n\n" +
			"Exit codes: 3 bad usage, 4 the token is refused or cannot be kept, 6 HubSpot cannot be reached.",
		Example: "  hubwatch auth login\n" +
			"  hubwatch auth login --profile eu\n" +
			"  op read op://vault/hubspot/token | hubwatch auth login --with-token",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.login(cmd.Context(), l) },
	}
	f := cmd.Flags()
	f.BoolVar(&l.withToken, "with-token", false, "read the token from standard input")
	f.BoolVar(&l.force, "force", false, "keep the token although it lacks a scope")
	return cmd
}

func (p *program) login(ctx context.Context, l loginFlags) error {
	if err := p.flags.CheckProfile(); err != nil {
		return err
	}
	value, err := p.readToken(ctx, l.withToken)
	if err != nil {
		return err
	}
	client, err := p.hub().With(func() string { return value })
	if err != nil {
		return err
	}
	found, err := account.Admit(ctx, client)
	if err != nil && (!l.force || !found.Refused()) {
		return err
	}
	if err != nil {
		p.io.Say(fmt.Sprintf("the token may not ask for the status of tasks: HubSpot wants one of the scopes %s", account.ScopesNeeded()))
	}
	if err := p.keep(ctx, value, found.Account); err != nil {
		return err
	}
	fmt.Fprintf(p.io.Out, "logged in to %s\nscopes: %s\nthe token is in the keyring, profile %q\n",
		account.Words(found.Account), found.ScopeWords(), p.flags.Profile)
	if warning := account.WrongRegion(value, found.Account); warning != "" {
		p.io.Say(warning)
	}
	if p.env(config.TokenVariable) != "" {
		p.io.Say(fmt.Sprintf("%s is set and goes before the keyring; unset it to use the token kept now", config.TokenVariable))
	}
	return nil
}

// keep binds the profile's watchlist to the account and then stores the token,
// in this order, so that a token of another account is not stored.
func (p *program) keep(ctx context.Context, value string, owner model.Account) error {
	err := p.stores().With(func(s *keep.Watchlist) error { return account.Bind(ctx, s.Store, owner) })
	if err != nil {
		return err
	}
	if err := p.keyring.Set(ctx, p.flags.Profile, value); err != nil {
		return keyringError(err)
	}
	return nil
}

// readToken gets a token from the user, or from standard input.
func (p *program) readToken(ctx context.Context, piped bool) (string, error) {
	if !piped && !output.IsTerminal(p.io.In) {
		return "", exit.Usagef("there is no terminal to ask on; pipe the token in: … | hubwatch auth login --with-token")
	}
	var text string
	var err error
	if piped {
		var data []byte
		data, err = io.ReadAll(io.LimitReader(output.Until(ctx, p.io.In), 4096))
		text = string(data)
	} else {
		text, err = account.AskHidden(ctx, p.io, "Access token of a private app or service key (it is not shown): ")
	}
	if err != nil {
		return "", err
	}
	text = strings.TrimSpace(text)
	if text == "" {
		return "", exit.Usagef("no token was given; nothing has changed")
	}
	if err := config.CheckToken(text); err != nil {
		return "", exit.Usagef("the token %w", err)
	}
	return text, nil
}
