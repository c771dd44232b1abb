package ui

import (
	"context"
	"os/exec"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/fault"
	"hubwatch/ui/screen"
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

// deskLimit bounds everything a Desk does.
const deskLimit = 5 * time.Second

// doneMsg says in the footer what came of something.
type doneMsg struct{ text, path string } // path is that of what was written, "" for nothing

func (a *app) done(msg doneMsg) { a.sayWhere(model.Text(msg.text).Line(), model.Text(msg.path).Line()) }

// fileCmd writes a file and says where it is.
func fileCmd(d Desk, what, name string, data []byte) tea.Cmd {
	return fault.Guarded(func() tea.Msg {
		path, err := d.Write(name, data)
		if err != nil {
			return doneMsg{text: what + " cannot be written: " + err.Error()}
		}
		return doneMsg{what + " is in", path}
	})
}

// prove writes what proves how a task ended.
func (a *app) prove(ask screen.Prove) tea.Cmd {
	if a.opt.Desk == nil {
		a.say("nothing is saved from here")
		return nil
	}
	desk, ctx, task := a.opt.Desk, a.ctx, ask.Task.Copy()
	return fault.Guarded(func() tea.Msg {
		ctx, cancel := context.WithTimeout(ctx, syncLimit)
		defer cancel()
		path, err := desk.Evidence(ctx, task, ask.Ticket)
		if err != nil {
			return doneMsg{text: "the evidence cannot be saved: " + err.Error()}
		}
		return doneMsg{"the evidence is in", path}
	})
}

// page shows a text in a pager.
func (a *app) page(text string) tea.Cmd {
	if a.opt.Desk == nil {
		a.say("there is no pager here")
		return nil
	}
	pager := a.opt.Desk.Pager()
	pager.Stdin = strings.NewReader(text)
	return tea.Exec(&lasting{pager}, func(err error) tea.Msg {
		if err != nil {
			return doneMsg{text: "the pager: " + err.Error()}
		}
		return nil
	})
}
