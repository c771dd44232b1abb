package cli

import (
	"context"
	"errors"

	"hubwatch/config"
	"hubwatch/config/keyring"
	"hubwatch/hubclient"
)

// attended tells whether a person can be asked for a token.
func (p *program) attended() bool { return isTerminal(p.stdin) && isTerminal(p.stdout) }

// firstLogin asks the person in front of the dashboard for the token that is
// missing. Where no keyring can keep it, it is used for this run.
func (p *program) firstLogin(ctx context.Context, why error) (*hubclient.Client, *tokenInUse, error) {
	p.sayf("there is no HubSpot token yet; \"hubwatch demo\" shows the dashboard without one")
	if e, ok := errors.AsType[*keyring.Error](why); ok {
		p.sayf("%v", e)
	}
	value, err := p.readToken(ctx, false)
	if err != nil {
		return nil, nil, err
	}
	found, err := p.admit(ctx, value)
	if err != nil {
		return nil, nil, err
	}
	if err := p.keep(ctx, value, found.account); err != nil {
		if _, ok := errors.AsType[*keyring.Error](err); !ok {
			return nil, nil, err
		}
		p.sayf("the token is not kept: %v", err)
	}
	inUse := &tokenInUse{
		token: config.Token{Value: func() string { return value }, Source: config.Source{Kind: config.FromPerson}},
		find:  p.tokenQuietly,
	}
	client, err := p.clientWith(inUse.value)
	return client, inUse, err
}
