package cli

import (
	"context"
	"errors"
	"os"

	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/ui/cli/exit"
)

// token finds the token of the profile.
func (p *program) token(ctx context.Context) (config.Token, error) {
	if err := config.CheckProfile(p.profile); err != nil {
		return config.Token{}, exit.With(exit.Usage, err)
	}
	var tty *os.File
	if len(p.settings.Profiles[p.profile].TokenCommand) > 0 && !p.unattended {
		if tty = config.Terminal(); tty != nil {
			defer tty.Close()
		}
	}
	token, err := config.FindToken(ctx, p.profile, p.settings, p.keyring, p.getenv, tty)
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
	inUse := &tokenInUse{token: token, find: p.tokenQuietly}
	client, err := p.clientWith(inUse.value)
	return client, inUse, err
}

// clientWith is a client with that token, which counts the requests of other
// hubwatch processes as its own.
func (p *program) clientWith(token func() string) (*hubclient.Client, error) {
	ledger, err := config.OpenLedger(p.profile, p.baseURL, p.getenv)
	if err != nil {
		return p.looker(token, nil) // it counts for itself
	}
	return p.looker(token, ledger)
}

// looker is a client that writes nothing but into a ledger, if there is one.
func (p *program) looker(token func() string, ledger hubclient.Ledger) (*hubclient.Client, error) {
	for name, err := range map[string]error{"--share": config.CheckShare(p.share), "--daily-share": config.CheckDailyShare(p.dailyShare)} {
		if err != nil {
			return nil, exit.Usagef("%s %w", name, err)
		}
	}
	newHub := p.newHub
	if newHub == nil {
		newHub = hubclient.New
	}
	client, err := newHub(hubclient.Options{
		BaseURL: p.baseURL, Version: p.apiVersion, Token: token, UserAgent: "hubwatch/" + version(),
		Share: p.share, DailyShare: &p.dailyShare, Now: p.time().Now, Sent: p.asked().note, Ledger: ledger,
	})
	if err != nil {
		return nil, exit.With(exit.Usage, err)
	}
	return client, nil
}
