package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"hubwatch/config"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/output"
)

// attended tells whether a person can be asked for a token in the dashboard.
func (p *program) attended() bool { return output.IsTerminal(p.io.Out) && p.env("TERM") != "dumb" }

// noTokenYet is a token in use that is still to come.
func (p *program) noTokenYet() *tokenInUse {
	none := config.Token{Value: func() string { return "" }}
	return &tokenInUse{token: none, find: p.tokenSources().findQuietly}
}

// tokenForDashboard finds the token, or says why there is none, or how to look
// for it once the screen is open: the keyring may ask a person to unlock it. A
// token_command runs before, as it may ask on the terminal.
func (p *program) tokenForDashboard(ctx context.Context) (inUse *tokenInUse, find ui.Find, noToken string, err error) {
	if err := config.CheckProfile(p.flags.profile); err != nil {
		return nil, nil, "", exit.With(exit.Usage, err)
	}
	asksPerson := p.attended() && !p.listened()
	elsewhere := strings.TrimSpace(p.env(config.TokenVariable)) != "" || len(p.settings.Profiles[p.flags.profile].TokenCommand) > 0
	if asksPerson && !elsewhere {
		inUse = p.noTokenYet()
		return inUse, p.findInKeyring(inUse), "", nil
	}
	found, err := p.token(ctx)
	if errors.Is(err, config.ErrNoToken) && asksPerson {
		return p.noTokenYet(), nil, model.Text(err.Error()).Line(), nil
	}
	if err != nil {
		return nil, nil, "", err
	}
	return &tokenInUse{token: found, find: p.tokenSources().findQuietly}, nil, "", nil
}

// findInKeyring waits for the keyring while the dashboard has the screen.
func (p *program) findInKeyring(inUse *tokenInUse) ui.Find {
	from := p.tokenSources()
	from.keyring = silent(from.keyring)
	return func(ctx context.Context) error {
		found, err := from.findOn(ctx, nil)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			inUse.use(found)
		}
		return err
	}
}

// takeToken makes what the dashboard does with a token that a person gives it:
// check it, keep it where the next start finds it, and use it from then on.
func (p *program) takeToken(s *store.Store, inUse *tokenInUse) ui.Login {
	return func(ctx context.Context, value string) (string, error) {
		if err := config.CheckToken(value); err != nil {
			return "", fmt.Errorf("the token %w", err)
		}
		found, err := p.admit(ctx, value)
		if err != nil {
			return "", inTime(ctx, err)
		}
		if err := bind(ctx, s, found.account); err != nil {
			return "", err
		}
		kept := p.keepGiven(ctx, value)
		inUse.use(config.Token{Value: func() string { return value }, Source: config.Source{Kind: config.FromPerson}})
		return kept + "; " + accountWords(found.account), nil
	}
}

// inTime is err, or that there was no answer in time: what ended with the time
// that there was, nobody has interrupted.
func inTime(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return errors.New("HubSpot did not answer in time")
	}
	return err
}

// keepGiven puts a token into the keyring, without a dialog, if that is where
// the next start looks for it. It says where the token is.
func (p *program) keepGiven(ctx context.Context, value string) string {
	switch {
	case strings.TrimSpace(p.env(config.TokenVariable)) != "":
		return "used until you leave: " + config.TokenVariable + " goes before the keyring"
	case len(p.settings.Profiles[p.flags.profile].TokenCommand) > 0:
		return "used until you leave: the token_command goes before the keyring"
	}
	ring := silent(p.keyring)
	err := ring.Check(ctx)
	if err == nil {
		err = ring.Set(ctx, p.flags.profile, value)
	}
	if err != nil {
		return "used until you leave, not kept: " + err.Error()
	}
	return fmt.Sprintf("kept in the keyring, profile %q", p.flags.profile)
}
