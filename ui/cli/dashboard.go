package cli

import (
	"cmp"
	"context"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/config/keyring"
	"hubwatch/hubclient"
	"hubwatch/ui"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/desk"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/gather"
	"hubwatch/ui/cli/keep"
)

// dashboard runs the dashboard on the watchlist.
func (p *program) dashboard(cmd *cobra.Command, args []string, planFile string, quiet bool) error {
	ids, err := gather.IDs(cmd, args)
	if err != nil {
		return err
	}
	if err := p.checkScreen(); err != nil {
		return err // before anything is added
	}
	token, find, noToken, err := p.tokenForDashboard(cmd.Context())
	if err != nil {
		return err
	}
	client, err := p.hub().With(token.Value)
	if err != nil {
		return err
	}
	s, err := p.stores().Store()
	if err != nil {
		return err
	}
	w, err := keep.OpenDashboard(cmd.Context(), s, ids, p.time().Now())
	if err != nil {
		return err
	}
	defer w.Close()
	ask, _ := account.NewGuard(cmd.Context(), client, w.Store, token) // a user can give another token
	opt := p.dashboardOptions(w, ask, client, token)
	opt.NoToken, opt.Find = noToken, find
	if planFile != "" {
		opt.Looker, opt.Snapshot = p.hub().Eyes(ask, client), p.flags.File.Snapshot != config.SnapshotOff
	}
	if !quiet && !p.listened() {
		opt.Left = p.part
	}
	if notice := p.planForDashboard(cmd.Context(), w, planFile); notice != "" {
		opt.Notice = notice
	}
	left, err := w.Left(cmd.Context(), p.time().Now())
	if err != nil {
		return err
	}
	opt.Tasks, opt.View, opt.Plan, opt.Became = left.Tasks, left.View, left.Plan, w.Became
	said := make(keep.Notes, 1)
	options := p.keepOptions(w.Store, left.Revision, said.Say)
	options.Drain = keep.LeaveDrain
	k, err := keep.New(cmd.Context(), options)
	if err != nil {
		return err
	}
	defer k.Close()
	opt.Keeper, opt.Notes = k, said
	in := gather.ReadPipe(cmd.Context(), p.io.In, w.Store, said.Say)
	shown := cmp.Or(p.show(cmd.Context(), opt), ask.Refused())
	p.process.unsaved = k.Failed()
	k.SayTo(p.io.Say) // nobody sees notes any more
	in.Wait(cmd.Context(), p.io.Err)
	return shown
}

// dashboardOptions returns what a dashboard is made of, except for what the store
// knows and how the token is found.
func (p *program) dashboardOptions(w *keep.Dashboard, ask *account.Guard, client *hubclient.Client, token *account.TokenInUse) ui.Options {
	return ui.Options{
		Checker: ask, Searcher: p.hub().Scout(ask, client), Account: ask.Account, Limiter: client, Where: p.flags.Where(), Color: p.flags.Color(),
		Login: p.hub().Take(w.Store, token), Raw: w.Raw, StatusURL: client.StatusURL,
		Desk: &desk.Desk{Env: p.env, Raw: w.Raw, Browses: true}, Unsaved: w.Unsaved, Notice: w.Notice,
	}
}

// tokenForDashboard finds the token, or returns why there is none, or how to look
// for it once the screen is open, because the keyring may ask the user to unlock
// it. A token_command runs before that, because it may ask on the terminal.
func (p *program) tokenForDashboard(ctx context.Context) (inUse *account.TokenInUse, find func(context.Context) error, noToken string, err error) {
	if err := config.CheckProfile(p.flags.Profile); err != nil {
		return nil, nil, "", exit.With(exit.Usage, err)
	}
	from := p.hub().Sources()
	asksPerson := p.tty().Attended(p.io.Out) && !p.listened()
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

// errNoneYet is the reason where no token was ever stored.
var errNoneYet = errors.New(ui.NoTokenYet)

// whyNone returns why no token was found, as the dashboard says it in one
// sentence: what is wrong, and what to do. Where none was ever stored the
// dashboard itself explains how to get one.
func whyNone(err error) error {
	ring, asked := errors.AsType[*keyring.Error](err)
	switch {
	case !errors.Is(err, config.ErrNoToken):
		return err
	case !asked:
		return errNoneYet
	}
	why := ring.Kind.Error()
	if errors.Is(err, keyring.ErrNone) {
		why = "there is no keyring to keep a token in: one that is given here lasts until you leave, " + config.TokenVariable + " or a token_command for longer"
	}
	return errors.New(strings.ToUpper(why[:1]) + why[1:] + ".")
}
