package hubsim

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Folder is a folder of the simulated account.
type Folder struct {
	ID, Name string
	ParentID string // "" is the root
	Archived bool
	Hidden   bool // a search does not find it
}

// What the simulated HubSpot refuses. The real one's limits are not documented.
const (
	maxName  = 255 // characters
	maxDepth = 20
)

// tree is the folders of an account, as they were at any time.
type tree struct {
	nodes   map[string]*node
	order   []string
	renames bool // a name that is taken gets a number; else the move is refused
}

// node is a folder: what it was, the oldest first.
type node struct {
	Folder
	created time.Time
	was     []version
}

type version struct {
	at       time.Time
	parent   string
	name     string
	archived bool
}

func newTree(folders []Folder, renames bool, at time.Time) *tree {
	t := &tree{nodes: map[string]*node{}, renames: renames}
	created := at.AddDate(-1, 0, 0)
	for _, f := range folders {
		t.nodes[f.ID] = &node{f, created, []version{{created, f.ParentID, f.Name, f.Archived}}}
		t.order = append(t.order, f.ID)
	}
	slices.Sort(t.order)
	return t
}

// waiting is the folder in which those of a sample lie before they are moved.
const waiting = "122500000017"

// plant adds the folders of a plan, and those that they are to be moved into, whose
// paths places has.
func (t *tree) plant(rows []Planned, places map[string]string, now time.Time) {
	add := func(id, name, parent string) {
		if t.nodes[id] == nil {
			created := now.AddDate(-1, 0, 0)
			t.nodes[id] = &node{Folder{ID: id, Name: name, ParentID: parent}, created, []version{{created, parent, name, false}}}
			t.order = append(t.order, id)
		}
	}
	above := map[string]string{} // by path
	add(waiting, "to be moved", "")
	for _, row := range rows {
		add(row.FolderID, "to be moved "+row.FolderID, waiting)
		parts := strings.Split(strings.Trim(places[row.ParentID], "/"), "/")
		parent, path := "", ""
		for _, name := range parts[:len(parts)-1] {
			if path += "/" + name; above[path] == "" {
				above[path] = fmt.Sprint(122_400_000_000 + len(above)*13)
			}
			add(above[path], name, parent)
			parent = above[path]
		}
		add(row.ParentID, parts[len(parts)-1], parent)
	}
	if t.renames && len(rows) > 1 {
		row := rows[len(rows)/4]
		add("122450000000", row.Name, row.ParentID) // in the way of one
	}
	slices.Sort(t.order)
}

// at returns what a folder was at a time.
func (n *node) at(when time.Time) version {
	v := n.was[0]
	for _, next := range n.was[1:] {
		if !next.at.After(when) {
			v = next
		}
	}
	return v
}

// path returns where a folder was at a time.
func (t *tree) path(id string, when time.Time) string {
	path := ""
	for steps := 0; id != "" && steps < 1000; steps++ {
		n := t.nodes[id]
		if n == nil {
			break
		}
		v := n.at(when)
		path = "/" + v.name + path
		id = v.parent
	}
	return path
}

// body returns a folder as HubSpot shows it.
func (t *tree) body(n *node, when time.Time) object {
	v := n.at(when)
	o := object{
		"id": n.ID, "name": v.name, "path": t.path(n.ID, when), "archived": v.archived, "createdAt": stamp(n.created), "updatedAt": stamp(v.at),
	}
	put(o, "parentFolderId", v.parent)
	return o
}

