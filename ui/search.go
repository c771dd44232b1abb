package ui

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// search looks for mark in all nodes, closed ones too, and returns how many
// have it. The cursor stays; see next.
func (t *tree) search(mark string) int {
	t.sought, t.matches = mark, nil
	if mark == "" {
		return 0
	}
	order := 0
	var walk func([]*node)
	walk = func(nodes []*node) {
		for _, n := range nodes {
			order++
			n.order = order
			if n.has(mark) {
				t.matches = append(t.matches, n)
			}
			before, unmade := len(t.matches), n.kids == nil
			walk(n.children())
			if unmade && len(t.matches) == before {
				n.kids = nil // made for this search only
			}
		}
	}
	walk(t.roots)
	return len(t.matches)
}

// has tells whether mark is in what the node shows when it is open.
func (n *node) has(mark string) bool {
	var text string
	if n.say != nil {
		text = n.say()
	} else {
		text = n.text.Head(longestShown).Block()
	}
	if from, _ := find(text, mark); from >= 0 {
		return true
	}
	from, _ := find(n.head, mark)
	return from >= 0
}

// next goes to the next match, or the previous one, and around at the ends.
// With by 0 the cursor stays if it is on one.
func (t *tree) next(by int) {
	if len(t.matches) == 0 {
		return
	}
	n := t.current()
	for n.order == 0 { // it was made after the search, and has no match
		n = n.parent
	}
	at := n.order
	if n != t.current() {
		at++
	}
	i := sort.Search(len(t.matches), func(i int) bool { return t.matches[i].order >= at })
	on := i < len(t.matches) && t.matches[i] == t.current()
	if by < 0 || by > 0 && on {
		i += by
	}
	t.show(t.matches[(i+len(t.matches))%len(t.matches)])
}

// match is which match the cursor is on, from 1; 0 if it is on none.
func (t *tree) match() int {
	n := t.current()
	if n == nil {
		return 0
	}
	i := sort.Search(len(t.matches), func(i int) bool { return t.matches[i].order >= n.order })
	if i < len(t.matches) && t.matches[i] == n {
		return i + 1
	}
	return 0
}

// find is where mark is in s, -1 if it is not. Without a capital letter in
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
