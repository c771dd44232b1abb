package account

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui/cli/exit"
)

// bindLimit bounds each look at the watchlist: others may write, or the disk may
// be slow.
const bindLimit = 2 * time.Second

// Owner returns the account of the token, to which the watchlist must belong.
func Owner(ctx context.Context, client *hubclient.Client, s store.Store) (model.Account, error) {
	owner, err := client.Account(ctx)
	if e, ok := errors.AsType[*model.CheckError](err); ok && e.Kind == model.KindPermission {
		return model.Account{}, nil // it is not told
	}
	if err != nil {
		return model.Account{}, LookError(err)
	}
	return owner, Bind(ctx, s, owner)
}

// Bind settles that the watchlist belongs to an account. It fails if it already
// belongs to another one. An account without a number settles nothing.
func Bind(ctx context.Context, s store.Store, account model.Account) error {
	portal := account.PortalID.Line()
	if portal == "" {
		return nil
	}
	limited, cancel := context.WithTimeout(ctx, bindLimit)
	defer cancel()
	err := s.BindAccount(limited, portal)
	other, refused := errors.AsType[*store.OtherAccountError](err)
	switch {
	case refused:
		return exit.With(exit.Unauthorised, otherAccountOf(other))
	case err == nil || ctx.Err() != nil:
		return ctx.Err()
	}
	// It cannot be written now. That keeps nobody from asking, unless it is known
	// to be of another account.
	limited, cancel = context.WithTimeout(ctx, bindLimit)
	defer cancel()
	if bound, unread := s.Account(limited); unread == nil && bound != "" && bound != portal {
		return exit.With(exit.Unauthorised, otherAccountOf(&store.OtherAccountError{Path: s.Path(), Bound: bound, Asked: portal}))
	}
	s.BindLater(portal)
	return nil
}

// otherAccount says that the token belongs to another account than the watchlist.
type otherAccount struct{ token, list string }

func otherAccountOf(e *store.OtherAccountError) error {
	return &otherAccount{model.Text(e.Asked).Line(), model.Text(e.Bound).Line()}
}

func (e *otherAccount) Error() string {
	return fmt.Sprintf("the token belongs to HubSpot account %s, the watchlist to account %s: "+
		"choose the profile of this account with --profile, or a new one", e.token, e.list)
}

// Accounts returns those of the token and of the watchlist.
func (e *otherAccount) Accounts() (token, list string) { return e.token, e.list }

// Asker is what the commands ask HubSpot through.
type Asker interface {
	Check(ctx context.Context, id model.TaskID) (model.Report, error)
	Account(ctx context.Context) (model.Account, error)
}

// Guard asks HubSpot about the tasks of a watchlist, but nothing before it is
// clear that the token belongs to the watchlist's account: another account
// would answer that it knows none of the tasks.
type Guard struct {
	Asker
	store  store.Store
	ctx    context.Context // bounds the question whose the token is; many wait for one answer
	refuse func(error)     // called when the token is of another account
	token  *TokenInUse

	mu   sync.Mutex
	last *ownerAnswer // nil before the first question
}

// ownerAnswer is one request for the token's account.
type ownerAnswer struct {
	used    int           // the number of the token asked with
	done    chan struct{} // closed when the rest is set, and used for the last time
	account model.Account
	err     error // a *model.CheckError, or ctx's own
	final   bool  // whether there is nothing more to ask
}

// ownerLimit bounds the request for the token's account.
const ownerLimit = time.Minute

// Check checks a task once the owner is settled. If HubSpot refuses the token
// and there is another one by now, it tries again with that.
func (o *Guard) Check(ctx context.Context, id model.TaskID) (model.Report, error) {
	for again := false; ; again = true {
		if _, err := o.Account(ctx); err != nil {
			return model.Report{}, err
		}
		used := o.token.number()
		report, err := o.Asker.Check(ctx, id)
		if again || !refusedToken(err) || !o.token.renew(ctx, used) {
			return report, err
		}
		o.forgetAnswer(used)
	}
}

