package cause

import (
	"maps"
	"slices"
	"strings"

	"hubwatch/model"
)

// former is the IDs that errors had by the first rule, when a signature had the
// whole masked message, with the sentences that they are of now.
type former map[string]map[*sentence]int

// formerID returns the ID of an error by the first rule: 8 hexadecimal digits.
func formerID(sig Signature, s *skeleton) string {
	sig.Category, sig.SubCategory = upper(model.Text(sig.Category)), upper(model.Text(sig.SubCategory))
	if sig.Kind == KindError {
		sig.Code = upper(model.Text(sig.Code))
	}
	sig.Message = fold(Mask(model.Text(s.masked)))
	return sig.hash()
}

func (f former) add(mentions []mention) {
	for _, m := range mentions {
		id := formerID(m.sentence.sig, m.skeleton)
		if f[id] == nil {
			f[id] = map[*sentence]int{}
		}
		f[id][m.sentence]++
	}
}

func (f former) remove(mentions []mention) {
	for _, m := range mentions {
		id := formerID(m.sentence.sig, m.skeleton)
		if f[id][m.sentence]--; f[id][m.sentence] <= 0 {
			delete(f[id], m.sentence)
		}
		if len(f[id]) == 0 {
			delete(f, id)
		}
	}
}

// formerly returns the IDs by the first rule. They are made on first use, and
// kept up to date from then on.
func (g *Groups) formerly() former {
	if g.former == nil {
		g.former = former{}
		for _, e := range g.tasks {
			g.former.add(e.mentions)
		}
	}
	return g.former
}

// Find returns the causes that have the ID, or had it: by an earlier version of
// the rule, or before they became part of another cause. They are sorted by ID.
// An ID without a version is looked for in all versions.
func (g *Groups) Find(id string) []*Cause {
	g.settle()
	if found, known := g.found[id]; known {
		return found
	}
	var all []*Cause
	for _, n := range g.sentencesOf(id) {
		if c := g.groups[n.home.sig].summary(); !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b *Cause) int { return strings.Compare(a.ID, b.ID) })
	if g.found == nil {
		g.found = map[string][]*Cause{}
	}
	g.found[id] = all
	return all
}

// IDs returns the IDs of causes.
func IDs(causes []*Cause) []string {
	ids := make([]string, len(causes))
	for i, c := range causes {
		ids[i] = c.ID
	}
	return ids
}

// sentencesOf returns the sentences that have or had the ID.
func (g *Groups) sentencesOf(id string) []*sentence {
	hash := strings.TrimPrefix(strings.TrimPrefix(id, firstVersion+":"), version+":")
	if n := g.named[version+":"+hash]; n != nil && !strings.HasPrefix(id, firstVersion) {
		return []*sentence{n}
	}
	if found := g.formerly()[hash]; len(found) > 0 {
		return slices.Collect(maps.Keys(found))
	}
	var all []*sentence
	seen := map[string]bool{}
	for open := []string{hash, version + ":" + hash}; len(open) > 0; open = open[1:] {
		if n := g.named[open[0]]; n != nil {
			all = append(all, n)
		} else if !seen[open[0]] {
			seen[open[0]] = true
			open = append(open, g.aliases[open[0]]...)
		}
	}
	return all
}

// Former maps every ID that tasks here had by the first rule to the IDs that
// their errors have now.
func (g *Groups) Former() map[string][]string {
	g.settle()
	all := make(map[string][]string, len(g.formerly()))
	for id, sentences := range g.formerly() {
		for n := range sentences {
			if now := n.home.id; !slices.Contains(all[id], now) {
				all[id] = append(all[id], now)
			}
		}
		slices.Sort(all[id])
	}
	return all
}

// Remember sets what became of IDs whose tasks are no longer here; those by the
// first rule have no version. The map must not change later.
func (g *Groups) Remember(aliases map[string][]string) {
	g.aliases, g.found = aliases, nil
}

// Change is what became of a cause that the user may have seen.
type Change struct {
	From, Into string // IDs
	Split      bool   // only a part of From belongs to Into now
}

// String says the change in a sentence.
func (c Change) String() string {
	if c.Split {
		return "a part of cause " + c.From + " is cause " + c.Into + " now"
	}
	return "cause " + c.From + " and cause " + c.Into + " are one: " + c.Into
}

// Changes returns what became of causes since the last call, sorted.
func (g *Groups) Changes() []Change {
	g.settle()
	changes := g.changes
	g.changes = nil
	slices.SortFunc(changes, func(a, b Change) int { return strings.Compare(a.String(), b.String()) })
	return slices.Compact(changes)
}
