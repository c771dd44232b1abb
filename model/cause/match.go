package cause

import (
	"strings"

	"hubwatch/model"
)

// pairs are the patterns of m, each with the part of s that it is about, the
// more specific later.
func (m Match) pairs(s Signature) [7][2]string {
	return [...][2]string{
		{m.Kind, s.Kind.Word()},
		{m.Check, s.Check},
		{m.Category, s.Category},
		{m.SubCategory, s.SubCategory},
		{m.Field, s.Field},
		{m.Code, s.Code},
		{foldPattern(m.Message), s.Message},
	}
}

// fits tells whether every part of the pattern fits the signature.
func (m Match) fits(s Signature) bool {
	for _, p := range m.pairs(s) {
		if p[0] != "" && !glob(strings.ToLower(p[0]), strings.ToLower(p[1])) {
			return false
		}
	}
	return true
}

// weight is how much a pattern demands. Its most specific part counts first, the
// message before the code and so on down to the kind; then the letters.
func (m Match) weight() int {
	weight := 0
	for i, p := range m.pairs(Signature{}) {
		if text := strings.ReplaceAll(p[0], "*", ""); text != "" {
			weight += 1000<<i + min(len(text), 100)
		}
	}
	return weight
}

// foldPattern is a pattern for messages as folds are, with its stars.
func foldPattern(pattern string) string {
	parts := strings.Split(pattern, "*")
	for i, part := range parts {
		parts[i] = fold(Mask(model.Text(part)))
	}
	return strings.Join(parts, "*")
}

// glob tells whether s is like the pattern, in which * stands for any text.
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
