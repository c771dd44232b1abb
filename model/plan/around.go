package plan

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"hubwatch/model"
)

// mostAround is for how many answers the text around them is examined.
const mostAround = 50

// misplaced returns the first answer that is in a line with the path or name of
// a row other than its own, and without its own; "" if there is none. A phrase
// that several lines share is how the log talks, and names no row.
func (j *Joiner) misplaced(places []*Row) string {
	answers := j.answers[:min(len(j.answers), mostAround)]
	at := map[*Row]int{} // the answer beside which a row is named, -1 for several
	for i, a := range answers {
		if a.around == "" {
			continue
		}
		for _, row := range places {
			if row == nil || !row.in(a.around) {
				continue
			}
			if _, again := at[row]; again {
				at[row] = -1
			} else {
				at[row] = i
			}
		}
	}
	own := map[int]bool{}
	for row, i := range at {
		own[i] = own[i] || i >= 0 && places[i] == row
	}
	for _, row := range places {
		if i, named := at[row]; named && row != nil && i >= 0 && !own[i] {
			return fmt.Sprintf("%s names what line %d of the plan is about, in the place of another row", answers[i].place(), row.Line)
		}
	}
	return ""
}

// in reports whether a line contains the path of a row, or its name.
func (r *Row) in(line string) bool {
	p := model.ReadPlanned(r.Fields)
	return hasWord(line, string(p.Path)) || hasWord(line, string(p.Name))
}

// hasWord reports whether a text is in a line, but not within a longer word.
func hasWord(line, text string) bool {
	if len(text) < 3 {
		return false
	}
	for from := 0; ; {
		i := strings.Index(line[from:], text)
		if i < 0 {
			return false
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(line[:i])
		after, _ := utf8.DecodeRuneInString(line[i+len(text):])
		if !wordRune(before) && !wordRune(after) {
			return true
		}
		from = i + 1
	}
}

func wordRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '/' || r == '_')
}
