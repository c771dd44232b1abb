package plan

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

var (
	clock  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?:^|[^\d:])(\d\d?:\d\d:\d\d(?:[.,]\d+)?)`) })
	epoch  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b1[4-9]\d{8}(?:\d{3})?(?:\.\d+)?\b`) })
	stamp  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?`) })
	counts = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b\d{1,13}\b`) })
)

// misnumbered returns where the lines of the answers say that they are in
// another order: by times that go back, or by numbers of which each comes once
// and no two follow each other as the lines do. "" if they say no such thing. A
// number that counts down may be of what is left.
func (j *Joiner) misnumbered() string {
	var columns [][]int
	before := ""
	for i := range j.answers {
		a := &j.answers[i]
		text := strings.ReplaceAll(a.around, string(a.task), "")
		at := timeIn(text)
		if at != "" && len(at) == len(before) && at < before && !newDay(before, at) {
			return fmt.Sprintf("%s is of %s, before that of the answer above it", a.place(), at)
		}
		before = cmp.Or(at, before)
		numbers := counts().FindAllString(text, -1)
		if i == 0 {
			columns = make([][]int, min(len(numbers), mostAround))
		}
		for c := range columns {
			if c < len(numbers) {
				n, _ := strconv.Atoi(numbers[c])
				columns[c] = append(columns[c], n)
			}
		}
	}
	if len(j.heads) == len(j.answers) && !slices.IsSorted(j.heads) {
		return "the files that " + j.answers[0].source + " was put together from are not in the order of their numbers"
	}
	for _, column := range columns {
		if i := scrambled(column); len(column) == len(j.answers) && i > 0 {
			return fmt.Sprintf("%s has the number %d, and the answer above it %d", j.answers[i].place(), column[i], column[i-1])
		}
	}
	return ""
}

// fileHead is what head and tail write above each of several files.
var fileHead = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^==> .*?(\d{1,9})\D* <==$`) })

// timeIn returns the first time in a line, in a form that can be compared.
func timeIn(line string) string {
	if at := stamp().FindString(line); at != "" {
		return strings.Replace(at, " ", "T", 1)
	}
	if m := clock().FindStringSubmatch(line); m != nil {
		if m[1][1] == ':' {
			return "0" + m[1]
		}
		return m[1]
	}
	return epoch().FindString(line)
}

// newDay reports whether a time of day is one of the next day, or half of one.
func newDay(before, at string) bool {
	return before[:2] == "23" && at[:2] == "00" || before[:2] == "12" && at[:2] == "01" || before[:2] == "11" && at[:2] == "12"
}

// scrambled returns where numbers at equal distances are in neither order; 0 if
// they are, or are not at equal distances.
func scrambled(column []int) int {
	sorted := slices.Sorted(slices.Values(column))
	for i := range sorted[1:] {
		if step := sorted[i+1] - sorted[i]; step == 0 || step != sorted[1]-sorted[0] {
			return 0
		}
	}
	down := slices.IsSortedFunc(column, func(a, b int) int { return b - a })
	for i := range column[1:] {
		if column[i+1] < column[i] && !down {
			return i + 1
		}
	}
	return 0
}
