package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"hubwatch/model"
	"hubwatch/model/cells"
)

// mostSighted is how many rows are looked for by their names.
const mostSighted = 300

// sighting is where a text names what a row is about.
type sighting struct {
	answer // where
	row    int
	end    int // of the name in its line, whose beginning is at
}

// sighted records which rows lines name, by the longest names that stand there.
func (j *Joiner) sighted(source string, lines []cells.Line) {
	if len(lines) == 0 || len(j.named) > 0 {
		return
	}
	if j.called == nil {
		j.called = make([]string, min(len(j.plan.Rows), mostSighted))
		for i := range j.called {
			j.called[i] = plainName(string(model.ReadPlanned(j.plan.Rows[i].Fields).Name))
		}
	}
	for _, line := range lines {
		if m := fileHead().FindStringSubmatch(line.Text); m != nil {
			n, _ := strconv.Atoi(m[1])
			j.heads = append(j.heads, n)
		}
		text := plainName(line.Text)
		var found []sighting
		for row, name := range j.called {
			for _, at := range wordsAt(text, name) {
				found = append(found, sighting{answer{source: source, line: line.Number, at: at}, row, at + len(name)})
			}
		}
		found = slices.DeleteFunc(found, func(s sighting) bool {
			return slices.ContainsFunc(found, func(o sighting) bool { return o.at <= s.at && o.end >= s.end && o.end-o.at > s.end-s.at })
		})
		slices.SortStableFunc(found, func(a, b sighting) int { return a.at - b.at })
		j.names = append(j.names, found...)
	}
}

// plainName returns a text as names are compared: without case, and with what
// stands for a space as one.
func plainName(text string) string {
	return strings.ToLower(spaces.Replace(text))
}

var spaces = strings.NewReplacer("%20", " ", "+", " ", "-", " ", "_", " ")

// wordsAt returns where a name stands in a text, but not within a longer word.
func wordsAt(text, name string) (all []int) {
	if len(name) < 3 || !strings.ContainsFunc(name, unicode.IsLetter) {
		return nil
	}
	for from := 0; len(all) < 4; {
		i := strings.Index(text[from:], name)
		if i < 0 {
			break
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(name):])
		if !wordRune(before) && !wordRune(after) {
			all = append(all, i)
		}
		from = i + len(name)
	}
	return all
}

// misnamed returns where the text names what rows are about in another order
// than the plan has them, by the first time or the last, "" if it does not. A
// name that it has more than twice is how the log talks, and what stands below
// the line after the last answer sums up.
func (j *Joiner) misnamed() string {
	last := j.answers[len(j.answers)-1]
	var names []sighting
	for _, s := range j.names {
		if below := s.source == last.source && s.line > last.line; s.source == last.source && (!below || s.line <= last.line+1) {
			names = append(names, s)
		}
	}
	times := map[int]int{}
	for _, s := range names {
		times[s.row]++
	}
	names = slices.DeleteFunc(names, func(s sighting) bool { return times[s.row] > 2 })
	if why := j.outOfOrder(names); why != "" {
		return why
	}
	slices.Reverse(names)
	seen := map[int]bool{}
	names = slices.DeleteFunc(names, func(s sighting) bool { again := seen[s.row]; seen[s.row] = true; return again })
	slices.Reverse(names)
	return j.outOfOrder(names)
}

// outOfOrder returns where the first names of rows leave the plan's order.
func (j *Joiner) outOfOrder(names []sighting) string {
	seen, before := map[int]bool{}, -1
	for _, s := range names {
		if seen[s.row] {
			continue
		}
		if seen[s.row] = true; s.row < before {
			return fmt.Sprintf("%s names what line %d of the plan is about after what line %d is about", s.place(), j.plan.Rows[s.row].Line, j.plan.Rows[before].Line)
		}
		before = s.row
	}
	return ""
}
