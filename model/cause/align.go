package cause

import (
	"slices"
	"strings"

	"hubwatch/model"
)

const (
	maxAligned  = 64 // words of a message that are aligned
	maxExamples = 64 // tasks among which the second example is looked for
)

// Aligned is a piece of two aligned messages: words that both have, or what
// differs.
type Aligned struct {
	A, B   string // safe to print
	Varies bool
}

// Examples returns the messages of two tasks of the cause with that signature,
// aligned: the first one, and the one that differs most from it. There is none
// if all are the same, or if only one task has a message.
func (g *Groups) Examples(sig Signature) []Aligned {
	g.settle()
	gr := g.groups[sig]
	if gr == nil {
		return nil
	}
	gr.settle()
	first := gr.first()
	var best []Aligned
	most := 0
	for _, tr := range gr.traces[:min(len(gr.traces), maxExamples)] {
		if tr.message == first.message || tr.message == "" || tr.sentence != first.sentence {
			continue
		}
		aligned := align(first.message, tr.message)
		n := 0
		for _, part := range aligned {
			if part.Varies {
				n++
			}
		}
		if n > most {
			best, most = aligned, n
		}
	}
	return best
}

// align puts two messages under each other, word by word: as many words as
// possible stand under the same.
func align(a, b model.Text) []Aligned {
	as, bs := strings.Fields(a.Line()), strings.Fields(b.Line())
	as, bs = as[:min(len(as), maxAligned)], bs[:min(len(bs), maxAligned)]
	common := make([][]int, len(as)+1) // of what is left from there on
	for i := range common {
		common[i] = make([]int, len(bs)+1)
	}
	for i := len(as) - 1; i >= 0; i-- {
		for j := len(bs) - 1; j >= 0; j-- {
			if common[i][j] = max(common[i+1][j], common[i][j+1]); as[i] == bs[j] {
				common[i][j] = common[i+1][j+1] + 1
			}
		}
	}
	var all []Aligned
	add := func(a, b string, varies bool) {
		if n := len(all); n > 0 && all[n-1].Varies == varies {
			all[n-1].A, all[n-1].B = strings.TrimSpace(all[n-1].A+" "+a), strings.TrimSpace(all[n-1].B+" "+b)
			return
		}
		all = append(all, Aligned{a, b, varies})
	}
	for i, j := 0, 0; i < len(as) || j < len(bs); {
		switch {
		case i < len(as) && j < len(bs) && as[i] == bs[j]:
			add(as[i], bs[j], false)
			i, j = i+1, j+1
		case j == len(bs) || i < len(as) && common[i+1][j] >= common[i][j+1]:
			add(as[i], "", true)
			i++
		default:
			add("", bs[j], true)
			j++
		}
	}
	return slices.Clip(all)
}
