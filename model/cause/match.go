package cause

import (
	"strings"

	"hubwatch/model"
)

// pattern is a [Match] in the form of signatures, the more specific parts later.
// A message, which costs the most to look at, is last.
type pattern [7]string

func (m Match) pattern() pattern {
	p := pattern{m.Kind, m.Check, m.Category, m.SubCategory, m.Field, m.Code, foldPattern(m.Message)}
	for i := range p {
		p[i] = strings.ToLower(p[i])
	}
	return p
}

// fits reports whether every part of the pattern matches the cause.
func (p pattern) fits(c *Cause) bool {
	s := c.Signature
	for i, part := range [...]string{s.Kind.Word(), s.Check, s.Category, s.SubCategory, s.Field, s.Code, c.folded} {
		if p[i] != "" && !glob(p[i], strings.ToLower(part)) {
			return false
		}
	}
	return true
}

// weight returns how specific a pattern is. Its most specific part counts first,
// from the message and the code down to the kind; then the number of letters.
func (p pattern) weight() int {
	weight := 0
	for i, part := range p {
		if text := strings.ReplaceAll(part, "*", ""); text != "" {
			weight += 1000<<i + min(len(text), 100)
		}
	}
	return weight
}

// foldPattern returns a pattern for messages as folds are, with its stars.
func foldPattern(pattern string) string {
	parts := strings.Split(pattern, "*")
	for i, part := range parts {
		parts[i] = fold(Mask(model.Text(part)))
	}
	return strings.Join(parts, "*")
}

// glob reports whether s matches the pattern, in which * stands for any text.
func glob(pattern, s string) bool {
	first, rest, star := strings.Cut(pattern, "*")
	if !star {
		return s == pattern
	}
	s, ok := strings.CutPrefix(s, first)
	for ok && star {
		first, rest, star = strings.Cut(rest, "*")
		if !star {
			return strings.HasSuffix(s, first)
		}
		_, s, ok = strings.Cut(s, first)
	}
	return ok
}
