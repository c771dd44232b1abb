package cli

import (
	"context"

	"hubwatch/config"
	"hubwatch/hubclient"
	"hubwatch/model"
	"hubwatch/model/session"
	"hubwatch/ui/cli/account"
)

// scout searches for folders in the account that the watchlist is of.
type scout struct {
	owner  account.Asker
	client *hubclient.Client
}

// scout is nil if a person does not want folders to be searched for.
func (p *program) scout(owner account.Asker, client *hubclient.Client) session.Searcher {
	if p.flags.scout == config.ScoutOff {
		return nil
	}
	return scout{owner, client}
}

// Folders searches once it is settled whose the token is.
func (s scout) Folders(ctx context.Context, ids []model.Text) ([]model.Folder, error) {
	if _, err := s.owner.Account(ctx); err != nil {
		return nil, err
	}
	page, err := s.client.Folders(ctx, hubclient.FolderQuery{IDs: ids})
	return page.Folders, err
}