// forgetAnswer forgets the account of an earlier token.
func (o *Guard) forgetAnswer(used int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.last != nil && o.last.used == used {
		o.last = nil
	}
}

// Account returns the account of the token. It is asked for until that is
// settled; concurrent callers share one answer.
func (o *Guard) Account(ctx context.Context) (model.Account, error) {
	a := o.question()
	select {
	case <-a.done:
		return a.account, a.err
	case <-ctx.Done():
		return model.Account{}, ctx.Err()
	}
}

// question returns the request under way, the final answer, or a new request.
func (o *Guard) question() *ownerAnswer {
	o.mu.Lock()
	defer o.mu.Unlock()
	if a := o.last; a != nil {
		select {
		case <-a.done:
			if a.final && a.used == o.token.number() {
				return a
			}
		default:
			return a
		}
	}
	a := &ownerAnswer{done: make(chan struct{}), used: o.token.number()}
	o.last = a
	go func() {
		defer exit.OnPanic()
		defer close(a.done)
		ctx, cancel := context.WithTimeout(o.ctx, ownerLimit)
		defer cancel()
		a.account, a.final, a.err = o.settle(ctx)
		o.mu.Lock()
		defer o.mu.Unlock()
		a.used = o.token.number() // settling may have found another one
	}()
	return a
}

// settle asks for the token's account and binds the watchlist to it. If HubSpot
// does not tell the account, there is nothing to compare, and the tasks are
// asked for.
func (o *Guard) settle(ctx context.Context) (account model.Account, final bool, err error) {
	used := o.token.number()
	account, err = o.Asker.Account(ctx)
	if refusedToken(err) && o.token.renew(ctx, used) {
		account, err = o.Asker.Account(ctx)
	}
	if err != nil {
		e, ok := errors.AsType[*model.CheckError](err)
		if ok && tellsNothing(e) {
			return model.Account{}, true, nil
		}
		return model.Account{}, false, err
	}
	err = Bind(ctx, o.store, account)
	switch {
	case err == nil:
		return account, true, nil
	case exit.Named(err):
		o.refuse(err)
		return model.Account{}, true, &model.CheckError{Kind: model.KindAuth, Message: model.Text(err.Error()), Err: err}
	case ctx.Err() != nil:
		return model.Account{}, false, ctx.Err()
	}
	return model.Account{}, false, &model.CheckError{Kind: model.KindUnavailable, Message: model.Text("the watchlist: " + err.Error()), Err: err}
}

// tellsNothing reports whether HubSpot answered, but not whose the token is: it
// lacks a scope, or the server has no such call.
func tellsNothing(e *model.CheckError) bool {
	switch e.Kind {
	case model.KindPermission, model.KindWrongRoute, model.KindNotFound, model.KindBadID, model.KindBadReply:
		return true
	case model.KindUnavailable, model.KindRateLimited, model.KindMoving, model.KindAuth:
	}
	return false
}

// Refused returns why nothing is asked with the token in use, nil if it belongs
// to the watchlist's account, or if that is not known yet.
func (o *Guard) Refused() error {
	o.mu.Lock()
	a := o.last
	o.mu.Unlock()
	if a == nil {
		return nil
	}
	select {
	case <-a.done: // what is below is set before that
	default:
		return nil
	}
	if a.used != o.token.number() {
		return nil
	}
	if e, ok := errors.AsType[*model.CheckError](a.err); ok && exit.Named(e.Err) {
		return e.Err
	}
	return nil
}

// NewGuard returns an asker for a watchlist. The context it returns ends, with the
// reason as its cause, when the token turns out to belong to another account.
func NewGuard(ctx context.Context, a Asker, s store.Store, token *TokenInUse) (*Guard, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	return &Guard{Asker: a, store: s, ctx: ctx, refuse: cancel, token: token}, ctx
}

// Ended returns the error of a command: why the guard's context ended, or else
// its own.
func Ended(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); exit.Named(cause) {
		return cause
	}
	return err
}
