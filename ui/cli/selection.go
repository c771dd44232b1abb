package cli

import (
	"context"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/model/store"
	"hubwatch/ui/cli/account"
	"hubwatch/ui/cli/exit"
	"hubwatch/ui/cli/keep"
)

// selection is the tasks of a watchlist that a command is about: those named
// on the command line, in that order, or all of them, also those that come
// while the command runs.
type selection struct {
	*session.Session
	named []model.TaskID // none is all
}

// tasks lists the selected tasks that are watched.
func (s selection) tasks() []*model.Task {
	if len(s.named) == 0 {
		return s.List().Tasks()
	}
	tasks := make([]*model.Task, 0, len(s.named))
	for _, id := range s.named {
		if t := s.List().Task(id); t != nil {
			tasks = append(tasks, t)
		}
	}
	return tasks
}

// open lists the selected tasks that are still to be asked about.
func (s selection) open() []*model.Task {
	var open []*model.Task
	for _, t := range s.tasks() {
		if !t.Frozen() {
			open = append(open, t)
		}
	}
	return open
}

// stored is the selection of what the store holds, and the revision it is of.
// A filter picks from them once. The error has exit code 3 if nothing is
// selected, or a task is not watched.
func (p *program) stored(ctx context.Context, s *store.Store, named []model.TaskID, filter string) (selection, int64, error) {
	tasks, revision, err := s.Load(ctx)
	if err != nil {
		return selection{}, 0, exit.With(exit.Internal, err)
	}
	now := p.time().Now()
	for _, t := range tasks {
		t.NotAfter(now)
	}
	sel := selection{p.sessionOf(tasks), named}
	for _, id := range named {
		if sel.List().Task(id) == nil {
			return selection{}, 0, exit.Usagef("%s is not on the watchlist; \"hubwatch add\" puts it there", id)
		}
	}
	if len(tasks) == 0 {
		return selection{}, 0, exit.Usagef("the watchlist is empty: name task IDs, or put some on it with \"hubwatch add\"")
	}
	if filter != "" {
		tasks, err := p.picked(sel.tasks(), filter)
		if err != nil {
			return selection{}, 0, err
		}
		sel.named = keep.IDs(tasks)
	}
	return sel, revision, nil
}

// sessionOf is a session with tasks as they were left, and with what is known of
// causes.
func (p *program) sessionOf(tasks []*model.Task) *session.Session {
	notes, _ := p.knownCauses() // what is wrong with the team's is said by the dashboard
	return session.New(session.Start{Tasks: tasks, Became: p.process.became, Notes: notes, Kept: true})
}

// account is the HubSpot account, for the output: as the store knows it, or as
// HubSpot says if it was this process that asked and was answered.
func (w *watcher) account(ctx context.Context, s *store.Store) (model.Account, error) {
	portal, err := s.Account(context.WithoutCancel(ctx))
	if err != nil || portal != "" {
		return model.Account{PortalID: model.Text(portal)}, err
	}
	return w.hubspotAccount(ctx), nil
}

// hubspotAccount is the account as HubSpot says, if it was this process that
// asked and was answered. It is only a name; nothing depends on it.
func (w *watcher) hubspotAccount(ctx context.Context) model.Account {
	c, ok := w.checker.(account.Asker)
	if !ok || w.Poller() != "" || !w.health.answered || w.health.why != nil {
		return model.Account{}
	}
	ctx, cancel := context.WithTimeout(ctx, accountLimit)
	defer cancel()
	account, _ := c.Account(ctx)
	return account
}
