package session

import (
	"context"
	"time"

	"hubwatch/model"
	"hubwatch/model/survey"
)

// Searcher searches HubSpot for folders by their IDs, at most a hundred at a time. It is
// called from several goroutines at once. Its error is a *model.CheckError, or ctx's own
// if ctx ends first.
type Searcher interface {
	Folders(ctx context.Context, ids []model.Text) ([]model.Folder, error)
}

// Requests is what to ask HubSpot now.
type Requests struct {
	Checks   []model.TaskID    // most urgent first
	Searches []model.Search    // for folders
	Looks    []survey.Question // at folders of the plan
}

// Scout allows searches for folders.
func (s *Session) Scout() { s.mayScout = true }

// searches returns the searches to make now.
func (s *Session) searches(now time.Time) []model.Search {
	var all []model.Search
	for s.mayScout {
		next, ok := s.list.NextSearch(now, &s.pace)
		if !ok {
			break
		}
		all = append(all, next)
	}
	return all
}

// Found records the result of a search, or its error. Arrived folders are
// shared with other processes; they do not change their tasks' states.
func (s *Session) Found(search model.Search, folders []model.Folder, err error, now time.Time) Changes {
	var ch Changes
	refused := s.list.SearchRefused()
	s.forecast.request(false, s.flow.Looking.Unasked > 0, now)
	ch.Tasks = s.list.Found(search, folders, err, now)
	for _, t := range ch.Tasks {
		s.outbox.taught(t.ID, nil)
	}
	if e := s.list.SearchRefused(); e != nil && refused == nil {
		ch.Said = append(ch.Said, "folders are not searched for, which would show ends sooner: "+e.Error())
	}
	return ch
}
