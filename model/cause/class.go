package cause

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

const (
	enough   = 3   // different fillings of a gap that show that it is one
	many     = 6   // different fillings that show that whatever stands there is a name
	maxWider = 256 // sentences of a class that others are compared with
	maxSteps = 500 // steps of one comparison
)

// class is the errors that are equal in everything HubSpot promises to keep,
// that is, everything but the message.
type class struct {
	sentences map[string]*sentence // by the text of their skeletons
	stale     bool                 // the sentences changed since homes were found
}

// sentence is the errors of a class whose messages have the same skeleton.
type sentence struct {
	class   *class
	sig     Signature
	id      string // sig.ID
	parts   []part
	words   int    // the parts that are no gap
	letters uint64 // a bit for each word, to see at once that one is not there
	fills   []fills
	most    int       // different fillings of the gap that has most, as homes are found
	uses    int       // mentions of it
	home    *sentence // the sentence that it is a case of; itself if none
	settled bool      // home has been found
	cases   int       // sentences that are cases of it
	moved   bool      // home has changed, and the tasks are not yet in its group
	group   *group    // of the cause with its words, nil if there is none
}

func newSentence(c *class, sig Signature, s *skeleton, r *wordReader) *sentence {
	var gaps []span
	n := &sentence{class: c, sig: sig, id: sig.ID(), fills: make([]fills, len(s.gaps))}
	n.home, n.parts = n, slices.Clone(r.partsOf(s.masked, &gaps))
	settleRoles(n.parts)
	for _, p := range n.parts {
		if !p.isGap() {
			n.words++
			n.letters |= bit(p.word)
		}
	}
	return n
}

// bit returns one of 64 bits for a word.
func bit(word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	return 1 << (h >> 58)
}

// add counts a mention of the sentence.
func (n *sentence) add(s *skeleton) {
	n.uses++
	for i := range s.gaps {
		n.class.stale = n.fills[i].add(s.fill(i)) || n.class.stale
	}
}

// remove undoes add.
func (n *sentence) remove(s *skeleton) {
	n.uses--
	for i := range s.gaps {
		n.class.stale = n.fills[i].remove(s.fill(i)) || n.class.stale
	}
}

// find finds the home of every sentence. It reports whether one has changed,
// and records how that changes causes that the user may have seen.
func (c *class) find() (moved bool, changes []Change) {
	if !c.stale {
		return false, nil
	}
	c.stale = false
	wider := c.wider()
	next := make(map[*sentence]*sentence, len(c.sentences))
	for _, n := range c.sentences {
		next[n] = n.within(wider)
	}
	c.twins(next)
	for _, n := range c.sentences {
		n.cases = 0
	}
	for _, n := range c.sentences {
		home := n
		for next[home] != home { // each has fewer words than the one before
			home = next[home]
		}
		if n.home != home {
			if n.settled {
				changes = append(changes, Change{n.home.id, home.id, n.home != n && c.sentences[n.home.sig.Message] == n.home})
			}
			n.home, n.moved, moved = home, true, true
		}
		if n.settled = true; home != n {
			home.cases++
		}
	}
	return moved, changes
}

// twins joins sentences that are not cases of another one and differ only by a
// name that is always the same, such as that of a parent folder.
func (c *class) twins(next map[*sentence]*sentence) {
	first := map[string]*sentence{}
	var alike [][2]*sentence
	for n, home := range next {
		if text := n.reduced(); text != "" && home == n {
			alike = append(alike, [2]*sentence{n})
			if f := first[text]; f == nil || cmp.Or(n.words-f.words, strings.Compare(n.sig.Message, f.sig.Message)) < 0 {
				first[text] = n
			}
		}
	}
	for _, pair := range alike {
		next[pair[0]] = first[pair[0].reduced()]
	}
}

// reduced returns the text of a sentence with one gap for names that are always
// the same and weak words between them; "" if there are none, or if that is all
// that is known about the sentence.
func (n *sentence) reduced() string {
	var text strings.Builder
	varied, g := false, 0
	for i := 0; i < len(n.parts); {
		end, gaps := n.run(i, g)
		if end-i < 2 {
			varied = varied || n.parts[i].isGap() && len(n.fills[g].counts) >= enough
			end = i + 1
			text.WriteString(n.parts[i].word)
		} else {
			text.WriteString(gap)
		}
		text.WriteByte(' ')
		i, g = end, g+gaps
	}
	if len(n.parts) == strings.Count(text.String(), " ") || !varied {
		return ""
	}
	return text.String()
}

// run returns where the names end that are always the same, with what joins
// them, from the i-th part on, and how many gaps they have.
func (n *sentence) run(i, g int) (end, gaps int) {
	end = i
	if !n.parts[i].isGap() {
		return end, 0
	}
	seen := 0
	for k := i; k < len(n.parts); k++ {
		p := n.parts[k]
		if p.isGap() {
			if len(n.fills[g+seen].counts) != 1 {
				return end, max(gaps, 1)
			}
			seen++
			end, gaps = k+1, seen
		} else if p.role != roleWeak && p.role != roleObject {
			return end, max(gaps, 1)
		}
	}
	return len(n.parts), seen
}

// wider returns the sentences that others may be cases of, those with more
// words first.
func (c *class) wider() []*sentence {
	all := slices.SortedFunc(maps.Values(c.sentences), func(a, b *sentence) int {
		return cmp.Or(b.variety()-a.variety(), strings.Compare(a.sig.Message, b.sig.Message))
	})
	all = slices.DeleteFunc(all, func(n *sentence) bool { return len(n.fills) == 0 || !n.tells() })
	all = all[:min(len(all), maxWider)]
	for _, n := range all {
		n.most = 0
		for i := range n.fills {
			n.most = max(n.most, len(n.fills[i].counts))
		}
	}
	slices.SortStableFunc(all, func(a, b *sentence) int { return b.words - a.words })
	return all
}

// variety returns how many different fillings all gaps have together.
func (n *sentence) variety() int {
	sum := 0
	for i := range n.fills {
		sum += len(n.fills[i].counts)
	}
	return sum
}

// tells reports whether the words of a sentence say what went wrong.
func (n *sentence) tells() bool {
	return slices.ContainsFunc(n.parts, func(p part) bool { return p.role >= roleMeaning || attributes[p.word] })
}

// within returns the sentence that n is a case of, where the additional words
// of n are part of a name; n itself if there is none.
func (n *sentence) within(wider []*sentence) *sentence {
	for _, w := range wider {
		if w.words < n.words && w.letters&^n.letters == 0 {
			m := matcher{wide: w, narrow: n}
			if m.match(0, 0, 0) {
				return w
			}
		}
	}
	return n
}
