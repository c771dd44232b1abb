package lint

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"hubwatch/model"
	"hubwatch/model/survey"
)

// Tree is the folders that were seen, as they will be after some moves.
type Tree struct {
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

// at returns the place of a name.
func at(parent, name model.Text) place {
	return place{parent, strings.ToLower(norm.NFC.String(string(name)))}
}

// NewTree returns the folders as they were seen.
func NewTree(seen *survey.Folders) *Tree {
	t := &Tree{seen: seen, nodes: map[model.Text]*node{}, names: map[place][]model.Text{}}
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

func (t *Tree) occupy(n *node) {
	p := at(n.parent, n.name)
	t.names[p] = append(t.names[p], n.id)
}

// move moves a folder, for the row in a line.
func (t *Tree) move(n *node, parent, name model.Text, line int) {
	p := at(n.parent, n.name)
	t.names[p] = slices.DeleteFunc(t.names[p], func(id model.Text) bool { return id == n.id })
	n.parent, n.name, n.line = parent, name, line
	t.occupy(n)
}

// holder returns another folder with the same name in a folder, nil if there is
// none.
func (t *Tree) holder(parent, name, but model.Text) *node {
	for _, id := range t.names[at(parent, name)] {
		if id != but {
			return t.nodes[id]
		}
	}
	return nil
}

// below reports whether a folder is another one or lies somewhere in it.
func (t *Tree) below(id, in model.Text) bool {
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

// depth returns how many folders there are from the root to one, inclusive, as
// far as seen.
func (t *Tree) depth(id model.Text) int {
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

// path returns the path of a folder; ok is false if not all folders above it
// were seen.
func (t *Tree) path(id model.Text) (path string, ok bool) {
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

// At returns where a folder is: its name and its parent, "" if it was not seen.
func (t *Tree) At(id model.Text) (name, parent model.Text) {
	if n := t.nodes[id]; n != nil {
		return n.name, n.parent
	}
	return "", ""
}

// Move moves and renames a folder, whether or not HubSpot would.
func (t *Tree) Move(id, parent, name model.Text) {
	if n := t.nodes[id]; n != nil {
		t.move(n, parent, name, 0)
	}
}

// Fails returns why a folder cannot be moved and renamed now, nil if it can.
// The finding has a kind, a text and what to do.
func (t *Tree) Fails(id, parent, name model.Text) *Finding {
	found := func(kind Kind, do, format string, args ...any) *Finding {
		return &Finding{Kind: kind, Severity: Error, Text: fmt.Sprintf(format, args...), Do: do}
	}
	n := t.nodes[id]
	switch {
	case n == nil:
		return found(Unseen, "look it up in HubSpot, and correct the folderId", "no such folder is found: it does not exist, is hidden, or in the recycle bin")
	case n.archived:
		return found(Archived, "restore it in HubSpot, or take the row out", "the folder is in the recycle bin")
	}
	if parent != n.parent {
		switch up := t.nodes[parent]; {
		case up == nil:
			return found(ParentUnseen, "look it up in HubSpot, and correct the parentFolderId", "its new parent %s is not found: it does not exist, is hidden, or in the recycle bin", parent.Line())
		case up.archived:
			return found(ParentArchived, "restore the parent, or choose another", "its new parent %s is in the recycle bin", says(up.name))
		case parent == n.id:
			return found(Inside, "choose another parent", "it would move into itself: its new parent is the folder itself")
		case t.below(parent, n.id):
			return found(Inside, "choose a parent outside of the folder, or move that one first", "it would move into itself: its new parent %s lies in it", says(up.name))
		case t.depth(parent)+1 > maxDepth:
			return found(Deep, "choose a parent further up", "it would lie %d folders deep; more than %d may be refused, which HubSpot does not document", t.depth(parent)+1, maxDepth)
		}
	}
	if why := badName(string(name)); name != n.name && why != "" {
		return found(BadName, "choose another name", "its new name %s %s", says(name), why)
	}
	if other := t.holder(parent, name, n.id); other != nil && (parent != n.parent || name != n.name) {
		return found(Taken, "choose another name, or move or rename the other folder first", "the name is taken by the folder %s, which stays%s", other.id.Line(), other.likeness(name))
	}
	return nil
}

// Blockers returns the folders that block a move that fails now: it may go
// through when one of them has moved, and not before. None means never, or that
// the move does not fail.
func (t *Tree) Blockers(id, parent, name model.Text) []model.Text {
	f := t.Fails(id, parent, name)
	if f == nil {
		return nil
	}
	if f.Kind == Taken {
		return []model.Text{t.holder(parent, name, id).id}
	}
	var all []model.Text
	if f.Kind == Inside || f.Kind == Deep { // one of those between
		for n := t.nodes[parent]; n != nil && n.id != id && len(all) <= len(t.nodes); n = t.nodes[n.parent] {
			all = append(all, n.id)
		}
	}
	return all
}

// likeness says how the name of a folder differs from one that HubSpot
// considers the same, "" if it does not.
func (n *node) likeness(name model.Text) string {
	if n.name == name {
		return ""
	}
	return fmt.Sprintf(", which differs only in case or in how its letters are composed: %s", says(n.name))
}
