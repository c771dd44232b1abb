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

// mostLines is how many rows, and lines without an answer, are examined for names.
const mostLines = 300

// misnamed returns where lines without an answer name what rows are about in
// another order than the plan has them, "" if they do not. A line that names
// several rows and a row that several lines name tell nothing.
func (j *Joiner) misnamed(places []*Row) string {
	last := j.answers[len(j.answers)-1]
	lines := j.others
	if end := slices.IndexFunc(lines, func(a answer) bool { return a.source == last.source && a.line > last.line }); end >= 0 {
		lines = lines[:end+1] // what is further down sums up
	}
	at := map[int][]int{} // the rows, by the line that names them alone
	for i, row := range places[:min(len(places), mostLines)] {
		for k := range lines {
			if row != nil && lines[k].source == last.source && row.in(lines[k].around) {
				at[k] = append(at[k], i)
			}
		}
	}
	times := map[int]int{}
	for _, rows := range at {
		for _, i := range rows {
			times[i]++
		}
	}
	before := -1
	for k := range lines {
		rows := at[k]
		if len(rows) != 1 || times[rows[0]] != 1 {
			continue
		}
		if rows[0] < before {
			return fmt.Sprintf("%s names what line %d of the plan is about after what line %d is about", lines[k].place(), places[rows[0]].Line, places[before].Line)
		}
		before = rows[0]
	}
	return ""
}

var (
	stamp  = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?`) })
	counts = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\b\d{1,9}\b`) })
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
		at := strings.Replace(stamp().FindString(text), " ", "T", 1)
		if at != "" && before != "" && at < before && len(at) == len(before) {
			return fmt.Sprintf("%s is of %s, before that of the answer above it", a.place(), at)
		}
		before = cmp.Or(at, before)
		numbers := counts().FindAllString(text, -1)
		if i == 0 {
			columns = make([][]int, min(len(numbers), mostAround))
		}
		for c := range columns {
			if c < len(numbers) {
				n, _ := strconv.Atoi(numbers[c]) // at most nine digits
				columns[c] = append(columns[c], n)
			}
		}
	}
	for _, column := range columns {
		if i := scrambled(column); len(column) == len(j.answers) && i > 0 {
			return fmt.Sprintf("%s has the number %d, and the answer above it %d", j.answers[i].place(), column[i], column[i-1])
		}
	}
	return ""
}

// scrambled returns where numbers that follow each other are in neither order;
// 0 if they are, or do not follow each other.
func scrambled(column []int) int {
	sorted := slices.Sorted(slices.Values(column))
	for i := range sorted[1:] {
		if sorted[i+1] != sorted[i]+1 {
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
