package intake

import (
	"slices"
	"strings"

	"hubwatch/model"
)

// isFolderNumber reports whether a word may be the ID of a folder: a number
// that is too long to count or to time something.
func isFolderNumber(word string) bool {
	return len(word) >= 6 && len(word) <= 20 && strings.Trim(word, "0123456789") == ""
}

// maxAround is the longest line that is kept as the surroundings of a task, in
// bytes.
const maxAround = 300

// mention records a word that may be the ID of a folder.
func (f *finder) mention(v value) {
	if isFolderNumber(v.text) {
		f.mentions = append(f.mentions, Mention{Line: v.line, Place: v.place, Number: model.Text(v.text)})
	}
}

// numbers returns what may be IDs of folders in a node, without what is in the
// nodes within it.
func (n *node) numbers() []model.Text {
	var all []model.Text
	take := func(values []value) {
		for _, v := range values {
			if v.node == nil && isFolderNumber(v.text) && !slices.Contains(all, model.Text(v.text)) {
				all = append(all, model.Text(v.text))
			}
		}
	}
	take(n.items)
	for i := range n.pairs {
		if len(n.items) > 0 { // else a key has a value of its own
			take([]value{{text: n.pairs[i].key}})
		}
		take(n.pairs[i].values)
	}
	return all
}

// stand says about the candidates from a number on what stands with them.
func (f *finder) stand(from int, numbers []model.Text) {
	if len(numbers) == 0 {
		return
	}
	for i := range f.candidates[from:] {
		c := &f.candidates[from+i]
		if len(numbers) > 1 || string(numbers[0]) != c.text {
			c.beside = append(slices.Clip(c.beside), numbers...)
		}
	}
}

// place returns where a pair begins.
func (p *pair) place() int {
	if len(p.values) == 0 {
		return 0
	}
	return p.values[0].place
}

// beside returns the numbers that stand with a task in a record, wherever in it.
func (r *held) beside(id model.TaskID, verdicts []verdict) []model.Text {
	for i, v := range verdicts {
		if v.id == id && r.candidates[i].beside != nil {
			return r.candidates[i].beside
		}
	}
	return nil
}