// move moves and renames a folder, and says why that cannot be done: an error's
// category and message.
func (t *tree) move(id, parent, name string, now time.Time) (category, message string) {
	n := t.nodes[id]
	if n == nil || n.at(now).archived {
		return "OBJECT_NOT_FOUND", "No folder exists with the ID " + id
	}
	v := n.at(now)
	up := t.nodes[parent]
	switch {
	case parent == "" || parent == v.parent:
	case up == nil || up.at(now).archived:
		return "OBJECT_NOT_FOUND", "No folder exists with the ID " + parent
	case t.inside(parent, id, now):
		return "VALIDATION_ERROR", "A folder cannot be moved into itself"
	case t.depth(parent, now)+1 > maxDepth:
		return "VALIDATION_ERROR", "The folder would be nested too deeply"
	}
	parent, name = cmp.Or(parent, v.parent), cmp.Or(name, v.name)
	if name != v.name && !allowed(name) {
		return "VALIDATION_ERROR", fmt.Sprintf("The name %q is not allowed", name)
	}
	if parent == v.parent && name == v.name {
		return "", ""
	}
	free := name
	for number := 1; t.taken(free, parent, id, now); number++ {
		if !t.renames {
			return "OBJECT_ALREADY_EXISTS", fmt.Sprintf("A folder with the name %q already exists", name)
		}
		free = fmt.Sprintf("%s (%d)", name, number)
	}
	n.was = append(n.was, version{now, parent, free, false})
	return "", ""
}

// taken reports whether another folder has a name in a folder.
func (t *tree) taken(name, parent, but string, now time.Time) bool {
	return slices.ContainsFunc(t.order, func(other string) bool {
		w := t.nodes[other].at(now)
		return other != but && !w.archived && w.parent == parent && sameName(w.name, name)
	})
}

func sameName(a, b string) bool {
	return strings.EqualFold(norm.NFC.String(a), norm.NFC.String(b))
}

func allowed(name string) bool {
	return strings.TrimSpace(name) == name && !strings.ContainsAny(name, `/\`) && !strings.ContainsFunc(name, unicode.IsControl) && len([]rune(name)) <= maxName
}

// inside reports whether a folder is another one or lies in it.
func (t *tree) inside(id, in string, now time.Time) bool {
	for steps := 0; id != "" && steps < 1000; steps++ {
		if id == in {
			return true
		}
		n := t.nodes[id]
		if n == nil {
			return false
		}
		id = n.at(now).parent
	}
	return false
}

func (t *tree) depth(id string, now time.Time) int {
	depth := 0
	for n := t.nodes[id]; n != nil && depth < 1000; n = t.nodes[n.at(now).parent] {
		depth++
	}
	return depth
}

// Folders lists the folders as they are now, by their IDs.
func (s *Server) Folders() []Folder {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.opt.Now()
	s.advance(now)
	var all []Folder
	for _, id := range s.tree.order {
		n := s.tree.nodes[id]
		v := n.at(now)
		all = append(all, Folder{id, v.name, v.parent, v.archived, n.Hidden})
	}
	return all
}

// Change moves and renames a folder at once, as somebody would in HubSpot.
func (s *Server) Change(id, parent, name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.opt.Now()
	s.advance(now)
	if _, message := s.tree.move(id, parent, name, now); message != "" {
		return fmt.Errorf("%s: %s", id, message)
	}
	return nil
}

// request is what a task is to do with a folder of the tree.
type request struct{ parent, name string }

// advance carries out the tasks that have ended by now, in the order in which they
// did.
func (s *Server) advance(now time.Time) {
	for len(s.moves) > 0 && !now.Before(s.moves[0].completedAt) {
		t := s.moves[0]
		s.moves = s.moves[1:]
		s.carryOut(t)
	}
}

func (s *Server) carryOut(t *task) {
	if t.moves() {
		name := t.request.name
		if t.outcome.Kind == "renamed" {
			name = cmp.Or(name, s.tree.nodes[t.folder.id].at(t.completedAt).name) + " (1)"
		}
		if category, message := s.tree.move(t.folder.id, t.request.parent, name, t.completedAt); message != "" {
			t.outcome, t.cause = Outcome{Kind: "errors"}, Cause{Category: category, Message: message}
		}
	}
	if n := s.tree.nodes[t.folder.id]; n != nil {
		t.moved = s.tree.body(n, t.completedAt)
	}
}

// pend puts a task among those to be carried out.
func (s *Server) pend(t *task) {
	at, _ := slices.BinarySearchFunc(s.moves, t, func(a, b *task) int {
		return cmp.Or(a.completedAt.Compare(b.completedAt), a.n-b.n)
	})
	s.moves = slices.Insert(s.moves, at, t)
}
