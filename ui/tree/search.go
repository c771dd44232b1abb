package tree

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Search looks for mark in all nodes, closed ones too, and returns how many
// have it. The cursor stays; see [Tree.Next].
func (t *Tree) Search(mark string) int {
	t.Sought, t.Matches = mark, nil
	if mark == "" {
		return 0
	}
	order := int32(0)
	var walk func([]*Node)
	walk = func(nodes []*Node) {
		for _, n := range nodes {
			order++
			n.order = order
			if n.has(mark) {
				t.Matches = append(t.Matches, n)
			}
			before, unmade := len(t.Matches), n.kids == nil
			walk(n.Children())
			if unmade && len(t.Matches) == before {
				n.kids = nil // made for this search only
			}
		}
	}
	walk(t.Roots)
	return len(t.Matches)
}

// has reports whether mark is in what the node shows when it is open.
func (n *Node) has(mark string) bool {
	in := func(text string) bool {
		from, _ := find(text, mark)
		return from >= 0
	}
	switch b := n.Beside; {
	case in(n.Head), b != nil && (in(b.Left.Head(LongestShown).Block()) || in(b.Right.Head(LongestShown).Block())):
		return true
	case n.Say == nil:
		return in(n.Text.Head(LongestShown).Block())
	default:
		return n.Grow == nil && in(n.Say())
	}
}

// Next goes to the next or previous match, wrapping around. If by is 0 the
// cursor stays if it is on a match.
func (t *Tree) Next(by int) {
	if len(t.Matches) == 0 {
		return
	}
	n := t.Current()
	for n.order == 0 { // it was made after the search, and has no match
		n = n.Parent
	}
	at := n.order
	if n != t.Current() {
		at++
	}
	i := sort.Search(len(t.Matches), func(i int) bool { return t.Matches[i].order >= at })
	on := i < len(t.Matches) && t.Matches[i] == t.Current()
	if by < 0 || by > 0 && on {
		i += by
	}
	t.show(t.Matches[(i+len(t.Matches))%len(t.Matches)])
}

// Match returns which match the cursor is on, from 1; 0 if it is on none.
func (t *Tree) Match() int {
	n := t.Current()
	if n == nil {
		return 0
	}
	i := sort.Search(len(t.Matches), func(i int) bool { return t.Matches[i].order >= n.order })
	if i < len(t.Matches) && t.Matches[i] == n {
		return i + 1
	}
	return 0
}

// find returns where mark is in s, -1 if it is not. Without a capital letter in
// mark, those in s do not count.
func find(s, mark string) (from, to int) {
	if mark == "" {
		return -1, -1
	}
	if strings.ToLower(mark) != mark {
		from = strings.Index(s, mark)
		return from, from + len(mark)
	}
	first := mark[0]
	for i := 0; i+len(mark) <= len(s); i++ {
		if first < utf8.RuneSelf && (s[i]|0x20) != (first|0x20) {
			continue
		}
		if part := s[i : i+len(mark)]; part == mark || strings.EqualFold(part, mark) {
			return i, i + len(mark)
		}
	}
	return -1, -1
}
