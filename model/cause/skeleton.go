package cause

import (
	"strings"
)

// gap is what stands in a skeleton for a name, a number or anything else that
// differs from task to task, of any number of words.
const gap = markName

// skeleton is a masked message with its gaps: what is left of it are the words
// that the sentence was written with, as far as one message can tell.
type skeleton struct {
	text   string // the folded words, a gap for all between two of them
	masked string
	gaps   []span // where each gap is in masked
}

// span is from where to where a gap goes.
type span struct{ start, end int }

// fill returns what stands in the i-th gap.
func (s *skeleton) fill(i int) string { return s.masked[s.gaps[i].start:s.gaps[i].end] }

// part is a word of a skeleton, or a gap.
type part struct {
	word string // gap for a gap
	role role
}

// wholeSign is put before a message of which all words stay, foreignSign before
// one in another language.
const (
	wholeSign   = "="
	foreignSign = "~"
)

// besideSign is put before a word that is said about the name before it in
// brackets, or behind a dash.
const besideSign = "("

// settleRoles gives every word the role that it has between the others, by
// nothing but the words.
func settleRoles(parts []part) {
	for i := range parts {
		p := &parts[i]
		if p.isGap() {
			continue
		}
		p.role = roleMeaning
		if known, ok := roles[p.word]; ok {
			p.role = known
		}
		switch {
		case strings.HasPrefix(p.word, besideSign):
			p.role = roleWeak
		case p.role == roleMeaning && i+1 < len(parts) && (i == 0 || parts[i-1].role != roleHard):
			if next := parts[i+1]; (next.isGap() || roles[next.word] == roleObject) && attributes[p.word] {
				p.role = roleWeak
			}
		}
	}
}

// isGap reports whether the part is a gap.
func (p part) isGap() bool { return p.role == roleName }

// skeletonOf finds the gaps of a masked message.
func (r *wordReader) skeletonOf(masked string) *skeleton {
	s := &skeleton{masked: masked}
	parts := r.partsOf(masked, &s.gaps)
	n := len(parts)
	for _, p := range parts {
		n += len(p.word)
	}
	text := make([]byte, 0, n)
	for i, p := range parts {
		if i > 0 {
			text = append(text, ' ')
		}
		text = append(text, p.word...)
	}
	s.text = string(text)
	return s
}

// partsOf returns the parts of a masked message, until the next call. Where its
// gaps are is appended to gaps.
func (r *wordReader) partsOf(masked string, gaps *[]span) []part {
	r.text, r.tokens, r.parts = masked, r.tokens[:0], r.parts[:0]
	r.read()
	r.decide()
	switch {
	case r.english():
	case r.foreign():
		r.parts = append(r.parts, part{foreignSign, roleHard})
	default:
		if masked != "" {
			r.parts = append(r.parts, part{wholeSign + " " + fold(masked), roleHard})
		}
		return r.parts
	}
	counted := false // a number stands before
	for i := 0; i < len(r.tokens); i++ {
		t := r.tokens[i]
		if t.role != roleName {
			if counted && t.role == roleObject {
				t.fold = string(singular([]byte(t.fold)))
			}
			r.parts, counted = append(r.parts, part{t.fold, t.role}), counted && attributes[t.fold]
			continue
		}
		end := i
		for end+1 < len(r.tokens) && r.tokens[end+1].role == roleName {
			end++
		}
		at := around(masked, t.start, r.tokens[end].end)
		fill := masked[at.start:at.end]
		counted = strings.HasSuffix(fill, markN) || strings.HasSuffix(fill, markID)
		r.parts, *gaps = append(r.parts, part{word: gap}), append(*gaps, at)
		i = end
	}
	return r.parts
}

// around returns a gap with the brackets that its name has at its ends.
func around(masked string, start, end int) span {
	for _, pair := range [...]string{"()", "[]"} {
		fill := masked[start:end]
		switch open := strings.Count(fill, pair[:1]) - strings.Count(fill, pair[1:]); {
		case open > 0 && strings.HasPrefix(masked[end:], pair[1:]):
			end++
		case open < 0 && strings.HasSuffix(masked[:start], pair[:1]):
			start--
		}
	}
	return span{start, end}
}
