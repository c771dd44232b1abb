package gather

import (
	"fmt"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// Tally counts what became of what was read. The zero value is empty.
type Tally struct {
	Added, Watched                    int
	Refused, Passed, Failed, Repeated Spotted
}

// Spotted is a number of things, and where the first of them is.
type Spotted struct {
	N     int
	where string
}

// count counts one more.
func (s *Spotted) count(source string, line int) {
	if s.N++; s.N == 1 {
		s.where = place(source, line)
	}
}

// place returns where something stands; a word of the command line has no line.
func place(source string, line int) string {
	source = model.Text(source).Line()
	switch {
	case line == 0:
		return source
	case source == "":
		return fmt.Sprintf("line %d", line)
	}
	return fmt.Sprintf("%s, line %d", source, line)
}

// text returns the number of what, and the place.
func (s Spotted) text(what string) string {
	switch s.N {
	case 0:
		return "0 " + what
	case 1:
		return fmt.Sprintf("1 %s (%s)", what, s.where)
	}
	return fmt.Sprintf("%d %s (first: %s)", s.N, what, s.where)
}

// count counts what a result is besides its tasks.
func (t *Tally) count(source string, in intake.Result) {
	for _, r := range in.Refused {
		t.Refused.count(source, r.Line)
	}
	for _, f := range in.Failures {
		t.Failed.count(source, f.Line)
	}
	for _, p := range in.Passed {
		t.Passed.count(source, p.Line)
	}
	for _, f := range in.Repeated {
		t.Repeated.count(source, f.Line)
	}
}

// explained returns a sentence for everything that was seen, in the order of
// the text.
func explained(in intake.Result) []string {
	type sentence struct {
		place int
		text  string
	}
	var all []sentence
	add := func(place int, text string) { all = append(all, sentence{place, text}) }
	for _, f := range in.Found {
		about := ""
		if f.Folder != "" {
			about = ", about folder " + f.Folder.Line()
		}
		add(f.Place, fmt.Sprintf("line %d: %s is a task, by %s%s", f.Line, f.ID, f.Evidence, about))
	}
	for _, f := range in.Repeated {
		add(f.Place, fmt.Sprintf("line %d: %s was named before", f.Line, f.ID))
	}
	for _, f := range in.Failures {
		add(f.Place, f.String())
	}
	for _, r := range in.Refused {
		add(r.Place, "refused: "+r.String())
	}
	for _, p := range in.Passed {
		add(p.Place, "passed over: "+p.String())
	}
	slices.SortStableFunc(all, func(a, b sentence) int { return a.place - b.place })
	sentences := make([]string, len(all))
	for i, s := range all {
		sentences[i] = s.text
	}
	return sentences
}

// String returns everything in one line. What did not happen is left out,
// except for what everybody looks for.
func (t *Tally) String() string {
	parts := []string{fmt.Sprintf("added %d, %d already watched, %s", t.Added, t.Watched, t.Refused.text("refused"))}
	for _, more := range []struct {
		Spotted
		what string
	}{{t.Passed, "passed over"}, {t.Repeated, "named again"}, {t.Failed, "refused to start by HubSpot"}} {
		if more.N > 0 {
			parts = append(parts, more.text(more.what))
		}
	}
	return strings.Join(parts, ", ")
}
