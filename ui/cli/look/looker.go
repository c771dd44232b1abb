// Package look looks at the folders of a plan for a command: it searches for
// them, a hundred in one request, within the limits, shows its progress, and
// keeps what is needed. It starts no move.
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

// Looker looks at folders. It is not safe for concurrent use.
type Looker struct {
	Client *hubclient.Client
	Bar    *watch.Progress // says how far it is
	Say    func(string)    // is told what a user should know, in one line
}

// At looks at folders until want adds nothing more; see [survey.Folders]. The
// error carries its exit code, or is ctx's own.
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

// Stopped returns err; if the user has stopped the command, as ctx tells, it
// also says what became of the results, and how to go on.
func Stopped(ctx context.Context, err error, words string) error {
	if err != nil && ctx.Err() != nil && (errors.Is(err, context.Canceled) || exit.Of(err) == exit.Interrupted && err.Error() == "") {
		return exit.With(exit.Interrupted, errors.New("stopped: "+words))
	}
	return err
}
