package ui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/fault"
	"hubwatch/ui/keys"
	"hubwatch/ui/sheet"
)

// Find looks for the token, which may wait for a person to answer a dialog
// elsewhere. It returns when there is one to ask HubSpot with, or why there is
// none; ctx ends it.
type Find func(ctx context.Context) error

// NoTokenYet is why there is no token where none was ever given.
const NoTokenYet = sheet.NoneYet

// foundMsg says how the search ended. Sent by find.
type foundMsg struct{ err error }

// find begins the search, if there is one to begin. Until it ends nothing is
// asked.
func (a *app) find() tea.Cmd {
	if a.opt.Find == nil {
		return nil
	}
	ctx, stop := context.WithCancel(a.ctx)
	a.asking.stopFind, a.Sought = stop, a.Now
	return fault.Guarded(func() tea.Msg { return foundMsg{a.opt.Find(ctx)} })
}

// found goes on with the token, or asks the person for one.
func (a *app) found(msg foundMsg) tea.Cmd {
	a.asking.stopFind()
	a.asking.stopFind, a.Sought = nil, time.Time{}
	if msg.err == nil {
		return tea.Batch(a.asksAccount(), a.exchange(), a.checks())
	}
	a.NoToken = model.Text(msg.err.Error()).Line()
	if errors.Is(msg.err, context.Canceled) {
		a.NoToken = "The keyring was not waited for; " + a.Keys.Name(keys.CheckAll) + " asks it again."
	}
	if _, asked := a.input().(*sheet.Token); a.CanLogin && !asked {
		a.over(sheet.NewToken(a.Env, a.NoToken))
	}
	return nil
}

// tokenless tells whether there is no token to ask with.
func (a *app) tokenless() bool { return a.NoToken != "" || a.asking.stopFind != nil }
