package cause

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"hubwatch/model"
)

const (
	minValue  = 3   // bytes of a context value that is looked for in a message
	maxValue  = 400 // likewise
	maxValues = 16  // values that are looked for
)

// withoutValues returns the message with those names and paths masked that its
// context also has: they may contain spaces and appear without quotes.
func withoutValues(message model.Text, contexts [][]model.Field) model.Text {
	s := string(message)
	if len(s) > maxMessage {
		return message
	}
	names := named(s, contexts)
	if len(names) == 0 {
		return message
	}
	for _, value := range names {
		mark := markName
		if strings.ContainsAny(value[:1], "/\\") {
			mark = markPath
		}
		s = replaceWhole(s, value, mark)
	}
	return model.Text(s)
}

// named returns the names and paths of the contexts that stand in s, longest first.
func named(s string, contexts [][]model.Field) []string {
	var found []string
	for _, context := range contexts {
		for _, f := range context[:min(len(context), maxFields)] {
			for _, value := range f.Values[:min(len(f.Values), maxValues)] {
				v := string(value)
				if len(found) < maxValues && len(v) >= minValue && len(v) <= maxValue && strings.Contains(s, v) && isName(f.Key, v) {
					found = append(found, v)
				}
			}
		}
	}
	if len(found) < 2 {
		return found
	}
	slices.SortFunc(found, func(a, b string) int {
		return cmp.Or(len(b)-len(a), strings.Compare(a, b))
	})
	return found
}

// isName reports whether a context value names something that a user made, as
// opposed to a field or a scope: the key says so, or the value has spaces or
// letters that no program's names have.
func isName(key model.Text, value string) bool {
	switch strings.ToLower(string(key)) {
	case "name", "foldername", "filename", "newname", "path", "folderpath", "filepath", "parentpath", "fullpath":
		return strings.ContainsFunc(value, isWord)
	}
	return strings.ContainsAny(value, " ") || strings.ContainsFunc(value, func(r rune) bool { return r >= utf8.RuneSelf })
}

// replaceWhole replaces value in s where no word goes on beside it.
func replaceWhole(s, value, mark string) string {
	var b strings.Builder
	for {
		i := strings.Index(s, value)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		end := i + len(value)
		b.WriteString(s[:i])
		if insideWord(s, i) || insideWord(s, end) {
			b.WriteString(value)
		} else {
			b.WriteString(mark)
		}
		s = s[end:]
	}
}

// insideWord reports whether the word before i goes on at i.
func insideWord(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i:])
	return isWord(before) && isWord(after)
}
