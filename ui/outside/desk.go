// Package outside carries out intents that reach beyond the terminal: the
// clipboard, a browser, a pager and files.
package outside

import (
	"context"
	"os/exec"

	"hubwatch/model"
)

// Desk is what the dashboard can do outside of its terminal. Its methods are
// safe for concurrent use and must not write to the terminal.
type Desk interface {
	// Copy puts text on a clipboard and returns what to call it. The error
	// means that there is none.
	Copy(ctx context.Context, text string) (place string, err error)
	// Browse opens an address in a browser. The error means that there is none.
	Browse(url string) error
	// Write writes a new file and returns its path. name says what is in it.
	Write(name string, data []byte) (path string, err error)
	// Evidence writes everything that proves how a task ended, with the ticket
	// in Markdown, and returns the files' common path.
	Evidence(ctx context.Context, t *model.Task, ticket string) (path string, err error)
	// Pack writes everything that proves how several tasks ended, and returns
	// the folder.
	Pack(ctx context.Context, tasks []*model.Task) (path string, err error)
	// Pager returns a command that shows its input.
	Pager() *exec.Cmd
}
