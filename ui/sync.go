package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/exchange"
)

// exchange starts a Sync if one is due. At most one is under way.
func (a *app) exchange() tea.Cmd {
	wait, ok := a.sync.NextIn(a.Now)
	if ok && wait <= 0 {
		return a.sync.Start(a.pack())
	}
	if ok {
		a.pulse.In(wait)
	}
	return nil
}

// pack returns what to tell the Keeper.
func (a *app) pack() session.Outbox {
	out := a.session.Pack(a.Now)
	out.Idle = out.Idle || a.polling.Tokenless()
	out.View = a.viewToSave()
	return out
}

// synced handles what changed elsewhere. What could not be written is kept for
// the next time.
func (a *app) synced(msg exchange.Synced) tea.Cmd {
	a.sync.Over()
	if msg.Err != nil || msg.Inbox.Anew {
		a.saveViewSoon()
	}
	poller := a.Poller()
	open, named := a.front.Task.Task(), ""
	if open != nil {
		named = a.Theme.Named(a.Width, open)
	}
	ch := a.session.Receive(msg.Out, msg.Inbox, msg.Err, a.Now)
	a.releaseSaved(ch.Saved)
	if a.Poller() != poller {
		a.redraw() // the banner says who asks
	}
	a.announce(ch)
	if open != nil && a.front.Task.ID() == "" { // else the next key would go to another task unseen
		a.say("another hubwatch dropped %s: it is not watched any more", named)
	}
	return a.pollDue()
}

// releaseSaved frees the raw answers that are on disk now, except the one on
// screen.
func (a *app) releaseSaved(tasks []*model.Task) {
	for _, t := range tasks {
		if a.opt.Raw != nil && a.front.Task.ID() != t.ID {
			a.List().Saved(t)
		}
	}
}

// flush writes what is left when the dashboard ends.
func (a *app) flush() error {
	a.memory.saveAt = time.Time{}
	return a.sync.Flush(a.pack, a.Now)
}
