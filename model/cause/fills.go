package cause

import (
	"slices"
	"strings"
	"unicode"
)

// fills are what stands in one gap of a sentence.
type fills struct {
	counts     map[string]int
	head, tail string // what all begin and end with, whole words
	stale      bool   // head and tail are to be found
}

// add reports whether the filling is a new one.
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

// remove reports whether the filling was the last of its kind.
func (f *fills) remove(fill string) bool {
	if f.counts[fill]--; f.counts[fill] > 0 {
		return false
	}
	delete(f.counts, fill)
	f.stale = true
	return true
}

// ends returns the words that all fillings begin and end with.
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

// commonHead returns the whole words that both texts begin with.
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

// commonTail returns the whole words that both texts end with.
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

// title returns the masked message s of the sentence with everything that
// differs from task to task as a mark.
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

// label returns what a title has for a gap: what differs as a mark.
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
