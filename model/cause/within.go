package cause

import (
	"slices"
)

// matcher checks whether a sentence is a case of a wider one.
type matcher struct {
	wide, narrow *sentence
	steps        int
}

// match matches the parts of wide from i on, the gaps before which are g, with
// the parts of narrow from j on.
func (m *matcher) match(i, g, j int) bool {
	if m.steps++; m.steps > maxSteps {
		return false
	}
	w, n := m.wide.parts, m.narrow.parts
	for ; i < len(w) && !w[i].isGap(); i, j = i+1, j+1 {
		if j == len(n) || n[j].word != w[i].word {
			return false
		}
	}
	if i == len(w) {
		return j == len(n)
	}
	for end := j + 1; end <= len(n); end++ {
		if i+1 == len(w) {
			end = len(n)
		} else if end == len(n) || n[end].word != w[i+1].word {
			continue
		}
		if j < end && m.isName(g, j, end) && m.match(i+1, g+1, end) {
			return true
		}
	}
	return false
}

// isName reports whether the parts of narrow from start to end can be a name in
// that gap of wide.
func (m *matcher) isName(g, start, end int) bool {
	content := m.narrow.parts[start:end]
	if len(content) == 1 && content[0].isGap() {
		return true
	}
	variety := len(m.wide.fills[g].counts)
	if own := m.variety(start, end); own > enough && own*2 > variety {
		return false // as many are so that it is a sentence of its own
	}
	if !slices.ContainsFunc(content, part.isGap) {
		return m.isPhrase(content, variety, start)
	}
	behind := false // a name stands before
	for k, p := range content {
		switch {
		case p.isGap():
			behind = true
		case p.role == roleHard:
			return false
		case p.role == roleMeaning:
			if !behind || k+1 == len(content) || m.wide.most < enough {
				return false
			}
		case start == 0 && !behind && (p.role == roleObject || variety < enough):
			return false
		}
	}
	return true
}

// isPhrase reports whether words that all may belong to a sentence are a name
// nevertheless: so many others stand in their place that they must be.
func (m *matcher) isPhrase(content []part, variety, start int) bool {
	if content[len(content)-1].role == roleHard {
		return false
	}
	least := many
	if !slices.ContainsFunc(content, func(p part) bool { return p.role >= roleMeaning || pointing[p.word] }) {
		least = 1
	}
	if variety < least || m.wide.most < enough {
		return false
	}
	if start == 0 {
		return variety >= many && (content[0].role == roleWeak || !slices.ContainsFunc(content, func(p part) bool { return p.role == roleObject }))
	}
	return m.narrow.parts[start-1].role != roleHard
}

// pointing are words that say about which thing a sentence speaks.
var pointing = map[string]bool{
	"the": true, "a": true, "an": true, "another": true, "this": true, "these": true, "that": true, "those": true, "its": true, "their": true,
	"your": true, "our": true, "other": true, "any": true, "all": true, "each": true, "every": true, "same": true, "both": true, "it": true,
	"you": true, "we": true, "they": true, "own": true, "one": true, "some": true, "several": true, "such": true,
}

// variety returns how many different fillings the gaps of narrow have from
// start to end, that which has the fewest.
func (m *matcher) variety(start, end int) int {
	g := 0
	for _, p := range m.narrow.parts[:start] {
		if p.isGap() {
			g++
		}
	}
	least := 0
	for _, p := range m.narrow.parts[start:end] {
		if p.isGap() {
			if n := len(m.narrow.fills[g].counts); least == 0 || n < least {
				least = n
			}
			g++
		}
	}
	return least
}
