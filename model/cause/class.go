package cause

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"
)

const (
	enough   = 3   // different fillings of a gap that show that it is one
	many     = 6   // different fillings that show that whatever stands there is a name
	maxWider = 256 // sentences of a class that others are compared with
	maxSteps = 500 // steps of one comparison
)

// class is the errors that are equal in all that HubSpot promises to keep:
// everything but the message.
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

// fills are what stands in one gap of a sentence.
type fills struct {
	counts     map[string]int
	head, tail string // what all begin and end with, whole words
	stale      bool   // head and tail are to be found
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

// bit is one of 64 bits for a word.
func bit(word string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(word) {
		h = (h ^ uint64(word[i])) * 1099511628211
	}
	return 1 << (h >> 58)
}

// add takes in a mention of the sentence.
func (n *sentence) add(s *skeleton) {
	n.uses++
	for i := range s.gaps {
		n.class.stale = n.fills[i].add(s.fill(i)) || n.class.stale
	}
}

// remove takes it back.
func (n *sentence) remove(s *skeleton) {
	n.uses--
	for i := range s.gaps {
		n.class.stale = n.fills[i].remove(s.fill(i)) || n.class.stale
	}
}

// add tells whether the filling is a new one.
func (f *fills) add(fill string) bool {
	if f.counts == nil {
		f.counts = map[string]int{}
	}
	f.counts[fill]++
	switch {
	case f.counts[fill] > 1:
		return false
	case len(f.counts) == 1:
		f.head, f.tail, f.stale = fill, fill, false
	case !f.stale:
		f.head, f.tail = commonHead(f.head, fill), commonTail(f.tail, fill)
	}
	return true
}

// remove tells whether the filling was the last of its kind.
func (f *fills) remove(fill string) bool {
	if f.counts[fill]--; f.counts[fill] > 0 {
		return false
	}
	delete(f.counts, fill)
	f.stale = true
	return true
}

// ends are the words that all fillings begin and end with.
func (f *fills) ends() (head, tail string) {
	if f.stale {
		first := true
		for fill := range f.counts {
			if first {
				f.head, f.tail, first = fill, fill, false
				continue
			}
			f.head, f.tail = commonHead(f.head, fill), commonTail(f.tail, fill)
		}
		f.stale = false
	}
	return f.head, f.tail
}

// commonHead is the whole words that both texts begin with.
func commonHead(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && (n < len(a) && a[n] != ' ' || n < len(b) && b[n] != ' ') {
		n = strings.LastIndexByte(a[:n], ' ')
	}
	return strings.TrimRight(a[:max(n, 0)], " ")
}

// commonTail is the whole words that both texts end with.
func commonTail(a, b string) string {
	n := 0
	for n < len(a) && n < len(b) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	tail := a[len(a)-n:]
	if n < len(a) && a[len(a)-n-1] != ' ' || n < len(b) && b[len(b)-n-1] != ' ' {
		i := strings.IndexByte(tail, ' ')
		if i < 0 {
			return ""
		}
		tail = tail[i:]
	}
	return strings.TrimLeft(strings.ToValidUTF8(tail, ""), " ")
}

// find finds the home of every sentence. It tells whether one has another than
// before, and how that changes causes that a person may have seen.
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

// twins joins sentences that are no case of another one, and differ by nothing
// but a name that is always the same, such as that of a parent folder.
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

// reduced is the text of a sentence with one gap for names that are always the
// same and weak words between them; "" if there are none, or if that is all that
// is known of the sentence.
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

// run is where the names end that are always the same, with what joins them,
// from the i-th part on, and how many gaps they have.
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

// wider are the sentences that others may be cases of, those with more words
// first.
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

// variety is how many different fillings all gaps have together.
func (n *sentence) variety() int {
	sum := 0
	for i := range n.fills {
		sum += len(n.fills[i].counts)
	}
	return sum
}

// tells tells whether the words of a sentence say what went wrong.
func (n *sentence) tells() bool {
	return slices.ContainsFunc(n.parts, func(p part) bool { return p.role >= roleMeaning || attributes[p.word] })
}

// within is the sentence that n is a case of: the words that n has more are
// part of a name. It is n if there is none.
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

// matcher tells whether a sentence is a case of a wider one.
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

// isName tells whether the parts of narrow from start to end can be a name in
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

// isPhrase tells whether words that all may belong to a sentence are a name
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

// pointing are words that say of which thing a sentence speaks.
var pointing = map[string]bool{
	"the": true, "a": true, "an": true, "another": true, "this": true, "these": true, "that": true, "those": true, "its": true, "their": true,
	"your": true, "our": true, "other": true, "any": true, "all": true, "each": true, "every": true, "same": true, "both": true, "it": true,
	"you": true, "we": true, "they": true, "own": true, "one": true, "some": true, "several": true, "such": true,
}

// variety is how many different fillings the gaps of narrow have from start to
// end, that which has the fewest.
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

// title is the masked message s of the sentence with everything that differs
// from task to task as a mark.
func (n *sentence) title(s *skeleton) string {
	var b strings.Builder
	at := 0
	for i, gap := range s.gaps {
		b.WriteString(s.masked[at:gap.start])
		b.WriteString(n.fills[i].label(s.fill(i), n.cases > 0))
		at = gap.end
	}
	return b.String() + s.masked[at:]
}

// label is what a title has for a gap: what differs as a mark.
func (f *fills) label(fill string, cases bool) string {
	if len(f.counts) < 2 {
		if cases && !slices.Contains(marks[:], fill) {
			return markName // the cases have others
		}
		return fill
	}
	numbers := true
	for fill := range f.counts {
		numbers = numbers && (fill == markN || fill == markID)
		if !numbers {
			break
		}
	}
	if numbers {
		return fill
	}
	head, tail := f.ends()
	middle := markName
	switch {
	case head == markPath, head == markURL, head == markEmail, head == markTime:
		return head
	case head == "" && strings.HasPrefix(tail, "<") && strings.Contains(fill, tail) && slices.Contains(marks[:], tail):
		tail = ""
	}
	if len(head)+len(tail) >= len(fill) {
		tail = ""
	}
	return strings.Join(filled(head, middle, strings.TrimLeftFunc(tail, unicode.IsSpace)), " ")
}
