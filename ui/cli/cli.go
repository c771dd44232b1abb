// Package cli is the command line: it reads flags and the environment, wires
// the packages together, and turns an error into an exit code.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"hubwatch/config"
	"hubwatch/config/clock"
	"hubwatch/config/keyring"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/store"
	"hubwatch/ui"
	"hubwatch/ui/backlog"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/build"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/files"
	"hubwatch/ui/cli/flags"
	"hubwatch/ui/cli/keep"
	"hubwatch/ui/cli/manual"
	"hubwatch/ui/cli/output"
	"hubwatch/ui/fault"
)

// program is what the commands share: the outside world, so that tests can
// replace it, and what flags and settings say.
type program struct {
	io      output.Streams
	env     func(string) string
	keyring account.Keyring
	flags   flags.Global
	process process
}

// process is what exists once while a command runs.
type process struct {
	newHub   func(hubclient.Options) (*hubclient.Client, error) // nil is [hubclient.New]
	clock    *clock.Clock                                       // see time
	requests *keep.Requests                                     // what was asked of HubSpot; see asked
	unsaved  bool                                               // the watchlist could not be written at the end
}

// time returns the clock of this process. It is made on first use, which is
// before anything runs concurrently.
func (p *program) time() *clock.Clock {
	if p.process.clock == nil {
		p.process.clock = clock.New()
	}
	return p.process.clock
}

// asked returns the requests that this process sends. It is made on first use,
// which is before anything runs concurrently.
func (p *program) asked() *keep.Requests {
	if p.process.requests == nil {
		p.process.requests = &keep.Requests{}
	}
	return p.process.requests
}

// unreadLimit is how long the last output of a command waits for somebody to
// read standard error.
const unreadLimit = time.Second

// Main runs the command line of this process and returns its exit code.
func Main(args []string) int {
	defer exit.OnPanic()
	panics(os.Getenv).Prepare()
	exit.OnQuit()
	log.SetOutput(io.Discard) // Go's HTTP writes there what servers send, and with GODEBUG=http2debug=2 the token
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the process at once
	said := backlog.Patient(os.Stderr)
	defer said.Drain(unreadLimit)
	p := &program{env: ownEnvironment(), io: output.Streams{In: os.Stdin, Out: os.Stdout, Err: said}}
	p.keyring = keyring.Keyring{Waiting: func() {
		fmt.Fprintln(p.io.Err, "hubwatch: waiting for the keyring; it may have opened a dialog (ctrl-c stops)")
	}}
	code := p.run(ctx, args)
	exit.Alone()
	return code
}

// ownEnvironment reads the environment of this process, and removes the token
// and the password of the store from it, so that no program we start (a
// browser, a pager, a hook) inherits them.
func ownEnvironment() func(string) string {
	secrets := map[string]string{}
	for _, name := range []string{config.TokenVariable, config.StorePasswordVariable} {
		secrets[name] = os.Getenv(name)
		_ = os.Unsetenv(name) // it cannot fail for these names
	}
	return func(name string) string {
		if secret, is := secrets[name]; is {
			return secret
		}
		return os.Getenv(name)
	}
}

// run runs the command line.
func (p *program) run(ctx context.Context, args []string) int {
	ctx, out := p.io.WatchOut(ctx)
	defer out.End()
	err := p.root(args).ExecuteContext(ctx)
	p.logRequests(ctx)
	err = p.outcome(out, err)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = exit.With(exit.Interrupted, nil) // whatever it was in the middle of
	}
	p.sayError(err)
	return exit.Of(err)
}

// outcome returns the error of a command that ended with err. A failed write
// takes precedence over everything else, but does not hide it.
func (p *program) outcome(out *output.Printed, err error) error {
	failed := out.Failed()
	if failed == nil {
		return err
	}
	if !errors.Is(err, failed) && !errors.Is(err, context.Canceled) {
		p.sayError(err)
	}
	return exit.With(exit.Internal, fmt.Errorf("standard output could not be written: %w", files.Reason(failed)))
}

func (p *program) root(args []string) *cobra.Command {
	root := p.rootCommand()
	root.SetArgs(args)
	root.SetIn(p.io.In)
	root.SetOut(p.io.Out)
	root.SetErr(p.io.Err)
	manual.AddCompletion(root)
	manual.Group(root)
	manual.Topics(root)
	root.SetHelpFunc(p.help)
	root.Version = build.Version()
	root.SetVersionTemplate(build.Own().String())
	root.SilenceErrors, root.SilenceUsage = true, true
	return root
}

// panics returns what to do about a panic.
func panics(env func(string) string) exit.Panics {
	return exit.Panics{Version: build.Version(), Folder: config.StateFolder(env), Rescue: ui.Rescue}
}

// sayError prints an error in one plain sentence. What it quotes from outside
// is made safe; it may be a token that went astray.
func (p *program) sayError(err error) {
	if f, ok := errors.AsType[*fault.Error](err); ok {
		panics(p.env).Say(p.io.Err, f.Error(), f.Trace)
		if err = errors.New(strings.TrimPrefix(strings.TrimPrefix(err.Error(), f.Error()), "\n")); err.Error() == "" {
			return
		}
	}
	if err != nil && err.Error() != "" {
		fmt.Fprintln(p.io.Err, "hubwatch: "+model.Text(model.HideTokens(p.placed(err))).Block())
	}
}

// placed returns an error in words, and adds who gave no answer if that is all
// it says.
func (p *program) placed(err error) string {
	text := err.Error()
	if silent, ok := errors.AsType[*model.CheckError](err); ok && silent.Kind == model.KindUnavailable && silent.Error() == text {
		return p.flags.Where() + ": " + text
	}
	return text
}

// logRequests writes the requests of a command that are not in the audit log
// yet, into a new watchlist if there is none. A failure is printed, and does
// not change the exit code.
func (p *program) logRequests(ctx context.Context) {
	if p.asked().Empty() {
		return
	}
	limit := 5 * time.Second
	if p.process.unsaved {
		limit = 100 * time.Millisecond // it has not worked just before
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), limit)
	defer cancel()
	err := p.stores().With(func(s *keep.Watchlist) error {
		return p.asked().Write(func(requests []model.Request) error {
			_, err := s.Take(ctx, store.Turn{Requests: requests})
			return err
		})
	})
	switch {
	case store.LooksOn(err):
		p.io.Say("what was asked of HubSpot is not in the audit log, which may only be read here")
	case err != nil:
		p.io.Say("the audit log could not be written: " + err.Error())
	}
}
