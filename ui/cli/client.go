package cli

import (
	"context"
	"errors"
	"os"

	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// token finds the token of the profile.
func (p *program) token(ctx context.Context) (config.Token, error) { return p.tokenSources().find(ctx) }

// tokenSources is where the token of the profile comes from.
func (p *program) tokenSources() tokenSources {
	return tokenSources{p.flags.profile, p.settings, p.keyring, p.env}
}

// tokenSources is where the token of a profile comes from.
type tokenSources struct {
	profile  string
	settings config.Settings
	keyring  tokenStore
	env      func(string) string
}

// find finds the token. A token_command may ask on the terminal, and the keyring
// may say that it waits.
func (t tokenSources) find(ctx context.Context) (config.Token, error) {
	var tty *os.File
	if len(t.settings.Profiles[t.profile].TokenCommand) > 0 {
		if tty = config.Terminal(); tty != nil {
			defer tty.Close()
		}
	}
	return t.findOn(ctx, tty)
}

// findOn finds the token. tty is what a token_command may ask on, nil if there
// is nobody to be asked.
func (t tokenSources) findOn(ctx context.Context, tty *os.File) (config.Token, error) {
	if err := config.CheckProfile(t.profile); err != nil {
		return config.Token{}, exit.With(exit.Usage, err)
	}
	token, err := config.FindToken(ctx, t.profile, t.settings, t.keyring, t.env, tty)
	switch {
	case errors.Is(err, context.Canceled):
		return config.Token{}, exit.With(exit.Interrupted, nil)
	case err != nil:
		return config.Token{}, exit.With(exit.Unauthorised, err)
	}
	return token, nil
}

// client is a client for the HubSpot that flags and settings name, with the
// token of the profile.
func (p *program) client(ctx context.Context) (*hubclient.Client, *tokenInUse, error) {
	token, err := p.token(ctx)
	if err != nil {
		return nil, nil, err
	}
	inUse := &tokenInUse{token: token, find: p.tokenSources().findQuietly}
	client, err := p.clientWith(inUse.value)
	return client, inUse, err
}

// clientWith is a client with that token, which counts the requests of other
// hubwatch processes as its own.
func (p *program) clientWith(token func() string) (*hubclient.Client, error) {
	ledger, err := config.OpenLedger(p.flags.profile, p.flags.baseURL, p.env)
	if err != nil {
		return p.looker(token, nil) // it counts for itself
	}
	return p.looker(token, ledger)
}

// looker is a client that writes nothing but into a ledger, if there is one.
func (p *program) looker(token func() string, ledger hubclient.Ledger) (*hubclient.Client, error) {
	for name, err := range map[string]error{"--share": config.CheckShare(p.flags.share), "--daily-share": config.CheckDailyShare(p.flags.dailyShare)} {
		if err != nil {
			return nil, exit.Usagef("%s %w", name, err)
		}
	}
	newHub := p.process.newHub
	if newHub == nil {
		newHub = hubclient.New
	}
	client, err := newHub(hubclient.Options{
		BaseURL: p.flags.baseURL, Version: p.flags.apiVersion, Token: token, UserAgent: "hubwatch/" + output.Version(),
		Share: p.flags.share, DailyShare: &p.flags.dailyShare, Now: p.time().Now, Sent: p.asked().note, Ledger: ledger,
	})
	if err != nil {
		return nil, exit.With(exit.Usage, err)
	}
	return client, nil
}
