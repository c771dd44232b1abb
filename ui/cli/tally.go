package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"hubwatch/model"
	"hubwatch/model/intake"
)

// tally is what became of an intake.
type tally struct {
	added, watched                    int
	refused, passed, failed, repeated spotted
	explain                           io.Writer // takes everything with its reason; nil if nobody asked
	said, more                        int       // complaints made, and those that were too many
}

// spotted is a number of things, and where the first of them is.
type spotted struct {
	n     int
	where string
}

func (s *spotted) count(source string, line int) {
	if s.n++; s.n == 1 {
		s.where = place(source, line)
	}
}

// place is where something stands; a word of the command line has no line.
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

// text is the number of what, and the place.
func (s spotted) text(what string) string {
	switch s.n {
	case 0:
		return "0 " + what
	case 1:
		return fmt.Sprintf("1 %s (%s)", what, s.where)
	}
	return fmt.Sprintf("%d %s (first: %s)", s.n, what, s.where)
}

// maxNamed is how many complaints are made, one a line.
const maxNamed = 20

// say makes a complaint, unless there were too many.
func (t *tally) say(w io.Writer, complaint string) {
	if t.said == maxNamed {
		t.more++
		return
	}
	t.said++
	fmt.Fprintln(w, "hubwatch: "+complaint)
}

// take counts what an intake is besides its tasks, and names what was refused:
// by hubwatch, or by HubSpot.
func (t *tally) take(stderr io.Writer, source string, in intake.Result) {
	for _, r := range in.Refused {
		t.refused.count(source, r.Line)
		t.say(stderr, fmt.Sprintf("%s, %s", model.Text(source).Line(), r))
	}
	for _, f := range in.Failures {
		t.failed.count(source, f.Line)
		t.say(stderr, fmt.Sprintf("%s, %s", model.Text(source).Line(), f))
	}
	for _, p := range in.Passed {
		t.passed.count(source, p.Line)
	}
	for _, f := range in.Repeated {
		t.repeated.count(source, f.Line)
	}
	if in.Foreign > 0 {
		t.say(stderr, place(source, in.Foreign)+" is not UTF-8 and was read as Windows-1252")
	}
	if t.explain != nil {
		for _, line := range explained(in) {
			fmt.Fprintf(t.explain, "%s, %s\n", model.Text(source).Line(), line)
		}
	}
}

// explained is a sentence for everything that was seen, in the order of the text.
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

// String is all of it in one line. What did not happen is left out, but for
// what everybody looks for.
func (t *tally) String() string {
	parts := []string{fmt.Sprintf("added %d, %d already watched, %s", t.added, t.watched, t.refused.text("refused"))}
	for _, more := range []struct {
		spotted
		what string
	}{{t.passed, "passed over"}, {t.repeated, "named again"}, {t.failed, "refused to start by HubSpot"}} {
		if more.n > 0 {
			parts = append(parts, more.text(more.what))
		}
	}
	return strings.Join(parts, ", ")
}
