package outside

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/ui/fault"
	"hubwatch/ui/screen"
)

// Outside carries out intents on a Desk, off the event loop. Each is answered
// by a [Done].
type Outside struct {
	Desk      Desk                  // nil if there is none: each intent is answered by that
	Clipboard func(string) tea.Cmd  // has the terminal take text for a clipboard; nil if it takes none
	Lend      func(tea.Cmd) tea.Cmd // gives the terminal to a command and takes it back
	Menu      string                // the key of the menu of texts to copy
}

// Done carries the outcome of an intent.
type Done struct {
	Text string
	Path string  // of what was written, behind the text; "" for nothing
	Then tea.Cmd // what else is to be done; nil for nothing
}

const (
	deskLimit  = 5 * time.Second  // for what a user waits for
	proveLimit = 15 * time.Second // for what is read from the watchlist's database
)

// Do carries out an intent that reaches outside; it ignores any other. ctx ends
// what is under way.
func (o Outside) Do(ctx context.Context, ask screen.Intent) tea.Cmd {
	switch ask := ask.(type) {
	case screen.Copy:
		return doing(func() Done { return o.copy(ctx, ask.What, ask.Text) })
	case screen.Browse:
		return doing(func() Done { return o.browse(ctx, ask) })
	case screen.Page:
		return o.page(ask.Text)
	case screen.Write:
		return doing(func() Done { return o.write(ask) })
	case screen.Prove:
		task := ask.Task.Copy()
		return o.proof(ctx, func(ctx context.Context) (string, error) { return o.Desk.Evidence(ctx, task, ask.Ticket) })
	case screen.Evidence:
		tasks := make([]*model.Task, 0, len(ask.Tasks))
		for _, t := range ask.Tasks {
			tasks = append(tasks, t.Copy())
		}
		return o.proof(ctx, func(ctx context.Context) (string, error) { return o.Desk.Pack(ctx, tasks) })
	}
	return nil
}

// doing returns a command for work whose panic ends the dashboard in order.
func doing(work func() Done) tea.Cmd {
	return fault.Guarded(func() tea.Msg { return work() })
}

// browse opens an address. Without a browser it is copied.
func (o Outside) browse(ctx context.Context, ask screen.Browse) Done {
	switch {
	case o.Desk == nil:
		return Done{Text: "there is no browser here: " + ask.URL}
	case o.Desk.Browse(ask.URL) != nil:
		return o.copy(ctx, "the address (no browser here)", ask.URL)
	}
	return Done{Text: ask.What + " is open in the browser"}
}

// page shows a text in a pager.
func (o Outside) page(text string) tea.Cmd {
	if o.Desk == nil {
		return doing(func() Done { return Done{Text: "there is no pager here"} })
	}
	pager := o.Desk.Pager()
	pager.Stdin = strings.NewReader(text)
	return o.Lend(tea.Exec(&lasting{pager}, func(err error) tea.Msg {
		if err != nil {
			return Done{Text: "the pager: " + err.Error()}
		}
		return nil
	}))
}

// write writes a file and says where it is.
func (o Outside) write(ask screen.Write) Done {
	if o.Desk == nil {
		return Done{Text: "nothing is written from here"}
	}
	path, err := o.Desk.Write(ask.Name, ask.Data)
	if err != nil {
		return Done{Text: ask.What + " cannot be written: " + err.Error()}
	}
	return Done{Text: ask.What + " is in", Path: path}
}

// proof has what proves how tasks ended written and says where it is.
func (o Outside) proof(ctx context.Context, write func(context.Context) (path string, err error)) tea.Cmd {
	return doing(func() Done {
		if o.Desk == nil {
			return Done{Text: "nothing is saved from here"}
		}
		ctx, cancel := context.WithTimeout(ctx, proveLimit)
		defer cancel()
		path, err := write(ctx)
		if err != nil {
			return Done{Text: "the evidence cannot be saved: " + err.Error()}
		}
		return Done{Text: "the evidence is in", Path: path}
	})
}
