package model

import (
	"strconv"
	"strings"
)

// Plural returns a count with its noun: 1 task, 2,000 tasks.
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Thousands(n) + " " + noun + "s"
}

// Thousands returns a number with its thousands apart.
func Thousands(n int) string {
	s, sign := strconv.Itoa(n), ""
	if n < 0 {
		s, sign = s[1:], "-"
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// Count returns how many tasks are in the state, in words: 1 error, 3
// processing.
func (s State) Count(n int) string {
	if s == StateErrors {
		return Plural(n, "error")
	}
	return Thousands(n) + " " + s.Word()
}

// Clause returns a text that more may follow in the same sentence: HubSpot's
// messages end with a full stop, some of them, and ours do not.
func Clause(text string) string { return strings.TrimRight(text, ". ") }

// Sentence returns a text with one full stop at its end, or what it ends with
// instead.
func Sentence(text string) string {
	text = Clause(text)
	if text == "" || strings.ContainsAny(text[len(text)-1:], "!?") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "."
}

// Quoted returns what somebody said, within the sentence of somebody else.
func Quoted(text string) string { return "“" + Clause(text) + "”" }

// Named says which task, or how many.
func Named(tasks []*Task) string {
	if len(tasks) == 1 {
		return string(tasks[0].ID)
	}
	return Plural(len(tasks), "task")
}
