package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
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

func (p *program) checkProfile() error {
	if err := config.CheckProfile(p.flags.profile); err != nil {
		return exit.With(exit.Usage, err)
	}
	return nil
}

func (p *program) login(ctx context.Context, l loginFlags) error {
	if err := p.checkProfile(); err != nil {
		return err
	}
	value, err := p.readToken(ctx, l.withToken)
	if err != nil {
		return err
	}
	found, err := p.admit(ctx, value)
	if err != nil && (!l.force || !found.refused()) {
		return err
	}
	if err != nil {
		p.io.Say(fmt.Sprintf("the token may not ask for the status of tasks: HubSpot wants one of the scopes %s", scopeList()))
	}
	if err := p.keep(ctx, value, found.account); err != nil {
		return err
	}
	fmt.Fprintf(p.io.Out, "logged in to %s\nscopes: %s\nthe token is in the keyring, profile %q\n",
		accountWords(found.account), found.scopeWords(), p.flags.profile)
	if warning := wrongRegion(value, found.account); warning != "" {
		p.io.Say(warning)
	}
	if p.env(config.TokenVariable) != "" {
		p.io.Say(fmt.Sprintf("%s is set and goes before the keyring; unset it to use the token kept now", config.TokenVariable))
	}
	return nil
}

// admit asks HubSpot whose a token is and whether it may do what hubwatch
// needs. With an error that only names a missing scope the access is what it
// is nevertheless.
func (p *program) admit(ctx context.Context, value string) (access, error) {
	client, err := p.clientWith(func() string { return value })
	if err != nil {
		return access{}, err
	}
	found, err := look(ctx, client)
	if err != nil {
		return access{}, lookError(err)
	}
	if found.refused() {
		return found, exit.With(exit.Unauthorised, fmt.Errorf("the token belongs to %s, but it may not ask for the status of tasks: "+
			"it has the scopes %s, and HubSpot wants one of %s; add one in HubSpot, or keep the token as it is with --force",
			accountWords(found.account), found.scopeWords(), scopeList()))
	}
	return found, nil
}

func scopeList() string {
	var names []string
	for _, s := range statusScopes {
		names = append(names, string(s))
	}
	return strings.Join(names, ", ")
}

// keep binds the profile's watchlist to the account and stores the token: in
// this order, so that a token of another account is not kept.
func (p *program) keep(ctx context.Context, value string, account model.Account) error {
	err := p.withStore(func(s *store.Store) error { return bind(ctx, s, account) })
	if err != nil {
		return err
	}
	if err := p.keyring.Set(ctx, p.flags.profile, value); err != nil {
		return keyringError(err)
	}
	return nil
}

// readToken gets a token from the person, or from standard input.
func (p *program) readToken(ctx context.Context, piped bool) (string, error) {
	if !piped && !output.IsTerminal(p.io.In) {
		return "", exit.Usagef("there is no terminal to ask on; pipe the token in: … | hubwatch auth login --with-token")
	}
	var text string
	var err error
	if piped {
		var data []byte
		data, err = io.ReadAll(io.LimitReader(until(ctx, p.io.In), 4096))
		text = string(data)
	} else {
		text, err = p.askHidden(ctx, "Access token of a private app or service key (it is not shown): ")
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

// askHidden reads a line from the terminal without showing it. The terminal is
// as before afterwards, also when ctx ends first.
func (p *program) askHidden(ctx context.Context, prompt string) (string, error) {
	f, ok := p.io.In.(*os.File)
	if !ok {
		return "", exit.With(exit.Internal, errors.New("standard input is no terminal"))
	}
	before, err := term.GetState(f.Fd())
	if err != nil {
		return "", exit.With(exit.Internal, err)
	}
	defer func() { _ = term.Restore(f.Fd(), before) }() // there is nothing else to try
	if err := hideInput(f.Fd()); err != nil {
		return "", exit.With(exit.Internal, err)
	}
	fmt.Fprint(p.io.Err, prompt)
	defer fmt.Fprintln(p.io.Err)
	type line struct {
		text []byte
		err  error
	}
	read := make(chan line, 1)
	go func() {
		text, err := term.ReadPassword(f.Fd())
		read <- line{text, err}
	}()
	select {
	case l := <-read:
		if errors.Is(l.err, io.EOF) {
			return "", exit.With(exit.Interrupted, nil)
		}
		return string(l.text), l.err
	case <-ctx.Done():
		return "", exit.With(exit.Interrupted, nil)
	}
}
