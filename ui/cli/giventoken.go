package cli

import (
	"context"
	"errors"
	"fmt"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// attended tells whether a person can be asked for a token in the dashboard.
func (p *program) attended() bool { return output.IsTerminal(p.io.Out) && p.env("TERM") != "dumb" }

// tokenForDashboard finds the token, or says why there is none, or how to look
// for it once the screen is open: the keyring may ask a person to unlock it. A
// token_command runs before, as it may ask on the terminal.
func (p *program) tokenForDashboard(ctx context.Context) (inUse *account.TokenInUse, find ui.Find, noToken string, err error) {
	if err := config.CheckProfile(p.flags.profile); err != nil {
		return nil, nil, "", exit.With(exit.Usage, err)
	}
	from := p.tokenSources()
	asksPerson := p.attended() && !p.listened()
	if asksPerson && !from.BeforeKeyring() {
		inUse = from.NoneYet()
		return inUse, func(ctx context.Context) error { return whyNone(from.WaitFor(ctx, inUse)) }, "", nil
	}
	found, err := from.Find(ctx)
	if errors.Is(err, config.ErrNoToken) && asksPerson {
		return from.NoneYet(), nil, whyNone(err).Error(), nil
	}
	if err != nil {
		return nil, nil, "", err
	}
	return from.InUse(found), nil, "", nil
}

// errNoneYet is why there is no token where nothing kept one from being found.
var errNoneYet = errors.New(ui.NoTokenYet)

// whyNone is an error of looking for the token as the dashboard says it: where none
// was ever given it says how to come by one itself.
func whyNone(err error) error {
	switch {
	case !errors.Is(err, config.ErrNoToken):
		return err
	case err.Error() == config.ErrNoToken.Error():
		return errNoneYet
	}
	return errors.New(model.Text(err.Error()).Line())
}

// takeToken makes what the dashboard does with a token that a person gives it:
// check it, keep it where the next start finds it, and use it from then on.
func (p *program) takeToken(s store.Store, inUse *account.TokenInUse) func(ctx context.Context, token string) (said string, err error) {
	return func(ctx context.Context, value string) (string, error) {
		if err := config.CheckToken(value); err != nil {
			return "", fmt.Errorf("the token %w", err)
		}
		client, err := p.clientWith(func() string { return value })
		if err != nil {
			return "", account.InTime(ctx, err)
		}
		found, err := account.Admit(ctx, client)
		if err != nil {
			return "", account.InTime(ctx, err)
		}
		if err := account.Bind(ctx, s, found.Account); err != nil {
			return "", err
		}
		kept := p.tokenSources().KeepQuietly(ctx, value)
		inUse.Use(config.Token{Value: func() string { return value }, Source: config.Source{Kind: config.FromPerson}})
		return kept + "; " + account.Words(found.Account), nil
	}
}
