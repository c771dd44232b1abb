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

// Thousands returns a number with thousands separators.
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

// Count returns how many tasks are in the state, in words: 1 error, 3 processing.
func (s State) Count(n int) string {
	if s == StateErrors {
		return Plural(n, "error")
	}
	return Thousands(n) + " " + s.Word()
}

// Clause returns a text without its full stop, so that the sentence can go on.
// Some of HubSpot's messages end in one; ours do not.
func Clause(text string) string { return strings.TrimRight(text, ". ") }

// Sentence returns a text that ends in one full stop, or in its own punctuation.
func Sentence(text string) string {
	text = Clause(text)
	if text == "" || strings.ContainsAny(text[len(text)-1:], "!?") || strings.HasSuffix(text, "…") {
		return text
	}
	return text + "."
}

// Quoted returns somebody's words in quotation marks, to stand within our sentence.
func Quoted(text string) string { return "“" + Clause(text) + "”" }

// Named names the task if there is one, or else says how many there are.
func Named(tasks []*Task) string {
	if len(tasks) == 1 {
		return string(tasks[0].ID)
	}
	return Plural(len(tasks), "task")
}
