// Package lint tells what will go wrong with a plan before the first move is
// started: it carries out the rows one after the other on the folders as they
// were seen. It is pure.
package lint

import (
	"fmt"
	"slices"
	"strings"

	"hubwatch/model"
)

// Severity says how bad a finding is.
type Severity int

// The severities. There is no zero severity.
const (
	Note    Severity = iota + 1 // there is nothing to do, or it cannot be known
	Warning                     // it goes through, and may not be what is meant
	Error                       // it will fail
)

// Word returns the severity as output names it.
func (s Severity) Word() string {
	return model.WordOf(s, []string{
		Note:    "note",
		Warning: "warning",
		Error:   "error",
	})
}

// Kind says what a finding is about, as output names it.
type Kind string

// The kinds of findings.
const (
	Unseen         Kind = "folder-unseen"   // the folder was not found
	Archived       Kind = "folder-archived" // it is in the recycle bin
	NoRequest      Kind = "row-incomplete"  // the row is no request
	ParentUnseen   Kind = "parent-unseen"
	ParentArchived Kind = "parent-archived"
	Inside         Kind = "inside-itself" // the folder is to move into itself or below
	Taken          Kind = "name-taken"    // a folder that stays has the name
	Clash          Kind = "same-place"    // another row wants the place, too
	Order          Kind = "order"         // a later row frees the place
	BadName        Kind = "name-refused"
	Deep           Kind = "too-deep"
	Twice          Kind = "folder-twice" // an earlier row is about the folder
	Path           Kind = "path-differs" // it ends elsewhere than the path says
	CaseOnly       Kind = "case-only"
	There          Kind = "already-there"
	Unlisted       Kind = "not-known" // what lies at the target cannot be seen
)

// Finding is a problem of one row.
type Finding struct {
	Line     int        // of the plan
	Folder   model.Text // its ID
	Name     model.Text // what to call the row
	Kind     Kind
	Severity Severity
	Text     string // what is wrong; safe to print
	Do       string // what to do about it; "" for nothing
}

// Short returns the problem in a few words, for a row.
func (f *Finding) Short() string {
	words := map[Kind]string{
		Unseen: "folder not found", Archived: "folder in the recycle bin", NoRequest: "row is incomplete", ParentUnseen: "new parent not found",
		ParentArchived: "new parent in the recycle bin", Inside: "would move into itself", Taken: "target name is taken", Clash: "another row takes the place",
		Order: "another row must go first", BadName: "name may be refused", Deep: "may be too deep", Twice: "folder is in another row, too",
		Path: "will be elsewhere than its path", CaseOnly: "only case differs", There: "is there already", Unlisted: "target cannot be seen",
	}
	return words[f.Kind]
}

// Report is the result of checking a plan.
type Report struct {
	Rows     int
	Findings []Finding // by line
	Order    []int     // lines, in an order in which more rows go through than in that of the plan; nil if there is none
}

// Count returns how many findings have that severity.
func (r *Report) Count(s Severity) int {
	n := 0
	for _, f := range r.Findings {
		n += b2i(f.Severity == s)
	}
	return n
}

// Summary returns the report in a sentence.
func (r *Report) Summary() string {
	rows := model.Plural(r.Rows, "row")
	var parts []string
	for _, s := range []Severity{Error, Warning, Note} {
		if n := r.Count(s); n > 0 {
			parts = append(parts, model.Plural(n, s.Word()))
		}
	}
	if len(parts) == 0 {
		return rows + ", and nothing is wrong as far as can be seen"
	}
	return rows + ": " + strings.Join(parts, ", ")
}

// says returns a folder's name in a sentence.
func says(name model.Text) string { return fmt.Sprintf("%q", name.Line()) }

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

func sortFindings(all []Finding) {
	slices.SortStableFunc(all, func(a, b Finding) int { return a.Line - b.Line })
}
