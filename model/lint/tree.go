package lint

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hubwatch/model"
	"hubwatch/model/survey"
)

// tree is the folders that were seen, as they are after some moves.
type tree struct {
	seen  *survey.Folders
	nodes map[model.Text]*node
	names map[place][]model.Text // who has a name there
}

// node is one folder.
type node struct {
	id, parent, name model.Text
	archived         bool
	line             int // of the row that put it where it is; 0 if it was there
}

// place is a name in a folder, as HubSpot compares names.
type place struct {
	parent model.Text
	name   string
}

// at is the place of a name.
func at(parent, name model.Text) place {
	return place{parent, strings.ToLower(norm.NFC.String(string(name)))}
}

func newTree(seen *survey.Folders) *tree {
	t := &tree{seen: seen, nodes: map[model.Text]*node{}, names: map[place][]model.Text{}}
	for _, id := range seen.All() {
		f := seen.Folder(id)
		n := &node{id: id, parent: f.ParentID, name: f.Name, archived: f.Archived}
		t.nodes[id] = n
		if !n.archived {
			t.occupy(n)
		}
	}
	return t
}

func (t *tree) occupy(n *node) {
	p := at(n.parent, n.name)
	t.names[p] = append(t.names[p], n.id)
}

// move puts a folder elsewhere, for the row in a line.
func (t *tree) move(n *node, parent, name model.Text, line int) {
	p := at(n.parent, n.name)
	t.names[p] = slices.DeleteFunc(t.names[p], func(id model.Text) bool { return id == n.id })
	n.parent, n.name, n.line = parent, name, line
	t.occupy(n)
}

// holder is another folder that has a name in a folder, nil if there is none.
func (t *tree) holder(parent, name, but model.Text) *node {
	for _, id := range t.names[at(parent, name)] {
		if id != but {
			return t.nodes[id]
		}
	}
	return nil
}

// below tells whether a folder is another one or lies somewhere in it.
func (t *tree) below(id, in model.Text) bool {
	for steps := 0; id != "" && steps <= len(t.nodes); steps++ {
		if id == in {
			return true
		}
		n := t.nodes[id]
		if n == nil {
			return false
		}
		id = n.parent
	}
	return false
}

// depth is how many folders lie above and including one, as far as was seen.
func (t *tree) depth(id model.Text) int {
	steps := 0
	for id != "" && steps <= len(t.nodes) {
		n := t.nodes[id]
		if n == nil {
			break
		}
		steps++
		id = n.parent
	}
	return steps
}

// path is where a folder is; ok is false if not all above it was seen.
func (t *tree) path(id model.Text) (path string, ok bool) {
	for steps := 0; id != ""; steps++ {
		n := t.nodes[id]
		if n == nil || steps > len(t.nodes) {
			return "", false
		}
		path = "/" + string(n.name) + path
		id = n.parent
	}
	return path, true
}
