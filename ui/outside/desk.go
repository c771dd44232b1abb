// Package outside does what screens ask for outside of the terminal: on the
// clipboard, in a browser, in a pager and in files.
package outside

import (
	"context"
	"os/exec"

	"hubwatch/model"
)

// Desk is what the dashboard can do outside of its terminal. Its methods are
// called from any goroutine; none of them may write to the terminal.
type Desk interface {
	// Copy puts text on a clipboard and returns what to call that. An error
	// says that there is none here.
	Copy(ctx context.Context, text string) (place string, err error)
	// Browse opens an address in a browser. An error says that there is none.
	Browse(url string) error
	// Write writes a new file and returns its path. name tells what is in it.
	Write(name string, data []byte) (path string, err error)
	// Evidence writes all that proves how a task ended, with the ticket as
	// Markdown, and returns the files' common path.
	Evidence(ctx context.Context, t *model.Task, ticket string) (path string, err error)
	// Pack writes all that proves how several tasks ended and returns the
	// folder.
	Pack(ctx context.Context, tasks []*model.Task) (path string, err error)
	// Pager is a command that shows what it reads.
	Pager() *exec.Cmd
}
