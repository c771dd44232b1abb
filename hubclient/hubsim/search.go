package hubsim

import (
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// mostFound is how many folders one search may tell of, and usuallyFound how many
// it does unless told otherwise.
const (
	mostFound    = 100
	usuallyFound = 10
)

// search answers a search for folders from an index that may be behind.
func (s *Server) search(r *http.Request, now time.Time, correlation string) (int, any) {
	s.stats.Searches++
	if !s.permitted(searchScopes) {
		return forbidden(searchScopes, correlation)
	}
	q := r.URL.Query()
	limit := usuallyFound
	if given := q.Get("limit"); given != "" {
		n, err := strconv.Atoi(given)
		if err != nil || n < 1 || n > mostFound {
			return http.StatusBadRequest, envelope("VALIDATION_ERROR", "limit must be between 1 and 100", correlation)
		}
		limit = n
	}
	ids, ok := s.list(q["ids"])
	if !ok {
		return http.StatusBadRequest, envelope("VALIDATION_ERROR", "Unable to parse value for query parameter: ids", correlation)
	}
	at := now.Add(-seconds(s.opt.Scenario.Search.Lag))
	if parents := q["parentFolderIds"]; len(parents) > 0 {
		if parents, ok = s.list(parents); !ok {
			return http.StatusBadRequest, envelope("VALIDATION_ERROR", "Unable to parse value for query parameter: parentFolderIds", correlation)
		}
		return http.StatusOK, s.children(parents, q.Get("after"), limit, at)
	}
	found := []object{}
	for _, id := range ids {
		if f := s.indexed(id, at); f != nil && len(found) < limit {
			found = append(found, f)
		}
	}
	return http.StatusOK, object{"results": found}
}

// children returns a page of the folders in others, by their IDs.
func (s *Server) children(parents []string, after string, limit int, at time.Time) object {
	found := []object{}
	for _, id := range s.tree.order {
		if id <= after || !slices.Contains(parents, s.tree.nodes[id].at(at).parent) {
			continue
		}
		f := s.indexed(id, at)
		switch {
		case f == nil:
		case len(found) == limit:
			last, _ := found[limit-1]["id"].(string)
			return object{"results": found, "paging": object{"next": object{"after": last}}}
		default:
			found = append(found, f)
		}
	}
	return object{"results": found}
}

// list reads a list of IDs in the forms that this server understands. A server that
// wants commas takes the first of several; one that does not cannot read them.
func (s *Server) list(given []string) (ids []string, ok bool) {
	if form := s.opt.Scenario.Search.IDs; form == "comma" && len(given) > 1 {
		given = given[:1]
	} else if form == "repeated" && slices.ContainsFunc(given, func(v string) bool { return strings.Contains(v, ",") }) {
		return nil, false
	}
	for _, v := range given {
		for id := range strings.SplitSeq(v, ",") {
			if _, err := strconv.ParseInt(id, 10, 64); err != nil {
				return nil, false
			}
			ids = append(ids, id)
		}
	}
	return ids, true
}

// indexed returns a folder as the index had it at a time, nil if it does not
// find it.
func (s *Server) indexed(id string, at time.Time) object {
	if n := s.tree.nodes[id]; n != nil {
		if n.Hidden || n.at(at).archived || s.unindexed(id) {
			return nil
		}
		return s.tree.body(n, at)
	}
	tasks := s.migration.byFolder[id]
	if len(tasks) == 0 || s.unindexed(id) {
		return nil
	}
	f := tasks[0].before()
	for _, t := range tasks {
		if !at.Before(t.completedAt.Add(-seconds(s.opt.Scenario.Search.Early))) && t.moves() {
			f = t.result()
		}
	}
	return f
}

// unindexed reports whether the index never has a folder.
func (s *Server) unindexed(id string) bool {
	n, _ := strconv.ParseUint(id, 10, 64)
	return rand.New(rand.NewPCG(s.opt.Seed, n)).Float64() < s.opt.Scenario.Search.Missing
}

// moves reports whether the folder is moved when the task ends.
func (t *task) moves() bool {
	return slices.Contains([]string{"ok", "partial", "renamed", "noResult"}, t.outcome.Kind)
}

// before returns the folder before the task.
func (t *task) before() object {
	created := t.requestedAt.AddDate(-1, 0, -t.n%200)
	name := "to be moved " + t.folder.id
	return object{
		"id": t.folder.id, "name": name, "path": "/to be moved/" + name, "parentFolderId": "122500000017", "archived": false,
		"createdAt": stamp(created), "updatedAt": stamp(created),
	}
}
