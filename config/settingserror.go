package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// SettingsError is everything that is wrong with a settings file.
type SettingsError struct {
	File     string
	Problems []Problem // at least one, from top to bottom
}

// Problem is one thing that is wrong.
type Problem struct {
	Line, Column int // from 1; 0 if it is the whole file
	What         string
}

// Error has one line for each problem.
func (e *SettingsError) Error() string {
	lines := make([]string, 0, len(e.Problems))
	for _, p := range e.Problems {
		if p.Line == 0 {
			lines = append(lines, e.File+": "+p.What)
		} else {
			lines = append(lines, fmt.Sprintf("%s:%d:%d: %s", e.File, p.Line, p.Column, p.What))
		}
	}
	return strings.Join(lines, "\n")
}

func (e *SettingsError) sort() {
	slices.SortStableFunc(e.Problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}
