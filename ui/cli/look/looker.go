// Package look is how a command looks at the folders of a plan: it searches for
// them, a hundred in one request, inside the limits, says how far it is, and keeps
// what is wanted of that. It starts no move.
package look

import (
	"context"
	"errors"

	"hubwatch/hubclient"
	"hubwatch/model/survey"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/watch"
)

// Looker looks at folders. Its methods may not be called side by side.
type Looker struct {
	Client *hubclient.Client
	Bar    *watch.Progress // says how far it is
	Say    func(string)    // is told what a user should know, in one line
}

// At looks at folders until want has nothing more to be seen; see [survey.Folders].
// The error carries its exit code, or is ctx's own.
func (l Looker) At(ctx context.Context, want func(*survey.Folders)) (*survey.Folders, error) {
	seen := survey.New()
	return seen, l.on(ctx, seen, want, nil)
}

// on goes on with a look. answered is nil, or called after some answers.
func (l Looker) on(ctx context.Context, seen *survey.Folders, want func(*survey.Folders), answered func()) error {
	defer l.Bar.Clear()
	if err := l.search(ctx, seen, want, answered); err != nil {
		return account.LookError(err)
	}
	return nil
}

// Stopped returns err; where a user has stopped the command, as ctx tells, it
// says what became of what it had, and how to go on.
func Stopped(ctx context.Context, err error, words string) error {
	if err != nil && ctx.Err() != nil && (errors.Is(err, context.Canceled) || exit.Of(err) == exit.Interrupted && err.Error() == "") {
		return exit.With(exit.Interrupted, errors.New("stopped: "+words))
	}
	return err
}
